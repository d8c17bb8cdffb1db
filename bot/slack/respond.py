"""Puts an answer in front of the person who asked."""

import html
import json
from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse
from slack_sdk.webhook import WebhookResponse

from bot.slack.blocks import Answer
from bot.slack.clients import reply_client
from bot.slack.pages import one_page, pages

OK = 200


def show(
    asked_with: WebClient, response_url: str, answer: Answer, *, replace: bool = False
) -> None:
    """Answer through a response_url, as patiently as the client that it was asked with.

    Only the person who asked sees it. Raises one of CALL_ERRORS where Slack does not take it: one
    that is spent or late refuses.
    https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
    """
    client = reply_client(response_url, asked_with.timeout)
    for number, page in enumerate(pages(answer)):
        sent = client.send(
            text=notification(page),
            blocks=list(page.blocks),
            response_type="ephemeral",
            replace_original=replace and number == 0,
            unfurl_links=False,
            unfurl_media=False,
        )
        if sent.status_code != OK:  # it never raises for a status
            raise _refused(sent)


@dataclass(frozen=True)
class Posted:
    """One message of an answer, and where it stands."""

    page: Answer
    channel: str
    ts: str


def post(client: WebClient, channel: str, answer: Answer) -> list[Posted]:
    """Answer in a conversation, or in the direct messages of a person given by their id."""
    posted = []
    for page in pages(answer):
        said = client.chat_postMessage(channel=channel, **payload(page))
        posted.append(Posted(page, str(said["channel"]), str(said["ts"])))
    return posted


def reply_below(client: WebClient, channel: str, ts: str, answer: Answer) -> None:
    """Answer in the thread of a message."""
    client.chat_postMessage(channel=channel, thread_ts=ts, **payload(answer))


def rewrite(client: WebClient, channel: str, ts: str, answer: Answer) -> None:
    """Let an answer take the place of a message."""
    client.chat_update(channel=channel, ts=ts, **payload(answer))


def payload(answer: Answer) -> dict[str, Any]:
    """Return an answer as the arguments of chat.postMessage and chat.update."""
    page = one_page(answer)
    return {"text": notification(page), "blocks": list(page.blocks)}


def notification(answer: Answer) -> str:
    """Return the text of a notification, in which Slack finds nothing to mention or link.

    A zero-width space parts each @ from its word: escaping alone leaves a literal @everyone alive.
    """
    return html.escape(answer.text, quote=False).replace("@", "@\u200b")


def _refused(sent: WebhookResponse) -> SlackApiError:
    try:
        data = json.loads(sent.body)
    except ValueError:
        data = {"ok": False, "error": f"HTTP {sent.status_code}"}
    told = SlackResponse(
        client=None,
        http_verb="POST",
        api_url="response_url",
        req_args={},
        data=data,
        headers=sent.headers,
        status_code=sent.status_code,
    )
    return SlackApiError("an answer was refused", told)  # type: ignore[no-untyped-call]  # slack_sdk leaves it untyped
