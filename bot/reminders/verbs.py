"""Carries out what is asked of reminders: deputies, days away, hearing of it later."""

from datetime import date

from bot.actions.verbs import Reply, answer, certain_day, person_of, reader_of
from bot.audits import verbs as audit_answers
from bot.context import Visit
from bot.reminders import view as messages
from bot.reminders.requests import Away, Back, Deputise, Snooze, Wake
from bot.slack.blocks import Answer
from db.actions import queries as actions
from db.models import Action, Person
from jobs.actions import notices
from jobs.reminders import snoozing
from jobs.reminders.snoozing import Wait


@answer.register
def _(request: Deputise, visit: Visit) -> Reply:
    action = actions.find(visit.session, request.number, visit.person)
    to = person_of(request.to, visit) if request.to else None
    return deputise(action, to, visit)


def deputise(action: Action, to: Person | None, visit: Visit) -> Answer:
    """Say who is asked about an action while its owner is away."""
    event = action.deputise(visit.person, visit.at, to)
    notices.tell(visit.session, action, event)
    return messages.deputised(action, reader_of(visit))


@answer.register
def _(request: Away, visit: Visit) -> Reply:
    return audit_answers.say_away(request, visit)


@answer.register
def _(request: Back, visit: Visit) -> Reply:
    return audit_answers.say_back(request, visit)


@answer.register
def _(request: Snooze, visit: Visit) -> Reply:
    action = actions.find(visit.session, request.number, visit.person)
    return snooze(action, certain_day(request.until, visit), visit)


def snooze(action: Action, until: date, visit: Visit) -> Answer:
    """Keep quiet to this person about an action until a day."""
    wait = Wait(until, visit.today, visit.cadence.policy, visit.calendar)
    ends = snoozing.put_off(visit.session, action, visit.person, wait)
    return messages.snoozed(action, ends, until)


@answer.register
def _(request: Wake, visit: Visit) -> Reply:
    action = actions.find(visit.session, request.number, visit.person)
    snoozing.wake(visit.session, action, visit.person)
    return messages.woken(action)
