"""Carries out what is asked about the order of actions, their phases and their return."""

from bot.actions import ordering_view as messages
from bot.actions.ordering_requests import After, Phases, PutInPhase, Repeat
from bot.actions.render_context import reader_of
from bot.actions.verbs import answer
from bot.slack.blocks import Answer
from bot.slack.registry import Reply
from db.actions import dependencies
from db.actions import queries as actions
from db.models import Action
from jobs.actions import ordering, recurring
from jobs.context import RequestContext


@answer.register
def _(request: After, ctx: RequestContext) -> Reply:
    dependencies.begin(ctx.session)
    action = actions.find(ctx.session, request.number, ctx.person)
    ordering.put_after(ctx, action, request.numbers)
    return messages.arranged(action, reader_of(ctx, [action]))


@answer.register
def _(request: PutInPhase, ctx: RequestContext) -> Reply:
    action = actions.find(ctx.session, request.number, ctx.person)
    return put_in_phase(action, request.phase, ctx)


def put_in_phase(action: Action, phase: str, ctx: RequestContext) -> Answer:
    """Put an action into a phase, spelled as the phase is if there is one."""
    ordering.put_in_phase(ctx, action, phase)
    return messages.phased(action, reader_of(ctx, [action]))


@answer.register
def _(request: Phases, ctx: RequestContext) -> Reply:
    return messages.phases(
        dependencies.phases(ctx.session, ctx.person), ctx.council.commands.action
    )


@answer.register
def _(request: Repeat, ctx: RequestContext) -> Reply:
    action = actions.find(ctx.session, request.number, ctx.person)
    return repeat(action, request.words, ctx, from_completion=request.from_completion)


def repeat(action: Action, words: str, ctx: RequestContext, *, from_completion: bool) -> Answer:
    """Let an action come round again, or, without words, never."""
    recurring.repeat(ctx, action, words, from_completion=from_completion)
    return messages.repeating(action, reader_of(ctx, [action]))
