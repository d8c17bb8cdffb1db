"""A person hands in files in a conversation: their bytes are kept, and the bot hears of it.

https://docs.slack.dev/reference/events/message/file_share
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import quote

from localslack.compose import Spot, publish, refuse_no_thread
from localslack.context import Context
from localslack.kinds import Json, PageError, mimetype
from localslack.records import Message
from localslack.told import place
from localslack.typed import message_text, rich_text

MOST_FILES = 10
LARGEST = 50_000_000


@dataclass(frozen=True)
class Chosen:
    """A file as the page sends it."""

    name: str
    content: bytes


def share(context: Context, user: str, where: Spot, text: str, chosen: Sequence[Chosen]) -> Json:
    """Post files, with a text or without; the bot hears of it where it listens."""
    channel = place(context, user, where.channel)
    refuse_no_thread(context, user, where)
    if not 0 < len(chosen) <= MOST_FILES:
        raise PageError(f"A message takes 1 to {MOST_FILES} files.")
    if any(len(one.content) > LARGEST for one in chosen):
        raise PageError(f"A file has {LARGEST // 1_000_000} MB at most.")
    files = [file_json(context, _kept(context, user, one)) for one in chosen]
    said = Message(
        channel.id,
        context.clock.next_ts(),
        user,
        message_text(text),
        blocks=rich_text(text) if text.strip() else [],
        files=files,
        subtype="file_share",
        thread_ts=where.thread_ts,
    )
    context.say(said)
    publish(context, channel, said)
    return {"ts": said.ts, "files": [file["id"] for file in files]}


def _kept(context: Context, user: str, chosen: Chosen) -> Json:
    name = PurePath(chosen.name.replace("\\", "/")).name or "file"
    record = {
        "id": f"F{context.clock.next_ts().replace('.', '')}",
        "name": name,
        "title": name,
        "length": len(chosen.content),
        "data": base64.b64encode(chosen.content).decode(),
        "user": user,
    }
    context.records.keep_file(record)
    return record


def file_json(context: Context, record: Json) -> Json:
    """Return a file as files.info does (https://docs.slack.dev/reference/objects/file-object).

    `url_private` is for the page, whose person is signed in; `url_private_download` wants a token.
    """
    file_id, name, quoted = record["id"], record["name"], quote(record["name"], safe="")
    return {
        "id": file_id,
        "name": name,
        "title": record.get("title") or name,
        "mimetype": mimetype(name),
        "alt_txt": record.get("alt_txt", ""),
        "filetype": PurePath(name).suffix.removeprefix(".").lower() or "binary",
        "size": record["length"],
        "user": record.get("user", context.definition.bot.user_id),
        "mode": "hosted",
        "is_external": False,
        "url_private": f"{context.url}/files/{file_id}/{quoted}",
        "url_private_download": f"{context.url}/files-pri/{file_id}/download/{quoted}",
    }
