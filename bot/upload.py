"""Gives somebody a file in their direct messages.

The three steps of https://docs.slack.dev/messaging/working-with-files#upload. A file that arrives
twice, because a step was tried again, does no harm: a calendar knows an event by its UID.
"""

from urllib.request import Request, urlopen

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.messages.invite import FILE_TYPE, Invite

STEPS = 3


def upload(client: WebClient, user: str, made: Invite) -> None:
    """Send a file to one person; SlackApiError or OSError if Slack does not take it."""
    number = leave(client, made)
    opened = client.conversations_open(users=user)
    share(client, str(opened["channel"]["id"]), number, made.title)


def leave(client: WebClient, made: Invite) -> str:
    """Leave a file with Slack, where nobody sees it until it is shared; return its id there.

    It may be repeated freely: Slack throws away what is never shared.
    """
    sent = made.text.encode()
    granted = client.files_getUploadURLExternal(filename=made.filename, length=len(sent))
    _put(str(granted["upload_url"]), sent, client.timeout)
    return str(granted["file_id"])


def share(
    client: WebClient, channel: str, number: str, title: str, words: str | None = None
) -> SlackResponse:
    """Show a file that was left with Slack in a conversation, below some words."""
    return client.files_completeUploadExternal(
        files=[{"id": number, "title": title}], channel_id=channel, initial_comment=words
    )


def _put(address: str, sent: bytes, timeout_s: int) -> None:
    request = Request(address, sent, {"Content-Type": FILE_TYPE})
    with urlopen(request, timeout=timeout_s) as answer:
        answer.read()
