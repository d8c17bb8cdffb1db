"""What somebody may ask of the bot, once their words are understood."""

from dataclasses import dataclass

from bot.slack.registry import ME, OpenForm, Request

__all__ = ["ME", "OpenForm", "Request"]


@dataclass(frozen=True)
class Help(Request):
    """`help`."""


@dataclass(frozen=True)
class Add(Request):
    """`add @owner by Fri 4 Dec after #7: Finalise the strategy`; `owner` is a Slack id or ME.

    `sure` says that the date was asked about, `another` that it is no twin.
    """

    title: str
    owner: str | None = None
    due: str | None = None
    sure: bool = False
    even_away: bool = False
    after: tuple[int, ...] = ()
    another: bool = False


@dataclass(frozen=True)
class AddSeveral(Request):
    """`add` and several lines: one action a line."""

    lines: tuple[str, ...]
    sure: bool = False


@dataclass(frozen=True)
class List(Request):
    """`list overdue`; `person` is a Slack id when the scope is `person`."""

    scope: str = "mine"
    person: str | None = None
    start: int = 0
    phase: str = ""


@dataclass(frozen=True)
class Show(Request):
    """`show 12`."""

    number: int


@dataclass(frozen=True)
class Done(Request):
    """`done 12 minutes of the board`."""

    number: int
    note: str = ""


@dataclass(frozen=True)
class DoneByWords(Request):
    """`done adolescent`."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class DoneList(Request):
    """`done`."""


@dataclass(frozen=True)
class Reopen(Request):
    """`reopen 12 the board asked for more`."""

    number: int
    why: str = ""


@dataclass(frozen=True)
class Move(Request):
    """`move 12 to 30 April because the panel meets then`."""

    number: int
    due: str
    why: str = ""
    sure: bool = False


@dataclass(frozen=True)
class Give(Request):
    """`give 12 to @person`; `to` is a Slack id or ME."""

    number: int
    to: str
    why: str = ""
    even_away: bool = False


@dataclass(frozen=True)
class Note(Request):
    """`note 12 draft sent to Legal`."""

    number: int
    text: str
