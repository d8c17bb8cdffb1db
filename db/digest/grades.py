"""The grades of live audits by month and service: counted of audits, never of people."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from db.digest.scope import DigestScope, service_then
from db.models import AuditMonth, LiveAudit
from db.models.audit import HELD_STATES


def graded(
    session: Session, scope: DigestScope, first: date, last: date
) -> Sequence[Row[date, str, str, int]]:
    """Count the grades of the months from `first`'s to `last`'s, after moderation, by service."""
    grade = func.coalesce(LiveAudit.moderated_grade, LiveAudit.grade)
    service = service_then().label("service")
    query = (
        select(AuditMonth.month, service, grade, func.count())
        .join(AuditMonth, AuditMonth.id == LiveAudit.audit_month_id)
        .where(
            AuditMonth.month.between(first.replace(day=1), last.replace(day=1)),
            LiveAudit.state.in_(HELD_STATES),
            grade.is_not(None),
            scope.practised(),
        )
        .group_by(AuditMonth.month, service, grade)
        .order_by(AuditMonth.month, service, grade)
    )
    return session.execute(query).all()
