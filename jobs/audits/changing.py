"""What changes after a month is published: an audit that cannot be held, an exemption, leave."""

from dataclasses import dataclass
from datetime import date

from db.actions.operations import UNDO_FOR
from db.audits import auditor_pool, changes
from db.audits import queries as audits
from db.audits.auditor_pool import Days
from db.errors import RefusedError
from db.models import AuditEvent, LiveAudit, Person
from db.people.teams import nearest_above
from jobs.audits import settings
from jobs.audits.letters import News, send_invites, tell
from jobs.audits.published_month import cannot_meet, published_month
from jobs.audits.re_pairing import RePairing, preview_re_pair
from jobs.audits.recipients import pair, who_may_re_pair
from jobs.context import RequestContext


@dataclass(frozen=True)
class Changed:
    """An audit as it became, its event, and the re-pair that would make up for it."""

    audit: LiveAudit
    event: AuditEvent
    offer: RePairing


def cannot(ctx: RequestContext, audit: LiveAudit, reason: str, note: str) -> Changed:
    """Record that an audit will not be held, tell whom that concerns, and offer a re-pair.

    `reason` is one from the rules' list. Raises RefusedError for any other and for strangers.
    """
    reasons = settings.rules_for(ctx.session, audit.practitioner).not_held_reasons
    if reason not in reasons:
        raise RefusedError("audit.reason_not_listed", "reason", reasons=reasons)
    event = changes.not_held(ctx, audit, reason, note)
    news = News(audit, "cannot", ctx.now, wait=UNDO_FOR)
    above = nearest_above(audit.people, ctx.today)
    tell(ctx.session, news, [*pair(audit), *above], ctx.person)
    send_invites(ctx.session, audit, ctx.now + UNDO_FOR)
    return Changed(audit, event, preview_re_pair(ctx, audit))


def exempt(ctx: RequestContext, audit: LiveAudit, reason: str, why: str = "") -> AuditEvent:
    """Take an audit out of what was expected; for the leads alone."""
    event = changes.exempt(ctx, audit, reason, why)
    tell(ctx.session, News(audit, "exempted", ctx.now), pair(audit), ctx.person)
    send_invites(ctx.session, audit, ctx.now)
    return event


def away(ctx: RequestContext, person: Person, days: Days, *, can_finish: bool) -> None:
    """Record that somebody is away, both days included, and see to the audits that it touches.

    Whoever can finish keeps what is published and takes nothing new. Otherwise an audit whose two
    can still meet needs another day, and the pair is told; one whose two cannot is offered a
    re-pair, and those who may accept it are told.
    """
    auditor_pool.record_absence(ctx, person, days, can_finish=can_finish)
    ctx.session.flush()
    if can_finish:
        return
    touched = [audit for audit in audits.open_of(ctx.session, person) if _touches(days, audit)]
    lost = [audit for audit in touched if cannot_meet(published_month(ctx, audit).request, audit)]
    for audit in lost:
        news = News(audit, "re-pair offered", ctx.now)
        tell(ctx.session, news, who_may_re_pair(ctx.session, audit, ctx.today), ctx.person)
    moved = [audit for audit in touched if audit not in lost and _takes_day_of(days, audit)]
    for audit in moved:
        tell(ctx.session, News(audit, "day lost", ctx.now), pair(audit))


def _touches(days: Days, audit: LiveAudit) -> bool:
    return days.first <= audit.due_on and days.last >= audit.audit_month.opens_on


def _takes_day_of(days: Days, audit: LiveAudit) -> bool:
    day: date | None = audit.booked_on or audit.proposed_on
    return day is not None and days.first <= day <= days.last
