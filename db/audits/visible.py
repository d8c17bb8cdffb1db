"""Which live audits somebody may see, as a condition of a question."""

from sqlalchemy import BindParameter, ColumnElement, and_, false, or_, true

from db.models import AuditState, LiveAudit, Person
from db.people import queries as people
from db.permissions import Permission, may


def visible_to(asker: Person) -> ColumnElement[bool]:
    """Return the condition under which the permission table lets `asker` see an audit."""
    if may(asker, Permission.SEE_DRAFT):
        return true()
    if not asker.has_duties:
        return false()
    return seen_by(asker.id)


def seen_by(person_id: int | BindParameter[int]) -> ColumnElement[bool]:
    """Return the condition that an audit is of somebody's line, and not merely drawn."""
    line = people.below(Person.id == person_id)
    seen = or_(
        LiveAudit.auditor_id.in_(line),
        LiveAudit.practitioner_id.in_(line),
        LiveAudit.second_practitioner_id.in_(line),
    )
    return and_(seen, LiveAudit.state != AuditState.DRAWN)
