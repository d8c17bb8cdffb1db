"""Rows of which each event that changes them tells all: what it says, and what they hold now.

Such an event names a row by its table and its key. Of one that is gone it says nothing.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sqlalchemy import Connection, Table, inspect, select

from db.history import Changes, told
from db.models import (
    Absence,
    AuditorPlace,
    AuditRuleValues,
    Base,
    CaseDebt,
    CouncilEvent,
    Handover,
    HandoverItem,
    Subscription,
)

ROWS: Final = "rows"
TOLD_WHOLE: Final[Mapping[str, Table]] = {
    model.__tablename__: Base.metadata.tables[model.__tablename__]
    for model in (
        AuditorPlace, AuditRuleValues, Absence, CaseDebt, Subscription, Handover, HandoverItem
    )
}  # fmt: skip
_BY_ITSELF: Final = frozenset({("subscription", "last_on"), ("subscription", "last_told")})
Stands = dict[str, Mapping[str, Any] | None]  # by table and key


def columns_of(table: Table) -> list[str]:
    """Return the columns of a row of which its events tell: all but its key and the bot's notes."""
    names = [column.name for column in table.columns if not column.primary_key]
    return [name for name in names if (table.name, name) not in _BY_ITSELF]


def as_they_stand(*rows: Base) -> Changes:
    """Return what an event says of rows that it changed, made or deleted, once that is flushed."""
    return {ROWS: [None, dict(map(_stands, rows))]} if rows else {}


def _stands(row: Base) -> tuple[str, Mapping[str, object] | None]:
    state, table = inspect(row), TOLD_WHOLE[row.__tablename__]
    (key,) = state.identity or (None,)
    is_gone = state.deleted or state.was_deleted
    values = None if is_gone else {one: told(getattr(row, one)) for one in columns_of(table)}
    return named(table.name, key), values


def named(table: str, key: object) -> str:
    """Return how an event names a row."""
    return f"{table} {key}"


def last_said(connection: Connection) -> Stands:
    """Return what the last event that tells of a row said of it."""
    events = Base.metadata.tables[CouncilEvent.__tablename__]
    said: Stands = {}
    for changes in connection.scalars(select(events.c.changes).order_by(events.c.id)):
        said |= rows_of(changes)
    return said


def rows_of(changes: Mapping[str, Any]) -> Stands:
    """Return what an event says of whole rows."""
    return dict(changes[ROWS][1]) if ROWS in changes else {}


def standing(connection: Connection) -> Iterator[tuple[Table, Any, Mapping[str, Any]]]:
    """Yield each such row as it is now: its table, its key and what it holds."""
    for table in TOLD_WHOLE.values():
        (key,) = table.primary_key.columns
        for row in connection.execute(select(table).order_by(key)).mappings():
            yield table, row[key.name], {one: told(row[one]) for one in columns_of(table)}
