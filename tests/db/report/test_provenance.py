"""The code of a report of version 0.2, a hash over all events, can still be checked."""

import hashlib
import json
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, text, update

from db.actions import operations
from db.models import Action, AuditMonth, Event, Person
from db.report.provenance import hashed, lines, verify
from tests.db.audits.months import drawn
from tests.people import NOW, Council, acting
from tests.plans import board
from tests.refusals import refused

__all__ = ["board"]
OCTOBER, DECEMBER = date(2026, 10, 1), date(2026, 12, 1)


def published(council: Council) -> None:
    with council.database.begin() as session:
        month = update(AuditMonth).where(AuditMonth.month == OCTOBER)
        session.execute(month.values(published_at=datetime(2026, 10, 1, tzinfo=UTC)))


def test_the_hash_is_worked_out_by_the_recipe_of_the_document(board: Council) -> None:
    published(board)
    with board.database.read() as session:
        found = hashed(session, NOW)
        told = [json.loads(line) for line in lines(session, NOW)]
        rows = session.execute(
            text("SELECT id, person_id, kind, note, undoes_id, action_id FROM event ORDER BY id")
        ).all()
    events = [one for one in told if one["table"] == "event"]
    assert [(one["id"], one["person_id"], one["kind"], one["note"]) for one in events] == [
        tuple(row[:4]) for row in rows
    ]
    assert {one["table"] for one in told} == {"event", "audit_event"}
    recipe = "".join(
        json.dumps(one, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n"
        for one in told
    )
    assert found.digest == hashlib.sha256(recipe.encode()).hexdigest()
    assert found.events == len(told)


def test_whoever_has_the_code_can_check_it(board: Council) -> None:
    with board.database.read() as session:
        code = hashed(session, NOW).code
        assert verify(session, code)[0]
        assert verify(session, f" {code} ")[0]


def test_what_happens_later_changes_nothing(board: Council) -> None:
    with board.database.read() as session:
        before = hashed(session, NOW)
    with board.database.begin() as session:
        action = session.get_one(Action, 1)
        owner = session.get_one(Person, board.practitioner.id)
        operations.note(acting(owner, NOW + timedelta(seconds=1)), action, "Later news")
    with board.database.read() as session:
        assert hashed(session, NOW) == before
        assert hashed(session, NOW + timedelta(seconds=1)).events == before.events + 1


@pytest.mark.parametrize("change", [{"note": "Nothing was said"}, {"person_id": None}])
def test_an_event_that_was_changed_shows(board: Council, change: dict[str, object]) -> None:
    with board.database.read() as session:
        code = hashed(session, NOW).code
    with board.database.begin() as session:
        said = select(Event.id).where(Event.person_id.is_not(None), Event.note != "")
        number = session.scalars(said.order_by(Event.id)).first()
        session.execute(update(Event).where(Event.id == number).values(change))
    with board.database.read() as session:
        assert not verify(session, code)[0]


def test_a_plan_that_nobody_was_told_of_does_not_count(board: Council) -> None:
    published(board)
    later = NOW + timedelta(days=500)
    with board.database.read() as session:
        before = hashed(session, later)
    drawn(board, (board.manager, board.stranger), month=DECEMBER)
    with board.database.read() as session:
        assert hashed(session, later) == before


@pytest.mark.parametrize("code", ["", "abc", "2026-11-23/" + "0" * 64, "2026-11-23T09:00:00Z/12"])
def test_what_is_no_code_is_refused_with_an_example(council: Council, code: str) -> None:
    with council.database.read() as session, refused(match="One looks like"):
        verify(session, code)
