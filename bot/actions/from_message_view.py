"""The form for an action that is made of a message in Slack."""

import re
from collections.abc import Mapping
from typing import Any

from bot.actions.forms_view import filled_in, form
from bot.actions.view import ActionRenderContext
from bot.slack.blocks import aside
from bot.slack.parsing import unescaped
from bot.slack.view_state import ViewState
from db import privacy
from db.models.action import TITLE_LENGTH

SOURCE = "Slack message"
_ENDS = re.compile(r"(?<=[.!?])\s+|\n")
_LINK = re.compile(r"<(?:https?|mailto|tel):[^|>]*\|?([^>]*)>")
_EMOJI = re.compile(r":[a-z0-9_+-]+:")
_STYLE = re.compile(r"(?<!\w)([*_~`])(\S(?:.*?\S)?)\1(?!\w)")
_MENTION = re.compile(r"<@[A-Z0-9]+>")


def view(
    message: Mapping[str, Any], origin: ViewState, context: ActionRenderContext
) -> dict[str, Any]:
    """Return the form, its first field filled in from the message's first sentence.

    A message that holds personal data fills nothing in, whichever of its sentences holds it.
    """
    text = str(message.get("text") or "")
    kind = privacy.find(f"{text}\n{_readable(text)}", context.today)
    title = "" if kind else first_sentence(text)
    made = filled_in(form("add", None, origin, context), {"title": title, "source": SOURCE})
    said = "It keeps a link to the message." if origin.link else ""
    if kind:
        said = f"The message seems to hold {kind.label}, so none of its words were taken. {said}"
    elif not title:
        said = f"The message holds no words to take. {said}"
    return made | {"blocks": [*([aside(said.strip())] if said else []), *made["blocks"]]}


def first_sentence(text: str) -> str:
    """Return the first sentence of a message as people read it, whole words and 300 characters."""
    sentences = (part.strip(" \t*_~>•-") for part in _ENDS.split(_readable(text)))
    first = next((part for part in sentences if part), "").rstrip(".")
    if len(first) <= TITLE_LENGTH:
        return first
    return first[:TITLE_LENGTH].rpartition(" ")[0] or first[:TITLE_LENGTH]


def _readable(text: str) -> str:
    without = _MENTION.sub("", _EMOJI.sub("", _LINK.sub(r"\1", text)))
    return re.sub(r"[ \t]+", " ", _STYLE.sub(r"\2", unescaped(without)))
