"""Rows for every table as the database itself describes it, at whatever version."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Column, Connection, MetaData, Table, create_engine, func, insert, select
from sqlalchemy.types import JSON, Boolean, Date, DateTime, Float, Integer, Time

from db.migrate import VERSION_TABLE

EXAMPLES: Mapping[type, Any] = {
    Boolean: False,
    Date: date(2026, 11, 23),
    DateTime: datetime(2026, 11, 23, 9, 0),  # noqa: DTZ001  (as the column keeps it: UTC)
    Time: time(9, 0),
    Float: 1.5,
    JSON: {},
}


def write_a_row_in_every_table(url: str) -> dict[str, int]:
    """Write one row into each table as the database itself describes it; count them."""
    engine = create_engine(url)
    tables = MetaData()
    tables.reflect(engine)
    with engine.begin() as connection:
        for table in tables.sorted_tables:
            if table.name != VERSION_TABLE:
                connection.execute(insert(table).values(needed_row(table)))
    engine.dispose()
    return row_counts(url)


def needed_row(table: Table) -> dict[str, Any]:
    """Return what the table needs and has no default for; what points at a row, at the first."""
    needed = [
        column
        for column in table.columns
        if not column.nullable and column.server_default is None and not _numbers_itself(column)
    ]
    return {column.name: _example(column) for column in needed}


def _numbers_itself(column: Column[Any]) -> bool:
    alone = len(column.table.primary_key.columns) == 1
    is_number = isinstance(column.type, Integer) and not column.foreign_keys
    return column.primary_key and alone and is_number


def _example(column: Column[Any]) -> Any:  # noqa: ANN401  (whatever the column holds)
    for kind, example in EXAMPLES.items():
        if isinstance(column.type, kind):
            return example
    return 1 if isinstance(column.type, Integer) else "x"


def row_counts(url: str) -> dict[str, int]:
    engine = create_engine(url)
    tables = MetaData()
    tables.reflect(engine)
    with engine.connect() as connection:
        counted = {
            table.name: _count(connection, table)
            for table in tables.sorted_tables
            if table.name != VERSION_TABLE
        }
    engine.dispose()
    return counted


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0
