"""Gives somebody a file in their direct messages.

The three steps of https://docs.slack.dev/messaging/working-with-files#upload. A file that arrives
twice, because a step was tried again, does no harm: a calendar knows an event by its UID.
"""

from urllib.request import Request, urlopen

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.slack.blocks import Answer
from bot.slack.file_answer import Sendable

STEPS = 3


def upload(client: WebClient, user: str, made: Sendable) -> None:
    """Send a file to one person; SlackApiError or OSError if Slack does not take it."""
    number = leave(client, made)
    opened = client.conversations_open(users=user)
    share(client, str(opened["channel"]["id"]), number, made.title)


def bring(client: WebClient, user: str, answer: Answer) -> None:
    """Make and send the files that go with an answer, if there are any."""
    if answer.file is not None:
        upload(client, user, answer.file())
    for made in answer.files() if answer.files is not None else ():
        upload(client, user, made)


def leave(client: WebClient, made: Sendable) -> str:
    """Leave a file with Slack, where nobody sees it until it is shared; return its id there.

    It may be repeated freely: Slack throws away what is never shared.
    """
    sent = made.content
    granted = client.files_getUploadURLExternal(
        filename=made.filename, length=len(sent), alt_txt=made.alt or None
    )
    _put(str(granted["upload_url"]), sent, made.media_type, client.timeout)
    return str(granted["file_id"])


def share(
    client: WebClient, channel: str, number: str, title: str, words: str | None = None
) -> SlackResponse:
    """Show a file that was left with Slack in a conversation, below some words."""
    return client.files_completeUploadExternal(
        files=[{"id": number, "title": title}], channel_id=channel, initial_comment=words
    )


def _put(address: str, sent: bytes, media_type: str, timeout_s: int) -> None:
    request = Request(address, sent, {"Content-Type": media_type})
    with urlopen(request, timeout=timeout_s) as answer:
        answer.read()
