"""Reads what is typed after `add`: one action, or several, one a line."""

import re
from typing import Final

from bot.actions.requests import ME, Add, AddSeveral, OpenForm, Request
from bot.actions.words import wrong
from bot.slack.parsing import MENTION, unescaped

ADD: Final = "add @owner by Fri 4 Dec: Finalise the strategy"
# "- ", "* ", "• ", a dash, "1. " or "1) ", as lists are pasted.
_MARK: Final = re.compile(r"^\s*(?:[-*•\u2013]|\d{1,3}[.)])\s+")
_NUMBERS: Final = r"#\d{1,9}(?:(?:\s*,\s*|\s+and\s+|\s+)#\d{1,9})*"
_AFTER: Final = rf"after\s+(?P<after>{_NUMBERS})"
_DUE: Final = r"by\s+(?P<due>[^:]+?)"
_HEAD: Final = tuple(
    re.compile(rf"{head}\s*:\s*(?P<title>.*)", re.IGNORECASE | re.DOTALL)
    for head in (rf"{_DUE}\s+{_AFTER}", rf"{_AFTER}\s+{_DUE}", _AFTER, _DUE)
)


def read_add(rest: str, command: str) -> Request:
    """Read what follows `add`: nothing opens the form, and several lines are several actions."""
    lines = lines_of(rest)
    if not lines:
        return OpenForm("add")
    return AddSeveral(tuple(lines)) if len(lines) > 1 else read_line(lines[0], command)


def is_list(text: str) -> bool:
    """Say whether a text is a pasted list: two lines or more, each with its mark."""
    lines = [line for line in text.splitlines() if line.strip()]
    return len(lines) > 1 and all(_MARK.match(line) for line in lines)


def lines_of(text: str) -> list[str]:
    """Return the lines that say something, without the marks of a list."""
    lines = (_MARK.sub("", line).strip() for line in text.splitlines())
    return [line for line in lines if line]


def read_line(line: str, command: str) -> Add:
    """Read one action: `@owner by Fri 4 Dec after #7: words`, of which only the words are needed.

    Raises RefusedError with a right example.
    """
    owner, rest = _leading_owner(line, command)
    for head in _HEAD:
        found = head.fullmatch(rest)
        if found:
            parts = found.groupdict()
            after = re.findall(r"\d+", parts.get("after") or "")
            due = (parts.get("due") or "").strip() or None
            return _titled(parts["title"], command, owner, due, tuple(map(int, after)))
    if re.match(r"(?:by|after\s+#\d+)\s", f"{rest} ", re.IGNORECASE):
        raise wrong(ADD, "Put a colon before what is to be done.", command)
    return _titled(rest.removeprefix(":").strip(), command, owner, None, ())


def _leading_owner(rest: str, command: str) -> tuple[str | None, str]:
    found = re.match(rf"(?:{MENTION}|(?P<me>me)(?=\s+(?:by|after)\s|\s*:))", rest, re.IGNORECASE)
    if found:
        return found["person"] or ME, rest[found.end() :].strip()
    if rest.startswith("@"):
        raise wrong(ADD, "Pick the owner from the list that Slack offers as you type @.", command)
    return None, rest


def _titled(
    title: str, command: str, owner: str | None, due: str | None, after: tuple[int, ...]
) -> Add:
    words = unescaped(title.strip())
    if not words:
        raise wrong(ADD, "Say what is to be done.", command)
    return Add(words, owner, due, after=after)
