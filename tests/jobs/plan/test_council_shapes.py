"""More plans as councils write them, kind by kind: each row is right, asked about or handed back.

What is right was written down before any of them was read; docs/importing.md says how many of each
kind were right the first time. What is left out of a row is empty.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import pytest

from bot.plan.notes import note_words
from db.models import Person
from db.session import Database
from jobs.plan.importing import Choices, columns_chosen, opened
from jobs.plan.sums import sums
from tests.jobs.plan import plans
from tests.jobs.plan.council.cells import DATES, DATES_IN_TEXT, MONTH_FIRST, OWNERS, STATUSES
from tests.jobs.plan.council.columns import BOTH_DATES, HEADINGS, NUMBERS, PLANNERS, WRONG_COLUMN
from tests.jobs.plan.council.layouts import BANNERS, CONTROLS, KEYS, ODD, SHEETS, TRACKED
from tests.jobs.plan.council.linked import HANDED_ROUND, LINKED
from tests.jobs.plan.council.shape import (
    FIRST_ROW,
    HS,
    ROBIN,
    ROLES,
    SAM,
    SECOND_ROW,
    H,
    csv,
    docx,
    xlsx,
)
from tests.jobs.plan.plans import looked_at, take
from tests.jobs.plan.shapes import FEB, JAN, OFFICER, ReadRow, passed
from tests.people import Council

pytestmark = pytest.mark.mostly_sqlite  # its SQL is asked on PostgreSQL by other tests
SHAPES: Final = [
    *WRONG_COLUMN, *BOTH_DATES, *CONTROLS, *TRACKED, *BANNERS, *KEYS, *STATUSES, *MONTH_FIRST,
    *DATES, *HEADINGS, *PLANNERS, *OWNERS, *NUMBERS, *SHEETS, *DATES_IN_TEXT, *ODD, *LINKED,
    *HANDED_ROUND,
]  # fmt: skip


@pytest.fixture
def people(council: Council) -> dict[object, str]:
    """Let those work here whom the plans name; return everybody's name by number."""
    with council.database.begin() as session:
        session.add_all(
            Person(name=name, role=role, email=f"{name.replace(' ', '.').lower()}@council.example")
            for name, role in ROLES.items()
        )
        session.flush()
        return {person.id: person.name for person in session.query(Person)}


def _besides(row: Sequence[object]) -> Mapping[str, object]:
    return last if isinstance(last := row[-1], dict) else {}


def told(found: ReadRow, people: Mapping[object, str], asked: set[str]) -> tuple[object, ...]:
    """Return a row as a shape has it: what the shape does not ask is left out."""
    owner = people.get(found.owner_id)
    besides = {
        "owner": "" if owner == OFFICER else owner,
        "deputy": people.get(found.deputy_id),
        "notes": found.entry.notes if "notes" in asked else (),
        "original_due_on": found.original_due_on,
        "due_as_given": found.entry.due.said if found.entry.due and not found.day else "",
        "theme": found.theme if "theme" in asked else "",
        "success_measure": found.success_measure if "success_measure" in asked else "",
        "status": found.status,
    }
    assert owner
    return (found.reference, found.title, found.day, {n: v for n, v in besides.items() if v})


@pytest.mark.parametrize("kind", sorted({shape.kind for shape in SHAPES}))
def test_plans_of_a_kind_are_read_right_or_asked_about(
    database: Database, people: Mapping[object, str], kind: str
) -> None:
    for shape in (each for each in SHAPES if each.kind == kind):
        shown = looked_at(database, shape.file())
        rows = [ReadRow(step.entry) for step in shown.outcome.steps if step.entry]
        asked = {name for each in shape.rows for name in _besides(each)}
        assert [told(each, people, asked) for each in rows] == list(shape.rows), shape.rows
        assert len(shown.problems) == shape.back, [each.why for each in shown.problems]
        said = [
            str(value)
            for each in rows
            for value in (*each.entry.values.values(), *each.entry.notes)
        ]
        assert all(any(part in each for each in said) for part in shape.kept), said
        assert shape.passed.items() <= passed(shown).items(), passed(shown)


BEFORE = xlsx(H, FIRST_ROW, SECOND_ROW, name="Plan Oct 26")
AGAIN = [
    xlsx(("Improvement plan, November 2026",), (), H, SECOND_ROW, FIRST_ROW, name="Plan Nov 26"),
    xlsx(("Due date", "Lead", "Action", "Ref"), *(each[::-1] for each in (FIRST_ROW, SECOND_ROW))),
    docx([H, FIRST_ROW, SECOND_ROW]),
    csv("\n".join(";".join(each[1:]) for each in (H, FIRST_ROW, SECOND_ROW)), "Nov.csv", "cp1252"),
]


def test_a_plan_in_another_shape_is_the_same_plan(
    database: Database, people: Mapping[object, str]
) -> None:
    take(database, BEFORE())
    for file in (make() for make in AGAIN):
        again = looked_at(database, file).outcome
        assert [*again.new, *again.changed] == [], file.name
        assert len(again.unchanged) == 2


@pytest.mark.parametrize(
    "said",
    [
        ("Lead=deputy", "Sponsor=owner"),
        ("Start=due", "Due date=original"),
        ("Action=text", "Outcome=title", "Lead=nothing"),
    ],
)
def test_choices_do_the_same_in_any_order(
    database: Database, people: Mapping[object, str], said: Sequence[str]
) -> None:
    headings = ("Ref", "Action", "Outcome", "Lead", "Sponsor", "Start", "Due date")
    file = plans.xlsx(headings, ("1.1", "Write the guide", "Staff know it", SAM, ROBIN, JAN, FEB))
    layouts = opened([file], Choices()).layouts
    stored = {
        str(looked_at(database, file, choices=Choices(columns=chosen)).outcome.steps)
        for chosen in (columns_chosen(layouts, said), columns_chosen(layouts, said[::-1]))
    }
    assert len(stored) == 1
    assert "deputy_id" in stored.pop() or "deputy" not in said[0]


@pytest.mark.parametrize(
    ("cells", "sums_say"),
    [
        (("", "", ""), "1 has no date, 1 has no owner"),
        ((OFFICER, "TBC", "Complete"), "1 has no date, 1 is done"),
        (("TBC", "29/01/2027", "Closed"), "1 has no owner, 1 is done"),
        ((OFFICER, "29/01/2027", ""), ""),  # nothing to say
    ],
)
def test_the_sums_say_what_will_be_stored(
    database: Database, people: Mapping[object, str], cells: Sequence[str], sums_say: str
) -> None:
    shown = looked_at(database, plans.xlsx(HS, ("1.1", "Write the guide", *cells)))
    said = "\n".join(note_words(each) for each in sums(shown))
    assert said.partition("\n")[0] == sums_say
