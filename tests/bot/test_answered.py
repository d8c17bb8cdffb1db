"""That somebody has their answer is noted a little later, and never forgotten meanwhile."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from sqlite3 import Connection
from threading import Event

import pytest
from sqlalchemy import event

from bot.answered import AnsweredNotes
from db.models import ProcessedRequest
from db.outbox import processed_requests as requests
from db.outbox.processed_requests import NewRequest
from db.session import Database, connect
from tests.databases import on_sqlite
from tests.people import NOW
from tests.waiting import eventually, happened

pytestmark = on_sqlite


def _give_up_at_once(connection: Connection, _: object) -> None:
    connection.execute("PRAGMA busy_timeout=1")


@pytest.fixture
def hasty(migrated_url: str) -> Iterator[Database]:
    """Give a database that is busy as soon as somebody writes."""
    with closing(connect(migrated_url)) as opened:
        event.listen(opened.engine, "connect", _give_up_at_once)
        yield opened


def _asked(database: Database, key: str) -> None:
    with database.begin() as session:
        assert requests.first_time(session, NewRequest(key, NOW, "U1", NOW))


def _is_answered(database: Database, key: str) -> bool | None:
    with database.read() as session:
        return session.get_one(ProcessedRequest, key).due_at is None or None


def test_what_a_busy_database_did_not_take_it_gets_though_nobody_asks_anything_more(
    hasty: Database,
) -> None:
    _asked(hasty, "1.2.3")
    was_busy = Event()
    notes = AnsweredNotes(replace(hasty, on_trouble=lambda _: was_busy.set()))

    with hasty.begin() as writer:
        writer.connection()
        notes.add("1.2.3")
        happened(was_busy, "the note, while somebody else writes")
        assert not _is_answered(hasty, "1.2.3")

    eventually(lambda: _is_answered(hasty, "1.2.3"), "the note that there was an answer")


def test_what_is_left_at_the_end_is_noted_and_nothing_is_begun_after_it(hasty: Database) -> None:
    for key in ("1.2.3", "4.5.6"):
        _asked(hasty, key)
    notes = AnsweredNotes(hasty)
    notes.add("1.2.3")

    notes.close()
    notes.add("4.5.6")

    assert _is_answered(hasty, "1.2.3")
    assert notes._timer is None
