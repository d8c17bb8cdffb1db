"""The register of what was given beyond the rules: more time, exemptions, files released."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.interfaces import ORMOption

from db.days import end_of, start_of
from db.models import AuditEvent, AuditEventKind, AuditMonth, CaseDebt, LiveAudit

KINDS = (AuditEventKind.EXTENDED, AuditEventKind.EXEMPTED)
_READ = (*KINDS, AuditEventKind.EXTENSION_ASKED, AuditEventKind.EXTENSION_REFUSED)


def releases(session: Session, first: date, last: date) -> Sequence[AuditEvent]:
    """Return the files released from a look between two days that still are, with who and why."""
    begins, ends = start_of(session, first), end_of(session, last)
    query = (
        select(AuditEvent)
        .join(CaseDebt, CaseDebt.first_audit_id == AuditEvent.audit_id)
        .options(*_told(), joinedload(AuditEvent.audit).joinedload(LiveAudit.team))
        .where(
            AuditEvent.kind == AuditEventKind.FILE_RELEASED,
            AuditEvent.at == CaseDebt.released_at,
            AuditEvent.at >= begins,
            AuditEvent.at < ends,
        )
    )
    return session.scalars(query.order_by(AuditEvent.id)).all()


@dataclass(frozen=True)
class Waiver:
    """More time or an exemption: who gave it and why, who asked for it, and whether it stands."""

    audit: LiveAudit
    event: AuditEvent
    asked: AuditEvent | None
    stands: bool

    @property
    def until(self) -> date | None:
        """Return until which day it may be held; None for an exemption."""
        told = self.event.changes.get("due_on")
        return date.fromisoformat(told[1]) if told else None


def waivers(session: Session, months: Collection[date]) -> Sequence[Waiver]:
    """Return what was given for the audits of these months, by audit, the earliest first."""
    query = (
        select(AuditEvent)
        .join(LiveAudit, LiveAudit.id == AuditEvent.audit_id)
        .join(AuditMonth, AuditMonth.id == LiveAudit.audit_month_id)
        .options(*_told())
        .where(AuditMonth.month.in_(months), AuditEvent.kind.in_(_READ))
        .order_by(AuditMonth.month, LiveAudit.serial, AuditEvent.id)
    )
    by_audit: dict[int, list[AuditEvent]] = {}
    for event in session.scalars(query):
        by_audit.setdefault(event.audit_id, []).append(event)
    return [waiver for events in by_audit.values() for waiver in _of(events)]


def _told() -> Iterator[ORMOption]:
    yield joinedload(AuditEvent.person)
    for of_audit in (LiveAudit.audit_month, LiveAudit.auditor, LiveAudit.practitioner):
        yield joinedload(AuditEvent.audit).joinedload(of_audit)


def _of(events: Sequence[AuditEvent]) -> Iterator[Waiver]:
    asked: AuditEvent | None = None
    for event in events:
        if event.kind == AuditEventKind.EXTENSION_ASKED:
            asked = event
        elif event.kind == AuditEventKind.EXTENSION_REFUSED:
            asked = None
        elif event.kind in KINDS:
            is_exempt = event.kind == AuditEventKind.EXEMPTED
            stands = event.audit.exempt or not is_exempt
            yield Waiver(event.audit, event, None if is_exempt else asked, stands)
            asked = None
