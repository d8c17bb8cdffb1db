"""Questions about more keys than a statement has parameters for, and that none lists them."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from db.actions import date_changes
from db.actions import queries as actions
from db.among import as_list, is_one_of
from db.audits import queries as audits
from db.audits import reminders as audit_reminders
from db.digest import counts, moves
from db.models import Action, Person
from db.outbox import queries as outbox
from db.outbox import reminders
from db.people import queries as people
from db.session import Session
from tests.databases import TooLongError
from tests.people import Council

MANY = 300_000  # SQLite was built for 32,766 or 250,000; PostgreSQL has 65,535

Asked = Callable[[Session, Sequence[int]], Any]


def test_of_many_keys_those_that_are_there_are_found(council: Council) -> None:
    number = council.action(council.practitioner)
    with council.database.read() as session:
        by_number = select(Action.id).where(is_one_of(Action.id, range(MANY)))
        by_name = select(Person.name).where(
            is_one_of(Person.name, {council.head.name, *map(str, range(MANY))})
        )
        neither = select(Person.id).where(~is_one_of(Person.id, range(MANY)))
        assert session.scalars(by_number).all() == [number]
        assert session.scalars(by_name).all() == [council.head.name]
        assert session.scalars(neither).all() == []


@pytest.mark.parametrize(
    "asked",
    [
        people.named,
        people.load_lines,
        actions.several,
        date_changes.waiting,
        date_changes.times_moved,
        date_changes.last_heard,
        date_changes.ratings,
        counts.lines,
        moves.older,
        moves.several,
        reminders.heard_of,
        reminders.numbered,
        audits.several,
        audit_reminders.heard,
        lambda session, numbers: outbox.known_keys(session, [f"key {one}" for one in numbers]),
    ],
)
def test_what_is_asked_of_many_is_answered(council: Council, asked: Asked) -> None:
    council.action(council.practitioner)
    with council.database.read() as session:
        asked(session, range(1, MANY))


def test_columns_come_as_lists_in_one_order_with_dates_as_they_are_written(
    council: Council,
) -> None:
    for each in (date(2026, 11, 30), None, date(2027, 1, 4)):
        council.action(council.practitioner, due=each)
    few = Action.id < 3
    with council.database.read() as session:
        query = select(as_list(Action.id).filter(few), as_list(Action.due_on).filter(few))
        numbers, days = session.execute(query).one()
        none = session.scalar(select(as_list(Action.id)).where(Action.id < 0))
    assert dict(zip(numbers, days, strict=True)) == {1: "2026-11-30", 2: None}
    assert not none


def test_a_statement_that_lists_its_keys_is_noticed(council: Council) -> None:
    with council.database.read() as session, pytest.raises(TooLongError, match="is_one_of"):
        session.scalars(select(Action.id).where(Action.id.in_(range(100)))).all()
