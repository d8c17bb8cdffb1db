"""What a verb is, and every surface it stands on: typed, in the help, as a form and as a button.

A verb is one class: what may be asked with it are its fields, and all that is known of it are its
class variables. Nothing registers itself: `bot.registry` lists every verb, form and button.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import Any, ClassVar, Final, dataclass_transform

from bot.context import ContextFactory
from bot.slack.blocks import Answer, Block, aside, bold, bullets, code, lines
from bot.slack.file_answer import Sendable
from bot.slack.parsing import NUMBER, unescaped
from db.errors import RefusedError
from jobs.context import RequestContext

ME: Final = "me"
ALIKE: Final = 0.7


def wrong(example: str, what: str, command: str) -> RefusedError:
    """Return a refusal that says what was wrong and shows a right example."""
    return RefusedError(f"{what} Try `{command} {example}`.")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Request:
    """Something asked for, once its words are understood. Every subclass is a frozen dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    def __init_subclass__(cls) -> None:
        dataclass(frozen=True)(cls)

    def run(self, ctx: RequestContext) -> "Reply":
        """Carry it out inside its unit of work; RefusedError if a rule says no."""
        raise NotImplementedError


class OpenForm(Request):
    """A form to open: a verb with nothing after it that is better filled in than typed.

    `number` is the action or audit it is about, `move` the line of its history where the form is
    about that; `text` stands in it already.
    """

    form: str
    number: int | None = None
    move: int | None = None
    text: str = ""

    def run(self, ctx: RequestContext) -> "Reply":
        return self


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
    """What the App Home shows from now on."""

    view: Mapping[str, Any]


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

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        """Return what the words after the verb ask for; RefusedError with a right example.

        `command` is what the command is called in this workspace. A verb alone reads no words.
        """
        return cls()

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


@dataclass(frozen=True)
class HelpPage:
    """What stands around the rows of a command's help.

    `everyone` and `leads` are the headings of its parts; `first` are rows of no verb. A note may
    name the commands: {command}, which the help is about, and {action}.
    """

    heading: str
    notes: tuple[str, ...]
    everyone: str = ""
    leads: str = ""
    first: tuple[tuple[str, str], ...] = ()


class Help(Command):
    """`help`: what can be typed, with examples that work."""

    verbs: "CommandSet | None" = field(default=None, compare=False, repr=False)
    command: str = field(default="", compare=False)

    name = example = "help"
    synonyms = ("?",)
    no_help = "whoever reads the help has found it"

    def run(self, ctx: RequestContext) -> Answer:
        if self.verbs is None:
            raise TypeError("help is about the verbs of a command")
        return self.verbs.help(self.command, ctx.council.commands.action)


@dataclass(frozen=True)
class CommandSet:
    """The verbs of one slash command, in the order of its help.

    `first` reads what begins with no verb, where the command knows such a thing; `unknown` is
    said to somebody whose word is like none of them; `usage` are the verbs, and words of none,
    that Slack shows while the command is typed.
    """

    verbs: tuple[type[Command], ...]
    first: Callable[[str, str], Request | None]
    unknown: str
    page: HelpPage | None = None
    usage: tuple[str, ...] = ()

    @cached_property
    def by_name(self) -> Mapping[str, type[Command]]:
        """Return the verbs by the name they are typed with."""
        listed: tuple[type[Command], ...] = (*self.verbs, *((Help,) if self.page else ()))
        return {verb.name: verb for verb in listed}

    @cached_property
    def synonyms(self) -> Mapping[str, str]:
        return {word: verb.name for verb in self.by_name.values() for word in verb.synonyms}

    @property
    def usage_hint(self) -> str:
        """Return what Slack shows while the command is typed."""
        verbs = ((word, self.by_name.get(word)) for word in self.usage)
        return " | ".join(verb.usage or verb.example if verb else word for word, verb in verbs)

    def parse(self, text: str, command: str) -> Request:
        """Read the words after the command, or refuse with an example that works."""
        words = text.strip()
        asked = self.first(words, command)
        if asked is not None:
            return asked
        word, rest = [*words.split(maxsplit=1), ""][:2]
        word = word.lower().rstrip(":")
        verb = self.by_name.get(self.synonyms.get(word, word))
        if verb is None:
            raise RefusedError(self._unknown(word, command))
        return Help(self, command) if verb is Help else verb.read(rest.strip(), command)

    def _unknown(self, word: str, command: str) -> str:
        swapped = [known for known in self.by_name if sorted(known) == sorted(word)]
        near = swapped or get_close_matches(word, self.by_name, n=1, cutoff=ALIKE)
        if near:
            example = self.by_name[near[0]].example
            return f"I do not know that word. Did you mean `{command} {example}`?"
        return self.unknown.format(command=command)

    def help(self, command: str, action: str) -> Answer:
        """List what can be typed; `action` is what the command about actions is called here."""
        page = self.page
        if page is None:
            raise TypeError("these verbs have no help")
        parts = [(page.everyone or page.heading, [*page.first, *self.help_rows()])]
        if page.leads:
            parts.append((page.leads, [*self.help_rows(for_leads=True)]))
        blocks: list[Block] = []
        for heading, rows in parts:
            told = (_help_row(f"{command} {example}", what) for example, what in rows)
            blocks += [lines([bold(heading)]), bullets(*told)]
        notes = (aside(note.format(command=command, action=action)) for note in page.notes)
        return Answer(page.heading, [*blocks, *notes])

    def help_rows(self, *, for_leads: bool = False) -> Sequence[tuple[str, str]]:
        """Return an example and what it does for each verb that the help shows."""
        return [row for verb in self.verbs for row in _rows(verb, for_leads=for_leads)]


def _rows(verb: type[Command], *, for_leads: bool) -> Sequence[tuple[str, str]]:
    besides = verb.leads_help if for_leads else ()
    if not verb.summary or verb.for_leads != for_leads:
        return besides
    return ((verb.help_example or verb.example, verb.summary), *verb.more_help, *besides)


def _help_row(example: str, what: str) -> list[Block | str]:
    return [code(example.strip()), f"  {what}"]
