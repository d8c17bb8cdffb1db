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

BEGINNING: Final = "0" * 64  # stands before the first link


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
