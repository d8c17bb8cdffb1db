"""What the bot says, checked and put in its place."""

import json
from dataclasses import replace
from typing import Any

from localslack.blockkit.surfaces import checked_blocks
from localslack.context import Context
from localslack.kinds import Json, SlackError
from localslack.records import Message
from localslack.replies import Reply

# https://docs.slack.dev/reference/methods/chat.postMessage: recommended and hard limits.
CUT_AT = 4_000
MOST_TEXT = 40_000
# Slack documents metadata_too_large but gives no number: this one is ours.
MOST_METADATA = 16_000
CUT_WARNING: Json = {
    "warnings": ["message_truncated"],
    "messages": ["[WARN] The message was cut: `text` shows up to 4,000 characters."],
}


def written(given: Json) -> Json:
    """Return the fields of a message as an app wrote it; raise Slack's refusal."""
    text, blocks = str(given.get("text") or ""), given.get("blocks") or []
    if not text.strip() and not blocks and not given.get("attachments"):
        raise SlackError("no_text")
    if len(text) > MOST_TEXT:
        raise SlackError("msg_too_long")
    return {
        "text": text[:CUT_AT],
        "blocks": checked_blocks(blocks),
        "metadata": checked_metadata(given.get("metadata")),
        "mrkdwn": given.get("mrkdwn", True),
        "parse": _parse(given),
        "thread_ts": given.get("thread_ts") or None,
    }


def warnings(given: Json) -> Json:
    """Return what Slack adds to its answer when it cut the text."""
    return {"response_metadata": CUT_WARNING} if len(given.get("text") or "") > CUT_AT else {}


def checked_metadata(metadata: Any) -> Json | None:  # noqa: ANN401 - what an app sent
    """Return a message's metadata; raise `invalid_metadata_format` or `metadata_too_large`."""
    if not metadata:
        return None
    if not isinstance(metadata, dict) or not isinstance(metadata.get("event_payload"), dict):
        raise SlackError("invalid_metadata_format")
    if not isinstance(metadata.get("event_type"), str):
        raise SlackError("invalid_metadata_format")
    if len(json.dumps(metadata)) > MOST_METADATA:
        raise SlackError("metadata_too_large")
    return metadata


def post_reply(context: Context, reply: Reply, given: Json) -> None:
    """Do what was posted to a response_url; raise Slack's refusal."""
    original = _original(context, reply)
    if given.get("delete_original"):
        if original:
            context.delete(original)
    elif given.get("replace_original") and original:
        fields = written(given)
        context.change(replace(original, text=fields["text"], blocks=fields["blocks"]))
    else:
        context.say(_reply_message(context, reply, given))
    reply.left -= 1


def _original(context: Context, reply: Reply) -> Message | None:
    if reply.message_ts is None:
        return None
    try:
        return context.records.message(reply.channel, reply.message_ts)
    except SlackError:
        return None


def _reply_message(context: Context, reply: Reply, given: Json) -> Message:
    public = given.get("response_type") == "in_channel"
    return Message(
        channel=reply.channel,
        ts=context.clock.next_ts(),
        user=context.definition.bot.user_id,
        ephemeral_for=None if public else reply.user,
        **written(given),
    )


def _parse(given: Json) -> str | None:
    return "full" if given.get("link_names") else given.get("parse")
