"""A busy database and a lost one are told apart from a fault of ours."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError, ProgrammingError

from db.errors import BusyError, LostError
from db.models import Person
from db.session import Database, connect
from db.troubles import trouble_of
from tests.databases import copied
from tests.people import Council


def test_a_lock_that_others_hold_is_busy(council: Council, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.session.BUSY_TIMEOUT_MS", 1)
    number = council.action()
    counted: list[Exception] = []
    url = council.database.engine.url.render_as_string(hide_password=False)
    waiting = replace(connect(url), on_trouble=counted.append)
    with council.database.begin() as holder:
        holder.execute(text(f"UPDATE action SET title = 'held' WHERE id = {number}"))
        with pytest.raises(BusyError):
            _wants_it_too(waiting, number)
    waiting.close()
    assert [type(each) for each in counted] == [BusyError]


def _wants_it_too(database: Database, number: int) -> None:
    with database.begin() as session:
        if database.engine.dialect.name == "postgresql":
            session.execute(text("SET LOCAL lock_timeout = '1ms'"))
        session.execute(text(f"UPDATE action SET title = 'wanted' WHERE id = {number}"))


def test_a_fault_of_ours_stays_what_it_is(council: Council) -> None:
    with pytest.raises((OperationalError, ProgrammingError)), council.database.begin() as session:
        session.execute(text("SELECT nothing FROM nowhere"))


def test_a_connection_that_was_cut_is_lost() -> None:
    cut = OperationalError("UPDATE action", {}, Exception(), connection_invalidated=True)
    assert isinstance(trouble_of(cut), LostError)


def test_a_database_that_cannot_be_reached_is_busy() -> None:
    unreached = OperationalError(None, None, Exception("connection refused"))
    assert isinstance(trouble_of(unreached), BusyError)


def tried(database: Database) -> str:
    """Try to write much, and return what is said of it."""
    with pytest.raises(BusyError) as refused, database.begin() as session:
        session.add_all(Person(name=f"Somebody {number}" * 10) for number in range(200))
    return str(refused.value)


@pytest.fixture
def file(migrated_sqlite: Path, tmp_path: Path) -> Iterator[Database]:
    with closing(connect(copied(migrated_sqlite, tmp_path / "bot.db"))) as opened:
        yield opened


def test_a_full_disk_changes_nothing_and_is_said_to_be_one(file: Database) -> None:
    with file.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    assert tried(file) == "SQLITE_FULL"
    with file.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    with file.begin() as session:
        session.add(Person(name="Somebody"))
    with file.read() as session:
        assert len(session.scalars(select(Person)).all()) == 1


def test_a_database_that_can_only_be_read_is_said_to_be_so(file: Database) -> None:
    with file.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    assert tried(file) == "SQLITE_READONLY"


@pytest.mark.parametrize("is_there", [True, False])
def test_a_file_that_was_replaced_under_a_running_bot_is_noticed_and_nothing_is_lost_in_it(
    file: Database, is_there: bool, migrated_sqlite: Path, tmp_path: Path
) -> None:
    with file.begin() as session:
        session.add(Person(name="Somebody"))
    (tmp_path / "bot.db").unlink()
    if is_there:
        copied(migrated_sqlite, tmp_path / "bot.db")
    assert tried(file) == "the file of the database was moved or replaced: start the bot again"
