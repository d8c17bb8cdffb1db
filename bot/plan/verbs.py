"""Carries out what was asked about the plan."""

from bot.actions.verbs import Reply, answer, reader_of
from bot.context import Visit
from bot.plan import view as plan_gaps
from bot.plan.parsing import Answers, Gaps
from bot.slack.blocks import Answer
from db.actions import queries as actions
from db.plan import queries as plan


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
