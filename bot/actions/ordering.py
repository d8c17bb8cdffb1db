"""Carries out what is asked about the order of actions, their phases and their return."""

from bot.actions import ordering_view as messages
from bot.actions.ordering_requests import After, Phases, PutInPhase, Repeat
from bot.actions.verbs import Reply, answer, reader_of
from bot.context import Visit
from bot.slack.blocks import Answer
from db.actions import dependencies
from db.actions import queries as actions
from db.models import Action
from jobs.actions import ordering, recurring


@answer.register
def _(request: After, visit: Visit) -> Reply:
    dependencies.begin(visit.session)
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
    return messages.phases(dependencies.phases(visit.session, visit.person), visit.names.action)


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
