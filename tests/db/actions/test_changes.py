"""How a change of an action is written: at once, with its event, in the unit of work it is of."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import InvalidRequestError

from db.actions import operations
from db.actions import queries as actions
from db.home import freshness
from db.models import Action, Event, Person
from db.outbox import card_changes
from tests.people import Council, acting


def test_a_change_is_there_for_whoever_asks_the_database_next(council: Council) -> None:
    number = council.action(council.practitioner)
    with council.database.begin() as session:
        owner = session.get_one(Person, council.practitioner.id)
        event = operations.note(acting(owner), actions.find(session, number, owner), "Half done")
        asked = select(Event.id, Event.note).order_by(Event.id.desc())
        kept = session.connection().execute(asked).first()
        status = session.connection().scalar(select(Action.status))
        assert (kept, status) == ((event.id, "Half done"), "in progress")


def test_it_is_told_in_the_order_in_which_it_was_done(council: Council) -> None:
    number = council.action(council.practitioner)
    with council.database.begin() as session:
        owner = session.get_one(Person, council.practitioner.id)
        action = actions.find(session, number, owner)
        for words in ("First", "Second"):
            operations.note(acting(owner), action, words)
        told = actions.history(session, action, limit=2)
        assert [event.note for event in told] == ["Second", "First"]
        assert [event.person for event in told] == [owner, owner]


def test_homes_and_cards_hear_of_it_as_they_do_of_what_is_flushed(council: Council) -> None:
    number = council.action(council.practitioner)
    with council.database.begin() as session:
        owner = session.get_one(Person, council.practitioner.id)
        operations.note(acting(owner), actions.find(session, number, owner), "Half done")
        assert session.info[freshness.PEOPLE] == {owner.id}
        assert session.info[card_changes.CHANGED] == {"action": {number}}


def test_a_session_that_only_looks_lets_nobody_change_an_action(council: Council) -> None:
    number = council.action(council.practitioner)
    with council.database.read() as session:
        owner = session.get_one(Person, council.practitioner.id)
        action = actions.find(session, number, owner)
        with pytest.raises(InvalidRequestError, match="only looks"):
            operations.note(acting(owner), action, "Half done")
