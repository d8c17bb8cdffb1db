"""What many tests begin with: made once by each worker, and put back for each of them.

To make a council with a past takes two hundred times as long as to put its rows back.
"""

import pickle
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import text

from db.models import Base
from db.session import Database
from tests.people import Council

Make = Callable[[Council], object]
PutBack = Callable[[Database], None]
TABLES: Final = [table.name for table in Base.metadata.sorted_tables]


@dataclass(frozen=True)
class _Kept:
    people: bytes
    put_back: PutBack


_KEPT: Final[dict[tuple[object, ...], _Kept]] = {}


def kept(council: Council, make: Make) -> Council:
    """Return a council of which `make` made something else: itself the first time, then its rows.

    Only where it is as it was then: a change of anything leaves a row.
    """
    database = council.database
    key = make.__module__, make.__name__, database.engine.dialect.name, _counts(database)
    found = _KEPT.get(key)
    if found is None:
        _KEPT[key] = _made(council, make)
        return council
    found.put_back(database)
    council.people = pickle.loads(found.people)
    return council


def digest_of(database: Database) -> str:
    """Return a hash of all that a database holds: another one where anything is other.

    PostgreSQL lays a row wherever it has swept up, and what lies where is nothing it holds.
    """
    if database.engine.dialect.name != "sqlite":
        held = {name: sorted(rows.splitlines()) for name, rows in _copied_out(database).items()}
        return sha256(repr(held).encode()).hexdigest()
    with _driver(database) as connection:
        return sha256(connection.serialize()[_HEADER_BYTES:]).hexdigest()


_HEADER_BYTES: Final = 100  # in which SQLite counts how often the file was written


def _made(council: Council, make: Make) -> _Kept:
    database = council.database
    if database.engine.dialect.name == "sqlite":
        make(council)
        put_back = _file(database)
    else:
        before = _copied_out(database)
        make(council)
        put_back = _changed(before, database)
    return _Kept(pickle.dumps(council.people), put_back)


def _counts(database: Database) -> tuple[int, ...]:
    with database.engine.connect() as connection:
        return tuple(connection.scalars(text(_COUNTED)))


_COUNTED: Final = " UNION ALL ".join(f'SELECT count(*) FROM "{name}"' for name in TABLES)


@contextmanager
def _driver(database: Database) -> Iterator[Any]:
    """Yield a connection of the database's own driver."""
    connection = database.engine.raw_connection()
    yield connection.driver_connection
    connection.close()


def _file(database: Database) -> PutBack:
    """Keep a whole SQLite database in memory; return what puts it back."""
    memory = sqlite3.connect(":memory:", check_same_thread=False)
    with _driver(database) as source:
        source.backup(memory)

    def put_back(database: Database) -> None:
        with _driver(database) as target:
            memory.backup(target)

    return put_back


def _copied_out(database: Database) -> Mapping[str, bytes]:
    """Return the rows of each table of a PostgreSQL database, as it writes them itself."""
    found = {}
    with _driver(database) as connection, connection.cursor() as cursor:
        for name in TABLES:
            with cursor.copy(f'COPY "{name}" TO STDOUT') as rows:
                found[name] = b"".join(rows)
        connection.rollback()
    return found


def _changed(before: Mapping[str, bytes], database: Database) -> PutBack:
    """Keep what is in a PostgreSQL database and was not before; return what puts it back."""
    after = _copied_out(database)
    changed = {name: rows for name, rows in after.items() if rows != before[name]}
    with _driver(database) as connection:
        numbered = connection.execute(_NUMBERED).fetchall()
        connection.rollback()
    count_on = ", ".join(f"setval('{name}', {last})" for name, last in numbered)

    def put_back(database: Database) -> None:
        with _driver(database) as connection, connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            for name, rows in changed.items():
                cursor.execute(f'DELETE FROM "{name}"')
                with cursor.copy(f'COPY "{name}" FROM STDIN') as into:
                    into.write(rows)
            cursor.execute(f"SELECT {count_on}")
            connection.commit()

    return put_back


_NUMBERED: Final = """
    SELECT format('%I.%I', schemaname, sequencename), last_value FROM pg_sequences
    WHERE last_value IS NOT NULL
"""
