"""Lists in pages, with Slack's opaque cursors."""

import base64
import binascii
from collections.abc import Sequence
from typing import TypeVar

from localslack.api.arguments import Arguments
from localslack.kinds import Json, SlackError

Item = TypeVar("Item")
PREFIX = "next:"


def page(
    items: Sequence[Item], args: Arguments, default: int, most: int
) -> tuple[list[Item], Json]:
    """Return this page's items and its response_metadata; raise `invalid_cursor`."""
    start, size = _start(args.text("cursor")), args.number("limit", default, most)
    if start > len(items):
        raise SlackError("invalid_cursor")
    end = start + size
    cursor = _cursor(end) if end < len(items) else ""
    return list(items[start:end]), {"response_metadata": {"next_cursor": cursor}}


def _cursor(start: int) -> str:
    return base64.b64encode(f"{PREFIX}{start}".encode()).decode()


def _start(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        decoded = base64.b64decode(cursor, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError) as error:
        raise SlackError("invalid_cursor") from error
    number = decoded.removeprefix(PREFIX)
    if not decoded.startswith(PREFIX) or not number.isdigit():
        raise SlackError("invalid_cursor")
    return int(number)
