"""Rows of which each event that changes them tells what was written into which columns.

Such an event names a row by its table and its key. Of a new one it tells all; of one that is gone
it says nothing. What was forged in a column stays unlike, whatever else is changed later.
"""

from collections.abc import Collection, Mapping
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
TOLD_IN_EVENTS: Final[Mapping[str, Table]] = {
    model.__tablename__: Base.metadata.tables[model.__tablename__]
    for model in (
        AuditorPlace, AuditRuleValues, Absence, CaseDebt, Subscription, Handover, HandoverItem
    )
}  # fmt: skip
_BY_ITSELF: Final = frozenset({("subscription", "last_on"), ("subscription", "last_told")})
Stands = dict[str, dict[str, Any] | None]  # by table and key: what is told; None: it is gone


def columns_of(table: Table) -> list[str]:
    """Return the columns of a row of which its events tell: all but its key and the bot's notes."""
    names = [column.name for column in table.columns if not column.primary_key]
    return [name for name in names if (table.name, name) not in _BY_ITSELF]


def note(row: Base, columns: Collection[str]) -> None:
    """Note which columns of a row a flush has written, for the event that is to tell of them."""
    inspect(row).info.setdefault(ROWS, set()).update(columns)


def what_was_written(*rows: Base) -> Changes:
    """Return what an event says of rows that were changed, made or deleted, once that is flushed.

    Of the other columns it says nothing: one of them may be forged.
    """
    return {ROWS: [None, dict(map(_written, rows))]} if rows else {}


def _written(row: Base) -> tuple[str, Mapping[str, object] | None]:
    state = inspect(row)
    (key,) = state.identity or (None,)
    columns, is_gone = state.info.pop(ROWS, ()), state.deleted or state.was_deleted
    values = None if is_gone else {one: told(getattr(row, one)) for one in sorted(columns)}
    return named(row.__tablename__, key), values


def named(table: str, key: object) -> str:
    """Return how an event names a row."""
    return f"{table} {key}"


def last_said(connection: Connection) -> Stands:
    """Return what the last event that tells of a column said of it, row by row."""
    events = Base.metadata.tables[CouncilEvent.__tablename__]
    said: Stands = {}
    for changes in connection.scalars(select(events.c.changes).order_by(events.c.id)):
        add(said, rows_of(changes))
    return said


def add(said: Stands, rows: Stands) -> None:
    """Add what was told of rows later to what was told of them: column by column."""
    for name, values in rows.items():
        before = said.get(name)
        said[name] = values if before is None or values is None else {**before, **values}


def rows_of(changes: Mapping[str, Any]) -> Stands:
    """Return what an event says of whole rows."""
    return dict(changes[ROWS][1]) if ROWS in changes else {}
