"""Carries out what was asked about the plan."""

from bot.commands.answers import Reply, answer, reader_of
from bot.commands.plan_words import Answers, Gaps
from bot.desk import Visit
from bot.messages import plan_gaps
from bot.messages.blocks import Answer
from db import actions, plan


@answer.register
def _(request: Gaps, visit: Visit) -> Reply:
    return gaps_page(request.start, visit)


def gaps_page(start: int, visit: Visit) -> Answer:
    """Show one page of what no action answers."""
    found = plan.gaps(visit.session, start=start, size=plan_gaps.PAGE)
    return plan_gaps.told(found, visit.names.action)


@answer.register
def _(request: Answers, visit: Visit) -> Reply:
    action = actions.find(visit.session, request.number, visit.person)
    if not request.references:
        items = plan.answered_by(visit.session, action)
        return plan_gaps.shown(action, items, visit.names.action)
    items = [plan.find(visit.session, reference) for reference in request.references]
    if request.takes_back:
        plan.part(visit.session, action, items, visit.person, visit.at)
        return plan_gaps.parted(action, items, reader_of(visit))
    plan.answer(visit.session, action, items, visit.person, visit.at)
    return plan_gaps.answered(action, items, reader_of(visit))
