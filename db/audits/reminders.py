"""Which live audits may be due for a reminder, and which reminders people have heard."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, insert, or_, select
from sqlalchemy.orm import Session

from db.among import is_one_of
from db.days import day_of
from db.models import AuditChase, AuditEvent, AuditEventKind, AuditMonth, AuditState, LiveAudit

WAITING = (AuditState.PUBLISHED, AuditState.BOOKED, AuditState.HELD)


@dataclass(frozen=True)
class WaitingAudit:
    """What the reminders ask of an audit that waits for somebody."""

    id: int
    state: str
    auditor_id: int
    practitioner_id: int
    second_practitioner_id: int | None
    moderator_id: int | None
    day: date  # booked, else proposed, else the last
    moderate_by: date
    opens_on: date
    written_up_on: date | None
    reflected_on: date | None
    needs_moderation: bool
    since: date | None  # when it was published, or last booked
    published_on: date | None
    choosers: tuple[int, ...] = ()  # who has still to name its case


@dataclass(frozen=True)
class HeardAudit:
    """One step about one date of an audit, as one person hears it."""

    audit_id: int
    due_on: date
    step: str
    person_id: int


def waiting(session: Session) -> list[WaitingAudit]:
    """Return the audits that wait for somebody, soonest first."""
    published = AuditEvent.kind == AuditEventKind.PUBLISHED
    told = select(
        AuditEvent.audit_id,
        func.max(AuditEvent.at).label("at"),
        func.max(AuditEvent.at).filter(published).label("published"),
    ).where(or_(published, AuditEvent.kind == AuditEventKind.BOOKED))
    latest = told.group_by(AuditEvent.audit_id).subquery()
    day = func.coalesce(LiveAudit.booked_on, LiveAudit.proposed_on, LiveAudit.due_on)
    columns = (
        LiveAudit.id,
        LiveAudit.state,
        LiveAudit.auditor_id,
        LiveAudit.practitioner_id,
        LiveAudit.second_practitioner_id,
        LiveAudit.moderator_id,
        day,
        func.coalesce(LiveAudit.moderate_by, AuditMonth.moderate_by),
        AuditMonth.opens_on,
        LiveAudit.written_up_at,
        LiveAudit.reflected_at,
        LiveAudit.needs_moderation,
        latest.c.at,
        latest.c.published,
    )
    query = (
        select(*columns)
        .join(AuditMonth, AuditMonth.id == LiveAudit.audit_month_id)
        .outerjoin(latest, latest.c.audit_id == LiveAudit.id)
        .where(LiveAudit.state.in_(WAITING))
        .order_by(day, LiveAudit.id)
    )
    return [WaitingAudit(*_by_days(session, row)) for row in session.execute(query)]


def _by_days(session: Session, row: Iterable[Any]) -> Iterator[Any]:
    """Yield what a row has, and the council's day of each instant in it."""
    return (day_of(session, one) if isinstance(one, datetime) else one for one in row)


def heard(session: Session, numbers: Collection[int]) -> frozenset[HeardAudit]:
    """Return what people have heard of these audits."""
    columns = (AuditChase.audit_id, AuditChase.due_on, AuditChase.step, AuditChase.person_id)
    rows = session.execute(select(*columns).where(is_one_of(AuditChase.audit_id, numbers)))
    return frozenset(HeardAudit(*row) for row in rows)


def record(session: Session, message_id: int, chases: Iterable[HeardAudit]) -> None:
    """Write down what somebody hears in a message."""
    rows = [{**vars(chase), "message_id": message_id} for chase in chases]
    if rows:
        session.execute(insert(AuditChase), rows)
