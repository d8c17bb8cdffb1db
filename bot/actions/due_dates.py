"""Answers what is asked of an action's date and of where it stands."""

from bot.actions import due_dates_view as messages
from bot.actions import rag_view as rag_messages
from bot.actions.due_dates_requests import Approve, Decline, Rate, TellRule
from bot.actions.verbs import Reply, answer, reader_of
from bot.context import Visit
from bot.slack.blocks import Answer
from db import privacy
from db.actions import queries as actions
from db.errors import RefusedError
from db.models import Action
from jobs.actions import notices
from jobs.rules.rag_rules import read_level


@answer.register
def _(request: Approve, visit: Visit) -> Reply:
    action = actions.find(visit.session, request.number, visit.person)
    event = action.approve(visit.person, visit.at, request.asked)
    notices.tell(visit.session, action, event)
    return messages.approved(action, event, reader_of(visit, [action]))


@answer.register
def _(request: Decline, visit: Visit) -> Reply:
    action = actions.find(visit.session, request.number, visit.person)
    return decline(action, request.why, request.asked, visit)


def decline(action: Action, why: str, asked: int | None, visit: Visit) -> Answer:
    """Refuse the date that was asked for."""
    event = action.decline(visit.person, visit.at, why, asked)
    notices.tell(visit.session, action, event)
    return messages.declined(action, event, reader_of(visit, [action]))


@answer.register
def _(request: Rate, visit: Visit) -> Reply:
    action = actions.find(visit.session, request.number, visit.person)
    return rate(action, request.level, request.why, visit)


def rate(action: Action, said: str | None, why: str, visit: Visit) -> Answer:
    """Keep what a person says of where an action stands, beside what the rule says."""
    privacy.refuse(said or "", visit.today)
    try:
        level = read_level(said, visit.rag) if said else None
    except ValueError as error:
        raise RefusedError(str(error), about="level") from error
    event = action.rate(visit.person, visit.at, level, why)
    notices.tell(visit.session, action, event)
    return rag_messages.rated(action, event, reader_of(visit, [action]))


@answer.register
def _(_: TellRule, visit: Visit) -> Reply:
    return rag_messages.rule(visit.rag, visit.names.action)
