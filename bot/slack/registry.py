"""What a verb is, and every surface it stands on: typed, in the help, as a form and as a button.

A verb is one class: what may be asked with it are its fields, and all that is known of it are its
class variables. Nothing registers itself: `bot.registry` lists every verb, form and button, and
`bot.slack.command_set` reads what is typed.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, is_dataclass
from inspect import get_annotations
from typing import Any, ClassVar, Final, dataclass_transform

from bot.context import ContextFactory
from bot.slack.blocks import Answer
from bot.slack.file_answer import Sendable
from bot.slack.parsing import NUMBER, unescaped
from db.errors import RefusedError
from db.models import LiveAudit
from jobs.context import RequestContext

ME: Final = "me"


def wrong(example: str, what: str, command: str) -> RefusedError:
    """Return a refusal that says what was wrong and shows a right example."""
    return RefusedError(f"{what} Try `{command} {example}`.")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Request:
    """Something asked for, once its words are understood. Every subclass is a frozen dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Any]]
    only_looks: ClassVar[bool] = False  # typed, it waits for nobody who writes; it writes nothing

    def __init_subclass__(cls) -> None:
        # What has no field of its own is made as the one above it is: to make it takes its time.
        if get_annotations(cls) or not is_dataclass(cls):
            dataclass(frozen=True)(cls)

    def run(self, ctx: RequestContext) -> "Reply":
        """Carry it out inside its unit of work; RefusedError if a rule says no."""
        raise NotImplementedError

    def kept(self, error: RefusedError, ctx: RequestContext) -> "Reply | None":
        """Return what is said instead of a refusal that would lose what was typed; None: nothing.

        It is asked in a unit of work of its own, once the refused one was rolled back.
        """
        return None


class OpenForm(Request):
    """A form to open: a verb with nothing after it that is better filled in than typed.

    `number` is the action or audit it is about, `move` the line of its history where the form is
    about that; `text` stands in it already, and so do `fields`, each a name and what it holds.
    `problem` is said above the field called `beside`.
    """

    form: str
    number: int | None = None
    move: int | None = None
    text: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    problem: str = ""
    beside: str = ""

    @property
    def given(self) -> dict[str, Any]:
        """Return what a button carries so that the form opens filled in."""
        held = {"fields": dict(self.fields), "problem": self.problem, "beside": self.beside}
        return {name: value for name, value in held.items() if value}

    def run(self, ctx: RequestContext) -> "Reply":
        return self


def given(**fields: str) -> tuple[tuple[str, str], ...]:
    """Return what was typed, by the field of a form, without what was not."""
    return tuple((name, value) for name, value in fields.items() if value)


@dataclass(frozen=True)
class OpenView:
    """A view to open that is more than a form."""

    view: Mapping[str, Any]


@dataclass(frozen=True)
class UpdateView:
    """What the view shows from now on in which something was pressed or submitted.

    `then` takes longer than Slack waits: it is worked out once the unit of work is over, and what
    it returns takes the place of `view`; a form's submission alone may have it.
    """

    view: Mapping[str, Any]
    then: Callable[[ContextFactory], Mapping[str, Any]] | None = None


@dataclass(frozen=True)
class HomeView:
    """What the App Home shows from now on; `kept` notes it, once it is shown."""

    view: Mapping[str, Any]
    kept: Callable[[RequestContext], object]


@dataclass(frozen=True)
class Beside:
    """An answer that is shown beside what was pressed and takes nobody's place."""

    answer: Answer


@dataclass(frozen=True)
class AlsoBeside:
    """An answer, and what is said beside the message that is rewritten with it."""

    answer: Answer
    beside: Answer


@dataclass(frozen=True)
class SendFile:
    """A file in the direct messages of whoever asked, and no words."""

    file: Sendable


Reply = Answer | OpenForm | OpenView | UpdateView | HomeView | Beside | AlsoBeside | SendFile


class Command(Request):
    """A verb that can be typed; its fields are what was asked."""

    name: ClassVar[str]
    example: ClassVar[str]  # what works after the command, the verb first
    summary: ClassVar[str] = ""  # beside the example in the help; empty: not in the help
    help_example: ClassVar[str] = ""  # where the help shows another one
    more_help: ClassVar[tuple[tuple[str, str], ...]] = ()  # further rows: an example, a summary
    no_help: ClassVar[str] = ""  # why the help has no row for it, where it has none
    usage: ClassVar[str] = ""  # in the hint that Slack shows while it is typed, if not the example
    synonyms: ClassVar[tuple[str, ...]] = ()
    for_leads: ClassVar[bool] = False
    takes_long: ClassVar[bool] = False  # than Slack waits: it is written down first
    leads_help: ClassVar[tuple[tuple[str, str], ...]] = ()  # rows of what leads alone do with it
    which_one: ClassVar[str] = "Which one? Every action has a number."  # where none is given
    subject: ClassVar[str] = ""  # what its number is of: an action or an audit; empty: it has none
    takes_date: ClassVar[bool] = False  # after its number, where a second one is no number
    takes_person: ClassVar[bool] = False  # a person and no other words, so a number is its own
    takes_numbers: ClassVar[bool] = False  # after its number, others that it is not about
    takes_several: ClassVar[bool] = False  # numbers in a row: it is done to each

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        """Return what the words after the verb ask for; RefusedError with a right example.

        `command` is what the command is called in this workspace. A verb alone reads no words.
        """
        return cls()

    @classmethod
    def said_as(cls, word: str) -> "type[Command]":
        """Return what reads the words after one of its synonyms, where that is meant otherwise."""
        return cls

    @classmethod
    def unnumbered(cls, rest: str, command: str) -> Request:
        """Return what is asked where no number stands first, of a verb that has a subject."""
        return cls.read(rest, command)

    @classmethod
    def label(cls, audit: LiveAudit, ctx: RequestContext) -> str:
        """Return a live audit on a button, where several may be meant."""
        return audit.reference

    @classmethod
    def reads_whole(cls, rest: str) -> bool:
        """Say whether these words have no number in front though it looks so: "14 January"."""
        return False

    @classmethod
    def wrong(cls, what: str, command: str) -> RefusedError:
        return wrong(cls.example, what, command)

    @classmethod
    def numbered(cls, rest: str, command: str) -> tuple[int, str]:
        """Return the number of the action or audit and what follows it, or refuse."""
        found = re.match(rf"{NUMBER}(?!\d)[\s:,]*", rest)
        if found is None:
            raise cls.wrong(cls.which_one.format(command=command), command)
        return int(found["number"]), rest[found.end() :].strip()

    @classmethod
    def with_text(cls, rest: str, command: str) -> tuple[int, str]:
        """Return the number and the words after it as they were typed, or refuse."""
        number, words = cls.numbered(rest, command)
        return number, unescaped(words)
