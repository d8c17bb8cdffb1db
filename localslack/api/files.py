"""The files.* methods: the three steps of an upload, as Slack has them since 2024; and files.info.

https://docs.slack.dev/messaging/working-with-files#upload
"""

from localslack.api.arguments import Arguments
from localslack.context import Context
from localslack.kinds import Json, SlackError
from localslack.records import Message, not_a_member
from localslack.sharing import file_json

# https://docs.slack.dev/reference/methods/files.getUploadURLExternal, alt_txt_too_large
LONGEST_ALT = 1000


def upload_url(context: Context, args: Arguments) -> Json:
    """files.getUploadURLExternal: where to send a file of this name and length."""
    name, length = args.needed("filename"), args.text("length")
    if not length.isdigit() or length == "0":
        raise SlackError("invalid_arguments")
    file_id = f"F{context.clock.next_ts().replace('.', '')}"
    alt = args.text("alt_txt")
    if len(alt) > LONGEST_ALT:
        raise SlackError("alt_txt_too_large")
    kept = {"id": file_id, "name": name, "length": int(length), "alt_txt": alt}
    context.records.keep_file(kept)
    return {"upload_url": f"{context.url}/upload/{file_id}", "file_id": file_id}


def complete_upload(context: Context, args: Arguments) -> Json:
    """files.completeUploadExternal: share what was sent, in one message of the bot's."""
    asked = args.nested("files")
    if not isinstance(asked, list) or not asked:
        raise SlackError("invalid_arguments")
    shared = [_finished(context, one) for one in asked]
    if args.text("channel_id"):
        _share(context, args, shared)
    return {"files": [{"id": one["id"], "title": one["title"]} for one in shared]}


def info(context: Context, args: Arguments) -> Json:
    """files.info: what is known of a file, with the address of its content."""
    return {"file": file_json(context, context.records.file(args.needed("file")))}


def _finished(context: Context, asked: Json) -> Json:
    found = context.records.file(str(asked.get("id", "")))
    if "data" not in found:
        raise SlackError("file_not_found")
    titled = found | {"title": asked.get("title") or found["name"]}
    context.records.keep_file(titled)
    return file_json(context, titled)


def _share(context: Context, args: Arguments, shared: list[Json]) -> None:
    channel = context.records.channel(args.text("channel_id"))
    bot = context.definition.bot.user_id
    if bot not in channel.members:
        raise not_a_member(channel)
    context.say(
        Message(
            channel=channel.id,
            ts=context.clock.next_ts(),
            user=bot,
            text=args.text("initial_comment"),
            files=shared,
        )
    )
