import csv
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.demo.prepare import REPORT, load_report
from db.models import Action, Event, PlanItem, Status
from db.plan import queries as plan
from db.session import Database
from jobs.rules.working_days import Calendar
from tests.people import NOW

pytestmark = pytest.mark.mostly_sqlite  # its SQL is asked on PostgreSQL by other tests

SAMPLE = Path(__file__).parents[3] / "sample"
ENGLAND = Calendar.of("ENG")


def _load(database: Database) -> dict[str | None, Action]:
    load_report(database, SAMPLE, ENGLAND, lambda: NOW)
    with database.read() as session:
        return {action.reference: action for action in session.scalars(select(Action))}


def test_every_action_of_the_report_is_there_word_for_word(database: Database) -> None:
    actions = _load(database)
    with (SAMPLE / "actions.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 12
    assert {(a.reference, a.title, a.due_as_given) for a in actions.values()} == {
        (row["ref"], row["title"], row["due_as_given"].replace("not stated", "")) for row in rows
    }
    assert actions["ACT-41b"].source == "Peer review report, paragraph 41"


def test_no_owner_and_no_date_is_invented(database: Database) -> None:
    actions = _load(database)
    assert {action.owner_id for action in actions.values()} == {None}
    dated = {ref: action.due for ref, action in actions.items() if action.due_on}
    assert [(ref, due.day, due.precision) for ref, due in dated.items()] == [
        ("ACT-38", date(2020, 4, 30), "month")
    ]
    assert actions["ACT-38"].original_due_on == date(2020, 4, 30)


def test_each_stands_where_the_report_left_it(database: Database) -> None:
    actions = _load(database)
    found = {status: {r for r, a in actions.items() if a.status == status} for status in Status}
    assert {status: those for status, those in found.items() if those} == {
        Status.DONE: {"ACT-41a"},
        Status.IN_PROGRESS: {"ACT-38", "ACT-39", "ACT-40", "ACT-42a", "ACT-43a", "ACT-43d"},
        Status.NOT_STARTED: {"ACT-41b", "ACT-42b", "ACT-43b", "ACT-43c", "REC-44"},
    }


def test_a_late_one_will_be_chased(database: Database) -> None:
    assert {action.due_known_since for action in _load(database).values()} == {None}


def test_the_first_event_says_that_it_was_imported(database: Database) -> None:
    action = _load(database)["ACT-38"]
    with database.read() as session:
        [event] = session.scalars(select(Event).where(Event.action_id == action.id))
    assert (event.kind, event.person_id, event.at) == ("imported", None, NOW)
    assert event.note.startswith("A Task and Finish group has been set up")


def test_a_second_load_adds_nothing_and_keeps_what_was_changed(database: Database) -> None:
    assert load_report(database, SAMPLE, ENGLAND, lambda: NOW) == 66
    with database.begin() as session:
        action = session.scalars(select(Action).where(Action.reference == "ACT-40")).one()
        action.status = Status.DONE
        changes = {"status": ["in progress", "done"]}
        session.add(Event(action=action, at=NOW, kind="done", changes=changes))
    assert load_report(database, SAMPLE, ENGLAND, lambda: NOW) == 0
    with database.read() as session:
        action = session.scalars(select(Action).where(Action.reference == "ACT-40")).one()
        assert action.status == Status.DONE
        assert session.scalar(select(func.count()).select_from(Event)) == 13


def test_everything_else_the_report_says_is_there_word_for_word(database: Database) -> None:
    load_report(database, SAMPLE, ENGLAND, lambda: NOW)
    with database.read() as session:
        found = {item.reference: item for item in session.scalars(select(PlanItem))}
    for name in REPORT[1:]:
        with (SAMPLE / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                item = found.pop(row["ref"])
                assert item.text == row.get("quote", row.get("priority"))
                assert item.paragraph == row["para"]
    assert found == {}


def test_on_day_one_only_what_no_row_of_the_sample_names_is_a_gap(database: Database) -> None:
    load_report(database, SAMPLE, ENGLAND, lambda: NOW)
    with database.read() as session:
        gaps = plan.gaps(session, start=0, size=5)
        linked = plan.pairs(session)
    assert [item.reference for item in gaps.rows] == ["TIP-e", "F-12", "F-20", "F-28", "F-29a"]
    assert (gaps.open, gaps.all) == ({"tip": 1, "area": 4}, {"tip": 6, "area": 10})
    answers = {ref: {item for other, item in linked if other == ref} for ref, _ in linked}
    assert answers == {
        "ACT-38": {"TIP-d", "F-24"},
        "ACT-39": {"TIP-b", "TIP-c", "F-21", "F-21q"},
        "ACT-40": {"TIP-f"},
        "ACT-41a": {"TIP-a"},
        "ACT-41b": {"TIP-a", "TIP-b"},
        "ACT-42a": {"F-22"},
        "ACT-42b": {"F-22"},
        "ACT-43a": {"F-19", "F-23"},
        "ACT-43b": {"F-19"},
        "ACT-43c": {"F-19"},
        "ACT-43d": {"F-19"},
    }


def test_nobodys_name_is_in_the_sample() -> None:
    shipped = {path.name for path in SAMPLE.iterdir()}
    assert shipped == {*REPORT, "roster.csv", "sizing.csv", "year.csv"}
