"""More time for an audit: asked by the pair, given by a line manager, or a lead if it is long."""

from datetime import date, datetime
from typing import Final

from db.audits import queries as audits
from db.audits.permissions import Permission, may, require
from db.errors import RefusedError
from db.models import AuditEvent, LiveAudit, Person
from db.people import queries as people
from db.session import Session
from jobs.audits import settings
from jobs.audits.letters import News, tell
from jobs.audits.recipients import pair
from jobs.rules.deadlines import spell
from jobs.rules.working_days import Calendar

ASKED: Final = "extension asked"
REFUSED: Final = "extension refused"
ANSWERS = frozenset({"extended", REFUSED})


def ask_extension(
    session: Session,
    audit: LiveAudit,
    by: Person,
    at: datetime,
    until: date,
    *,
    calendar: Calendar,
    note: str = "",
) -> AuditEvent:
    """Ask for an audit to be due on a later day; whoever may give it gives it at once.

    A line manager of the two may give as many working days after the round's last day as the rules
    say; the leads answer for more. Raises RefusedError for a day that is no later.
    """
    _refuse_earlier(audit, until)
    days = _days(audit, until, calendar)
    if may(by, _verb(session, audit, days), audit):
        return _extended(session, audit, by, at, until)
    require(by, Permission.CANNOT, audit)
    event = audit.happened(ASKED, by, at, note, until=until.isoformat())
    session.flush()
    news = News(audit, ASKED, at, event.id)
    tell(session, news, _who_may_answer(session, audit, by, days))
    return event


def answer_extension(
    session: Session,
    audit: LiveAudit,
    by: Person,
    at: datetime,
    agreed: bool,
    *,
    calendar: Calendar,
) -> AuditEvent:
    """Give or refuse the time that was asked for, and tell the pair.

    Raises RefusedError for whoever may not, and where nothing waits for an answer.
    """
    asked = _unanswered(session, audit)
    until = date.fromisoformat(asked.changes["until"])
    require(by, _verb(session, audit, _days(audit, until, calendar)), audit)
    if agreed:
        return _extended(session, audit, by, at, until)
    event = audit.happened(REFUSED, by, at, until=until.isoformat())
    tell(session, News(audit, REFUSED, at), pair(audit), by)
    return event


def _extended(
    session: Session, audit: LiveAudit, by: Person, at: datetime, until: date
) -> AuditEvent:
    event = audit.extend(by, at, until)
    tell(session, News(audit, "extended", at), pair(audit), by)
    return event


def _verb(session: Session, audit: LiveAudit, days: int) -> Permission:
    """Return what is asked of the permission table: so many days, or more than the rules let."""
    allowed = settings.rules_for(session, audit.practitioner).extension_working_days
    return Permission.EXTEND if days <= allowed else Permission.EXTEND_LONGER


def _days(audit: LiveAudit, until: date, calendar: Calendar) -> int:
    """Count the working days of an extension, from the round's own last day."""
    return calendar.between(audit.round.due_on, until)


def _who_may_answer(session: Session, audit: LiveAudit, by: Person, days: int) -> list[Person]:
    """Return the nearest manager who may, of whoever asks first; else the leads."""
    both = sorted(pair(audit), key=lambda person: person.id != by.id)
    managers = (person.manager for person in both if person.manager)
    able = [one for one in managers if may(one, _verb(session, audit, days), audit)]
    return able[:1] or list(people.leads(session))


def _refuse_earlier(audit: LiveAudit, until: date) -> None:
    if not audit.is_open:
        raise RefusedError(f"{audit.reference} is {audit.state}, so it needs no more time.")
    if until <= audit.due_on:
        raise RefusedError(
            f"{audit.reference} has until {spell(audit.due_on)} already; give a later day.",
            about="until",
        )


def _unanswered(session: Session, audit: LiveAudit) -> AuditEvent:
    for event in audits.history(session, audit):
        if event.kind in ANSWERS:
            break
        if event.kind == ASKED:
            return event
    raise RefusedError(f"Nobody waits for an answer about {audit.reference}.")
