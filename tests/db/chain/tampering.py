"""What somebody does who can write to the database, and takes care to leave no other trace."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    Float,
    Integer,
    Table,
    Time,
    and_,
    select,
    text,
    update,
)

from db.chain.checking import Fault, check
from db.chain.hashes import Sealed, digest_of, hash_of
from db.chain.replaying import replay
from db.chain.sealing import LINK
from db.models.base import UtcDateTime
from db.models.history_guard import GUARDED
from db.models.sealed import SEALED
from db.session import Database
from tests.databases import OPEN, SHUT
from tests.people import NOW


@contextmanager
def tampering(database: Database) -> Iterator[Connection]:
    """Yield a connection on which nothing is refused; in the end all of it is put back."""
    with database.engine.connect() as connection, connection.begin() as work:
        if connection.dialect.name == "sqlite":
            connection.execute(text("PRAGMA defer_foreign_keys=ON"))
        else:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text(OPEN))
        yield connection
        work.rollback()


def faults(connection: Connection, anchor: str) -> list[Fault]:
    connection.execute(text(SHUT))
    return check(connection, anchor).faults


names = st.sampled_from(GUARDED)
places = st.integers(min_value=0, max_value=10_000)


def keys_of(connection: Connection, table: Table) -> list[Any]:
    (key,) = table.primary_key.columns
    return list(connection.scalars(select(key).order_by(key)))


def row_of(connection: Connection, table: Table, place: int) -> tuple[Any, dict[str, Any]]:
    """Return which row is at a place, and what it says."""
    keys = [*table.primary_key.columns]
    every = connection.execute(select(table).order_by(*keys)).mappings().all()
    row = every[place % len(every)]
    return and_(*(key == row[key.name] for key in keys)), {**row}


def another(column: Column[Any], value: Any, *, empty: bool) -> Any:  # noqa: ANN401  (any column)
    """Return something else that a column can hold."""
    if empty and column.nullable and value is not None:
        return None
    if isinstance(column.type, JSON):
        return [77] if column.name == "links" else {"due_on": [None, str(value)[:50]]}
    if isinstance(column.type, UtcDateTime):
        return value + timedelta(microseconds=1)
    if isinstance(value, str):
        return value[:-1] + ("y" if value.endswith("x") else "x")
    return "x" if column.type.python_type is str else (value or 0) + 1


def other_than(column: Column[Any], value: Any) -> Any:  # noqa: ANN401  (any column)
    """Return something else that a column of a counted row can hold."""
    others = {
        JSON: ["Else"],
        Boolean: not value,
        UtcDateTime: (value or NOW) + timedelta(days=1) if isinstance(value, datetime) else NOW,
        Date: date(2031, 5, 6),
        Time: time(23, 59),
        Float: 77.5,
        Integer: 1 if value != 1 else 2,
    }
    found = [other for kind, other in others.items() if isinstance(column.type, kind)]
    return found[0] if found else f"{value}x"


def unlike(connection: Connection) -> set[tuple[str, str, str]]:
    return {(one.table, str(one.row), one.field) for one in replay(connection).unlike}


def named_by(table: Table, row: Mapping[str, Any]) -> str:
    """Return how a fault names a row of a table."""
    return " ".join(str(row[key.name]) for key in table.primary_key)


def rewritten(connection: Connection) -> None:
    """Work every digest and every hash out again, as whoever knows how it is done can."""
    before = "0" * 64
    for link in connection.execute(select(LINK).order_by(LINK.c.number)).all():
        digest, table = link.digest, SEALED[link.table_name]
        if link.salt:
            row = connection.execute(select(table).where(table.c.id == link.row_id)).mappings()
            digest = digest_of(link.salt, {**row.one()})
        before = hash_of(Sealed(link.number, link.at, link.table_name, link.row_id), digest, before)
        connection.execute(
            update(LINK).where(LINK.c.number == link.number).values(digest=digest, hash=before)
        )
