"""Carries out what was asked about an action's end."""

from datetime import date, timedelta

from bot.actions import confirm_view
from bot.actions.render_context import action_context
from bot.actions.requests import ME
from bot.actions.verbs import Reply, answer, needs_asking, read_due
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
from jobs.context import RequestContext
from jobs.rules.deadlines import Deadline, Precision
from jobs.signoff import signing


@answer.register
def _(request: Sign, ctx: RequestContext) -> Reply:
    action = actions.find(ctx.session, request.number, ctx.person)
    return sign(action, request.link, request.note, ctx)


def sign(
    action: Action, link: str, note: str, ctx: RequestContext, *, checks: bool = False
) -> Answer:
    """Sign an action off; `checks` asks some weeks later whether it made a difference."""
    check_on = weeks_on(ctx) if checks and ctx.council.outcome_weeks else None
    event = action.sign_off(ctx.person, ctx.now, link, note, check_on)
    notices.tell(ctx.session, action, event)
    return ending.signed_off(action, event)


@answer.register
def _(request: Return, ctx: RequestContext) -> Reply:
    action = actions.find(ctx.session, request.number, ctx.person)
    return send_back(action, request.why, ctx)


def send_back(action: Action, why: str, ctx: RequestContext) -> Answer:
    """Decline to sign an action off."""
    event = action.send_back(ctx.person, ctx.now, why)
    notices.tell(ctx.session, action, event)
    return ending.sent_back(action, event)


@answer.register
def _(request: Defer, ctx: RequestContext) -> Reply:
    action = actions.find(ctx.session, request.number, ctx.person)
    privacy.refuse(request.why, ctx.today)
    if request.due is None:
        return defer(action, None, request.why, ctx)
    deadline = read_due(request.due, ctx)
    if needs_asking(deadline, sure=request.sure or deadline.past):
        return confirm_view.which_day(deadline, request, action_context(ctx))
    return defer(action, _day(deadline), request.why, ctx)


def _day(deadline: Deadline) -> date:
    if deadline.precision == Precision.MONTH:
        raise RefusedError(
            f"“{deadline.said}” is a whole month. Say on which day it is taken up again: "
            f"until {deadline.day.replace(day=1):1 %B %Y}.",
            about="until",
        )
    return deadline.day


def defer(action: Action, until: date | None, why: str, ctx: RequestContext) -> Answer:
    """Put an action aside until a day, or until somebody resumes it."""
    event = action.defer(ctx.person, ctx.now, until, why)
    notices.tell(ctx.session, action, event)
    return ending.deferred(action, event, action_context(ctx))


@answer.register
def _(request: Drop, ctx: RequestContext) -> Reply:
    action = actions.find(ctx.session, request.number, ctx.person)
    return drop(action, request.why, ctx)


def drop(action: Action, why: str, ctx: RequestContext) -> Answer:
    """Put an action aside for good."""
    event = action.drop(ctx.person, ctx.now, why)
    notices.tell(ctx.session, action, event)
    return ending.dropped(action, event)


@answer.register
def _(request: Resume, ctx: RequestContext) -> Reply:
    action = actions.find(ctx.session, request.number, ctx.person)
    was = signoff_queries.status_before(ctx.session, action)
    event = action.resume(ctx.person, ctx.now, was, request.why)
    notices.tell(ctx.session, action, event)
    return ending.resumed(action, action_context(ctx))


@answer.register
def _(request: ChooseSigner, ctx: RequestContext) -> Reply:
    action = actions.find(ctx.session, request.number, ctx.person)
    return choose_signer(action, chosen(request.to, ctx), ctx)


def choose_signer(action: Action, to: Person, ctx: RequestContext) -> Answer:
    """Choose who is to sign an action off."""
    signing.name_signer(ctx.session, action, ctx.person, ctx.now, to)
    return ending.signer_chosen(action, to)


def chosen(mention: str, ctx: RequestContext) -> Person:
    """Return the person somebody picked as a signer, or refuse beside that field."""
    if mention == ME:
        return ctx.person
    try:
        return people.mentioned(ctx.session, mention)
    except RefusedError as error:
        raise error.beside("signer") from error


@answer.register
def _(_: WaitingForMe, ctx: RequestContext) -> Reply:
    found = signoff_queries.asked_of(ctx.session, ctx.person)
    return ending.waiting(found, ctx.person, action_context(ctx))


def judge(action: Action, outcome: Outcome, ctx: RequestContext) -> Answer:
    """Keep what came of an action."""
    event = action.judge(ctx.person, ctx.now, outcome, weeks_on(ctx))
    notices.tell(ctx.session, action, event)
    return ending.judged(action)


def weeks_on(ctx: RequestContext) -> date:
    """Return the day on which somebody is asked what came of it."""
    return ctx.today + timedelta(weeks=ctx.council.outcome_weeks)
