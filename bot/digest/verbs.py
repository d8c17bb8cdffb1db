"""Answers the status command, once `db.digest.scope` has said whose work somebody may see."""

from bot.actions.requests import Digest, StatusHelp, WhoLooks
from bot.actions.verbs import answer
from bot.audits.requests import WhoLooksWhen
from bot.audits.verbs import audit_answer
from bot.digest import help as status_help
from bot.digest import opened as digest_views
from bot.slack.blocks import Answer
from bot.slack.registry import Reply
from db.digest.scope import Reach, Whose
from db.people import queries as people
from jobs.context import RequestContext
from jobs.digest import scope as asked
from jobs.digest.scope import Asked


@answer.register
def _(request: Digest, ctx: RequestContext) -> Reply:
    return shown_to(request, ctx)


def shown_to(request: Digest, ctx: RequestContext) -> Answer:
    """Show the digest or a section of it to whoever asks, or refuse in words."""
    return digest_views.shown(request.view, whose_of(request, ctx), ctx)


@answer.register
def _(request: StatusHelp, ctx: RequestContext) -> Reply:
    return status_help.helped(ctx.council.commands.status_alias, ctx.council.commands.action)


@answer.register
def _(request: WhoLooks, ctx: RequestContext) -> Reply:
    shown = audit_answer(WhoLooksWhen(), ctx)
    if isinstance(shown, Answer):
        return shown
    raise TypeError("the calendar is no form")


def whose_of(request: Digest, ctx: RequestContext) -> Whose:
    """Return whose work is asked for, or refuse in words whoever may not see it."""
    return asked.whose_of(ctx.session, ctx.person, asked_of(request, ctx))


def asked_of(request: Digest, ctx: RequestContext) -> Asked:
    """Return what was asked for, the person by their number."""
    number = request.person_id
    if request.whose == Reach.PERSON and number is None:
        return Asked(request.whose, "", people.mentioned(ctx.session, request.name).id)
    return Asked(request.whose, request.name, number)
