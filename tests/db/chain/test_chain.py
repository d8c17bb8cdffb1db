"""What is written is sealed once and never changed, and stays whole when some of it is erased."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, func, select, text
from sqlalchemy.exc import DBAPIError

from db.chain.erasing import erasing
from db.chain.hashes import Sealed, digest_of, hash_of
from db.chain.sealing import LINK, is_behind
from db.context import WorkContext
from db.models import Event, Person
from db.models.erasure import ErasedKind
from db.models.history_guard import GUARDED
from db.models.sealed import SEALED
from db.people.forgetting import forget
from tests.db.chain.council_past import LATER, TABLES, checked, head_of, note, sealed
from tests.people import NOW, Council


def test_what_is_written_is_sealed_once_and_stays_whole(past: Council) -> None:
    database = past.database
    found = checked(database)
    assert (found.faults, found.waiting) == ([], 0)
    with database.read() as session:
        assert not is_behind(session)
        for name in SEALED:
            rows = session.scalar(select(func.count()).select_from(TABLES[name]))
            assert found.rows[name] == rows, name
    before = found.head
    assert sealed(database) == before
    note(past, "Later news")
    assert checked(database).waiting == 1
    assert sealed(database).number == before.number + 1
    assert checked(database, before.hash).anchored == before


def test_the_seal_is_worked_out_by_the_recipe_of_the_document() -> None:
    row = {"id": 7, "note": "é", "changes": {"b": 1, "a": [None, True]}}
    digest = digest_of("00" * 16, row)
    assert digest == "293c7849942261e22f577761b17732b96466db0d6c499ebc422b2d5510e61dbb"
    sealed_row = Sealed(1, datetime(2026, 11, 25, 9, 0, tzinfo=UTC), "event", 7)
    hashed = hash_of(sealed_row, digest, "0" * 64)
    assert hashed == "9b4f78388d20835e63654525c0ff3121172baf52f9917056e9476d9bc8206551"


@pytest.mark.parametrize("name", GUARDED)
@pytest.mark.parametrize("change", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
def test_what_is_sealed_is_neither_changed_nor_deleted(
    past: Council, name: str, change: str
) -> None:
    column = {"link": "digest", "standing": "rows"}.get(name, "at")
    with (
        pytest.raises(DBAPIError, match="the history is never changed"),
        past.database.engine.begin() as connection,
    ):
        connection.execute(text(change.format(name, column, column)))


def test_every_event_is_sealed_in_every_column(past: Council) -> None:
    assert {name for name in TABLES if name == "event" or name.endswith("_event")} <= set(SEALED)
    for name, table in SEALED.items():
        assert {column.name for column in table.columns} == set(TABLES[name].columns.keys()), name


def test_what_was_erased_cannot_be_guessed_and_the_chain_stays_whole(past: Council) -> None:
    database, before = past.database, head_of(past.database)
    number = note(past, "Kim Oak rang")
    sealed(database)
    with database.begin() as session:
        kim = session.get_one(Person, past.colleague.id)
        kim.name, kim.ends_on = "Kim Oak", NOW.date() - timedelta(days=9)
        assert forget(WorkContext(session, None, LATER), kim) == 1
    found = checked(database, before)
    # Of two notes, and of six rows what was told before they were as they are.
    assert (found.faults, found.erased_links, found.erasures) == ([], 2 + 6, 3)
    with database.read() as session:
        links = session.execute(
            select(LINK)
            .where(LINK.c.table_name == "event", LINK.c.row_id == number)
            .order_by(LINK.c.number)
        ).all()
        assert [link.salt is None for link in links] == [True, False]
        assert session.get_one(Event, number).note == "[removed] rang"


def with_a_draft_erased(past: Council) -> None:
    """Seal an event of a plan that nobody was told of, and erase it."""
    number = note(past, "Of a plan that nobody was told of")
    sealed(past.database)
    with (
        past.database.begin() as session,
        erasing(WorkContext(session, None, LATER), ErasedKind.DRAFT) as erased,
    ):
        session.execute(delete(Event).where(Event.id == number))
        erased.count = 1
        erased.note("event", [number])


def test_what_is_deleted_by_the_one_way_there_is_leaves_its_mark(past: Council) -> None:
    with_a_draft_erased(past)
    found = checked(past.database)
    assert (found.faults, found.erased_links) == ([], 2)


def test_a_row_whose_number_was_an_erased_ones_is_new_before_it_is_sealed_too(
    past: Council,
) -> None:
    """As of a month that is drawn again: on SQLite its events have the numbers of the first."""
    with_a_draft_erased(past)
    note(past, "Of the plan after it")
    found = checked(past.database)
    assert (found.faults, found.waiting) == ([], 2)
    sealed(past.database)
    assert checked(past.database).faults == []
