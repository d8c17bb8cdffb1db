"""What a month does by itself: it is drawn on its day, published when it opens, and closes.

Nothing here asks whether a thing falls today: each look asks what is still to be done, so that an
outage is made up for, and doing it twice changes nothing.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import partial
from typing import Final

from db.audits import auditor_pool, changes, locking
from db.audits import queries as audits
from db.audits import work as audit_work
from db.context import WorkContext
from db.days import day_of
from db.models import AuditState, LiveAudit, MonthState
from db.people import queries as people
from db.session import Database
from jobs.audits import moderating, re_audits, settings
from jobs.audits.drawing import draw_month
from jobs.audits.letters import News, leads_know, tell_leads, tell_once
from jobs.audits.plan import Drawn
from jobs.audits.publishing import publish, publishes_on
from jobs.audits.recipients import who_may_re_pair
from jobs.audits.settings import service_of
from jobs.context import Council, CouncilContext
from jobs.rules import months
from jobs.rules.audit_month import month_dates
from jobs.rules.not_held import NO_WORD
from jobs.solving import outside

DRAW_LATE_BY: Final = 5  # working days after opening: a lead draws by hand what is later still


def run_audit_months(database: Database, now: Callable[[], datetime], council: Council) -> None:
    """Do whatever has become due of the months by now; nobody is chased in quiet weeks."""
    at = now()
    today = council.day_of(at)
    with database.read() as session:
        to_draw = [
            month
            for month in _months(today)
            if _is_to_draw(CouncilContext(session, None, at, council), month)
        ]
        is_quiet = council.cadence.limits.quiet.cover(today)
        to_publish = _to_publish(CouncilContext(session, None, at, council))
        to_close = audit_work.unclosed_months(session, today)
    _see_to_people(database, at)

    def do(what: Callable[[CouncilContext, date], object], month: date) -> None:
        with database.begin() as session:
            what(CouncilContext(session, None, at, council), month)

    for month in to_draw:
        outside(partial(do, _draw, month))
    for month in to_publish:
        outside(partial(do, _publish, month))
    _draw_again(database, at, council)
    if not is_quiet:
        _see_to_re_audits(database, at, council)
    for audit_month in to_close:
        do(_close, audit_month.month)


def _see_to_people(database: Database, at: datetime) -> None:
    """Find another moderator for one who left, and offer a re-pair for whoever leaves a pair."""
    with database.read() as session:
        if not audit_work.without_moderator(session) and not audit_work.of_leavers(session):
            return
    with database.begin() as session:
        for audit in audit_work.without_moderator(session, lock=True):
            moderating.ask(WorkContext(session, None, at), audit)
        for audit in audit_work.of_leavers(session):
            asked = who_may_re_pair(session, audit, day_of(session, at))
            tell_once(session, News(audit, "re-pair offered", at), asked)


def _months(today: date) -> tuple[date, date]:
    first = months.first_of(today)
    return first, months.next_month(first)


def _is_to_draw(ctx: CouncilContext, month: date) -> bool:
    """Say whether a month is to be drawn now: its day has come, and nobody has drawn it.

    What could not be drawn was told to the leads, who draw it when they have seen to that.
    """
    session, calendar = ctx.session, ctx.council.calendar
    sets = settings.rule_sets(session)
    dates = month_dates(month, sets.council, calendar)
    latest = calendar.shift(dates.opens_on, DRAW_LATE_BY)
    today = ctx.today
    if not dates.draw_on <= today <= latest or not people.leads_or_admins(session, today):
        return False
    places = auditor_pool.auditors(session, dates.due_on)
    if all(month.month in sets.of(service_of(place.person)).months_off for place in places):
        return False
    return audits.month_for(session, month) is None and not leads_know(ctx, "not drawn", month)


def _draw(ctx: CouncilContext, month: date) -> None:
    audit_work.hold_month(ctx.session, month)
    if audits.month_for(ctx.session, month) is not None:
        return  # another replica was here first
    drawn = draw_month(ctx, month)
    made = drawn.audit_month if isinstance(drawn, Drawn) else None
    tell_leads(ctx, "drawn" if made else "not drawn", month, made)


def _to_publish(ctx: CouncilContext) -> list[date]:
    """Return the months that are published by themselves now: opened, and no lead holds them."""
    found = []
    for audit_month in audits.drawn_months(ctx.session):
        day = publishes_on(ctx, audit_month)
        if day is not None and day <= ctx.today <= audit_month.due_on:
            found.append(audit_month.month)
    return found


def _publish(ctx: CouncilContext, month: date) -> None:
    audit_month = audits.month_for(ctx.session, month)
    if audit_month is None or month not in _to_publish(ctx):
        return  # another replica was here first, or a lead
    if audit_work.has_leavers(ctx.session, audit_month):
        draw_month(ctx, month)  # or as it was, where that cannot be drawn any more
    publish(ctx, audit_month)
    tell_leads(ctx, "published", month, audit_month)


def _draw_again(database: Database, at: datetime, council: Council) -> None:
    """Draw the months again that nobody was told of and that a file came to be owed a look after.

    Whatever a lead pinned or ruled out stays so.
    """
    today = council.day_of(at)
    with database.read() as session:
        to_draw = [
            audit_month.month
            for audit_month in audits.latest_months(session, len(_months(today)))
            if audit_month.state == MonthState.DRAWN and audit_month.due_on >= today
            if re_audits.is_to_be_drawn_again(session, audit_month, today)
        ]

    def again(month: date) -> None:
        with database.begin() as session:
            draw_month(CouncilContext(session, None, at, council), month)

    for month in to_draw:
        outside(partial(again, month))


def _see_to_re_audits(database: Database, at: datetime, council: Council) -> None:
    """Tell the leads, once a month, that a file was not looked at again in time."""
    today = council.day_of(at)
    month = months.first_of(today)
    with database.read() as session:
        is_known = leads_know(WorkContext(session, None, at), "re-audits overdue", month)
        sets = settings.rule_sets(session)
        if is_known or not re_audits.overdue(session, today, sets):
            return
    with database.begin() as session:
        tell_leads(CouncilContext(session, None, at, council), "re-audits overdue", month)


def _close(ctx: CouncilContext, month: date) -> None:
    """Close a month the day after its moderation was due.

    What was held and seen by all who had to see it is done; what nobody spoke of is not held;
    what somebody has still to say a word on, or has more time for, stays open until they have.
    """
    audit_month = audits.month_for(ctx.session, month)
    if audit_month is None:
        return
    everything = locking.locked_of_month(ctx.session, audit_month.id)
    for audit in _forgotten(everything, ctx.today):
        # Its day is over, so there is no entry to take out of anybody's calendar.
        changes.not_held(ctx, audit, NO_WORD)
    for audit in everything:
        if is_finished(audit):
            changes.close(ctx, audit)
    if audit_month.state != MonthState.CLOSED:
        audit_month.state, audit_month.closed_at = MonthState.CLOSED, ctx.now
        tell_leads(ctx, "closed", month, audit_month)


def is_finished(audit: LiveAudit) -> bool:
    """Say whether an audit waits for nobody and can be counted as done."""
    if audit.state == AuditState.MODERATED:
        return True
    is_seen = audit.state == AuditState.HELD and audit.reflected_at is not None
    return is_seen and not audit.needs_moderation


def _forgotten(everything: Iterable[LiveAudit], today: date) -> list[LiveAudit]:
    return [audit for audit in everything if audit.is_open and audit.due_on < today]
