"""What the readers of typed words share: numbers, people, reasons, and refusals with an example."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.actions.requests import Request
from db.errors import RefusedError

# `<@U012AB3CD>` or `<@U012AB3CD|name>`, as a mention arrives when the manifest asks for escaping:
# https://docs.slack.dev/interactivity/implementing-slash-commands
MENTION = r"<@(?P<person>[UW][A-Z0-9]+)(?:\|[^>]*)?>"
NUMBER = r"#?(?P<number>\d{1,9})"


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


def split_reason(words: str) -> tuple[str, str]:
    """Part what was said from its reason, which follows "because" or a colon."""
    parts = re.split(r"(?:^|[\s,;]+)because\s+|:\s+", words, maxsplit=1, flags=re.IGNORECASE)
    said, why = [*parts, ""][:2]
    return said.strip(), why.strip()


def unescaped(text: str) -> str:
    """Return what people typed: Slack escapes exactly & < >; a mention stays readable as @name."""
    named = re.sub(r"<[@#][A-Z0-9]+\|([^>]*)>", r"@\1", text)
    return html.unescape(named)
