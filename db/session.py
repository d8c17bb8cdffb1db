"""The engine, and the sessions made from it."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from functools import cache, partial
from sqlite3 import Connection as SqliteConnection
from sqlite3 import OperationalError
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import URL, Connection, Engine, Insert, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, InvalidRequestError, TimeoutError
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker

from db.addresses import parsed
from db.chain import written
from db.days import LONDON, ZONE, teach_sqlite
from db.errors import BusyError
from db.home import freshness
from db.looking import only_looks
from db.outbox import card_changes
from db.troubles import trouble_of

__all__ = [
    "Database",
    "Session",
    "connect",
    "in_parts",
    "insert_unless_known",
    "unlimited",
    "written_at_once",
]

BUSY_TIMEOUT_MS = 5000
MOST_CONNECTIONS = 25  # besides the five that are kept: one for each listener, and the jobs
AT_ONCE: Final = 1000  # keys in one statement
POOL_TIMEOUT_S = 3  # Slack waits no longer for a listener
# How long PostgreSQL lets one bot hold up another, which may be frozen, before it takes its side.
LIMITS_MS: Final = {
    "lock_timeout": 2_000,  # Slack waits three seconds for an answer
    "statement_timeout": 30_000,  # the heaviest question takes a few
    "idle_in_transaction_session_timeout": 20_000,  # what is worked out meanwhile takes a few
}


@dataclass(frozen=True)
class Database:
    """An open database: `begin()` to change it, `read()` to look without holding up a writer."""

    engine: Engine
    _writers: sessionmaker[Session]
    _readers: sessionmaker[Session]
    on_trouble: Callable[[Exception], None] | None = None  # of its own: busy, or lost

    def begin(self) -> AbstractContextManager[Session]:
        """Return one unit of work: committed when its block ends well, else rolled back.

        It raises BusyError or LostError where the database itself is at fault.
        """
        return _told_apart(self._writers.begin(), self.on_trouble)

    def read(self) -> AbstractContextManager[Session]:
        """Return a session that only looks."""
        return _told_apart(self._readers(), self.on_trouble)

    def look(self, **options: Any) -> Connection:  # noqa: ANN401  (SQLAlchemy's own options)
        """Return a connection that only looks, to be closed; it waits for no writer."""
        return self.engine.execution_options(looks_only=True, **options).connect()

    def scrub(self) -> bool:
        """Leave nothing of what was erased in SQLite's files; say whether that could be done now.

        PostgreSQL's files are for whoever runs it to see to.
        """
        if self.engine.dialect.name != "sqlite":
            return True
        with closing(self.engine.raw_connection()) as connection:
            try:
                cursor = connection.cursor()
                cursor.execute("VACUUM")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                return not cursor.fetchall()[0][0]  # else somebody still reads what was there
            except OperationalError:  # somebody writes, or the disk is full
                return False

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()


@contextmanager
def _told_apart(
    unit: AbstractContextManager[Session], on_trouble: Callable[[Exception], None] | None
) -> Iterator[Session]:
    """Run a unit of work, and tell a busy or lost database apart from a fault of ours."""
    try:
        with unit as session:
            yield session
    except (DBAPIError, TimeoutError) as error:
        trouble = trouble_of(error)
        if trouble is None:
            raise
        if on_trouble is not None:
            on_trouble(trouble)
        raise trouble from error


def insert_unless_known(
    session: Session, model: type[DeclarativeBase], *, with_keys: bool = False
) -> Insert:
    """Return an insert that leaves alone what is there already; it may return the others' keys.

    The rows are given when it is executed.
    """
    return _insert_unless_known(session.get_bind().dialect.name, model, with_keys)


@cache  # to build a statement costs more than to execute it
def _insert_unless_known(dialect: str, model: type[DeclarativeBase], with_keys: bool) -> Insert:
    table = model.metadata.tables[model.__tablename__]
    made: Insert
    if dialect == "sqlite":  # only one database's insert is loaded
        from sqlalchemy.dialects import sqlite

        made = sqlite.insert(table).on_conflict_do_nothing()
    else:
        from sqlalchemy.dialects import postgresql

        made = postgresql.insert(table).on_conflict_do_nothing()
    return made.returning(*table.primary_key) if with_keys else made


def in_parts(keys: Sequence[Any], at_once: int = AT_ONCE) -> Iterator[Sequence[Any]]:
    """Return keys in parts that a statement can hold."""
    return (keys[first : first + at_once] for first in range(0, len(keys), at_once))


def connect(url: str, zone: ZoneInfo = LONDON) -> Database:
    """Open the database at `url` (any SQLAlchemy address) of a council that is in `zone`."""
    address = parsed(url)
    engine = create_engine(address, hide_parameters=True, **_pool(address))
    if address.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _tune_sqlite)
        event.listen(engine, "connect", lambda made, _: teach_sqlite(made, zone))
        event.listen(engine, "begin", _in_same_file(address.database or ""))
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "connect", partial(_limit_postgresql, zone))
    info = {ZONE: zone}
    writers = sessionmaker(engine, expire_on_commit=False, info=info)
    freshness.listen(writers)
    card_changes.listen(writers)
    written.listen(writers)
    looking = engine.execution_options(looks_only=True)
    readers = sessionmaker(looking, expire_on_commit=False, info=info)
    event.listen(readers, "before_flush", _refuse_to_write)
    return Database(engine, writers, readers)


def written_at_once(session: Session, *rows: object) -> None:
    """Tell whoever listens to flushes of rows that were written without one."""
    if only_looks(session):
        raise InvalidRequestError(_ONLY_LOOKS)
    freshness.remember(session, rows)
    card_changes.remember(session, rows)


def _refuse_to_write(session: Session, *_: object) -> None:
    if session.new or session.deleted or any(map(session.is_modified, session.dirty)):
        raise InvalidRequestError(_ONLY_LOOKS)


# What is written in a session that is never committed would be lost without a word.
_ONLY_LOOKS: Final = "This session only looks: change rows in begin()"


def _pool(address: URL) -> dict[str, Any]:
    """Return the bounds of the pool, and whether a server may be gone behind its connections.

    A database in memory has one connection for each thread.
    """
    is_file = address.get_backend_name() == "sqlite"
    if is_file and not address.database:
        return {}
    bounds = {"max_overflow": MOST_CONNECTIONS, "pool_timeout": POOL_TIMEOUT_S}
    # The one that was used last is used next: SQLite reads all anew where another one has written.
    return {**bounds, "pool_use_lifo": True, "pool_pre_ping": not is_file}


def _lower(text: str | None) -> str | None:
    return text.lower() if text is not None else None


def _tune_sqlite(connection: SqliteConnection, _: object) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late to lock anything
    # SQLite's own knows A to Z alone (https://sqlite.org/lang_corefunc.html#lower): "Ôl-ofal" would
    # not be found by its name.
    connection.create_function("lower", 1, _lower, deterministic=True)
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "foreign_keys=ON",
        "secure_delete=ON",  # what is deleted is written over, whatever SQLite was built to do
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _limit_postgresql(zone: ZoneInfo, connection: DBAPIConnection, _: object) -> None:
    cursor = connection.cursor()
    cursor.execute(f"SET TimeZone = '{zone.key}'")  # in which `day_asked` of db/days.py cuts
    for name, most in LIMITS_MS.items():
        cursor.execute(f"SET {name} = {most}")
    # Whoever waits for a lock, or takes one, is to see what was committed before: db/outbox/claims.
    cursor.execute("SET default_transaction_isolation = 'read committed'")
    cursor.close()
    connection.commit()  # else the next rollback would take them back


def unlimited(connection: Connection) -> None:
    """Let this transaction take as long as it takes: a migration, or a database brought back."""
    if connection.dialect.name != "sqlite":
        for name in LIMITS_MS:
            connection.exec_driver_sql(f"SET LOCAL {name} = 0")


def _in_same_file(path: str) -> Callable[[Connection], None]:
    """Return what lets nothing go on, and be lost, where the file was moved or replaced."""
    known: list[os.stat_result] = []

    def require(_: Connection) -> None:
        try:
            found = os.stat(path)
        except OSError:
            found = None
        if found and not known:
            known.append(found)
        if known and not (found and os.path.samestat(found, known[0])):
            raise BusyError("the file of the database was moved or replaced: start the bot again")

    return require


def _begin_sqlite(connection: Connection) -> None:
    # A deferred transaction that reads and then writes silently loses another process's update.
    looks_only = connection.get_execution_options().get("looks_only", False)
    connection.exec_driver_sql("BEGIN" if looks_only else "BEGIN IMMEDIATE")
