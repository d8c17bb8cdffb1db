"""Who hears of a live audit besides the pair."""

from db.models import LiveAudit, Person
from db.people import queries as people
from db.session import Session

HEAD_OF_SERVICE = "head of service"


def pair(audit: LiveAudit) -> tuple[Person, ...]:
    """Return the auditor and the practitioner, or both practitioners where two hold the case."""
    return audit.people


def those_above(audit: LiveAudit) -> list[Person]:
    """Return the line managers of the two."""
    return [person.manager for person in pair(audit) if person.manager]


def who_may_re_pair(session: Session, audit: LiveAudit) -> list[Person]:
    """Return who is asked whether a re-pair is to be made: line managers, else the leads."""
    return those_above(audit) or list(people.leads(session))


def head_of_service(session: Session, practitioner: Person) -> list[Person]:
    """Return who heads somebody's service, else their manager's manager, else the leads."""
    line = list(practitioner.line)
    heads = [above for above in line if HEAD_OF_SERVICE in above.role.lower()]
    return heads[:1] or line[1:2] or list(people.leads(session))
