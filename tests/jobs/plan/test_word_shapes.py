"""Word plans: what is in controls is read, changes count as accepted, banners become themes."""

import pytest

from db.models import Status
from db.session import Database
from tests.jobs.plan.plans import looked_at
from tests.jobs.plan.shapes import (
    FEB,
    JAN,
    OFFICER,
    cell,
    control,
    deleted,
    inserted,
    listed,
    paragraph,
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
WITHOUT_STATUS = row(*NAMES)


def ordinary(reference: str, said: str, day: str = "29/01/2027") -> str:
    return row(reference, said, OFFICER, day)


@pytest.mark.parametrize(
    "due",
    [
        control(cell("29/01/2027"), '<w:date w:fullDate="2027-01-29T00:00:00Z"/>'),
        cell(picked("29/01/2027", "2027-01-29")),
        cell(picked("1/29/2027", "2027-01-29")),
        cell(picked("29 January 2027", "2027-01-29")),
        control(cell(control(run("29 January 2027")))),
        cell(f"{run('29/0')}{control(run('1/2027'))}"),
    ],
)
def test_what_stands_in_a_content_control_is_read(database: Database, due: str) -> None:
    status = cell(control(run("Complete"), "<w:dropDownList/>"))
    plan = word(table(HEADINGS, row("D1", "Write the protocol", OFFICER, due, status)))
    [found] = read(database, plan)
    assert (found.reference, found.day, found.status) == ("D1", JAN, Status.DONE)


def test_a_control_that_was_not_filled_in_says_nothing(database: Database) -> None:
    empty = cell(control(run("Click or tap to enter a date."), "<w:showingPlcHdr/><w:date/>"))
    status = cell(run("Choose an item."))
    plan = word(table(HEADINGS, row("D1", "Write the protocol", OFFICER, empty, status)))
    [found] = read(database, plan)
    assert (found.day, found.entry.due, found.status) == (None, None, None)


@pytest.mark.parametrize(
    "due",
    [
        inserted("29/01/2027"),
        f"{deleted('30/09/2026')}{inserted('29/01/2027')}",
        f"{run('29/01/')}{deleted('2026')}{inserted('2027')}",
        f'<w:moveFrom w:id="3" w:author="A">{run("30/09/2026")}</w:moveFrom>'
        f'<w:moveTo w:id="4" w:author="A">{run("29/01/2027")}</w:moveTo>',
    ],
)
def test_tracked_changes_count_as_accepted(database: Database, due: str) -> None:
    plan = word(table(HEADINGS, row("D1", "Write it", OFFICER, cell(due), "In progress")))
    [found] = read(database, plan)
    assert (found.day, found.status) == (JAN, Status.IN_PROGRESS)


def test_a_row_that_was_deleted_with_changes_tracked_is_gone(database: Database) -> None:
    gone = row("A2", "Old job", OFFICER, "26/02/2027", properties='<w:del w:id="5" w:author="A"/>')
    new = row("A3", "New job", OFFICER, "26/02/2027", properties='<w:ins w:id="6" w:author="A"/>')
    found = read(database, word(table(WITHOUT_STATUS, ordinary("A1", "First"), gone, new)))
    assert [each.reference for each in found] == ["A1", "A3"]


def test_repeating_sections_and_tables_in_controls_are_read(database: Database) -> None:
    repeated = control(control(ordinary("A1", "First")) + control(ordinary("A2", "Second")))
    assert [each.title for each in read(database, word(table(WITHOUT_STATUS, repeated)))] == [
        "First", "Second",
    ]  # fmt: skip


BANNERS = [
    row(cell("Priority 2: Permanence", span=4)),
    row("Priority 2: Permanence", "", "", ""),
    row("", "PERMANENCE", "", ""),
    row("", "Priority 2 – Permanence", "", ""),  # noqa: RUF001 - as Word types it
    control(row(cell("Theme: Permanence", span=4))),
]


@pytest.mark.parametrize("banner", BANNERS)
def test_a_banner_inside_a_table_is_the_theme_of_the_rows_below(
    database: Database, banner: str
) -> None:
    rows = (ordinary("1.1", "Write the guide"), banner, ordinary("2.1", "Print the guide"))
    first, second = read(database, word(table(WITHOUT_STATUS, *rows)))
    assert first.theme is None
    assert "permanence" in str(second.theme).lower()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            [row(cell("Priority 1: Advice in time", span=4))],
            [row(cell("Priority 2: Plans", span=4))],
        ),
        ([row(cell("Advice in time", span=4))], [row(cell("Plans of good quality", span=4))]),
        ([], [row(cell("Outcome 2: Plans", span=4))]),
    ],
)
def test_each_of_several_tables_begins_with_its_banner(
    database: Database, first: list[str], second: list[str]
) -> None:
    plan = word(
        table(*first, WITHOUT_STATUS, ordinary("1.1", "Agree a form")),
        paragraph("Between them."),
        table(*second, WITHOUT_STATUS, ordinary("2.1", "Audit ten plans", "26/02/2027")),
        name="SEND plan.docx",
    )
    found = read(database, plan)
    assert listed(found) == [("1.1", "Agree a form", JAN), ("2.1", "Audit ten plans", FEB)]
    assert "Plans" in str(found[1].theme)


def test_a_heading_above_a_table_is_its_theme(database: Database) -> None:
    plan = word(
        paragraph("Priority 1: Leadership", "Heading2"),
        table(WITHOUT_STATUS, ordinary("1.1", "Agree a form")),
        paragraph("Priority 2: Practice", "Heading2"),
        table(WITHOUT_STATUS, ordinary("2.1", "Audit ten plans")),
    )
    assert [each.theme for each in read(database, plan)] == [
        "Priority 1: Leadership", "Priority 2: Practice",
    ]  # fmt: skip


def test_tables_beside_the_plan_are_named_and_left_out(database: Database) -> None:
    plan = word(
        table(row("Version", "Date", "Author"), row("1.0", "01/09/2026", OFFICER)),
        table(WITHOUT_STATUS, ordinary("1.1", "Agree a form")),
        table(row("R", "Off track"), row("G", "On track")),
    )
    assert listed(read(database, plan)) == [("1.1", "Agree a form", JAN)]
    assert looked_at(database, plan).problems == ()
