"""Gives somebody a file in their direct messages.

The three steps of https://docs.slack.dev/messaging/working-with-files#upload. A file that arrives
twice, because a step was tried again, does no harm: a calendar knows an event by its UID.
"""

from urllib.request import Request, urlopen

from slack_sdk import WebClient

from bot.messages.invite import FILE_TYPE, Invite

WAIT_S = 10.0


def upload(client: WebClient, user: str, made: Invite) -> None:
    """Send a file to one person; SlackApiError or OSError if Slack does not take it."""
    sent = made.text.encode()
    granted = client.files_getUploadURLExternal(filename=made.filename, length=len(sent))
    _put(str(granted["upload_url"]), sent)
    opened = client.conversations_open(users=user)
    client.files_completeUploadExternal(
        files=[{"id": granted["file_id"], "title": made.title}],
        channel_id=opened["channel"]["id"],
    )


def _put(address: str, sent: bytes) -> None:
    request = Request(address, sent, {"Content-Type": FILE_TYPE})
    with urlopen(request, timeout=WAIT_S) as answer:
        answer.read()
