"""More time for an audit: asked by the pair, given by a line manager, or a lead if it is long."""

from datetime import date
from typing import Final

from db.audits import changes
from db.audits import queries as audits
from db.errors import RefusedError
from db.models import AuditEvent, AuditEventKind, LiveAudit, Person
from db.people import queries as people
from db.permissions import Permission, may, require
from jobs.audits import settings
from jobs.audits.letters import News, tell
from jobs.audits.recipients import pair
from jobs.context import RequestContext

ASKED: Final = AuditEventKind.EXTENSION_ASKED
REFUSED: Final = AuditEventKind.EXTENSION_REFUSED
ANSWERS: Final = frozenset({AuditEventKind.EXTENDED, REFUSED})


def ask_extension(
    ctx: RequestContext, audit: LiveAudit, until: date, note: str = "", reason: str = ""
) -> AuditEvent:
    """Ask for an audit to be due on a later day; whoever may give it gives it at once.

    A line manager of the two may give as many working days after the month's last day as the rules
    say; the leads answer for more. `reason` is told to whoever knows of the audit, the note to
    whoever wrote it and those above. Raises RefusedError for a day that is no later.
    """
    _refuse_earlier(ctx, audit, until)
    if may(ctx.person, _permission(ctx, audit, until), audit):
        return _extended(ctx, audit, until, ": ".join(filter(None, (reason, note))))
    require(ctx.person, Permission.CANNOT, audit)
    facts = {"until": until.isoformat(), "reason": reason}
    event = changes.record(ctx, audit, ASKED, note, **facts)
    ctx.session.flush()
    news = News(audit, "extension asked", ctx.now, event.id)
    tell(ctx.session, news, _who_may_answer(ctx, audit, until))
    return event


def give(ctx: RequestContext, audit: LiveAudit, until: date, why: str) -> AuditEvent:
    """Give an audit more time without being asked; why stands in the register.

    Raises RefusedError for whoever may not give so many days, and without a reason.
    """
    _refuse_earlier(ctx, audit, until)
    require(ctx.person, _permission(ctx, audit, until), audit)
    if not why.strip():
        raise RefusedError("audit.no_why", "why")
    return _extended(ctx, audit, until, why)


def answer_extension(ctx: RequestContext, audit: LiveAudit, *, agreed: bool) -> AuditEvent:
    """Give or refuse the time that was asked for, and tell the pair.

    Raises RefusedError for whoever may not, and where nothing waits for an answer.
    """
    asked = _unanswered(ctx, audit)
    until = date.fromisoformat(asked.changes["until"])
    require(ctx.person, _permission(ctx, audit, until), audit)
    if agreed:
        return _extended(ctx, audit, until)
    event = changes.record(ctx, audit, REFUSED, until=until.isoformat())
    tell(ctx.session, News(audit, "extension refused", ctx.now), pair(audit), ctx.person)
    return event


def _extended(ctx: RequestContext, audit: LiveAudit, until: date, why: str = "") -> AuditEvent:
    event = changes.extend(ctx, audit, until, why)
    tell(ctx.session, News(audit, "extended", ctx.now), pair(audit), ctx.person)
    return event


def _permission(ctx: RequestContext, audit: LiveAudit, until: date) -> Permission:
    """Return what is asked of the permission table: so many days, or more than the rules let."""
    days = ctx.council.calendar.between(audit.audit_month.due_on, until)
    allowed = settings.rules_for(ctx.session, audit.practitioner).extension_working_days
    return Permission.EXTEND if days <= allowed else Permission.EXTEND_LONGER


def _who_may_answer(ctx: RequestContext, audit: LiveAudit, until: date) -> list[Person]:
    """Return the nearest manager who may, of whoever asks first; else the leads."""
    both = sorted(pair(audit), key=lambda person: person.id != ctx.person.id)
    day, permission = ctx.today, _permission(ctx, audit, until)
    managers = (above for person in both for above in person.line_on(day))
    able = [one for one in managers if may(one, permission, audit)]
    return able[:1] or list(people.leads(ctx.session, day))


def _refuse_earlier(ctx: RequestContext, audit: LiveAudit, until: date) -> None:
    if not audit.is_open:
        raise RefusedError("audit.needs_no_time", reference=audit.reference, state=audit.state)
    if until <= audit.due_on:
        facts = {"reference": audit.reference, "due": audit.due_on}
        raise RefusedError("audit.due_already", "until", **facts)
    if until < ctx.today:
        raise RefusedError("audit.until_gone", "until", until=until)


def _unanswered(ctx: RequestContext, audit: LiveAudit) -> AuditEvent:
    for event in audits.history(ctx.session, audit):
        if event.kind in ANSWERS:
            break
        if event.kind == ASKED:
            return event
    raise RefusedError("audit.nobody_waits")
