"""How a row of the history is sealed: pure, and never changed, because what is sealed stays so.

A digest is HMAC-SHA256 over a row, under a salt of its own; a link's hash is SHA-256 over its
number, time, row and digest, and the hash of the link before. How to do it by hand:
docs/decisions/0011-sealed-by-a-job.md.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import JSON, ColumnClause, Integer, String, TableClause, Text, column, table

from db.models.base import UtcDateTime

BEGINNING: Final = "0" * 64  # stands before the first link


def _table(name: str, **columns: Any) -> TableClause:  # noqa: ANN401  (SQLAlchemy's own types)
    own: list[ColumnClause[Any]] = [column(each, kind) for each, kind in columns.items()]
    return table(name, column("id", Integer), column("at", UtcDateTime), *own)


_WHAT: Final = {"person_id": Integer, "kind": String, "changes": JSON}
# The tables that are sealed, with the columns that the seal covers. Neither is taken away or added
# to, or what was sealed before could be worked out no more: a new column is a new table's.
SEALED: Final[Mapping[str, TableClause]] = {
    one.name: one
    for one in (
        _table("event", action_id=Integer, note=Text, undoes_id=Integer, **_WHAT),
        _table("audit_event", audit_id=Integer, note=Text, **_WHAT),
        _table("measure_event", measure_id=Integer, **_WHAT),
        _table("plan_event", item_id=Integer, **_WHAT),
        _table("learning_event", note_id=Integer, team_id=Integer, **_WHAT),
        _table("council_event", about_id=Integer, audit_id=Integer, **_WHAT),
        _table("guard_pass", person_id=Integer, kind=String),
        _table("erasure", kind=String, rows=Integer, person_id=Integer, links=JSON),
    )
}


@dataclass(frozen=True)
class Sealed:
    """Which row a link seals, as which number, and when."""

    number: int
    at: datetime  # aware
    table: str
    row: int


def digest_of(salt: str, row: Mapping[str, Any]) -> str:
    """Return the digest of a row's columns, keyed by its salt."""
    return hmac.new(bytes.fromhex(salt), canonical(row).encode(), hashlib.sha256).hexdigest()


def hash_of(sealed: Sealed, digest: str, before: str) -> str:
    """Return the hash of a link, given that of the one before it."""
    said = {
        "number": sealed.number,
        "at": sealed.at,
        "table": sealed.table,
        "row": sealed.row,
        "digest": digest,
        "before": before,
    }
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def canonical(values: Mapping[str, Any]) -> str:
    """Return values as JSON that can have one form only: keys in order, no spaces, UTC times."""
    return json.dumps(
        dict(values), sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_told
    )


def _told(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    raise TypeError(f"an event holds no {type(value).__name__}")
