"""Carries out what is asked about the order of actions, their phases and their return."""

from bot.commands.answers import Reply, answer, reader_of
from bot.commands.order_requests import After, Phases, PutInPhase, Repeat
from bot.desk import Visit
from bot.messages import order as messages
from bot.messages.blocks import Answer
from db import actions, order
from db.models import Action
from jobs import ordering, recurring


@answer.register
def _(request: After, visit: Visit) -> Reply:
    order.begin(visit.session)
    action = actions.find(visit.session, request.number, visit.person)
    ordering.put_after(visit.session, action, request.numbers, visit.person, visit.at)
    return messages.arranged(action, reader_of(visit, [action]))


@answer.register
def _(request: PutInPhase, visit: Visit) -> Reply:
    action = actions.find(visit.session, request.number, visit.person)
    return put_in_phase(action, request.phase, visit)


def put_in_phase(action: Action, phase: str, visit: Visit) -> Answer:
    """Put an action into a phase, spelled as the phase is if there is one."""
    known = ordering.as_spelled(visit.session, phase)
    action.put_in_phase(visit.person, visit.at, known)
    return messages.phased(action, reader_of(visit, [action]))


@answer.register
def _(request: Phases, visit: Visit) -> Reply:
    return messages.phases(order.phases(visit.session, visit.person), visit.names.action)


@answer.register
def _(request: Repeat, visit: Visit) -> Reply:
    action = actions.find(visit.session, request.number, visit.person)
    return repeat(action, request.words, visit, from_completion=request.from_completion)


def repeat(action: Action, words: str, visit: Visit, *, from_completion: bool) -> Answer:
    """Let an action come round again, or, without words, never."""
    if words:
        recurring.repeat(action, words, visit.person, visit.at, from_completion=from_completion)
    else:
        action.repeat(visit.person, visit.at, "", action.recurs_from)
    return messages.repeating(action, reader_of(visit, [action]))
