"""What is carried out as it was worked out once does what the session's own way of it does."""

from datetime import timedelta

import pytest
from sqlalchemy import bindparam, insert, select, update

from db import prepared
from db.among import is_one_of
from db.models import Base, MessageName, Person, ProcessedRequest
from db.models.card import Card
from db.models.outbox import Message
from db.session import Database, Session, insert_unless_known
from tests.people import NOW, Council

_SEEN = Base.metadata.tables[ProcessedRequest.__tablename__]
_NEW = insert(_SEEN)
_NAMED = select(_SEEN.c.key).where(is_one_of(_SEEN.c.key, given="keys")).order_by(_SEEN.c.key)
_LATER = update(_SEEN).where(_SEEN.c.key == bindparam("which"))


def _row(key: str) -> dict[str, object]:
    return {"key": key, "at": NOW, "slack_id": "U1", "due_at": NOW, "work": {"name": key}}


def _kept(session: Session) -> list[tuple[object, ...]]:
    rows = session.scalars(select(ProcessedRequest).order_by(ProcessedRequest.key))
    return [(row.key, row.at, row.slack_id, row.due_at, row.attempts, row.work) for row in rows]


def test_what_is_inserted_is_what_a_session_would_write(council: Council) -> None:
    with council.database.begin() as session:
        prepared.run(session, _NEW, _row("a"), _row("b"))
    with council.database.begin() as session:
        ours = _kept(session)
        session.query(ProcessedRequest).delete()
        session.add_all([ProcessedRequest(**_row("a")), ProcessedRequest(**_row("b"))])
    with council.database.read() as session:
        assert ours == _kept(session)
        assert len(ours) == 2


def test_rows_are_found_and_changed_by_what_is_given(council: Council) -> None:
    later = NOW + timedelta(hours=1)
    with council.database.begin() as session:
        prepared.run(session, _NEW, *map(_row, "abc"))
        found = prepared.run(session, _NAMED, {"keys": ["c", "a", "x"]}).scalars().all()
        assert found == ["a", "c"]
        assert prepared.run(session, _LATER, {"which": "a", "due_at": later}).rowcount == 1
        assert prepared.run(session, _LATER, {"which": "b", "due_at": None}).rowcount == 1
        assert prepared.run(session, _LATER, {"which": "x", "due_at": later}).rowcount == 0
    with council.database.read() as session:
        assert [row[3] for row in _kept(session)] == [later, None, NOW]


def test_it_is_undone_with_the_rest_of_its_unit_of_work(council: Council) -> None:
    with council.database.begin() as session:
        prepared.run(session, _NEW, _row("a"))
        session.rollback()
    with council.database.read() as session:
        assert _kept(session) == []


def test_it_is_undone_with_a_savepoint_and_nothing_else_is(council: Council) -> None:
    with council.database.begin() as session:
        prepared.run(session, _NEW, _row("a"))
        with session.begin_nested() as tried:
            prepared.run(session, _NEW, _row("b"))
            tried.rollback()
        prepared.run(session, _NEW, _row("c"))
    with council.database.read() as session:
        assert [row[0] for row in _kept(session)] == ["a", "c"]


def test_what_is_known_is_left_alone_and_gives_no_key(council: Council) -> None:
    with council.database.begin() as session:
        noted = insert_unless_known(session, Message, with_keys=True)
        row = {
            "dedupe_key": "once",
            "token": "t",
            "person_id": council.practitioner.id,
            "kind": MessageName.EVENT,
            "about": {"event": 1},
            "due_at": NOW,
        }
        number = prepared.run(session, noted, row).scalar()
        assert session.get_one(Message, number).about == {"event": 1}
        assert prepared.run(session, noted, row | {"token": "u"}).scalar() is None


def test_what_is_worked_out_for_each_row_must_be_given(council: Council) -> None:
    people = insert(Base.metadata.tables[Person.__tablename__])
    with council.database.begin() as session, pytest.raises(TypeError, match="_seal_key"):
        prepared.run(session, people, {"name": "Practitioner", "time_zone": "Europe/London"})


def test_a_value_that_is_missing_is_no_empty_one(council: Council) -> None:
    cards = insert(Base.metadata.tables[Card.__tablename__])
    rows = ({"message_id": 1, "changed": 0}, {"message_id": 2})
    with council.database.begin() as session, pytest.raises(KeyError, match="changed"):
        prepared.run(session, cards, *rows)


def test_the_connection_that_was_used_last_is_used_next(council: Council) -> None:
    # Its pages are in SQLite's memory still; another one would read them anew.
    database = council.database
    with database.begin() as one, database.read() as another:
        assert _behind(one) is not _behind(another)
    assert _next(database) is _next(database)


def _next(database: Database) -> object:
    with database.begin() as session:
        return _behind(session)


def _behind(session: Session) -> object:
    return session.connection().connection.driver_connection
