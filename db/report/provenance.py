"""Where a report's numbers come from: an instant, and the head of the history as it was then.

A report of version 0.2 has a code instead: the instant, and one hash over all events up to it. It
can still be checked, unless something was erased since. Of a plan of live audits that nobody was
told of, no event counts there.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from db.chain.hashes import canonical
from db.chain.sealing import Head, head, waiting
from db.errors import RefusedError
from db.models import AuditEvent, AuditMonth, Event, LiveAudit, MeasureEvent

AT_ONCE: Final = 1000
EXAMPLE: Final = "2026-11-23T09:00:00+00:00/" + "0" * 64


@dataclass(frozen=True)
class Provenance:
    """The instant that the data is as at, the head of the history, and what it does not cover yet.

    `waiting` is how many events of the last seconds were not sealed.
    """

    at: datetime
    head: Head
    waiting: int


def provenance(session: Session, at: datetime) -> Provenance:
    """Return where what is counted now comes from; the instant must be aware."""
    return Provenance(at.astimezone(UTC), head(session), waiting(session))


@dataclass(frozen=True)
class EventsHashed:
    """An instant, how many events there were up to it, and their SHA-256."""

    at: datetime
    events: int
    digest: str

    @property
    def code(self) -> str:
        """Return the instant and the hash as one word, by which a report can be checked."""
        return f"{self.at.isoformat()}/{self.digest}"


def hashed(session: Session, at: datetime) -> EventsHashed:
    """Hash every event up to an instant, which must be aware."""
    over, number = hashlib.sha256(), 0
    for line in lines(session, at.astimezone(UTC)):
        over.update(line.encode())
        number += 1
    return EventsHashed(at.astimezone(UTC), number, over.hexdigest())


def verify(session: Session, code: str) -> tuple[bool, EventsHashed]:
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
    found = hashed(session, at)
    return found.digest == digest.lower(), found


def lines(session: Session, at: datetime) -> Iterator[str]:
    """Yield one line of canonical JSON for each event up to an instant, table by table, by id."""
    for name, query in _queries(at).items():
        rows = session.execute(query.execution_options(yield_per=AT_ONCE)).mappings()
        for row in rows:
            yield canonical({"table": name, **row}) + "\n"


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
