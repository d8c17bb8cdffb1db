"""Undoing what somebody has just done to a live audit, as long as nothing came after it."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actions.operations import UNDO_FOR
from db.among import is_one_of
from db.audits import changes, queries
from db.audits import work as audit_work
from db.context import ChangeContext
from db.errors import RefusedError
from db.history import values_before
from db.models import AuditEvent, AuditEventKind, LiveAudit

UNDOABLE: Final = frozenset(
    {
        AuditEventKind.HELD,
        AuditEventKind.NOT_HELD,
        AuditEventKind.CORRECTED,
        AuditEventKind.REOPENED,
    }
)


def undo(ctx: ChangeContext, event_id: int) -> tuple[LiveAudit, AuditEvent]:
    """Put back what one event changed; return the audit and that event, which stays on record."""
    event = ctx.session.get(AuditEvent, event_id)
    if event is None or event.kind not in UNDOABLE or event.person_id != ctx.person.id:
        raise RefusedError("audit.undo_not_theirs")
    audit = queries.find(ctx.session, event.audit_id, ctx.person)
    _refuse_undoing(ctx, audit, event)
    changes.put_back(ctx, audit, values_before(audit, event.changes))
    return audit, event


def audits_of(session: Session, events: Sequence[int]) -> Sequence[int]:
    """Return the numbers of the audits to which some events happened."""
    query = select(AuditEvent.audit_id).where(is_one_of(AuditEvent.id, events)).distinct()
    return session.scalars(query.order_by(AuditEvent.audit_id)).all() if events else []


def just_done(ctx: ChangeContext, number: int) -> AuditEvent | None:
    """Return what this person has done with an audit in this unit of work, if it can be undone."""
    ctx.session.flush()
    query = select(AuditEvent).where(
        AuditEvent.audit_id == number,
        AuditEvent.person_id == ctx.person.id,
        AuditEvent.at == ctx.now,
        AuditEvent.kind.in_(UNDOABLE),
    )
    return ctx.session.scalars(query.order_by(AuditEvent.id.desc()).limit(1)).first()


def can_undo(ctx: ChangeContext, event: AuditEvent) -> bool:
    """Say whether this person could still undo it."""
    if event.kind not in UNDOABLE or event.person_id != ctx.person.id:
        return False
    audit = queries.several(ctx.session, [event.audit_id])[event.audit_id]
    return _undoing_refused(ctx, audit, event) is None


def _refuse_undoing(ctx: ChangeContext, audit: LiveAudit, event: AuditEvent) -> None:
    refused = _undoing_refused(ctx, audit, event)
    if refused is not None:
        raise refused


def _undoing_refused(
    ctx: ChangeContext, audit: LiveAudit, event: AuditEvent
) -> RefusedError | None:
    history = queries.history(ctx.session, audit)
    since = [one for one in history if one.id > event.id]
    by_itself = all(one.person_id is None and one.at == event.at for one in since)
    if not by_itself or audit_work.replacement_of(ctx.session, audit) is not None:
        return RefusedError("audit.undo_changed_since", reference=audit.reference)
    if ctx.now - event.at > UNDO_FOR:
        return RefusedError("audit.undo_too_late", reference=audit.reference)
    return None
