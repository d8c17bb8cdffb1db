"""Answers the status command, once `db.digest.scope` has said whose work somebody may see."""

from bot.actions.requests import Digest, StatusHelp, WhoLooks
from bot.actions.verbs import Reply, answer
from bot.audits.requests import WhoLooksWhen
from bot.audits.verbs import audit_answer
from bot.context import Visit
from bot.digest import help as status_help
from bot.digest import opened as digest_views
from bot.digest.opened import Look
from bot.digest.words import Names
from bot.slack.blocks import Answer
from db.digest.scope import Reach, Whose
from db.people import queries as people
from jobs.digest import scope as asked
from jobs.digest.scope import Asked


@answer.register
def _(request: Digest, visit: Visit) -> Reply:
    return shown_to(request, visit)


def shown_to(request: Digest, visit: Visit) -> Answer:
    """Show the digest or a section of it to whoever asks, or refuse in words."""
    return digest_views.shown(request.view, whose_of(request, visit), look_of(visit))


@answer.register
def _(request: StatusHelp, visit: Visit) -> Reply:
    return status_help.helped(visit.names.status_alias, visit.names.action)


@answer.register
def _(request: WhoLooks, visit: Visit) -> Reply:
    shown = audit_answer(WhoLooksWhen(), visit)
    if isinstance(shown, Answer):
        return shown
    raise TypeError("the calendar is no form")


def whose_of(request: Digest, visit: Visit) -> Whose:
    """Return whose work is asked for, or refuse in words whoever may not see it."""
    return asked.whose_of(visit.session, visit.person, asked_of(request, visit))


def asked_of(request: Digest, visit: Visit) -> Asked:
    """Return what was asked for, the person by their number."""
    number = request.person_id
    if request.whose == Reach.PERSON and number is None:
        return Asked(request.whose, "", people.mentioned(visit.session, request.name).id)
    return Asked(request.whose, request.name, number)


def look_of(visit: Visit) -> Look:
    """Return on which day and by which rules a visit looks."""
    names = Names(visit.names.status, visit.names.action)
    return Look(visit.session, visit.today, visit.calendar, visit.rag, names)
