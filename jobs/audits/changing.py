"""What changes after a month is published: an audit that cannot be held, an exemption, leave."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from db.audits import auditor_pool
from db.audits import queries as audits
from db.audits.permissions import Permission, require
from db.errors import RefusedError
from db.models import Absence, AuditEvent, LiveAudit, Person
from db.session import Session
from jobs.audits import settings
from jobs.audits.extending import answer_extension, ask_extension
from jobs.audits.letters import News, send_invites, tell
from jobs.audits.re_pairing import RePairing, apply_re_pair, preview_re_pair
from jobs.audits.recipients import pair, those_above, who_may_re_pair
from jobs.audits.standing import cannot_meet, standing
from jobs.audits.swapping import answer_swap, ask_swap
from jobs.rules.working_days import Calendar

__all__ = [
    "Changed",
    "Gone",
    "RePairing",
    "answer_extension",
    "answer_swap",
    "apply_re_pair",
    "ask_extension",
    "ask_swap",
    "away",
    "cannot",
    "exempt",
    "preview_re_pair",
]


@dataclass(frozen=True)
class Changed:
    """An audit as it became, its event, and the re-pair that would make up for it."""

    audit: LiveAudit
    event: AuditEvent
    offer: RePairing


@dataclass(frozen=True)
class Gone:
    """An absence that was recorded, the audits it touches, and the re-pairs on offer.

    Those in `new_day` lose the day booked or proposed, but the two can still meet on another.
    """

    absence: Absence
    new_day: Sequence[LiveAudit] = ()
    offers: Sequence[RePairing] = ()


def cannot(
    session: Session,
    audit: LiveAudit,
    by: Person,
    at: datetime,
    reason: str,
    *,
    note: str,
    calendar: Calendar,
) -> Changed:
    """Record that an audit will not be held, tell whom that concerns, and offer a re-pair.

    `reason` is one from the rules' list. Raises RefusedError for any other and for strangers.
    """
    reasons = settings.rules_for(session, audit.practitioner).not_held_reasons
    if reason not in reasons:
        raise RefusedError(f"Choose a reason from the list: {', '.join(reasons)}.", about="reason")
    event = audit.not_held(by, at, reason, note)
    tell(session, News(audit, "cannot", at), [*pair(audit), *those_above(audit)], by)
    send_invites(session, audit, at)
    return Changed(audit, event, preview_re_pair(session, audit, at, calendar))


def exempt(session: Session, audit: LiveAudit, by: Person, at: datetime, reason: str) -> AuditEvent:
    """Take an audit out of what was expected; for the leads alone."""
    require(by, Permission.EXEMPT, audit)
    event = audit.exempt_for(by, at, reason)
    tell(session, News(audit, "exempted", at), pair(audit), by)
    send_invites(session, audit, at)
    return event


def away(
    session: Session,
    person: Person,
    first: date,
    last: date,
    *,
    can_finish: bool,
    by: Person,
    at: datetime,
    calendar: Calendar,
) -> Gone:
    """Record that somebody is away, both days included, and see to the audits that it touches.

    Whoever can finish keeps what is published and takes nothing new. Otherwise an audit whose two
    can still meet needs another day, and the pair is told; one whose two cannot is offered a
    re-pair, and those who may accept it are told.
    """
    absence = auditor_pool.record_absence(
        session, person, first, last, can_finish=can_finish, by=by, at=at
    )
    session.flush()
    if can_finish:
        return Gone(absence)
    touched = [audit for audit in audits.open_of(session, person) if _in(audit, first, last)]
    lost = [audit for audit in touched if _is_lost(session, audit, at.date(), calendar)]
    for audit in lost:
        tell(session, News(audit, "re-pair offered", at), who_may_re_pair(session, audit), by)
    moved = [audit for audit in touched if audit not in lost and _day_in(audit, first, last)]
    for audit in moved:
        tell(session, News(audit, "day lost", at), pair(audit))
    offers = [preview_re_pair(session, audit, at, calendar) for audit in lost]
    return Gone(absence, moved, offers)


def _in(audit: LiveAudit, first: date, last: date) -> bool:
    return first <= audit.due_on and last >= audit.round.opens_on


def _day_in(audit: LiveAudit, first: date, last: date) -> bool:
    day = audit.booked_on or audit.proposed_on
    return day is not None and first <= day <= last


def _is_lost(session: Session, audit: LiveAudit, today: date, calendar: Calendar) -> bool:
    return cannot_meet(standing(session, audit, today, calendar).request, audit)
