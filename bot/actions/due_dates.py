"""Answers what is asked of an action's date and of where it stands."""

from bot.actions import due_dates_view as messages
from bot.actions import rag_view as rag_messages
from bot.actions.due_dates_requests import Approve, Decline, Rate, TellRule
from bot.actions.render_context import action_context
from bot.actions.verbs import answer
from bot.slack.blocks import Answer
from bot.slack.registry import Reply
from db import privacy
from db.actions import due_dates, editing
from db.actions import queries as actions
from db.errors import RefusedError
from db.models import Action
from jobs.actions import notices
from jobs.context import RequestContext
from jobs.rules.rag_rules import read_level


@answer.register
def _(request: Approve, ctx: RequestContext) -> Reply:
    action = actions.find(ctx.session, request.number, ctx.person)
    event = due_dates.approve(ctx, action, request.asked)
    notices.tell(ctx.session, action, event)
    return messages.approved(action, event, action_context(ctx, [action]))


@answer.register
def _(request: Decline, ctx: RequestContext) -> Reply:
    action = actions.find(ctx.session, request.number, ctx.person)
    return decline(action, request.why, request.asked, ctx)


def decline(action: Action, why: str, asked: int | None, ctx: RequestContext) -> Answer:
    """Refuse the date that was asked for."""
    event = due_dates.decline(ctx, action, why, asked)
    notices.tell(ctx.session, action, event)
    return messages.declined(action, event, action_context(ctx, [action]))


@answer.register
def _(request: Rate, ctx: RequestContext) -> Reply:
    action = actions.find(ctx.session, request.number, ctx.person)
    return rate(action, request.level, request.why, ctx)


def rate(action: Action, said: str | None, why: str, ctx: RequestContext) -> Answer:
    """Keep what a person says of where an action stands, beside what the rule says."""
    privacy.refuse(said or "", ctx.today)
    try:
        level = read_level(said, ctx.council.rag) if said else None
    except ValueError as error:
        raise RefusedError(str(error), about="level") from error
    event = editing.rate(ctx, action, level, why)
    notices.tell(ctx.session, action, event)
    return rag_messages.rated(action, event, action_context(ctx, [action]))


@answer.register
def _(_: TellRule, ctx: RequestContext) -> Reply:
    return rag_messages.rule(ctx.council.rag, ctx.council.commands.action)
