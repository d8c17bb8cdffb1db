"""What a change locks of the live audits before it reads them, always in one order.

The round first, then its audits by number, then people by number: so nobody waits in a ring. What
is locked is read anew, whatever was known of it before. Nothing that merely refers to these rows,
such as a message to a person, waits for whoever holds them. SQLite has one writer at a time.
"""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Select, and_, or_, select, true
from sqlalchemy.orm import Session, aliased

from db.among import is_one_of
from db.anew import ANEW
from db.audits import queries, visible
from db.models import AuditEvent, AuditEventKind, AuditMonth, LiveAudit, Person


def locked(session: Session, number: int) -> LiveAudit | None:
    """Return an audit, locked for a change that its caller has the right to make."""
    return next(iter(_anew(session, queries.loaded().where(LiveAudit.id == number))), None)


def locked_of_month(session: Session, audit_month_id: int) -> Sequence[LiveAudit]:
    """Return a round's audits, locked, in the order of their references.

    The caller has locked the round.
    """
    mine = queries.loaded().where(LiveAudit.audit_month_id == audit_month_id)
    return sorted(_anew(session, mine), key=lambda audit: audit.serial)


def lock_months_of(session: Session, numbers: Collection[int], asker: Person | None = None) -> None:
    """Lock the rounds of these audits and every audit in them, for what changes several of them.

    With an asker only of those audits that they may see: for the others nobody waits.
    """
    is_seen = visible.visible_to(asker) if asker else true()
    _lock_months(session, and_(is_one_of(LiveAudit.id, numbers), is_seen))


def locked_for_swap(session: Session, number: int, asker: Person) -> LiveAudit | None:
    """Return an audit that `asker` may see or was asked to swap with, locked with its whole month.

    Of any other audit nothing is locked or loaded.
    """
    is_theirs = or_(visible.visible_to(asker), _is_asked_to_swap(asker))
    _lock_months(session, and_(LiveAudit.id == number, is_theirs))
    return session.scalar(queries.loaded().where(LiveAudit.id == number, is_theirs))


def _is_asked_to_swap(asker: Person) -> ColumnElement[bool]:
    theirs = aliased(LiveAudit)
    asked = select(AuditEvent.id).where(
        AuditEvent.audit_id == LiveAudit.id,
        AuditEvent.kind == AuditEventKind.SWAP_ASKED,
        theirs.id == AuditEvent.changes["other"].as_integer(),
        theirs.auditor_id == asker.id,
    )
    return asked.correlate(LiveAudit).exists()


def _lock_months(session: Session, chosen: ColumnElement[bool]) -> None:
    months = select(LiveAudit.audit_month_id).where(chosen)
    rounds = select(AuditMonth).where(AuditMonth.id.in_(months)).order_by(AuditMonth.id)
    session.scalars(rounds.with_for_update(key_share=True), execution_options=ANEW).all()
    _anew(session, queries.loaded().where(LiveAudit.audit_month_id.in_(months)))


def lock_hours_of(session: Session, audit: LiveAudit) -> None:
    """Let nobody else give an audit's people an hour meanwhile; know which hours they have now."""
    theirs = select(Person.id).where(is_one_of(Person.id, [one.id for one in audit.people]))
    session.execute(theirs.order_by(Person.id).with_for_update(key_share=True)).all()
    queries.unheld_of(session, audit, anew=True)


def _anew(session: Session, query: Select[LiveAudit]) -> Sequence[LiveAudit]:
    by_number = query.order_by(LiveAudit.id).with_for_update(of=LiveAudit, key_share=True)
    return session.scalars(by_number, execution_options=ANEW).all()
