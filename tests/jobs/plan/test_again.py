"""The same plan again: it updates and never doubles, and goes out in its own shape and in again."""

from collections.abc import Callable, Sequence
from datetime import date

import pytest
from sqlalchemy import delete, func, select

from bot.plan.problem_words import why_words
from db.actions import operations
from db.models import Action, Event, Person, PlanShape, Status
from db.session import Database, Session
from jobs.plan import docx_export, exporting
from jobs.plan.importing import Preview
from jobs.plan.reading_context import ReadingWishes
from jobs.plan.tables import PlanFile
from tests.jobs.plan.plans import csv, docx, looked_at, take, xlsx
from tests.jobs.plan.shapes import FEB, JAN, OFFICER
from tests.people import Council, acting

pytestmark = [pytest.mark.usefixtures("council"), pytest.mark.mostly_sqlite]
GUIDES = ("Write the guide", "Print the guide")
HEAD = "Action,Lead,Due date\n"
ROWS = f"Write the guide,{OFFICER},29/01/2027\nPrint the guide,{OFFICER},26/02/2027\n"


def counts(shown: Preview) -> tuple[int, int, int, int]:
    """Return how many are new, changed, unchanged and asked about."""
    outcome = shown.outcome
    return len(outcome.new), len(outcome.changed), len(outcome.unchanged), len(shown.back)


def actions(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(Action)) or 0


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (csv(HEAD + ROWS, "Plan 2026-11-20.csv"), csv(HEAD + ROWS, "Plan 2026-12-18.csv")),
        (
            csv(HEAD + ROWS),
            docx([("Action", "Lead"), *((each, "") for each in GUIDES)]),
        ),
        (
            xlsx(
                ("Action", "Lead"),
                ("Write the guide", OFFICER),
                ("Print the guide", ""),
                name="Nov",
            ),
            xlsx(("Action", "Lead"), ("Print the guide", ""), ("Write the guide", ""), name="Dec"),
        ),
        (
            xlsx(
                ("Ref", "Action"),
                ("1.1", "Write the guide"),
                ("1.2", "Print the guide"),
                name="Action plan",
            ),
            xlsx(
                ("Task no", "Task"),
                ("1.1", "Write the guide"),
                ("1.2", "Print the guides"),
                name="Actions",
            ),
        ),
    ],
)
def test_a_plan_under_another_name_is_the_same_plan(
    database: Database, first: PlanFile, second: PlanFile
) -> None:
    take(database, first)
    again = looked_at(database, second)
    assert len(again.outcome.new) == 0
    take(database, second)
    assert actions(database) == 2


def test_a_plan_that_is_numbered_anew_keeps_its_actions(database: Database) -> None:
    take(database, csv("Ref,Action\n1.1,Write the guide\n1.2,Print the guide\n"))
    shown = take(
        database,
        csv("Ref,Action\n1.1,Agree who writes\n1.2,Write the guide\n1.3,Print the guide\n"),
    )
    assert counts(shown) == (1, 2, 0, 0)
    with database.read() as session:
        rows = session.execute(select(Action.id, Action.reference, Action.title)).all()
    assert {row.title: (row.id, row.reference) for row in rows} == {
        "Write the guide": (1, "1.2"),
        "Print the guide": (2, "1.3"),
        "Agree who writes": (3, "1.1"),
    }


def test_a_reworded_row_is_changed_or_asked_about_and_never_doubled(database: Database) -> None:
    take(database, csv(HEAD + ROWS))
    near = ROWS.replace("Write the guide", "Write the guides")
    assert counts(looked_at(database, csv(HEAD + near))) == (0, 1, 1, 0)
    other = f"Write a guide for managers,{OFFICER},30/04/2027\n"
    shown = looked_at(database, csv(HEAD + other))
    assert counts(shown)[0] + counts(shown)[3] == 1


def test_cohorts_that_differ_by_a_number_are_different_actions(database: Database) -> None:
    take(
        database,
        csv("Action,Lead\nTrain cohort 1 of the managers,\nTrain cohort 2 of the managers,\n"),
    )
    shown = looked_at(database, csv("Action,Lead\nTrain cohort 3 of the managers,\n"))
    assert shown.outcome.changed == []


def test_another_plan_with_the_same_numbers_is_asked_about(database: Database) -> None:
    take(database, csv("Ref,Action\n1,Write the guide\n2,Print the guide\n"))
    other = csv("Ref,Action\n1,Recruit six carers\n2,Open a home\n")
    shown = looked_at(database, other)
    assert counts(shown) == (0, 0, 0, 2)
    assert "“1” is 1 “Write the guide” in the bot, in quite other words" in why_words(
        shown.problems[0].why
    )
    same = looked_at(database, other, wishes=ReadingWishes(is_same_plan=True))
    assert counts(same) == (0, 2, 0, 0)


def test_progress_is_noted_once_and_again_where_it_is_new(database: Database) -> None:
    head, note = "Ref,Action,Progress update\n", "1,Write it,The draft went to the panel\n"
    take(database, csv(head + note))
    assert counts(looked_at(database, csv(head + note))) == (0, 0, 1, 0)
    shown = take(database, csv(head + "1,Write it,The panel agreed the draft\n"))
    assert shown.outcome.changed[0].notes == ("The panel agreed the draft",)
    with database.read() as session:
        notes = session.scalars(select(Event.note).order_by(Event.id)).all()
    assert notes == ["The draft went to the panel", "The panel agreed the draft"]


def test_a_plan_that_is_gone_in_part_is_told(database: Database) -> None:
    take(database, csv("Ref,Action\n1,Write it\n2,Print it\n3,Post it\n"))
    shown = looked_at(database, csv("Ref,Action\n1,Write it\n2,Print it\n"))
    assert [action.title for action in shown.gone] == ["Post it"]
    assert looked_at(database, csv("Ref,Action\n1,Write it\n")).gone == ()  # a part handed back


SHAPES: Sequence[PlanFile] = (
    csv(HEAD + ROWS),
    xlsx(
        ("Rec No", "Recommendation", "Original target date", "Revised target date", "Owner"),
        ("25 CS 01", "Reconcile payments monthly", date(2026, 9, 30), date(2027, 1, 31), OFFICER),
        ("25 CS 02", "Review the approval limits", FEB, None, OFFICER),
        name="Table C",
    ),
    xlsx(
        ("Ref", "Recommendation", "Action", "Lead", "By when", "RAG", "Progress", "Budget"),
        ("1.10", "Decisions are timely", "Publish standards", OFFICER, "Mar-27", "A", "Drafted", 5),
        ("1.2", "Decisions are timely", "Hold a weekly review", "TBC", "Ongoing", "Green", None, 6),
        name="Action plan",
    ),
    xlsx(
        ("No", "Action", "Lead", "Due date", "Status"),
        ("Priority 1: Voice", None, None, None, None),
        (1, "Ask them", OFFICER, JAN, "In progress"),
        ("Priority 2: Drift", None, None, None, None),
        (1, "Track it", f"Team Manager, Permanence / {OFFICER}", FEB, "Complete"),
        name="Sheet1",
    ),
    docx([("Ref", "Action", "Lead"), ("D1", "Write the protocol", OFFICER), ("D2", "Sign it", "")]),
    xlsx(
        ("What do we need to do?", "Who", "When", "How will we know?"),
        ("Share the briefing", OFFICER, date(2026, 12, 18), "Read receipts"),
        ("Add it to induction", OFFICER, JAN, "A record"),
        name="Learning review plan",
    ),
)  # fmt: skip
WRITERS = {
    "out.xlsx": exporting.xlsx,
    "out.csv": exporting.csv_text,
    "out.docx": docx_export.docx,
}


def changed_here(database: Database, council: Council) -> None:
    """Change the first action in the bot, and add another."""
    with database.begin() as session:
        officer = session.get_one(Person, council["Improvement Officer"].id)
        first = session.scalars(select(Action).order_by(Action.id)).first()
        assert first is not None
        operations.note(acting(officer), first, "Sent to the panel")
        first.status, first.due_on, first.due_precision = Status.DONE, date(2027, 6, 30), "day"
        first.owner_id, first.owner_as_given = council.manager.id, ""
        first.title = f"{first.title}, and publish it"


@pytest.mark.parametrize("at", range(len(SHAPES)))
def test_every_shape_goes_out_and_in_again_with_nothing_to_change(
    database: Database, council: Council, at: int
) -> None:
    file = SHAPES[at]
    take(database, file)
    changed_here(database, council)
    number = council.action(council.practitioner, title="Added here")
    for name, writer in WRITERS.items():
        shown = looked_at(database, written(database, name, writer))
        assert shown.problems == (), name
        assert shown.outcome.is_nothing, name
        assert shown.gone == ()
    with database.begin() as session:
        session.execute(delete(Event).where(Event.action_id == number))
        session.execute(delete(Action).where(Action.id == number))
    again = looked_at(database, written(database, "out.csv", exporting.csv_text))
    assert (again.problems, again.outcome.is_nothing) == ((), True)


def test_a_plan_goes_out_with_its_own_headings_in_their_order(database: Database) -> None:
    take(database, SHAPES[2])
    headings = "Ref,Recommendation,Action,Lead,By when,RAG,Progress,Budget"
    with database.read() as session:
        text = exporting.csv_text(session).decode("utf-8-sig").splitlines()
        assert session.scalar(select(func.count()).select_from(PlanShape)) == 1
    assert text[0] == headings
    assert text[1].startswith("1.10,Decisions are timely,Publish standards,")


def written(database: Database, name: str, writer: Callable[[Session], bytes]) -> PlanFile:
    with database.read() as session:
        return PlanFile(name, writer(session))


def test_the_history_of_an_action_tells_the_number_it_had_in_the_plan(database: Database) -> None:
    plan = "Ref,Action,Lead,Due date\nA-1,Write the guide,,29/01/2027\n"
    take(database, csv(plan))
    take(database, csv(plan.replace("A-1", "B-1")))
    with database.read() as session:
        last = session.scalars(select(Event).order_by(Event.id.desc())).first()
        assert last is not None
        assert last.changes["reference"] == ["A-1", "B-1"]


def test_two_actions_may_change_their_numbers(database: Database) -> None:
    plan = "Ref,Action,Lead,Due date\nA-1,Write the guide,,\nB-1,Print the guide,,\n"
    take(database, csv(plan))
    turned = plan.replace("A-1", "C").replace("B-1", "A-1").replace("C,", "B-1,")
    take(database, csv(turned))
    with database.read() as session:
        found = {action.title: action.reference for action in session.scalars(select(Action))}
        assert found == {"Write the guide": "B-1", "Print the guide": "A-1"}
