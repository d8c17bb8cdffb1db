"""Carries out what was asked about an action's end."""

from datetime import date, timedelta

from bot.actions import confirm_view
from bot.actions.requests import ME
from bot.actions.verbs import Reply, answer, needs_asking, read_due, reader_of
from bot.context import Visit
from bot.signoff import view as ending
from bot.signoff.requests import ChooseSigner, Defer, Drop, Resume, Return, Sign, WaitingForMe
from bot.slack.blocks import Answer
from db import privacy
from db.actions import queries as actions
from db.actions import signoff_queries
from db.errors import RefusedError
from db.models import Action, Person
from db.models.action_ending import Outcome
from db.people import queries as people
from jobs.actions import notices
from jobs.rules.deadlines import Deadline, Precision
from jobs.signoff import signing


@answer.register
def _(request: Sign, visit: Visit) -> Reply:
    action = actions.find(visit.session, request.number, visit.person)
    return sign(action, request.link, request.note, visit)


def sign(action: Action, link: str, note: str, visit: Visit, *, checks: bool = False) -> Answer:
    """Sign an action off; `checks` asks some weeks later whether it made a difference."""
    check_on = weeks_on(visit) if checks and visit.outcome_weeks else None
    event = action.sign_off(visit.person, visit.at, link, note, check_on)
    notices.tell(visit.session, action, event)
    return ending.signed_off(action, event)


@answer.register
def _(request: Return, visit: Visit) -> Reply:
    action = actions.find(visit.session, request.number, visit.person)
    return send_back(action, request.why, visit)


def send_back(action: Action, why: str, visit: Visit) -> Answer:
    """Decline to sign an action off."""
    event = action.send_back(visit.person, visit.at, why)
    notices.tell(visit.session, action, event)
    return ending.sent_back(action, event)


@answer.register
def _(request: Defer, visit: Visit) -> Reply:
    action = actions.find(visit.session, request.number, visit.person)
    privacy.refuse(request.why, visit.today)
    if request.due is None:
        return defer(action, None, request.why, visit)
    deadline = read_due(request.due, visit)
    if needs_asking(deadline, sure=request.sure or deadline.past):
        return confirm_view.which_day(deadline, request, reader_of(visit))
    return defer(action, _day(deadline), request.why, visit)


def _day(deadline: Deadline) -> date:
    if deadline.precision == Precision.MONTH:
        raise RefusedError(
            f"“{deadline.said}” is a whole month. Say on which day it is taken up again: "
            f"until {deadline.day.replace(day=1):1 %B %Y}.",
            about="until",
        )
    return deadline.day


def defer(action: Action, until: date | None, why: str, visit: Visit) -> Answer:
    """Put an action aside until a day, or until somebody resumes it."""
    event = action.defer(visit.person, visit.at, until, why)
    notices.tell(visit.session, action, event)
    return ending.deferred(action, event, reader_of(visit))


@answer.register
def _(request: Drop, visit: Visit) -> Reply:
    action = actions.find(visit.session, request.number, visit.person)
    return drop(action, request.why, visit)


def drop(action: Action, why: str, visit: Visit) -> Answer:
    """Put an action aside for good."""
    event = action.drop(visit.person, visit.at, why)
    notices.tell(visit.session, action, event)
    return ending.dropped(action, event)


@answer.register
def _(request: Resume, visit: Visit) -> Reply:
    action = actions.find(visit.session, request.number, visit.person)
    was = signoff_queries.status_before(visit.session, action)
    event = action.resume(visit.person, visit.at, was, request.why)
    notices.tell(visit.session, action, event)
    return ending.resumed(action, reader_of(visit))


@answer.register
def _(request: ChooseSigner, visit: Visit) -> Reply:
    action = actions.find(visit.session, request.number, visit.person)
    return choose_signer(action, chosen(request.to, visit), visit)


def choose_signer(action: Action, to: Person, visit: Visit) -> Answer:
    """Choose who is to sign an action off."""
    signing.name_signer(visit.session, action, visit.person, visit.at, to)
    return ending.signer_chosen(action, to)


def chosen(mention: str, visit: Visit) -> Person:
    """Return the person somebody picked as a signer, or refuse beside that field."""
    if mention == ME:
        return visit.person
    try:
        return people.mentioned(visit.session, mention)
    except RefusedError as error:
        raise RefusedError(str(error), about="signer") from error


@answer.register
def _(_: WaitingForMe, visit: Visit) -> Reply:
    found = signoff_queries.asked_of(visit.session, visit.person)
    return ending.waiting(found, visit.person, reader_of(visit))


def judge(action: Action, outcome: Outcome, visit: Visit) -> Answer:
    """Keep what came of an action."""
    event = action.judge(visit.person, visit.at, outcome, weeks_on(visit))
    notices.tell(visit.session, action, event)
    return ending.judged(action)


def weeks_on(visit: Visit) -> date:
    """Return the day on which somebody is asked what came of it."""
    return visit.today + timedelta(weeks=visit.outcome_weeks)
