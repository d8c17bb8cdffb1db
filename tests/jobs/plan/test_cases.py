"""Plans that came in wrong once, by their number, each as it is right.

The files are as they were handed in, in `cases/`. What is left out of a row is empty. More shapes
of each kind are in the tests beside this one.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import select

from bot.plan.notes import note_words
from bot.plan.problem_words import why_words
from db.models import Action, Person, Status
from db.session import Database, Session
from jobs.plan import docx_export, exporting, importing
from jobs.plan.importing import Choices, Preview, columns_chosen, opened
from jobs.plan.reading_context import ReadingWishes
from jobs.plan.sums import sums
from jobs.plan.tables import PlanFile
from tests.jobs.plan.plans import ENGLAND, looked_at, take
from tests.jobs.plan.shapes import FEB, JAN, OFFICER, ReadRow, passed, read
from tests.people import NOW, TODAY, Council

pytestmark = pytest.mark.mostly_sqlite
WRITERS: Final = {
    ".xlsx": exporting.xlsx,
    ".csv": exporting.csv_text,
    ".docx": docx_export.docx,
}
CASES = Path(__file__).parent / "cases"
MASH, ASSESSMENT = "Team Manager, MASH", "Team Manager, Assessment"
MARCH = date(2027, 3, 31)

Expected = tuple[object, ...]  # reference, words, due date, and then by name what is besides
DECISIONS: Final = {"theme": "Decisions are timely"}
DONE: Final = {"status": Status.DONE}
BEGUN: Final = {"status": Status.IN_PROGRESS}
WAITS: Final = {"status": Status.NOT_STARTED}
STATUSES: Final = (BEGUN, BEGUN, BEGUN, WAITS, BEGUN, WAITS, BEGUN, DONE, BEGUN)

ROWS: Final[Mapping[str, Sequence[Expected]]] = {
    "01": [
        ("1.1", "Publish a standard for decisions", JAN, DECISIONS),
        ("1.2", "Hold a weekly review", FEB, DECISIONS),
    ],
    "03": [
        ("25 CS 01", "Reconcile payments monthly", date(2027, 1, 31),
         {"original_due_on": date(2026, 9, 30)}),
        ("25 CS 02", "Review the approval limits", FEB, {}),
    ],
    "05": [("D1", "Write the protocol", JAN, DONE)],
    "07": [("D1", "Write the protocol", JAN, BEGUN)],
    "09": [
        ("1.1", "Write the guide", JAN, {}),
        ("2.1", "Print the guide", FEB, {"theme": "Priority 2: Permanence"}),
    ],
    "10": [
        ("1.1", "Agree a form", JAN, {"theme": "Priority 1: Advice arrives in time"}),
        ("2.1", "Audit ten plans", FEB, {"theme": "Priority 2: Plans of good quality for all"}),
    ],
    "11": [
        ("1", "Introduce a tracker", JAN, {"theme": "MUST DO"}),
        ("2", "Publish a digest", FEB, {"theme": "SHOULD DO"}),
    ],
    "12": [("A1", "Write the guide", JAN, {})],
    "13": [("", "Entries are dated", JAN, {})],
    "14": [("1", "First job", JAN, WAITS)],
    "15": [("A2", "Print the guide", MARCH, BEGUN)],
    "17": [(f"A{n}", f"Job {n}", MARCH, each) for n, each in enumerate(STATUSES, start=1)],
    "19": [
        ("A1", "Draft the policy", JAN, {}),
        ("A2", "Run the survey", date(2027, 2, 12), {}),
        ("A3", "Book the room", date(2027, 3, 4), {}),
    ],
    "21": [
        ("A1", "One", MARCH, {}),
        ("A2", "Two", date(2027, 1, 31), {}),
        ("A3", "Three", date(2026, 12, 31), {"original_due_on": date(2026, 9, 30)}),
    ],
    "23": [("A2", "Two", None, {"due_as_given": "2026/27"}),
           ("A3", "Three", None, {"due_as_given": "2027"})],
    "25": [("A1", "Write the guide", JAN, {}), ("A2", "Print the guide", FEB, {})],
    "27": [
        ("", "Share the briefing", date(2026, 12, 18), {"success_measure": "Read receipts"}),
        ("", "Add it to induction", JAN, {"success_measure": "Record"}),
    ],
    "28": [
        ("k3J9", "Draft the policy", JAN,
         {**BEGUN, "theme": "Workforce", "notes": ("The draft is in the shared folder",)}),
    ],
    "29": [("A1", "One", JAN, {"owner": "Sam Birch"})],
    "31": [("A1", "One", JAN, {"owner": MASH, "deputy": ASSESSMENT})],
    "32": [("A1", "One", JAN, {"owner": MASH, "deputy": ASSESSMENT})],
    "33": [("A1", "One", JAN, {"owner": MASH})],
    "34": [("1", "Monthly clinic", JAN, {}), ("1 (2)", "See five cases", FEB, {})],
    "35": [("1.1", "First", JAN, {}), ("1.10", "Tenth", FEB, {})],
    "36": [("", "Write the guide", JAN, {}), ("", "Print the guide", FEB, {})],
    "38": [("P1", "Agree the plan", JAN, BEGUN)],
    "39": [("P1", "Agree the plan", JAN, BEGUN)],
    "41": [],
    "42": [],
    "44": [("1.1", "Publish a standard", JAN, DECISIONS)],
    "45": [("A1", "Write the guide", None, {**DONE, "due_as_given": "Ongoing", "owner": MASH})],
    "46": [
        ("A1", "Respond to the inspection letter", None,
         {"success_measure": "Baseline 31/03/2025: 72%"}),
        ("A2", "Adopt the national framework of 18 December 2023", None, {}),
    ],
}  # fmt: skip
# What is handed back, and what is said of the whole: of each a part.
BACK: Final[Mapping[str, Sequence[str]]] = {
    "15": ["“Complete by March 2027” is not a status that I know"],
    "21": ["“Sat 5 March 2027” contradicts itself: the day is Fri 5 Mar 2027"],
    "23": ["“30/09” has no year: write 30/09/2027"],
    "41": ["holds a formula whose result is not in the file; open it in Excel and save it"] * 2,
    "42": ["this row has 5 cells and the headings are 4"],
}
SAID: Final[Mapping[str, str]] = {
    "13": "3 rows passed over (key)",
    "14": "2 rows passed over (numbered, and not filled in)",
    "19": "“Due date” has the month first, as in 01/29/2027: 02/12/2027 is 12 Feb 2027",
    "23": "2 have words instead of a date: “2026/27”, “2027”",
    "32": "1 names a second owner, who becomes its deputy",
    "34": "1 stands over 2 rows: they go by 1, 1 (2) …",
    "38": "1 hidden row is left out",
    "39": "“Lookups” has no table that I know, and is left out.",
    "45": "1 has no date, 1 is done",
}
PASSED: Final[Mapping[str, Mapping[str, int]]] = {
    "09": {"section": 1},
    "10": {"section": 2},
    "11": {"section": 2},
    "12": {"key": 1},
    "13": {"key": 3},
    "14": {"empty": 2},
    "38": {"hidden_row": 1},
    "39": {"sheet": 1},
}


def files(case: str) -> list[PlanFile]:
    found = sorted(CASES.glob(f"{case} *"))
    return [PlanFile(path.name[len(case) + 1 :], path.read_bytes()) for path in found]


@pytest.fixture
def people(council: Council) -> dict[object, str]:
    """Let those work here whom the plans name; return everybody's name by number."""
    mash = Person(name=MASH, role=MASH, email="manager.mash@council.example")
    with council.database.begin() as session:
        session.add_all([mash, Person(name="Sam Birch", role="Children's Services Manager")])
        session.flush()
        return {person.id: person.name for person in session.query(Person)}


def told(row: ReadRow, people: Mapping[object, str]) -> Expected:
    """Return a row in the form of `ROWS`; the owner is only told where it is another."""
    owner = people.get(row.owner_id)
    besides = {
        "owner": "" if owner == OFFICER else owner,
        "deputy": people.get(row.deputy_id),
        "notes": row.entry.notes,
        "original_due_on": row.original_due_on,
        "due_as_given": row.entry.due.said if row.entry.due and not row.day else "",
        **{name: getattr(row, name) for name in ("status", "theme", "success_measure")},
    }
    assert owner
    return (row.reference, row.title, row.day, {n: v for n, v in besides.items() if v})


@pytest.mark.parametrize("case", ROWS)
def test_a_plan_of_the_collection_comes_in_right(
    database: Database, people: Mapping[object, str], case: str
) -> None:
    shown = looked_at(database, files(case)[0])
    rows = [ReadRow(step.entry) for step in shown.outcome.steps if step.entry]
    assert [told(each, people) for each in rows] == list(ROWS[case])
    assert len(shown.problems) == len(BACK.get(case, ()))
    for problem, part in zip(shown.problems, BACK.get(case, ()), strict=True):
        assert part in why_words(problem.why)
    assert SAID.get(case, "") in "\n".join(note_words(each) for each in sums(shown))
    assert passed(shown) == PASSED.get(case, {})


def test_36_the_same_plan_under_another_date_changes_nothing(
    database: Database, council: Council
) -> None:
    first, second = files("36")
    take(database, first)
    again = looked_at(database, second).outcome
    assert [*again.new, *again.changed] == []
    assert len(again.unchanged) == 2


def test_every_plan_of_the_collection_goes_out_and_in_again_with_nothing_to_change(
    database: Database, people: Mapping[object, str]
) -> None:
    """Each is imported, changed here, written in its own kind of file, and looked at again."""
    assert people
    for case in [one for one in ROWS if ROWS[one]]:
        file = files(case)[0]
        ending = Path(file.name).suffix
        with database.begin() as session:
            shown = previewed(session, file)
            importing.carry_out(session, shown, None, NOW, ENGLAND)
            first = session.scalars(select(Action).order_by(Action.id)).first()
            assert first is not None
            first.title, first.due_on = f"{first.title}, and publish it", date(2027, 6, 30)
            first.due_precision, first.status = "day", Status.IN_PROGRESS
            session.flush()
            again = previewed(session, PlanFile(f"out{ending}", WRITERS[ending](session)))
            assert again.outcome.is_nothing, case
            assert (again.problems, again.gone) == ((), ()), case
            assert len(again.outcome.unchanged) == len(ROWS[case]), case
            session.rollback()


def previewed(session: Session, file: PlanFile) -> Preview:
    book = importing.opened([file], Choices())
    return importing.preview(session, book, ReadingWishes(), TODAY, ENGLAND)


def test_44_the_order_of_choices_changes_nothing(
    database: Database, people: Mapping[object, str]
) -> None:
    (file,) = files("44")
    layouts = opened([file], Choices()).layouts
    for said in (
        ["Action=title", "Recommendation=theme"],
        ["Recommendation=theme", "Action=title"],
    ):
        [row] = read(database, file, choices=Choices(columns=columns_chosen(layouts, said)))
        assert told(row, people) == ROWS["44"][0]
