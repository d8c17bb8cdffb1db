"""Rows for every table as the database itself describes it, at whatever version.

What is asked a thousand times over is written out: to put each question together takes longest.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import (
    Column,
    Connection,
    ForeignKeyConstraint,
    MetaData,
    Table,
    create_engine,
    insert,
    inspect,
    text,
)
from sqlalchemy.engine.interfaces import ReflectedColumn, ReflectedForeignKeyConstraint
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
    engine = create_engine(url)
    with engine.begin() as connection:
        yield connection, described(connection)
    engine.dispose()


def described(connection: Connection) -> MetaData:
    """Return the tables with their columns and keys: what else is reflected, no row needs."""
    found, tables = inspect(connection), MetaData()
    keys, links = found.get_multi_pk_constraint(), found.get_multi_foreign_keys()
    for table, columns in found.get_multi_columns().items():
        own = keys[table]["constrained_columns"]
        Table(table[1], tables, *(_column(one, own) for one in columns), *map(_link, links[table]))
    return tables


def _column(found: ReflectedColumn, keys: Collection[str]) -> Column[Any]:
    name, default = found["name"], found["default"]
    usual = None if default is None else text(default)
    is_key = name in keys
    return Column(
        name, found["type"], nullable=found["nullable"], server_default=usual, primary_key=is_key
    )


def _link(found: ReflectedForeignKeyConstraint) -> ForeignKeyConstraint:
    to = [f"{found['referred_table']}.{one}" for one in found["referred_columns"]]
    return ForeignKeyConstraint(found["constrained_columns"], to)


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
            numbers = f"pg_get_serial_sequence('\"{table.name}\"', '{column.name}')"
            asked = f'SELECT setval({numbers}, max("{column.name}")) FROM "{table.name}"'
            connection.exec_driver_sql(asked)


def _last_rows(connection: Connection, table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return for what points at a row the last one there is, which nothing points at yet."""
    return {
        key.parent.name: connection.exec_driver_sql(_last(key.column)).scalar()
        for key in table.foreign_keys
        if key.parent.name in row
    }


def _last(column: Column[Any]) -> str:
    return f'SELECT max("{column.name}") FROM "{column.table.name}"'


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
        counted = " UNION ALL ".join(f"SELECT '{one}', count(*) FROM \"{one}\"" for one in names)
        found = [(str(one), int(count)) for one, count in connection.exec_driver_sql(counted)]
    engine.dispose()
    return dict(found)


def _count(connection: Connection, table: Table) -> int:
    counted = connection.exec_driver_sql(f'SELECT count(*) FROM "{table.name}"').scalar_one()
    return int(counted)
