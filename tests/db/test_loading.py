"""What is read as objects by what is kept is what a session itself would have read."""

import pytest
from sqlalchemy import Select, bindparam, inspect, select, true, update
from sqlalchemy.exc import InvalidRequestError

from db import loading
from db.models import Action, Event, Person
from db.models.event_kinds import EventKind
from db.session import Session
from tests.people import Council

_EVERYBODY = select(Person).where(Person.id > bindparam("after")).order_by(Person.id)
_ACTIONS = select(Action).where(Action.id == bindparam("number"))
_BOTH = select(Action, Person, Person.name, true()).join(Person, Person.id == Action.owner_id)


def _held(row: object) -> dict[str, object]:
    return {name: value for name, value in vars(row).items() if name != "_sa_instance_state"}


def _read(session: Session, asked: Select[Action], number: int, **how: bool) -> Action:
    ((action,),) = loading.rows(session, asked, {"number": number}, **how)
    return action


def test_every_column_holds_what_a_session_would_read(council: Council) -> None:
    number = council.action(council.practitioner)
    with council.database.read() as session:
        people = loading.objects(session, _EVERYBODY, {"after": 0})
        ours = [_held(each) for each in (*people, _read(session, _ACTIONS, number))]
    with council.database.read() as session:
        theirs = [*session.scalars(_EVERYBODY, {"after": 0}), session.get_one(Action, number)]
        assert ours == [_held(each) for each in theirs]
        assert len(ours) > 1


def test_models_and_columns_stand_in_one_row(council: Council) -> None:
    council.action(council.practitioner)
    with council.database.read() as session:
        ((action, owner, name, is_so),) = loading.rows(session, _BOTH, {})
        assert action.owner is owner
        assert (name, is_so) == (owner.name, True)


def test_what_is_known_stays_as_it_is_known(council: Council) -> None:
    number = council.action(council.practitioner)
    with council.database.begin() as session:
        known = session.get_one(Action, number)
        session.execute(
            update(Action).values(title="B").execution_options(synchronize_session=False)
        )
        assert _read(session, _ACTIONS, number) is known
        assert known.title != "B"
        assert _read(session, _ACTIONS, number, anew=True) is known
        assert known.title == "B"


def test_what_was_changed_is_found_as_it_was_changed(council: Council) -> None:
    number = council.action(council.practitioner)
    called = select(Action).where(Action.title == bindparam("title"))
    with council.database.begin() as session:
        session.get_one(Action, number).title = "Another"
        assert [each.id for each in loading.objects(session, called, {"title": "Another"})] == [
            number
        ]


def test_what_was_read_is_written_when_it_changes(council: Council) -> None:
    number = council.action(council.practitioner)
    with council.database.begin() as session:
        _read(session, _ACTIONS, number).title = "Another"
    with council.database.read() as session:
        read = _read(session, _ACTIONS, number)
        assert read.title == "Another"
        assert read.owner is not None  # looked up when it is asked for, as a session does
        read.title = "A third"
        with pytest.raises(InvalidRequestError, match="only looks"):
            session.flush()
        session.rollback()


def test_a_row_that_was_written_is_there_as_if_it_had_been_read(council: Council) -> None:
    number = council.action(council.practitioner)
    with council.database.begin() as session:
        row = _held(session.scalars(select(Event).where(Event.action_id == number)).one())
        session.expunge_all()
        event = loading.made(session, Event, row)
        assert inspect(event).persistent
        assert session.get(Event, row["id"]) is event
        event.kind = EventKind.NOTED
    with council.database.read() as session:
        assert session.get_one(Event, row["id"]).kind == EventKind.NOTED
