"""With whom an auditor may swap a live audit: the others of its month, still to be held."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from db.audits.queries import loaded
from db.models import LiveAudit, Person
from db.models.audit import OPEN_STATES


def to_swap_with(session: Session, audit: LiveAudit, today: date) -> Sequence[LiveAudit]:
    """Return the other auditors' audits of its month, while it and they are still to be held."""
    if not audit.is_open or audit.due_on < today:
        return ()
    query = loaded().where(*_of_others(audit, today))
    return session.scalars(query.order_by(LiveAudit.serial)).all()


def auditors_to_swap_with(session: Session, audit: LiveAudit, today: date) -> Sequence[Person]:
    """Return the auditors of the audits that `to_swap_with` finds, without loading those."""
    if not audit.is_open or audit.due_on < today:
        return ()
    theirs = select(LiveAudit.auditor_id).where(*_of_others(audit, today))
    return session.scalars(select(Person).where(Person.id.in_(theirs))).all()


def _of_others(audit: LiveAudit, today: date) -> Sequence[ColumnElement[bool]]:
    return (
        LiveAudit.audit_month_id == audit.audit_month_id,
        LiveAudit.auditor_id != audit.auditor_id,
        LiveAudit.state.in_(OPEN_STATES),
        LiveAudit.due_on >= today,
    )
