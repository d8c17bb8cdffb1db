"""Carries out what was asked of the scrutiny calendar: who looks at performance, and when."""

from collections.abc import Sequence
from datetime import date

from bot.audits.calendar_file import looks_file
from bot.audits.requests import AddLook, RemoveLook
from bot.audits.verbs import AuditReply, audit_answer
from bot.slack.arguments import read_due
from bot.slack.blocks import Answer, saying
from bot.slack.file_answer import File
from db import privacy
from db.audits import rules
from db.errors import RefusedError
from jobs.audits import scrutiny
from jobs.context import RequestContext
from jobs.rules.deadlines import spell


@audit_answer.register
def _(request: AddLook, ctx: RequestContext) -> AuditReply:
    privacy.refuse(request.who, ctx.today)
    if request.working_day is not None:
        return add_monthly(request.who, request.working_day, ctx)
    return add_dates(request.who, [day_of(request.day or "", ctx)], ctx)


@audit_answer.register
def _(request: RemoveLook, ctx: RequestContext) -> AuditReply:
    day = day_of(request.day, ctx) if request.day else None
    scrutiny.remove(ctx, request.who, day)
    when = f"on {spell(day)}" if day else "at all from now on"
    return saying(f"{request.who.strip()} no longer looks {when}.")


def add_dates(who: str, days: Sequence[date], ctx: RequestContext) -> Answer:
    """Write down on which days somebody looks."""
    scrutiny.add_dates(ctx, who, days)
    return _kept(f"{who.strip()} looks on {', '.join(spell(day) for day in sorted(days))}.")


def add_monthly(who: str, working_day: int, ctx: RequestContext) -> Answer:
    """Write down on which working day of every month somebody looks."""
    scrutiny.add_monthly(ctx, who, working_day)
    return _kept(f"{who.strip()} looks on working day {working_day} of every month.")


def calendar_file(ctx: RequestContext) -> File:
    """Return the calendar of the coming year as a file."""
    found = scrutiny.coming_year(ctx.session, ctx.today, ctx.council.calendar)
    return looks_file(found, ctx.now, rules.changed_at(ctx.session))


def _kept(said: str) -> Answer:
    return saying(f"{said} It is in the calendar, and each action shows its next look.")


def day_of(words: str, ctx: RequestContext) -> date:
    """Return the one day that words mean, or refuse: a board's day is no place for a guess."""
    deadline = read_due(words, ctx)
    if deadline.alternatives:
        days = " or ".join(map(spell, sorted({deadline.day, *deadline.alternatives})))
        raise RefusedError(f"That could be {days}; write the date with its month, please.")
    return deadline.day
