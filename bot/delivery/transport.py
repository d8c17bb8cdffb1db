"""Slack as the outbox sees it: open a conversation, post into it, look for what was posted."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any, Final, TypeVar

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.delivery.rendered import RenderedMessage
from bot.people.channel_readers import ChannelReaders
from bot.slack.api_errors import CALL_ERRORS, CallFailedError, Meaning, understand
from bot.slack.file_answer import Sendable
from bot.slack.upload import STEPS, leave, share

EVENT_TYPE: Final = "live_audit_message"
TIMEOUT_S: Final = 10
PAGE_SIZE: Final = 200

Answered = TypeVar("Answered")


def outbox_client(token: str, base_url: str, timeout_s: int = TIMEOUT_S) -> WebClient:
    """Return a client that never repeats a call by itself, nor logs what is said.

    The usual one posts again after a broken connection: the same reminder twice.
    """
    quiet = logging.getLogger("bot.delivery.transport.slack_sdk")
    quiet.setLevel(logging.CRITICAL)  # its debug log holds every message; we log the failures
    return WebClient(token, base_url, timeout=timeout_s, retry_handlers=[], logger=quiet)


class SlackTransport:
    """What delivery asks of Slack; each call raises CallFailedError."""

    def __init__(self, client: WebClient, readers: ChannelReaders) -> None:
        self._client = client
        self._readers = readers

    def longest_s(self, rendered: RenderedMessage) -> int:
        """Return how long posting a message may keep us waiting, in seconds."""
        return self._client.timeout * (1 if rendered.file is None else STEPS)

    def open(self, *slack_ids: str) -> str:
        """Return the id of the conversation with somebody, or of the group message of several."""
        users = ",".join(slack_ids)
        opened = _certain(lambda: self._client.conversations_open(users=users))
        return str(opened["channel"]["id"])

    def require_inside(self, channel: str) -> None:
        """Refuse to post into a channel that somebody reads who is nobody to this council."""
        problem = _certain(lambda: self._readers.problem(channel))
        if problem:
            raise CallFailedError(Meaning.REFUSED, problem)

    def post(self, channel: str, rendered: RenderedMessage, token: str) -> str | None:
        """Post a message with its token; return its timestamp in Slack, None of a file.

        A file goes without the token: Slack lets no metadata be given with one, nor tells the
        timestamp (https://docs.slack.dev/reference/methods/files.completeUploadExternal).
        """
        if rendered.file is None:
            return self._say(channel, rendered, token)
        self._bring(channel, rendered.file, rendered.text)
        return None

    def _bring(self, channel: str, file: Sendable, words: str) -> None:
        number = _certain(lambda: leave(self._client, file))
        _call(lambda: share(self._client, channel, number, file.title, words))

    def _say(self, channel: str, rendered: RenderedMessage, token: str) -> str:
        """Post the words.

        Nothing in `text` is turned into a link, mention or preview by Slack:
        https://docs.slack.dev/reference/methods/chat.postMessage, "link_names" and "mrkdwn".
        """
        posted = _call(
            lambda: self._client.chat_postMessage(
                channel=channel,
                text=rendered.text,
                blocks=list(rendered.blocks) or None,
                metadata={"event_type": EVENT_TYPE, "event_payload": {"token": token}},
                mrkdwn=False,
                parse="none",
                link_names=False,
                unfurl_links=False,
                unfurl_media=False,
            )
        )
        return str(posted["ts"])

    def look_for(self, token: str, channel: str, since: datetime) -> str | None:
        """Return the timestamp of the message that carries the token, if it was posted."""
        found = (
            str(message["ts"])
            for message in self._history(channel, since)
            if _token_of(message) == token
        )
        return next(found, None)

    def _history(self, channel: str, since: datetime) -> Iterator[dict[str, Any]]:
        cursor: str | None = None
        while cursor != "":
            page = self._page(channel, since, cursor)
            yield from page["messages"]
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""

    def _page(self, channel: str, since: datetime, cursor: str | None) -> SlackResponse:
        return _certain(
            lambda: self._client.conversations_history(
                channel=channel,
                oldest=f"{since.timestamp():.6f}",
                include_all_metadata=True,
                limit=PAGE_SIZE,
                cursor=cursor,
            )
        )


def _call(call: Callable[[], Answered]) -> Answered:
    try:
        return call()
    except CALL_ERRORS as error:
        raise understand(error) from None


def _certain(call: Callable[[], Answered]) -> Answered:
    """Make a call that may be repeated freely: where nobody knows, Slack was not reached."""
    try:
        return call()
    except CALL_ERRORS as error:
        failed = understand(error)
        unknown = failed.meaning is Meaning.UNKNOWN
        raise (replace(failed, meaning=Meaning.CLOSED) if unknown else failed) from None


def _token_of(message: dict[str, Any]) -> object:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != EVENT_TYPE:
        return None
    return (metadata.get("event_payload") or {}).get("token")
