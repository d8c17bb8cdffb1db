"""Rows for every table as the database itself describes it, at whatever version."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import (
    Column,
    Connection,
    MetaData,
    Table,
    create_engine,
    func,
    insert,
    inspect,
    literal,
    select,
    union_all,
)
from sqlalchemy import table as named_table
from sqlalchemy.types import JSON, Boolean, Date, DateTime, Float, Integer, Time

from db.migrate import VERSION_TABLE, VERSIONS

EVERY_VERSION: Final = sorted(path.name.partition("_")[0] for path in VERSIONS.glob("[0-9]*.py"))
EXAMPLES: Mapping[type, Any] = {
    Boolean: False,
    Date: date(2026, 11, 23),
    DateTime: datetime(2026, 11, 23, 9, 0),  # noqa: DTZ001  (as the column keeps it: UTC)
    Time: time(9, 0),
    Float: 1.5,
    JSON: {},
}


@contextmanager
def tables_at(url: str) -> Iterator[tuple[Connection, MetaData]]:
    """Yield a connection with the tables as the database itself describes them now."""
    engine, tables = create_engine(url), MetaData()
    tables.reflect(engine)
    with engine.begin() as connection:
        yield connection, tables
    engine.dispose()


def write_a_row_in_every_table(url: str) -> dict[str, int]:
    """Write one row more into each table as the database itself describes it; count them."""
    with tables_at(url) as (connection, tables):
        for table in tables.sorted_tables:
            if table.name != VERSION_TABLE:
                _count_on(connection, table)
                write_a_row(connection, table, _count(connection, table) + 1)
    return row_counts(url)


def write_a_row(connection: Connection, table: Table, number: int = 1) -> None:
    """Write what a table needs, for the last rows of others; each number gives another row."""
    row = needed_row(table, number)
    connection.execute(insert(table).values(row | _last_rows(connection, table, row)))


def _count_on(connection: Connection, table: Table) -> None:
    """Let the numbers of a table go on after its last row, whoever numbered that."""
    if connection.dialect.name == "postgresql":
        for column in filter(_numbers_itself, table.columns):
            numbers = func.pg_get_serial_sequence(f'"{table.name}"', column.name)
            connection.execute(select(func.setval(numbers, func.max(column))).select_from(table))


def _last_rows(connection: Connection, table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return for what points at a row the last one there is, which nothing points at yet."""
    return {
        key.parent.name: connection.scalar(select(func.max(key.column)))
        for key in table.foreign_keys
        if key.parent.name in row
    }


def needed_row(table: Table, number: int = 1) -> dict[str, Any]:
    """Return what the table needs and has no default for; each number gives another row."""
    needed = [
        column
        for column in table.columns
        if not column.nullable and column.server_default is None and not _numbers_itself(column)
    ]
    return {column.name: _example(column, number) for column in needed}


def _numbers_itself(column: Column[Any]) -> bool:
    alone = len(column.table.primary_key.columns) == 1
    is_number = isinstance(column.type, Integer) and not column.foreign_keys
    return column.primary_key and alone and is_number


def _example(column: Column[Any], number: int) -> Any:  # noqa: ANN401  (whatever the column holds)
    for kind, example in EXAMPLES.items():
        if isinstance(column.type, kind):
            later = timedelta(days=number - 1) if isinstance(example, date) else None
            return example + later if later else example
    if isinstance(column.type, Integer):
        return number
    return "x" if number == 1 else str(number)  # some columns are short


def row_counts(url: str) -> dict[str, int]:
    """Count the rows of each table, by its name: to read what columns each has takes far longer."""
    engine = create_engine(url)
    with engine.connect() as connection:
        names = sorted({*inspect(connection).get_table_names()} - {VERSION_TABLE})
        counted = [
            select(literal(name), func.count()).select_from(named_table(name)) for name in names
        ]
        found = [(str(name), int(count)) for name, count in connection.execute(union_all(*counted))]
    engine.dispose()
    return dict(found)


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0
