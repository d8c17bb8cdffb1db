"""How Slack writes down what a person typed."""

import re
from collections.abc import Callable

from localslack.kinds import Json

PICKED = re.compile(r"<(@U\w+|#C\w+)>")
ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def escaped(text: str) -> str:
    """Return text with the three characters Slack escapes."""
    return re.sub("[&<>]", lambda found: ESCAPES[found[0]], text)


def command_text(text: str, should_escape: bool, names: Callable[[str], str | None]) -> str:
    """Return a command's text as the bot receives it.

    With `should_escape`, a picked `<@U01>` or `<#C01>` carries its name, `names` permitting, and
    the rest is escaped; without, the bot gets plain `@name` and `#name`.
    """

    def picked(mark: str) -> str:
        name = names(mark[1:])
        if name is None:
            return escaped(f"<{mark}>")
        return f"<{mark}|{name}>" if should_escape else f"{mark[0]}{name}"

    parts = PICKED.split(text)  # text, mark, text, mark, ... text
    plain = escaped if should_escape else str
    return "".join(picked(part) if n % 2 else plain(part) for n, part in enumerate(parts))


def message_text(text: str) -> str:
    """Return a message's text as Slack stores it: picked names stay, the rest is escaped."""
    parts = PICKED.split(text)
    return "".join(f"<{part}>" if n % 2 else escaped(part) for n, part in enumerate(parts))


def rich_text(text: str) -> list[Json]:
    """Return the blocks Slack gives a typed message, `text` as typed."""
    elements: list[Json] = []
    for number, part in enumerate(PICKED.split(text)):
        if number % 2 == 0:
            elements += [{"type": "text", "text": part}] if part else []
        elif part.startswith("@"):
            elements.append({"type": "user", "user_id": part[1:]})
        else:
            elements.append({"type": "channel", "channel_id": part[1:]})
    section = {"type": "rich_text_section", "elements": elements}
    return [{"type": "rich_text", "block_id": "typed", "elements": [section]}]
