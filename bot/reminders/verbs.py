"""Carries out what is asked of reminders: deputies, days away, hearing of it later."""

from datetime import date

from bot.actions.render_context import reader_of
from bot.actions.verbs import answer
from bot.audits import verbs as audit_answers
from bot.reminders import view as messages
from bot.reminders.requests import Away, Back, Deputise, Snooze, Wake
from bot.slack.arguments import certain_day, person_of
from bot.slack.blocks import Answer
from bot.slack.registry import Reply
from db.actions import operations
from db.actions import queries as actions
from db.models import Action, Person
from jobs.actions import notices
from jobs.context import RequestContext
from jobs.reminders import snoozing
from jobs.reminders.snoozing import Wait


@answer.register
def _(request: Deputise, ctx: RequestContext) -> Reply:
    action = actions.find(ctx.session, request.number, ctx.person)
    to = person_of(request.to, ctx) if request.to else None
    return deputise(action, to, ctx)


def deputise(action: Action, to: Person | None, ctx: RequestContext) -> Answer:
    """Say who is asked about an action while its owner is away."""
    event = operations.deputise(ctx, action, to)
    notices.tell(ctx.session, action, event)
    return messages.deputised(action, reader_of(ctx))


@answer.register
def _(request: Away, ctx: RequestContext) -> Reply:
    return audit_answers.say_away(request, ctx)


@answer.register
def _(request: Back, ctx: RequestContext) -> Reply:
    return audit_answers.say_back(request, ctx)


@answer.register
def _(request: Snooze, ctx: RequestContext) -> Reply:
    action = actions.find(ctx.session, request.number, ctx.person)
    return snooze(action, certain_day(request.until, ctx), ctx)


def snooze(action: Action, until: date, ctx: RequestContext) -> Answer:
    """Keep quiet to this person about an action until a day."""
    wait = Wait(until, ctx.today, ctx.council.cadence.policy, ctx.council.calendar)
    ends = snoozing.put_off(ctx.session, action, ctx.person, wait)
    return messages.snoozed(action, ends, until)


@answer.register
def _(request: Wake, ctx: RequestContext) -> Reply:
    action = actions.find(ctx.session, request.number, ctx.person)
    snoozing.wake(ctx.session, action, ctx.person)
    return messages.woken(action)
