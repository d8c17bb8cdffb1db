"""Publishing a month's draw: the first anybody hears of it, by a lead or by itself."""

from collections.abc import Iterable
from datetime import date

from db import council_events
from db.audits import changes, locking
from db.errors import RefusedError
from db.models import AuditMonth, MonthState, Person
from db.permissions import Permission, require
from jobs.audits import proposals, settings
from jobs.audits.letters import Opening, open_pair, tell_published
from jobs.context import Council, CouncilContext, RequestContext
from jobs.rules.quiet import QuietWeeks


def publish(ctx: CouncilContext, audit_month: AuditMonth) -> None:
    """Let both of each pair know: the morning on which the month opens, or at once if it has.

    It opens for each on a working day of theirs, when they are reminded or when they start.
    The bot publishes by itself, without a person. Raises RefusedError for whoever may not, and for
    a month that is published already.
    """
    refuse_unless_waiting(ctx, audit_month)
    locked = locking.locked_of_month(ctx.session, audit_month.id)
    proposals.make_anew(ctx, audit_month)
    audit_month.state = MonthState.PUBLISHED
    audit_month.published_at = ctx.now
    audit_month.published_by_id = ctx.person.id if ctx.person else None
    council_events.month(ctx, audit_month, "published")
    opening = _opening(ctx, audit_month)
    for audit in locked:
        changes.publish(ctx, audit)
        tell_published(ctx.session, audit, opening)
        if ctx.council.pairs_meet:
            open_pair(ctx.session, audit, opening)


def refuse_unless_waiting(ctx: CouncilContext, audit_month: AuditMonth) -> None:
    """Refuse whoever may not publish, and a month that is published already or over."""
    if ctx.person is not None:
        require(ctx.person, Permission.PUBLISH)
    _only_a_draft(ctx, audit_month, "audit.published_already")
    if ctx.today > audit_month.due_on:
        month, due = f"{audit_month.month:%B %Y}", audit_month.due_on
        raise RefusedError("audit.too_late_to_publish", month=month, due=due)


def all_hear_at_once(
    ctx: CouncilContext, audit_month: AuditMonth, everybody: Iterable[Person]
) -> bool:
    """Say whether each of these people is told the moment the month is published."""
    opening = _opening(ctx, audit_month)
    return all(opening.hour_of(person) <= ctx.now for person in everybody)


def _opening(ctx: CouncilContext, audit_month: AuditMonth) -> Opening:
    return Opening(audit_month.opens_on, ctx.now, ctx.council.calendar, ctx.council.remind_at)


def hold_back(ctx: RequestContext, audit_month: AuditMonth) -> None:
    """Keep a month from being published by itself, until somebody publishes it or lets it go.

    Raises RefusedError for whoever may not, for a month that is published, and for one on hold.
    """
    require(ctx.person, Permission.PUBLISH)
    _only_a_draft(ctx, audit_month, "audit.too_late_to_hold_back")
    if audit_month.is_held_back:
        raise RefusedError("audit.held_back_already", month=f"{audit_month.month:%B %Y}")
    audit_month.held_back_at, audit_month.held_back_by = ctx.now, ctx.person
    council_events.month(ctx, audit_month, "on hold")


def let_go(ctx: RequestContext, audit_month: AuditMonth) -> None:
    """Let a month that was on hold be published by itself again; RefusedError if it was not."""
    require(ctx.person, Permission.PUBLISH)
    _only_a_draft(ctx, audit_month, "audit.too_late_to_hold_back")
    if not audit_month.is_held_back:
        raise RefusedError("audit.not_held_back", month=f"{audit_month.month:%B %Y}")
    audit_month.held_back_at = audit_month.held_back_by = None
    council_events.month(ctx, audit_month, "off hold")


def publishes_on(ctx: CouncilContext, audit_month: AuditMonth) -> date | None:
    """Return the day on which a drawn month is published by itself, or None if it never is."""
    if not audit_month.is_draft or audit_month.is_held_back:
        return None
    if settings.rules_of(ctx.session).publishing != "by itself":
        return None
    day = _first_day(audit_month, ctx.council)
    return day if day <= audit_month.due_on else None


def _first_day(audit_month: AuditMonth, council: Council) -> date:
    """Return the day it opens, or the first that leaves the leads a working day to look at it.

    In quiet weeks nobody hears of anything, so the first day after them.
    """
    calendar, quiet = council.calendar, council.cadence.limits.quiet
    looked_at = calendar.shift(council.day_of(audit_month.drawn_at), 1)
    return _after(quiet, calendar.next_working(max(audit_month.opens_on, looked_at)))


def _after(quiet: QuietWeeks, day: date) -> date:
    last = max((last for first, last in quiet.spans if first <= day <= last), default=None)
    return day if last is None else _after(quiet, date.fromordinal(last.toordinal() + 1))


def _only_a_draft(ctx: CouncilContext, audit_month: AuditMonth, otherwise: str) -> None:
    """Refuse a month that is published, if only just now by somebody else or by itself."""
    ctx.session.refresh(audit_month, with_for_update=True)
    if not audit_month.is_draft:
        facts = {"month": f"{audit_month.month:%B %Y}", "state": audit_month.state}
        raise RefusedError(otherwise, **facts)
