"""What the month's jobs ask of the audit tables."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import ColumnElement, delete, exists, func, or_, select
from sqlalchemy.orm import Session

from db.among import is_one_of
from db.chain.erasing import erasing
from db.context import WorkContext
from db.models import AuditEvent, AuditMonth, AuditState, LiveAudit, Person
from db.models.audit import OPEN_STATES
from db.models.erasure import ErasedKind

DRAWING = 2401  # tells this lock from any other of the bot's


def hold_month(session: Session, month: date) -> None:
    """Keep everybody else from drawing a month until this unit of work ends.

    A month that is not drawn has no row to lock. SQLite has one writer at a time as it is.
    """
    if session.get_bind().dialect.name == "postgresql":
        key = func.pg_advisory_xact_lock(DRAWING, month.toordinal())
        session.execute(select(key))


def discard(ctx: WorkContext, audit_month: AuditMonth) -> None:
    """Take away the audits of a round that nobody has been told of."""
    session = ctx.session
    drawn = select(LiveAudit).where(
        LiveAudit.audit_month_id == audit_month.id, LiveAudit.state == AuditState.DRAWN
    )
    drawn_ones = session.scalars(drawn.order_by(LiveAudit.id).with_for_update()).all()
    numbers = [audit.id for audit in drawn_ones]
    theirs = is_one_of(AuditEvent.audit_id, numbers)
    told = session.scalars(select(AuditEvent.id).where(theirs)).all()
    if told:
        with erasing(ctx, ErasedKind.DRAFT) as erased:
            session.execute(delete(AuditEvent).where(theirs))
            erased.count = len(told)
            erased.rows[AuditEvent.__tablename__] = set(told)
    for audit in drawn_ones:
        session.delete(audit)
    session.flush()


def next_serial(session: Session, audit_month: AuditMonth) -> int:
    """Return the serial number that the next audit of a round gets."""
    latest = select(func.max(LiveAudit.serial)).where(LiveAudit.audit_month_id == audit_month.id)
    return (session.scalar(latest) or 0) + 1


def moderating(session: Session, audit_month: AuditMonth) -> Mapping[int, int]:
    """Return how many audits of a round each moderator was given, by person."""
    given = select(LiveAudit.moderator_id, func.count()).where(
        LiveAudit.audit_month_id == audit_month.id, LiveAudit.moderator_id.is_not(None)
    )
    rows = session.execute(given.group_by(LiveAudit.moderator_id))
    return {number: count for number, count in rows if number is not None}


def unclosed_months(session: Session, before: date) -> Sequence[AuditMonth]:
    """Return the published rounds that were to be moderated before a day, earliest first.

    Rounds closed already are among them as long as an audit of theirs is not settled.
    """
    unsettled = select(LiveAudit.audit_month_id).where(LiveAudit.state.in_(OPEN_STATES))
    query = select(AuditMonth).where(
        AuditMonth.published_at.is_not(None),
        AuditMonth.moderate_by < before,
        or_(AuditMonth.closed_at.is_(None), AuditMonth.id.in_(unsettled)),
    )
    return session.scalars(query.order_by(AuditMonth.month)).all()


def replacement_of(session: Session, audit: LiveAudit) -> LiveAudit | None:
    """Return the audit that was made to make up for this one, if there is one."""
    made = select(LiveAudit).where(LiveAudit.replaces_id == audit.id)
    return session.scalars(made.order_by(LiveAudit.id.desc()).limit(1)).first()


def unbooked(session: Session, today: date) -> Sequence[LiveAudit]:
    """Return the published audits that are still to be held and have no day."""
    query = select(LiveAudit).where(
        LiveAudit.state == AuditState.PUBLISHED, LiveAudit.due_on >= today
    )
    return session.scalars(query.order_by(LiveAudit.id)).all()


def without_moderator(session: Session, *, lock: bool = False) -> Sequence[LiveAudit]:
    """Return the audits to be moderated whose moderator is not there, or was never found.

    Locked, what somebody settled or gave to a moderator meanwhile is not among them.
    """
    query = select(LiveAudit).where(
        LiveAudit.state == AuditState.HELD,
        LiveAudit.reflected_at.is_not(None),
        LiveAudit.needs_moderation,
    )
    query = query.order_by(LiveAudit.id)
    if lock:
        query = query.with_for_update(of=LiveAudit, key_share=True)
    waiting = session.scalars(query, execution_options={"populate_existing": lock}).all()
    return [audit for audit in waiting if not _has_moderator(audit)]


def of_leavers(session: Session) -> Sequence[LiveAudit]:
    """Return the audits still to be held one of whose two has left, or leaves before their day."""
    query = select(LiveAudit).where(LiveAudit.state.in_(OPEN_STATES), _loses_somebody())
    return session.scalars(query.order_by(LiveAudit.id)).all()


def has_leavers(session: Session, audit_month: AuditMonth) -> bool:
    """Say whether one of a drawn round's pairs has left, or leaves before their day."""
    query = select(LiveAudit.id).where(
        LiveAudit.audit_month_id == audit_month.id,
        LiveAudit.state == AuditState.DRAWN,
        _loses_somebody(),
    )
    return session.scalar(query.limit(1)) is not None


def _loses_somebody() -> ColumnElement[bool]:
    """Return the condition that one of an audit's pair has left, or leaves before their day."""
    day = func.coalesce(LiveAudit.booked_on, LiveAudit.proposed_on, LiveAudit.due_on)
    pair = or_(Person.id == LiveAudit.auditor_id, Person.id == LiveAudit.practitioner_id)
    return exists().where(pair, or_(Person.ends_on < day, Person.left_slack, ~Person.has_duties))


def _has_moderator(audit: LiveAudit) -> bool:
    moderator = audit.moderator
    return moderator is not None and moderator.can_be_asked(audit.moderation_due)
