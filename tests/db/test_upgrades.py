"""Every version of the tables goes up to the newest one and back with the rows it held."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

import pytest
from sqlalchemy import Column, Connection, MetaData, Table, create_engine, func, insert, select
from sqlalchemy.types import JSON, Boolean, Date, DateTime, Float, Integer, Time

from db.migrate import VERSION_TABLE, VERSIONS, downgrade, upgrade

RELEASED = sorted(path.name.partition("_")[0] for path in VERSIONS.glob("[0-9]*.py"))
EXAMPLES: Mapping[type, Any] = {
    Boolean: False,
    Date: date(2026, 11, 23),
    DateTime: datetime(2026, 11, 23, 9, 0),  # noqa: DTZ001  (as the column keeps it: UTC)
    Time: time(9, 0),
    Float: 1.5,
    JSON: {},
}


@pytest.mark.parametrize("version", RELEASED)
def test_rows_written_at_a_version_go_up_and_come_back(version: str, database_url: str) -> None:
    upgrade(database_url, version)
    written = _a_row_in_every_table(database_url)
    assert set(written.values()) == {1}
    upgrade(database_url)
    assert _counts(database_url).items() >= written.items()
    downgrade(database_url, version)
    assert _counts(database_url) == written
    upgrade(database_url)
    assert _counts(database_url).items() >= written.items()


def _a_row_in_every_table(url: str) -> dict[str, int]:
    """Write one row into each table as the database itself describes it; count them."""
    engine = create_engine(url)
    tables = MetaData()
    tables.reflect(engine)
    with engine.begin() as connection:
        for table in tables.sorted_tables:
            if table.name != VERSION_TABLE:
                connection.execute(insert(table).values(_row(table)))
    engine.dispose()
    return _counts(url)


def _row(table: Table) -> dict[str, Any]:
    """Return what the table needs and has no default for; what points at a row, at the first."""
    needed = [
        column
        for column in table.columns
        if not column.nullable and column.server_default is None and not _numbers_itself(column)
    ]
    return {column.name: _example(column) for column in needed}


def _numbers_itself(column: Column[Any]) -> bool:
    return column.primary_key and isinstance(column.type, Integer) and not column.foreign_keys


def _example(column: Column[Any]) -> Any:  # noqa: ANN401  (whatever the column holds)
    for kind, example in EXAMPLES.items():
        if isinstance(column.type, kind):
            return example
    return 1 if isinstance(column.type, Integer) else "x"


def _counts(url: str) -> dict[str, int]:
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


def test_actions_are_sorted_into_registers_by_where_they_came_from(database_url: str) -> None:
    upgrade(database_url, "0004")
    engine = create_engine(database_url)
    tables = MetaData()
    tables.reflect(engine)
    with engine.begin() as connection:

        def write(name: str, **values: Any) -> None:  # noqa: ANN401  (any column)
            row = {**_row(tables.tables[name]), **values}
            connection.execute(insert(tables.tables[name]).values(row))

        write("person", id=1)
        write("audit_round", id=1, month=date(2027, 1, 1))
        write("live_audit", id=7, round_id=1, serial=12, auditor_id=1, practitioner_id=1)
        sources = ("", "Peer review, paragraph 38", "LA-2027-01-012", "LA-2026-12-001", "LA-0-0-0")
        for number, source in enumerate(sources, start=1):
            write("action", id=number, source=source)
    engine.dispose()
    upgrade(database_url)
    engine = create_engine(database_url)
    action = Table("action", MetaData(), autoload_with=engine)
    columns = (action.c.register, action.c.audit_id, action.c.needs_sign_off)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(select(*columns).order_by(action.c.id))]
    engine.dispose()
    assert found == [
        ("plan", None, True),
        ("plan", None, True),
        ("audits", 7, True),
        ("audits", None, True),
        ("plan", None, True),
    ]
