"""Answers the status command, once `db.board_whose` has said whose work somebody may see."""

from collections.abc import Callable, Mapping

from bot.commands.answers import Reply, answer, reader_of
from bot.commands.audit_answers import audit_answer
from bot.commands.audit_requests import WhoLooksWhen
from bot.commands.requests import Digest, StatusHelp, WhoLooks
from bot.desk import Visit
from bot.messages import digest, digest_details, status_help
from bot.messages.blocks import Answer
from bot.messages.digest_words import Names
from db import board_whose, people
from db.board_whose import Reach, Whose
from db.models import Person
from jobs.digest.assemble import LOOKS_BACK, digest_of
from jobs.digest.board import Board
from jobs.digest.loop import loop_of
from jobs.digest.values import Digest as Measured

Read = Callable[[Whose, Visit], Answer]


@answer.register
def _(request: Digest, visit: Visit) -> Reply:
    return shown_to(request, visit)


def shown_to(request: Digest, visit: Visit) -> Answer:
    """Show the digest or a section of it to whoever asks, or refuse in words."""
    whose = whose_of(request, visit)
    return VIEWS[request.view](whose, visit) if request.view else told(whose, visit)


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
    session, asker = visit.session, visit.person
    asked: Mapping[str, Callable[[], Whose]] = {
        "": lambda: board_whose.usual(session, asker),
        Reach.OWN: lambda: board_whose.own(asker),
        Reach.PERSON: lambda: board_whose.of_person(asker, _person(request, visit)),
        Reach.LINE: lambda: board_whose.line_of(asker),
        Reach.TEAM: lambda: board_whose.of_team(session, asker, request.name),
        Reach.SERVICE: lambda: board_whose.of_service(session, asker, request.name),
        Reach.ALL: lambda: board_whose.everybody(asker),
    }
    return asked[request.whose]()


def _person(request: Digest, visit: Visit) -> Person:
    if request.person_id is not None:
        return people.named(visit.session, [request.person_id])[request.person_id]
    return people.mentioned(visit.session, request.name)


def told(whose: Whose, visit: Visit) -> Answer:
    """Say where things stand on one screen."""
    return digest.told(_digest(whose, visit), reader_of(visit), _names(visit))


def _digest(whose: Whose, visit: Visit) -> Measured:
    return digest_of(visit.session, whose, visit.today, visit.calendar, rules=visit.rag)


def _overdue(whose: Whose, visit: Visit) -> Answer:
    board = _board(whose, visit)
    return digest_details.overdue(board.overdue(board.standing()), whose, reader_of(visit))


def _drift(whose: Whose, visit: Visit) -> Answer:
    return digest_details.drift(_board(whose, visit).at_risk(), whose)


def _audits(whose: Whose, visit: Visit) -> Answer:
    return digest_details.audits(_digest(whose, visit))


def _coverage(whose: Whose, visit: Visit) -> Answer:
    return digest_details.coverage(_board(whose, visit).coverage())


def _loop(whose: Whose, visit: Visit) -> Answer:
    return digest_details.loop(loop_of(visit.session, whose, visit.today, visit.calendar), whose)


def _board(whose: Whose, visit: Visit) -> Board:
    since = visit.today - LOOKS_BACK
    shown = digest_details.SHOWN
    return Board(visit.session, whose, visit.today, since, visit.calendar, shown, visit.rag)


def _names(visit: Visit) -> Names:
    return Names(visit.names.status, visit.names.action)


VIEWS: Mapping[str, Read] = {
    "overdue": _overdue,
    "drift": _drift,
    "audits": _audits,
    "coverage": _coverage,
    "loop": _loop,
}
