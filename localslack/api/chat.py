"""The chat.* and reactions.* methods."""

from dataclasses import replace

from localslack import reacting
from localslack.api.arguments import Arguments
from localslack.context import Context
from localslack.kinds import Json, SlackError
from localslack.payloads import message_json
from localslack.posting import CUT_AT, warnings, written
from localslack.records import Channel, Message, not_a_member


def post_message(context: Context, args: Arguments) -> Json:
    """chat.postMessage, to a channel, a DM or a person."""
    given = args.message()
    channel = _to(context, args)
    bot = context.definition.bot.user_id
    may_post_anywhere = "chat:write.public" in context.definition.scopes and not channel.is_private
    if bot not in channel.members and not may_post_anywhere:
        raise not_a_member(channel)
    fields = written(given)
    message = context.say(
        Message(channel=channel.id, ts=context.clock.next_ts(), user=bot, **fields)
    )
    return _posted(context, message) | warnings(given)


def post_ephemeral(context: Context, args: Arguments) -> Json:
    """chat.postEphemeral: seen by one member of the channel."""
    given, user = args.message(), args.needed("user")
    channel = _to(context, args)
    if context.definition.bot.user_id not in channel.members:
        raise not_a_member(channel)
    if user not in channel.members:
        raise SlackError("user_not_in_channel")
    message = Message(
        channel=channel.id,
        ts=context.clock.next_ts(),
        user=context.definition.bot.user_id,
        ephemeral_for=user,
        **written(given),
    )
    context.say(message)
    return {"message_ts": message.ts} | warnings(given)


def update(context: Context, args: Arguments) -> Json:
    """chat.update, of the bot's own messages; what is not sent stays as it was."""
    given, message = args.message(), _own(context, args, "cant_update_message")
    if len(given.get("text") or "") > CUT_AT:
        raise SlackError("msg_too_long")
    checked = written({"text": message.text, "blocks": message.blocks, **given})
    fields = ("text", "blocks", "metadata")
    changed: Json = {name: checked[name] for name in fields if name in given}
    if changed.get("text", message.text) != message.text:
        changed["edited"] = {"user": message.user, "ts": context.clock.next_ts()}
    message = context.change(replace(message, **changed))
    return _posted(context, message) | {"text": message.text}


def delete(context: Context, args: Arguments) -> Json:
    """chat.delete, of the bot's own messages."""
    message = _own(context, args, "cant_delete_message")
    context.delete(message)
    return {"channel": message.channel, "ts": message.ts}


def permalink(context: Context, args: Arguments) -> Json:
    """chat.getPermalink: an address in the page."""
    channel = context.records.channel(args.needed("channel"))
    message = context.records.message(channel.id, args.needed("message_ts"))
    address = f"{context.url}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": address}


def react(context: Context, args: Arguments) -> Json:
    """reactions.add"""
    name = args.needed("name", "no_reaction")
    channel = context.records.channel(args.needed("channel", "no_item_specified"))
    message = context.records.message(channel.id, args.needed("timestamp", "no_item_specified"))
    bot = context.definition.bot.user_id
    if reacting.has(message.reactions, name, bot):
        raise SlackError("already_reacted")
    reactions = reacting.with_one(message.reactions, name, bot)
    context.change(replace(message, reactions=reactions))
    return {}


def _to(context: Context, args: Arguments) -> Channel:
    """Return where a message goes; a person's id means their DM."""
    target = args.needed("channel", "channel_not_found")
    if target in context.records.users:
        channel = context.records.im_of(target)
    else:
        channel = context.records.channel(target)
    if channel.is_archived:
        raise SlackError("is_archived")
    if channel.kind == "im" and context.records.user(channel.members[0]).get("deleted"):
        raise SlackError("user_disabled")
    return channel


def _own(context: Context, args: Arguments, otherwise: str) -> Message:
    channel = context.records.channel(args.needed("channel", "channel_not_found"))
    message = context.records.message(channel.id, args.needed("ts", "message_not_found"))
    if message.ephemeral_for:
        raise SlackError("message_not_found")
    if message.user != context.definition.bot.user_id:
        raise SlackError(otherwise)
    return message


def _posted(context: Context, message: Message) -> Json:
    shown = message_json(context.definition, message)
    return {"channel": message.channel, "ts": message.ts, "message": shown}
