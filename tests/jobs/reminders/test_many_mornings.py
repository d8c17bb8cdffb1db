"""Mornings of very many people: written in parts, so that nobody waits long for the database."""

import pytest
from sqlalchemy import func, select

from db.models import Action, Message, Person
from db.session import Database
from jobs.reminders import daily
from tests.databases import each_statement
from tests.jobs.reminders.looks import DUE, look, messages, working_days_from_due
from tests.people import NOW

PEOPLE = daily.AT_ONCE + 50


class KilledError(BaseException):
    """Stands in for the end of a process."""


def settle(database: Database) -> None:
    """Write down many people with an action each."""
    with database.begin() as session:
        for number in range(1, PEOPLE + 1):
            person = Person(name=f"Practitioner {number}", slack_id=f"U{number}")
            session.add(Action(title="Write the plan", owner=person, due_on=DUE, created_at=NOW))


def test_a_bot_killed_among_them_keeps_what_it_wrote_and_the_next_writes_the_rest(
    database: Database,
) -> None:
    settle(database)
    at, written = working_days_from_due(-7), 0

    def killed_near_the_end(statement: str, _: object) -> None:
        nonlocal written
        written += statement.startswith("INSERT INTO message ")
        if written > daily.AT_ONCE + 10:
            raise KilledError

    with each_statement(database, killed_near_the_end), pytest.raises(KilledError):
        look(database, at)
    assert len(messages(database)) == daily.AT_ONCE
    assert look(database, at) == PEOPLE - daily.AT_ONCE
    with database.read() as session:
        hears = select(func.count(Message.person_id.distinct()))
        assert session.scalar(hears) == len(messages(database)) == PEOPLE
