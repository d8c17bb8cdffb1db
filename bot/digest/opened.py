"""The digest and its sections, made from the tables and worded: asked for, or sent by itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.actions.view import Reader
from bot.digest import details as digest_details
from bot.digest import sections as digest
from bot.slack.blocks import Answer
from db.digest.scope import Whose
from db.session import Session
from jobs.context import CommandNames
from jobs.digest.assemble import LOOKS_BACK, digest_of
from jobs.digest.loop import loop_of
from jobs.digest.sections import Board
from jobs.digest.values import Digest
from jobs.measures.distance import as_a_whole
from jobs.rules.rag import RagRules
from jobs.rules.working_days import Calendar

NAMES: Final = CommandNames()


@dataclass(frozen=True)
class Look:
    """On which day somebody looks, by which rules, and since when they were told nothing."""

    session: Session
    today: date
    calendar: Calendar
    rag: RagRules
    names: CommandNames = NAMES
    since: date | None = None

    @property
    def reader(self) -> Reader:
        """Return for whom it is written."""
        return Reader(self.today, self.calendar)

    def measured(self, whose: Whose, shown: int = digest.SHOWN_ROWS) -> Digest:
        """Return where things stand; of everybody's work, how far it has come as well."""
        travelled = as_a_whole(self.session, self.today) if whose.is_everybody else ()
        return digest_of(
            self.session,
            whose,
            self.today,
            self.calendar,
            since=self.since,
            shown=shown,
            rules=self.rag,
            travelled=travelled,
        )

    def board(self, whose: Whose) -> Board:
        """Return what measures one section, with more rows than the screen has."""
        since, shown = self.since or self.today - LOOKS_BACK, digest_details.SHOWN
        return Board(self.session, whose, self.today, since, self.calendar, shown, self.rag)


def shown(view: str, whose: Whose, look: Look) -> Answer:
    """Show a section, or where there is none the whole screen."""
    return VIEWS[view](whose, look) if view else screen(look.measured(whose), look)


def screen(measured: Digest, look: Look) -> Answer:
    """Say where things stand on one screen."""
    return digest.told(measured, look.reader, look.names)


def _overdue(whose: Whose, look: Look) -> Answer:
    board = look.board(whose)
    return digest_details.overdue(board.overdue(board.standing()), whose, look.reader)


def _drift(whose: Whose, look: Look) -> Answer:
    return digest_details.drift(look.board(whose).at_risk(), whose)


def _audits(whose: Whose, look: Look) -> Answer:
    return digest_details.audits(look.measured(whose, digest_details.SHOWN))


def _coverage(whose: Whose, look: Look) -> Answer:
    return digest_details.coverage(look.board(whose).coverage())


def _loop(whose: Whose, look: Look) -> Answer:
    return digest_details.loop(loop_of(look.session, whose, look.today, look.calendar), whose)


VIEWS: Mapping[str, Callable[[Whose, Look], Answer]] = {
    "overdue": _overdue,
    "drift": _drift,
    "audits": _audits,
    "coverage": _coverage,
    "loop": _loop,
}
