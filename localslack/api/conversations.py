"""The conversations.* methods."""

from localslack.api.arguments import Arguments
from localslack.api.paging import page
from localslack.context import Context
from localslack.kinds import Json, SlackError
from localslack.payloads import channel_json, message_json
from localslack.records import Channel, Message, not_a_member

MOST = 999
MOST_IN_GROUP = 8  # besides the bot itself


def open_im(context: Context, args: Arguments) -> Json:
    """conversations.open: the bot's DM with one person, or its group message with several."""
    if args.text("channel"):
        channel = context.records.channel(args.text("channel"))
    else:
        channel = _im_with(context, args.needed("users", "users_list_not_supplied"))
    whole = channel_json(channel, context.definition)
    shown = whole if args.flag("return_im") else {"id": channel.id}
    return {"no_op": True, "already_open": True, "channel": shown}


def history(context: Context, args: Arguments) -> Json:
    """conversations.history: newest first, metadata when asked for."""
    channel = _joined(context, args)
    found = [one for one in context.records.messages(channel.id) if _in_history(one, args)]
    shown, metadata = page(found[::-1], args, 100, MOST)
    with_metadata = args.flag("include_all_metadata")
    messages = [message_json(context.definition, m, with_metadata=with_metadata) for m in shown]
    more = bool(metadata["response_metadata"]["next_cursor"])
    return {"messages": messages, "has_more": more, "pin_count": 0, **(metadata if more else {})}


def info(context: Context, args: Arguments) -> Json:
    """conversations.info"""
    channel = _known(context, args)
    return {"channel": channel_json(channel, context.definition)}


def members(context: Context, args: Arguments) -> Json:
    """conversations.members, in pages."""
    channel = _known(context, args)
    shown, metadata = page(channel.members, args, 100, MOST)
    return {"members": shown, **metadata}


def list_channels(context: Context, args: Arguments) -> Json:
    """conversations.list, in pages; public channels unless `types` says otherwise."""
    types = (args.text("types") or "public_channel").replace(" ", "").split(",")
    ims = [context.records.im_of(user) for user in context.records.users]
    bot = context.definition.bot.user_id
    everything = (*context.records.channels.values(), *ims)
    found = [one for one in everything if _type(one) in types]
    # A private channel is listed to its members only.
    found = [one for one in found if not one.is_private or bot in one.members]
    if args.flag("exclude_archived"):
        found = [one for one in found if not one.is_archived]
    shown, metadata = page(found, args, 100, MOST)
    return {"channels": [channel_json(one, context.definition) for one in shown], **metadata}


def join(context: Context, args: Arguments) -> Json:
    """conversations.join: the bot becomes a member of a public channel."""
    channel = context.records.channel(args.needed("channel", "channel_not_found"))
    bot = context.definition.bot.user_id
    if channel.is_private:
        raise SlackError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise SlackError("is_archived")
    if bot not in channel.members:
        channel = context.records.join(channel, bot)
        return {"channel": channel_json(channel, context.definition)}
    return {"channel": channel_json(channel, context.definition), "warning": "already_in_channel"}


def _im_with(context: Context, users: str) -> Channel:
    if "," in users:
        return _group_with(context, tuple(one.strip() for one in users.split(",")))
    if context.records.user(users).get("deleted"):
        raise SlackError("user_disabled")
    return context.records.im_of(users)


def _group_with(context: Context, users: tuple[str, ...]) -> Channel:
    if len(users) > MOST_IN_GROUP:
        raise SlackError("too_many_users")
    if any(context.records.user(one).get("deleted") for one in users):
        raise SlackError("user_disabled")
    return context.records.group_of(users)


def _joined(context: Context, args: Arguments) -> Channel:
    channel = _known(context, args)
    if context.definition.bot.user_id not in channel.members:
        raise not_a_member(channel)
    return channel


def _known(context: Context, args: Arguments) -> Channel:
    """Return a channel; a private one is there for its members alone."""
    channel = context.records.channel(args.needed("channel", "channel_not_found"))
    if channel.is_private and context.definition.bot.user_id not in channel.members:
        raise not_a_member(channel)
    return channel


def _in_history(message: Message, args: Arguments) -> bool:
    if message.ephemeral_for or message.thread_ts not in (None, message.ts):
        return False
    oldest, latest = (_stamp(args.text(name)) for name in ("oldest", "latest"))
    at = _stamp(message.ts) or 0.0
    if args.flag("inclusive") and at in (oldest, latest):
        return True
    return (oldest is None or at > oldest) and (latest is None or at < latest)


def _stamp(text: str) -> float | None:
    if not text:
        return None
    try:
        return float(text)
    except ValueError as error:
        raise SlackError("invalid_arguments") from error


def _type(channel: Channel) -> str:
    if channel.kind in {"im", "mpim"}:
        return channel.kind
    return "private_channel" if channel.is_private else "public_channel"
