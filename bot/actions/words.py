"""What the readers of typed words share that are not ported to `bot.slack.registry` yet."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.slack.parsing import NUMBER, unescaped
from bot.slack.registry import Command, Request
from db.errors import RefusedError


@dataclass(frozen=True)
class Verb:
    """A word that may follow the command: an example that works, its reader, and other words.

    The reader gets what follows the word, and the command as it is called in this workspace.
    """

    example: str
    read: Callable[[str, str], Request]
    synonyms: tuple[str, ...] = ()


def wrong(example: str, what: str, command: str) -> RefusedError:
    """Return a refusal that says what was wrong and shows a right example."""
    return RefusedError(f"{what} Try `{command} {example}`.")


def numbered(example: str, rest: str, command: str) -> tuple[int, str]:
    """Return the action's number and what follows it, or refuse."""
    found = re.match(rf"{NUMBER}(?!\d)[\s:,]*", rest)
    if found is None:
        raise wrong(example, "Which one? Every action has a number.", command)
    return int(found["number"]), rest[found.end() :].strip()


def with_text(example: str, rest: str, command: str) -> tuple[int, str]:
    """Return the action's number and the words after it as they were typed, or refuse."""
    number, words = numbered(example, rest, command)
    return number, unescaped(words)


# The help's row of each: another example, where the help shows one, and what it does.
_HELP: Final[Mapping[str, tuple[str, str]]] = {
    "edit": ("", "every field in one form"),
    "deputy": ("", "who is asked while its owner is away"),
    "away": (
        "away from 4 Jan to 15 Jan",
        "or away @person; add: can finish, to keep what they have",
    ),
    "back": ("back", "or back @person"),
    "snooze": ("", "you hear of it then; its date stays"),
    "handover": ("handover @person to @person", "offers all that somebody holds to another"),
    "after": ("", "it waits for these; none ends that"),
    "phase": ("", "phases lists them all"),
    "repeat": ("", "it comes round again; never ends that"),
    "gaps": ("", "top tips and areas that no action answers"),
    "answers": ("", "what an action answers; answers 12 not TIP-b takes it back"),
    "status": ("", "where things stand; status help shows what else"),
    "distance": ("distance", "for leads: now against 3, 6 and 12 months ago, by theme or by team"),
    "measures": (
        "measures",
        "for leads: what is measured; measure 3 = 72 of 80 writes a reading down",
    ),
    "report": (
        "report",
        "for leads: the month as a document and a workbook; also report quarter scrutiny",
    ),
    "pack": ("pack", "for leads, when an inspector rings: everything in one file"),
    "chart": ("", "a picture; also chart distance, chart audits, chart calendar"),
}
_NO_HELP: Final[Mapping[str, str]] = {
    "phases": "it stands in the row of phase",
    "measure": "it stands in the row of measures",
}


def commands(verbs: Mapping[str, Verb], *names: str) -> tuple[type[Command], ...]:
    """Return verbs that are not one class each yet as if they were; these alone, if named."""
    return tuple(_command(name, verbs[name]) for name in names or verbs)


def _command(name: str, verb: Verb) -> type[Command]:
    def read(_: type[Command], rest: str, command: str) -> Request:
        return verb.read(rest, command)

    help_example, summary = _HELP.get(name, ("", ""))
    known: dict[str, Any] = {
        "name": name,
        "example": verb.example,
        "synonyms": verb.synonyms,
        "read": classmethod(read),
        "help_example": help_example,
        "summary": summary,
        "no_help": _NO_HELP.get(name, ""),
    }
    return type(f"Typed{name.title()}", (Command,), known)
