"""Where a report's numbers come from: the events up to an instant, and one hash over them all.

Events are never changed or deleted, so whoever has the database can work the hash out again. A
plan of live audits that nobody was told of may still be thrown away: its events do not count
before it is published. How to do it by hand: docs/report.md.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from db.errors import RefusedError
from db.models import AuditEvent, AuditMonth, Event, LiveAudit, MeasureEvent

AT_ONCE: Final = 1000
EXAMPLE: Final = "2026-11-23T09:00:00+00:00/" + "0" * 64


@dataclass(frozen=True)
class Provenance:
    """The instant that the data is as at, how many events there were, and their SHA-256."""

    at: datetime
    events: int
    digest: str

    @property
    def code(self) -> str:
        """Return the instant and the hash as one word, by which a report can be checked."""
        return f"{self.at.isoformat()}/{self.digest}"


def provenance(session: Session, at: datetime) -> Provenance:
    """Hash every event up to an instant, which must be aware."""
    hashed, number = hashlib.sha256(), 0
    for line in lines(session, at.astimezone(UTC)):
        hashed.update(line.encode())
        number += 1
    return Provenance(at.astimezone(UTC), number, hashed.hexdigest())


def verify(session: Session, code: str) -> tuple[bool, Provenance]:
    """Say whether the events up to a code's instant still give its hash, and what they give.

    Raises RefusedError for what is no such code.
    """
    instant, _, digest = code.strip().rpartition("/")
    try:
        at = datetime.fromisoformat(instant)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None or len(digest) != len(hashlib.sha256().hexdigest()):
        raise RefusedError("report.no_code", example=EXAMPLE)
    found = provenance(session, at)
    return found.digest == digest.lower(), found


def lines(session: Session, at: datetime) -> Iterator[str]:
    """Yield one line of canonical JSON for each event up to an instant, table by table, by id."""
    for name, query in _queries(at).items():
        rows = session.execute(query.execution_options(yield_per=AT_ONCE)).mappings()
        for row in rows:
            yield canonical({"table": name, **row}) + "\n"


def canonical(values: Mapping[str, Any]) -> str:
    """Return values as JSON that can have one form only: keys in order, no spaces, UTC times."""
    return json.dumps(
        dict(values), sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_told
    )


def _told(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    raise TypeError(f"an event holds no {type(value).__name__}")


def _queries(at: datetime) -> dict[str, Select[Any]]:
    published = AuditMonth.published_at <= at
    tables = {model.__tablename__: model.__table__ for model in (Event, AuditEvent, MeasureEvent)}
    queries = {
        name: select(table).where(table.c.at <= at).order_by(table.c.id)
        for name, table in tables.items()
    }
    audits = tables[AuditEvent.__tablename__]
    queries[AuditEvent.__tablename__] = (
        queries[AuditEvent.__tablename__]
        .join(LiveAudit, LiveAudit.id == audits.c.audit_id)
        .join(AuditMonth, AuditMonth.id == LiveAudit.audit_month_id)
        .where(published)
    )
    return queries
