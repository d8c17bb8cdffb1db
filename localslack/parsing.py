"""Whom Slack would notify and what it would link, by its own parsing rules.

https://docs.slack.dev/messaging/formatting-message-text and the text object's `verbatim`. Where
the documents leave it open whether something is parsed, it counts: a witness errs to the safe side.
"""

import re
from collections.abc import Iterator
from typing import Any

from localslack.kinds import Json
from localslack.records import Message

EXPLICIT = re.compile(r"<([^<>\n]+)>")
BROADCAST = re.compile(r"(?<![A-Za-z0-9@/.])@(everyone|here|channel)(?![A-Za-z0-9])", re.IGNORECASE)
ADDRESS = re.compile(r"\b(?:https?://|mailto:|www\.)[^\s<>|]+", re.IGNORECASE)
SPECIAL = ("!channel", "!here", "!everyone", "!group")
Found = tuple[str, str]


def found_in(message: Message) -> Json:
    """Return `mentions` and `links`, each of `text` and of `blocks`.

    A mention is a user's id, `!channel`, `!here`, `!everyone` or `!subteam^S1`; a link its address.
    """
    found = {
        "text": list(in_text(message.text, automatic=message.mrkdwn and message.parse != "none")),
        "blocks": list(in_blocks(message.blocks)),
    }
    return {
        name: {part: [what for kind, what in all_ if kind == name] for part, all_ in found.items()}
        for name in ("mentions", "links")
    }


def in_text(text: str, *, automatic: bool) -> Iterator[Found]:
    """Yield what mrkdwn mentions and links; `automatic` adds what is found in plain words."""
    for mark in EXPLICIT.findall(text):
        yield from _explicit(mark)
    if automatic:
        rest = EXPLICIT.sub(" ", text)
        for name in BROADCAST.findall(rest):
            yield "mentions", f"!{name.lower()}"
        for address in ADDRESS.findall(rest):
            yield "links", address


def in_blocks(part: Any) -> Iterator[Found]:  # noqa: ANN401 - any part of a block
    """Yield what blocks mention and link: mrkdwn by its text, rich text by its elements."""
    if isinstance(part, list):
        for one in part:
            yield from in_blocks(one)
    elif isinstance(part, dict):
        if part.get("type") == "mrkdwn" and isinstance(part.get("text"), str):
            yield from in_text(part["text"], automatic=not part.get("verbatim"))
        else:
            yield from _element(part)
            for one in part.values():
                yield from in_blocks(one)


def _explicit(mark: str) -> Iterator[Found]:
    target = mark.partition("|")[0]
    if target.startswith("@"):
        yield "mentions", target[1:]
    elif target in SPECIAL or target.startswith("!subteam^"):
        yield "mentions", target
    elif ADDRESS.match(target):
        yield "links", target


def _element(part: Json) -> Iterator[Found]:
    kind = part.get("type")
    if kind == "user" and "user_id" in part:
        yield "mentions", part["user_id"]
    elif kind == "usergroup" and "usergroup_id" in part:
        yield "mentions", f"!subteam^{part['usergroup_id']}"
    elif kind == "broadcast" and "range" in part:
        yield "mentions", f"!{part['range']}"
    elif kind in ("link", "button", "date") and part.get("url"):
        yield "links", part["url"]
