"""How a row's change is made and told, for every kind of row that keeps its events."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time

from sqlalchemy import Date, Time

from db.models.base import Base, UtcDateTime

Changes = dict[str, list[object]]


def put(row: Base, fields: Mapping[str, object]) -> Changes:
    """Set the fields that differ; return the old and new value of each, as JSON holds them."""
    changed = differing(row, fields)
    changes = old_and_new(row, changed)
    for name, new in changed.items():
        setattr(row, name, new)
    return changes


def differing(row: Base, fields: Mapping[str, object]) -> dict[str, object]:
    """Return those of the fields that a row does not hold so."""
    return {name: new for name, new in fields.items() if getattr(row, name) != new}


def old_and_new(row: Base, fields: Mapping[str, object]) -> Changes:
    """Return what a row holds in these fields, and what it is to hold, as JSON holds them."""
    return {name: [told(getattr(row, name)), told(new)] for name, new in fields.items()}


def told(value: object) -> object:
    """Return a value as JSON holds it: a date or time in ISO form, an instant in UTC."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC).isoformat()  # as the tables hold it
    return value.isoformat() if isinstance(value, date | time) else value


def values_before(row: Base, changes: Mapping[str, Sequence[object]]) -> dict[str, object]:
    """Return what the fields of a row held before some changes: the way back from `put`."""
    return {name: _revived(row, name, old) for name, (old, _) in changes.items()}


def _revived(row: Base, name: str, kept: object) -> object:
    column = row.__table__.columns.get(name)
    if column is None or not isinstance(kept, str):
        return kept
    if isinstance(column.type, Date):
        return date.fromisoformat(kept)
    if isinstance(column.type, Time):
        return time.fromisoformat(kept)
    return datetime.fromisoformat(kept) if isinstance(column.type, UtcDateTime) else kept
