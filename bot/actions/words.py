"""What the readers of typed words share that are not ported to `bot.slack.registry` yet."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.slack.parsing import NUMBER, unescaped
from bot.slack.registry import Request
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
