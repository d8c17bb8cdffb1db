"""Word plans as forms and as several tables: what was chosen, what a table stands under."""

from collections.abc import Sequence

import pytest

from db.models import Status
from db.session import Database
from tests.jobs.plan.plans import looked_at
from tests.jobs.plan.shapes import (
    FEB,
    JAN,
    OFFICER,
    Part,
    cell,
    control,
    deleted,
    inserted,
    listed,
    paragraph,
    passed,
    picked,
    read,
    row,
    run,
    table,
    word,
)
from tests.jobs.plan.shapes import HEADINGS as NAMES

pytestmark = [pytest.mark.usefixtures("council"), pytest.mark.mostly_sqlite]
HEADINGS = row(*NAMES, "Status")
FORM = row("1.1", "Agree a form", OFFICER, "29/01/2027", "In progress")
AUDIT = row("2.1", "Audit ten plans", OFFICER, "26/02/2027", "In progress")


def field(inside: str) -> str:
    """Return a form field of older Word files, in which what was chosen is no text."""
    begins = (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{inside}</w:ffData></w:fldChar></w:r>'
    )
    asks = '<w:r><w:instrText xml:space="preserve"> FORM </w:instrText></w:r>'
    return f'{begins}{asks}<w:r><w:fldChar w:fldCharType="end"/></w:r>'


STATES = "".join(f'<w:listEntry w:val="{each}"/>' for each in ("Not started", "Complete"))
BOXES = f"{control(run('☐'))}{run(' Not started  ')}{control(run('☒'))}{run(' Complete')}"


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("Status", field(f'<w:ddList><w:result w:val="1"/>{STATES}</w:ddList>')),
        ("Status", field(f'<w:ddList><w:default w:val="1"/>{STATES}</w:ddList>')),
        ("Completed?", field("<w:checkBox><w:checked/></w:checkBox>")),
        ("Completed?", field('<w:checkBox><w:default w:val="1"/></w:checkBox>')),
        ("Status", BOXES),
        ("Status", f"{run('☐ In progress ')}{control(run('☑'))}{run(' Complete')}"),
    ],
)
def test_what_was_chosen_in_a_form_is_the_status(
    database: Database, heading: str, said: str
) -> None:
    plan = word(
        table(row(*NAMES, heading), row("D1", "Write it", OFFICER, "29/01/2027", cell(said)))
    )
    [found] = read(database, plan)
    assert (found.day, found.status) == (JAN, Status.DONE)


@pytest.mark.parametrize(
    "said",
    [
        field(f"<w:ddList>{STATES}</w:ddList>"),
        field("<w:checkBox><w:checked w:val='0'/></w:checkBox>"),
    ],
)
def test_what_was_not_chosen_is_not_done(database: Database, said: str) -> None:
    plan = word(
        table(
            row(*NAMES, "Completed?"),
            row("D1", "Write it", OFFICER, "29/01/2027", cell(said)),
        )
    )
    [found] = read(database, plan)
    assert found.status in {None, Status.NOT_STARTED}


def test_steps_of_which_some_are_ticked_all_stay(database: Database) -> None:
    steps = f"{run('☒ Write the guide ')}{run('☐ Print the guide')}"
    plan = word(table(HEADINGS, row("D1", cell(steps), OFFICER, "29/01/2027", "In progress")))
    [found] = read(database, plan)
    assert "Print the guide" in found.title


def test_a_date_that_was_picked_in_welsh_is_read(database: Database) -> None:
    day = cell(picked("29 Ionawr 2027", "2027-01-29"))
    [found] = read(database, word(table(HEADINGS, row("D1", "Write it", OFFICER, day, "Open"))))
    assert found.day == JAN


def test_a_cell_that_was_deleted_with_changes_tracked_moves_the_others_back(
    database: Database,
) -> None:
    gone = '<w:cellDel w:id="1" w:author="A"/>'
    cells = ("D1", cell("Old words", properties=gone), "Write it", OFFICER, "29/01/2027", "Open")
    [found] = read(database, word(table(HEADINGS, row(*cells))))
    assert (found.title, found.day) == ("Write it", JAN)


def test_a_row_that_was_moved_with_changes_tracked_stands_once_where_it_is_now(
    database: Database,
) -> None:
    said = ("1.1", "Agree a form", OFFICER, "29/01/2027", "In progress")
    away = row(*(cell(deleted(each)) for each in said), properties='<w:del w:id="9" w:author="A"/>')
    here = row(
        *(cell(inserted(each)) for each in said), properties='<w:ins w:id="8" w:author="A"/>'
    )
    found = read(database, word(table(HEADINGS, away, AUDIT, here)))
    assert [each.reference for each in found] == ["2.1", "1.1"]


def wide(said: str, *, span: int = 5) -> str:
    return row(cell(said, span=span))


def under(*banners: Sequence[str]) -> list[Part]:
    """Return two tables with the same headings, each below its lines."""
    first, second = banners
    return [
        table(*first, HEADINGS, FORM),
        paragraph("Text between."),
        table(*second, HEADINGS, AUDIT),
    ]


def title(number: int, said: str) -> str:
    return row(f"Priority {number}", cell(said, span=4))


def rated(said: str, colour: str) -> str:
    return row(cell(said, span=4), f"RAG: {colour}")


def measure(said: str) -> str:
    return row("How we will know", cell(said, span=4))


@pytest.mark.parametrize(
    ("parts", "themes"),
    [
        (
            under(
                [wide("Priority 1: Advice"), wide("Outcome: it is timely"), wide("Sponsor: DCS")],
                [wide("Priority 2: Plans"), wide("Outcome: they are good"), wide("Sponsor: AD")],
            ),
            ["Priority 1: Advice", "Priority 2: Plans"],
        ),
        (
            under([title(1, "Advice in time")], [title(2, "Good plans")]),
            ["Priority 1 Advice in time", "Priority 2 Good plans"],
        ),
        (
            under([rated("Priority 1: Advice", "Amber")], [rated("Priority 2: Plans", "Green")]),
            ["Priority 1: Advice", "Priority 2: Plans"],
        ),
        (under([measure("90% in time")], [measure("8 of 10")]), [None, None]),
        (
            under([wide("Priority 1: Advice")], [wide("Priority 1: Advice (continued)")]),
            ["Priority 1: Advice"] * 2,
        ),
        (
            under([wide("Priority 1: Advice")], [wide("Continued")]),
            ["Priority 1: Advice"] * 2,
        ),
        (
            [
                table(row("Advice in time")),
                table(HEADINGS, FORM),
                table(row("Good plans")),
                table(HEADINGS, AUDIT),
            ],
            ["Advice in time", "Good plans"],
        ),
        (
            [
                paragraph("Advice in time", "Heading1"),
                paragraph("What parents told us."),
                table(HEADINGS, FORM),
                paragraph("Good plans", "Heading1"),
                table(HEADINGS, AUDIT),
            ],
            ["Advice in time", "Good plans"],
        ),
    ],
)
def test_each_of_several_tables_has_its_own_theme(
    database: Database, parts: Sequence[Part], themes: Sequence[str | None]
) -> None:
    found = read(database, word(*parts))
    assert listed(found) == [("1.1", "Agree a form", JAN), ("2.1", "Audit ten plans", FEB)]
    assert [each.theme for each in found] == themes


def test_the_name_of_the_plan_above_its_only_table_is_no_theme(database: Database) -> None:
    plan = word(paragraph("Improvement plan", "Heading1"), table(HEADINGS, FORM, AUDIT))
    assert [each.theme for each in read(database, plan)] == [None, None]


@pytest.mark.parametrize(
    "banner",
    [
        row(cell("Priority 2: Plans", span=4), "Amber"),
        row(cell("Priority 2: Plans", span=2), cell("Strategic lead: DCS", span=3)),
        row("Priority 2: Plans", "", "DCS", "", ""),
    ],
)
def test_a_banner_with_its_rating_or_its_lead_is_a_banner(database: Database, banner: str) -> None:
    first, second = read(database, word(table(HEADINGS, FORM, banner, AUDIT)))
    assert (first.theme, second.theme) == (None, "Priority 2: Plans")


def test_what_is_told_below_a_banner_does_not_take_its_place(database: Database) -> None:
    said = wide("What inspectors said: drift was seen")
    plan = word(table(HEADINGS, FORM, wide("Priority 2: Plans"), said, AUDIT))
    assert [each.theme for each in read(database, plan)] == [None, "Priority 2: Plans"]
    assert passed(looked_at(database, plan)) == {"section": 1, "banner": 1}
