"""How a row's change is made and told, for every kind of row that keeps its events."""

from collections.abc import Mapping
from datetime import date

from db.models.base import Base

Changes = dict[str, list[object]]


def put(row: Base, fields: Mapping[str, object]) -> Changes:
    """Set the fields that differ; return the old and new value of each, as JSON holds them."""
    changes: Changes = {}
    for name, new in fields.items():
        old = getattr(row, name)
        if old != new:
            changes[name] = [told(old), told(new)]
            setattr(row, name, new)
    return changes


def told(value: object) -> object:
    """Return a value as JSON holds it: a date or time in ISO form."""
    return value.isoformat() if isinstance(value, date) else value


def spoken(day: date) -> str:
    """Return a date for a refusal: "Fri 4 Dec 2026"."""
    return f"{day:%a} {day.day} {day:%b %Y}"
