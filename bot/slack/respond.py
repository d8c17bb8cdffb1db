"""Puts an answer in front of the person who asked."""

import html
import logging
from typing import Any

from slack_bolt import Respond

from bot.slack.blocks import Answer

log = logging.getLogger(__name__)

OK = 200


def show(respond: Respond, answer: Answer, *, replace: bool = False) -> None:
    """Answer through a response_url; only the person who asked sees it.

    https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
    """
    sent = respond(
        text=notification(answer),
        blocks=list(answer.blocks),
        response_type="ephemeral",
        replace_original=replace,
        unfurl_links=False,
        unfurl_media=False,
    )
    if sent.status_code != OK:  # it never raises
        log.warning("an answer was refused by Slack with status %s", sent.status_code)


def payload(answer: Answer) -> dict[str, Any]:
    """Return an answer as the arguments of chat.postMessage and chat.update."""
    return {"text": notification(answer), "blocks": list(answer.blocks)}


def notification(answer: Answer) -> str:
    """Return the text of a notification, in which Slack finds nothing to mention or link.

    A zero-width space parts each @ from its word: escaping alone leaves a literal @everyone alive.
    """
    return html.escape(answer.text, quote=False).replace("@", "@\u200b")
