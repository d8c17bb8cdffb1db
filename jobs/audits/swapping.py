"""A swap: two auditors take over each other's practitioner, if both agree."""

from datetime import date, datetime, time
from typing import Final

from db.audits import queries as audits
from db.errors import RefusedError
from db.models import AuditEvent, LiveAudit, Person
from db.session import Session
from jobs.audits.letters import NINE, News, tell
from jobs.audits.plan_words import names_of
from jobs.audits.replacing import Replacing
from jobs.audits.standing import Standing, ids_of, standing
from jobs.rules.draw.repair import BadSwap, RePaired, swap
from jobs.rules.draw.words import bad_swap_words
from jobs.rules.working_days import Calendar

ASKED: Final = "swap asked"
REFUSED: Final = "swap refused"
AGREED: Final = "swap agreed"
REASON: Final = "The two auditors agreed to swap."


def ask_swap(
    session: Session,
    audit: LiveAudit,
    other: LiveAudit,
    by: Person,
    at: datetime,
    *,
    calendar: Calendar,
) -> AuditEvent:
    """Ask the other of two auditors to swap; `by` is the auditor of one of the audits.

    Raises RefusedError for anybody else, and for a swap that the rules do not let them make.
    """
    if by.id not in (audit.auditor_id, other.auditor_id):
        raise RefusedError(
            f"Only {audit.auditor.called} or {other.auditor.called} can ask for this swap."
        )
    mine, theirs = (audit, other) if by.id == audit.auditor_id else (other, audit)
    _swapped(session, mine, theirs, at.date(), calendar)
    event = mine.happened(ASKED, by, at, other=theirs.id)
    session.flush()
    tell(session, News(mine, ASKED, at, event.id), [theirs.auditor])
    return event


def answer_swap(
    session: Session,
    audit: LiveAudit,
    by: Person,
    at: datetime,
    agreed: bool,
    *,
    calendar: Calendar,
    remind_at: time = NINE,
) -> tuple[LiveAudit, ...]:
    """Agree to the swap asked of an audit, or refuse it; return the two new audits, or nothing.

    The new pairs hear at once, or in the morning's message where it is not yet `remind_at` of the
    day on which the month opens for them.
    Raises RefusedError for anybody but the auditor who was asked, where nothing waits for an
    answer, and where the swap has become impossible.
    """
    asked = _unanswered(session, audit)
    theirs = audits.several(session, [asked.changes["other"]])[asked.changes["other"]]
    if by.id != theirs.auditor_id:
        raise RefusedError(f"Only {theirs.auditor.called} can answer that.")
    if not agreed:
        audit.happened(REFUSED, by, at)
        tell(session, News(audit, REFUSED, at), [audit.auditor])
        return ()
    stands, outcome = _swapped(session, audit, theirs, at.date(), calendar)
    audit.happened(AGREED, by, at, other=theirs.id)
    swapped = Replacing(session, audit.round, stands, outcome, by, at, REASON, remind_at)
    _, made = swapped.carry_out()
    return tuple(made)


def _swapped(
    session: Session, mine: LiveAudit, theirs: LiveAudit, today: date, calendar: Calendar
) -> tuple[Standing, RePaired]:
    for audit in (mine, theirs):
        if not audit.is_open:
            raise RefusedError(f"{audit.reference} is {audit.state}, so it cannot be swapped.")
    if mine.round_id != theirs.round_id:
        raise RefusedError("Only two audits of the same month can be swapped.")
    stands = standing(session, mine, today, calendar, lost=False)
    outcome = swap(stands.request, tuple(stands.published), ids_of(mine), ids_of(theirs), today)
    if isinstance(outcome, BadSwap):
        raise RefusedError(bad_swap_words(outcome, names_of(session)))
    return stands, outcome


def _unanswered(session: Session, audit: LiveAudit) -> AuditEvent:
    for event in audits.history(session, audit):
        if event.kind in (REFUSED, AGREED):
            break
        if event.kind == ASKED:
            return event
    raise RefusedError(f"Nobody waits for an answer about {audit.reference}.")
