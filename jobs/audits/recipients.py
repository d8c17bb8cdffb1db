"""Who hears of a live audit besides the pair."""

from collections.abc import Collection, Sequence
from datetime import date

from db.models import LiveAudit, Person
from db.people import queries as people
from db.people.teams import nearest_above
from db.session import Session

HEAD_OF_SERVICE = "head of service"


def pair(audit: LiveAudit) -> tuple[Person, ...]:
    """Return the auditor and the practitioner, or both practitioners where two hold the case."""
    return audit.people


def who_may_re_pair(session: Session, audit: LiveAudit, day: date) -> Collection[Person]:
    """Return who is asked whether a re-pair is to be made: the nearest managers, else the leads."""
    return nearest_above(audit.people, day) or people.leads_or_admins(session, day)


def head_of_service(session: Session, practitioner: Person, day: date) -> Sequence[Person]:
    """Return who heads somebody's service, else their manager's manager, else the leads."""
    line = list(practitioner.line_on(day))
    heads = [above for above in line if HEAD_OF_SERVICE in above.role.lower()]
    seniors = [above for above in line if above is not practitioner.manager]
    return heads[:1] or seniors[:1] or people.leads(session, day)
