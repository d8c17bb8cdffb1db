"""Values that a column cannot hold: SQLite keeps whatever somebody writes into it.

Whatever reads them through the models breaks off, or takes them for something else.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import NoneType
from typing import Any, Final

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Float,
    Integer,
    String,
    Table,
    select,
    type_coerce,
)
from sqlalchemy.types import NullType

from db.chain.replaying import at_first
from db.chain.written import NOTES
from db.models import Base

_STORED_AS: Final[tuple[tuple[type[Any], tuple[type[Any], ...]], ...]] = (
    (Boolean, (int,)), (Integer, (int,)), (Float, (int, float)), (String, (str,)),
)  # fmt: skip


@dataclass(frozen=True)
class Illegible:
    """A value that its column cannot hold: of which table and row, and what it is."""

    table: str
    row: str
    field: str
    found: Any


def illegible(connection: Connection) -> Iterator[Illegible]:
    """Yield the values that no bot can have written; on PostgreSQL there can be none."""
    if connection.dialect.name != "sqlite":
        return
    for table in Base.metadata.sorted_tables:
        if table.name not in NOTES:
            yield from _in(connection, table)


def _in(connection: Connection, table: Table) -> Iterator[Illegible]:
    keys = [column.name for column in table.primary_key]
    fits = {column.name: _fits(connection, column) for column in table.columns}
    as_stored = [type_coerce(column, NullType()).label(column.name) for column in table.columns]
    for row in connection.execute(select(*as_stored)).mappings():
        for name, is_fit in fits.items():
            if row[name] is not None and not is_fit(row[name]):
                key = " ".join(str(row[one]) for one in keys)
                yield Illegible(table.name, key, name, row[name])


def _fits(connection: Connection, column: Column[Any]) -> Callable[[Any], bool]:
    """Return what says of a stored value whether it can be read as the column's."""
    read = column.type.dialect_impl(connection.dialect).result_processor(connection.dialect, None)
    kinds = next((kinds for one, kinds in _STORED_AS if isinstance(column.type, one)), None)

    def is_fit(value: object) -> bool:
        if isinstance(column.type, Boolean):
            return value in (0, 1)
        if kinds is not None:
            return isinstance(value, kinds)
        try:
            found = read(value) if read else value
        except (TypeError, ValueError):
            return False
        return not isinstance(column.type, JSON) or isinstance(found, _json_of(column))

    return is_fit


def _json_of(column: Column[Any]) -> tuple[type[Any], ...]:
    """Return which kinds of JSON a column holds: what it begins with, where that is said."""
    begins = at_first(column)
    return (dict, list, NoneType) if begins is None else (type(begins),)
