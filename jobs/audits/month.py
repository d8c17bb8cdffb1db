"""What a month does by itself: it is drawn on its day, asks to be published, and closes.

Nothing here asks whether a thing falls today: each look asks what is still to be done, so that an
outage is made up for, and doing it twice changes nothing.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Final

from db.audits import auditor_pool
from db.audits import queries as audits
from db.audits import work as audit_work
from db.models import AuditRound, AuditState, LiveAudit, RoundState
from db.session import Database, Session
from jobs.audits import moderating, re_audits, settings
from jobs.audits.drawing import draw_month
from jobs.audits.letters import (
    News,
    hearers_of_rounds,
    leads_know,
    tell_leads,
    tell_once,
)
from jobs.audits.recipients import who_may_re_pair
from jobs.audits.settings import service_of
from jobs.context import Council
from jobs.rules import audit_month
from jobs.rules.working_days import Calendar

NO_WORD: Final = "no word"  # the reason counted where nobody gave one before the month closed
DRAW_LATE_BY: Final = 5  # working days after opening: a lead draws by hand what is later still


def run_audit_months(database: Database, now: Callable[[], datetime], council: Council) -> None:
    """Do whatever has become due of the months by now; nobody is chased in quiet weeks."""
    at, calendar = now(), council.calendar
    with database.read() as session:
        to_draw = [
            month for month in _months(at.date()) if _is_to_draw(session, month, at, calendar)
        ]
        is_quiet = council.cadence.limits.quiet.cover(at.date())
        to_publish = [] if is_quiet else _unpublished(session, at.date())
        to_close = audit_work.unclosed_rounds(session, at.date())
    _see_to_people(database, at)
    for month in to_draw:
        with database.begin() as session:
            _draw(session, month, at, calendar)
    for round_ in to_publish:
        with database.begin() as session:
            tell_leads(session, "unpublished", round_.month, at, session.merge(round_))
    if not is_quiet:
        _see_to_re_audits(database, at)
    for round_ in to_close:
        with database.begin() as session:
            _close(session, round_.month, at)


def _see_to_people(database: Database, at: datetime) -> None:
    """Find another moderator for one who left, and offer a re-pair for whoever leaves a pair."""
    with database.read() as session:
        if not audit_work.without_moderator(session) and not audit_work.of_leavers(session):
            return
    with database.begin() as session:
        for audit in audit_work.without_moderator(session):
            moderating.ask(session, audit, at)
        for audit in audit_work.of_leavers(session):
            tell_once(session, News(audit, "re-pair offered", at), who_may_re_pair(session, audit))


def _months(today: date) -> tuple[date, date]:
    first = audit_month.first_of(today)
    return first, audit_month.next_month(first)


def _is_to_draw(session: Session, month: date, at: datetime, calendar: Calendar) -> bool:
    """Say whether a month is to be drawn now: its day has come, and nobody has drawn it.

    What could not be drawn was told to the leads, who draw it when they have seen to that.
    """
    sets = settings.rule_sets(session)
    dates = audit_month.dates(month, sets.council, calendar)
    latest = calendar.shift(dates.opens_on, DRAW_LATE_BY)
    if not dates.draw_on <= at.date() <= latest or not hearers_of_rounds(session):
        return False
    seats = auditor_pool.auditors(session, dates.due_on)
    if all(month.month in sets.of(service_of(seat.person)).months_off for seat in seats):
        return False
    return audits.round_for(session, month) is None and not leads_know(session, "not drawn", month)


def _draw(session: Session, month: date, at: datetime, calendar: Calendar) -> None:
    audit_work.hold_month(session, month)
    if audits.round_for(session, month) is not None:
        return  # another replica was here first
    drawn = draw_month(session, month, None, at, calendar)
    tell_leads(session, "drawn" if drawn.round else "not drawn", month, at, drawn.round)


def _unpublished(session: Session, today: date) -> list[AuditRound]:
    """Return the rounds that have opened with nobody told, and that the leads were not told of."""
    return [
        round_
        for round_ in audits.latest_rounds(session, len(_months(today)))
        if round_.state == RoundState.DRAWN
        and round_.opens_on <= today <= round_.due_on
        and not leads_know(session, "unpublished", round_.month)
    ]


def _see_to_re_audits(database: Database, at: datetime) -> None:
    """Tell the leads, once a month, that a second look was not drawn in time."""
    month = audit_month.first_of(at.date())
    with database.read() as session:
        is_known = leads_know(session, "re-audits overdue", month)
        sets = settings.rule_sets(session)
        if is_known or not re_audits.overdue(session, at.date(), sets):
            return
    with database.begin() as session:
        tell_leads(session, "re-audits overdue", month, at)


def _close(session: Session, month: date, at: datetime) -> None:
    """Close a month the day after its moderation was due.

    What was held and seen by all who had to see it is done; what nobody spoke of is not held;
    what somebody has still to say a word on, or has more time for, stays open until they have.
    """
    round_ = audits.round_for(session, month)
    if round_ is None:
        return
    everything = audits.of_round(session, round_.id)
    for audit in _forgotten(everything, at.date()):
        # Its day is over, so there is no entry to take out of anybody's calendar.
        audit.not_held(None, at, NO_WORD)
    for audit in everything:
        if is_finished(audit):
            audit.close(at)
    if round_.state != RoundState.CLOSED:
        round_.state, round_.closed_at = RoundState.CLOSED, at
        tell_leads(session, "closed", month, at, round_)


def is_finished(audit: LiveAudit) -> bool:
    """Say whether an audit waits for nobody and can be counted as done."""
    if audit.state == AuditState.MODERATED:
        return True
    is_seen = audit.state == AuditState.HELD and audit.reflected_at is not None
    return is_seen and not audit.needs_moderation


def _forgotten(everything: Iterable[LiveAudit], today: date) -> list[LiveAudit]:
    return [audit for audit in everything if audit.is_open and audit.due_on < today]
