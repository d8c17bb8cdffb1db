"""Carries out what was asked about the plan."""

from bot.actions.render_context import reader_of
from bot.actions.verbs import answer
from bot.plan import view as plan_gaps
from bot.plan.parsing import Answers, Gaps
from bot.slack.blocks import Answer
from bot.slack.registry import Reply
from db.actions import queries as actions
from db.plan import queries as plan
from jobs.context import RequestContext


@answer.register
def _(request: Gaps, ctx: RequestContext) -> Reply:
    return gaps_page(request.start, ctx)


def gaps_page(start: int, ctx: RequestContext) -> Answer:
    """Show one page of what no action answers."""
    found = plan.gaps(ctx.session, start=start, size=plan_gaps.PAGE)
    return plan_gaps.told(found, ctx.council.commands.action)


@answer.register
def _(request: Answers, ctx: RequestContext) -> Reply:
    action = actions.find(ctx.session, request.number, ctx.person)
    if not request.references:
        items = plan.answered_by(ctx.session, action)
        return plan_gaps.shown(action, items, ctx.council.commands.action)
    items = [plan.find(ctx.session, reference) for reference in request.references]
    if request.takes_back:
        plan.part(ctx, action, items)
        return plan_gaps.parted(action, items, reader_of(ctx))
    plan.answer(ctx, action, items)
    return plan_gaps.answered(action, items, reader_of(ctx))
