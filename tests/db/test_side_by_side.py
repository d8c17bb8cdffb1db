"""The version before still runs while the tables are changed under it: expand, and contract later.

What a released version writes is every column that its tables had, and no other. So what it writes
is tried on the tables of today, and each migration since is asked what it took away.
"""

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import Connection, Inspector, Table, create_engine, false, inspect, select, update
from sqlalchemy.exc import DBAPIError

from db.migrate import VERSION_TABLE, upgrade
from db.models import Base
from db.session import connect
from tests.db.released import RELEASES
from tests.rows import EVERY_VERSION, tables_at, write_a_row

RELEASED: Final = list(RELEASES)[-1]
THEIRS: Final = RELEASES[RELEASED].tables
# What was changed before there was this rule. From 0.2.0 the old bot is stopped first, and
# docs/operate.md says so; a migration from 0025 on has no place here.
BEFORE_THE_RULE: Final[Mapping[str, set[str]]] = {
    "0005": {"live_audit.form_link is needed"},  # it rewrites how themes are kept, too
    "0008": {"audit_round.undrawn is needed"},
    "0010": {"action.register is needed", "action.needs_sign_off is needed"},
    "0021": {
        "live_audit.minutes is needed",
        "live_audit.place is needed",
        "live_audit.suggested_minutes is needed",
        "live_audit.suggested_place is needed",
    },
    "0022": {"person.on_roster is needed"},
}
SINCE: Final = [number for number in EVERY_VERSION if number > THEIRS]
Shape = Mapping[str, Mapping[str, Mapping[str, Any]]]


def shape(look: Inspector) -> Shape:
    """Return the columns of every table by name, and which of them may not be there twice."""
    return {
        table: {column["name"]: column for column in look.get_columns(table)}
        | {f"only one {'+'.join(sorted(key))}": {} for key in _keys(look, table)}
        for table in look.get_table_names()
        if table != VERSION_TABLE
    }


def _keys(look: Inspector, table: str) -> Iterator[list[str]]:
    yield from (found["column_names"] for found in look.get_unique_constraints(table))
    for index in look.get_indexes(table):
        if index["unique"]:
            yield [str(name) for name in index["column_names"]]


def taken_away(before: Shape, now: Shape) -> set[str]:
    """Return what a version that knows the tables of before cannot write any more."""
    found = {table for table in before if table not in now}
    for table in before.keys() & now.keys():
        found |= {f"{table}.{name}" for name in before[table].keys() - now[table].keys()}
        found |= {f"{table}.{each}" for each in _new(before[table], now[table])}
    return found


def _new(before: Mapping[str, Mapping[str, Any]], now: Mapping[str, Any]) -> Iterator[str]:
    for name, column in now.items():
        had = before.get(name)
        if not column:
            if had is None:
                yield name  # what may not be there twice any more
        elif not column["nullable"] and (had["nullable"] if had else column["default"] is None):
            yield f"{name} is needed"
        elif had and _kind(had) != _kind(column):
            yield f"{name} is of another type"


def _kind(column: Mapping[str, Any]) -> str:
    """Return the type with its length: a shorter one has no room for what was written before."""
    return str(column["type"])


BEFORE: Final = "id INTEGER PRIMARY KEY, name VARCHAR(120) NOT NULL, email VARCHAR(20)"


@pytest.mark.parametrize(
    ("columns", "found"),
    [
        (BEFORE, set()),
        (f"{BEFORE}, zone VARCHAR(60)", set()),
        (f"{BEFORE}, zone VARCHAR(60) NOT NULL DEFAULT 'Europe/London'", set()),
        (f"{BEFORE}, zone VARCHAR(60) NOT NULL", {"person.zone is needed"}),
        (BEFORE.removesuffix(", email VARCHAR(20)"), {"person.email"}),
        (BEFORE.replace("email", "mail"), {"person.email"}),
        (BEFORE.replace("(20)", "(10)"), {"person.email is of another type"}),
        (f"{BEFORE} NOT NULL", {"person.email is needed"}),
        (f"{BEFORE}, CONSTRAINT one UNIQUE (email)", {"person.only one email"}),
    ],
)
def test_what_a_change_takes_away_is_named(columns: str, found: set[str]) -> None:
    shapes = []
    for each in (BEFORE, columns):
        engine = create_engine("sqlite://")
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE TABLE person ({each})")
            shapes.append(shape(inspect(connection)))
        engine.dispose()
    assert taken_away(*shapes) == found
    assert taken_away(shapes[0], {}) == {"person"}


def test_the_rule_is_held_to_the_version_that_was_released_last() -> None:
    project = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == RELEASED


@pytest.mark.mostly_sqlite
def test_no_migration_takes_away_what_the_released_version_writes(database_url: str) -> None:
    upgrade(database_url, THEIRS)
    engine = create_engine(database_url)
    released, known = shape(inspect(engine)), set[str]()
    found = {}
    for number in SINCE:
        upgrade(database_url, number)
        here = taken_away(released, shape(inspect(engine)))
        if here - known:
            found[number] = here - known
        known |= here
    engine.dispose()
    assert found == BEFORE_THE_RULE


def test_what_the_released_version_writes_goes_through_but_where_the_rule_is_younger(
    database_url: str,
) -> None:
    """It writes a row into each of today's tables; today's version writes the others, and reads."""
    upgrade(database_url, THEIRS)
    with tables_at(database_url) as (_, old):
        pass
    upgrade(database_url)
    with tables_at(database_url) as (connection, now):
        refused = set()
        for table in now.sorted_tables:
            theirs = old.tables.get(table.name)
            if table.name == VERSION_TABLE or (theirs is not None and _takes(connection, theirs)):
                continue
            if theirs is not None:
                refused.add(table.name)
            assert _takes(connection, table), f"today's own row of {table.name}"
    assert refused == {each.partition(".")[0] for part in BEFORE_THE_RULE.values() for each in part}
    with closing(connect(database_url)) as database, database.read() as session:
        for kind in Base.registry.mappers:
            session.scalars(select(kind)).all()


def _takes(connection: Connection, table: Table) -> bool:
    """Say whether a table takes a row with what a version knew of it, and all its columns again."""
    try:
        with connection.begin_nested():
            write_a_row(connection, table)
            every = {column.name: column for column in table.columns}
            connection.execute(update(table).values(every).where(false()))
    except DBAPIError:
        return False
    return True
