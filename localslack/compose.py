"""What a person types: commands and messages; and the shortcuts they choose."""

from dataclasses import dataclass

from localslack.context import Context
from localslack.kinds import Json, PageError, SlackError
from localslack.payloads import message_json
from localslack.posting import post_reply
from localslack.records import Channel, Message
from localslack.told import UnheardError, called, domain, on_screen, person, place, tell, who
from localslack.typed import command_text, message_text, rich_text


async def command(context: Context, user: str, channel_id: str, typed: str) -> Json:
    """Type a slash command; the outcome says whether the bot acknowledged it."""
    channel = place(context, user, channel_id)
    name, _, text = typed.strip().partition(" ")
    known = {one["command"]: one for one in context.definition.commands}
    if name not in known:
        return _failed(context, user, channel, f"{name} is not a valid command.")
    should_escape = bool(known[name].get("should_escape"))
    said = command_text(text.strip(), should_escape, lambda one: _label(context, one))
    path = context.replies.give(user, channel.id)
    payload = _command_payload(context, user, channel) | {"command": name, "text": said}
    payload["response_url"] = context.url + path
    try:
        answer = await tell(context, "slash_commands", payload)
        context.streams.tell([user], "typed", channel=channel.id, ts=context.clock.next_ts())
        if answer:
            post_reply(context, context.replies.find(path.rpartition("/")[2]), answer)
    except (UnheardError, SlackError) as error:
        return _failed(context, user, channel, f'{name} failed with the error "{error}"')
    return {"outcome": "acknowledged"}


@dataclass(frozen=True)
class Spot:
    """Where a message goes: into a conversation, or below a message of it."""

    channel: str
    thread_ts: str | None = None


def refuse_no_thread(context: Context, user: str, where: Spot) -> None:
    """Refuse a place below a message that only one person sees."""
    if where.thread_ts is None:
        return
    if on_screen(context, user, where.channel, where.thread_ts).ephemeral_for is not None:
        raise PageError("A message that only one person sees has no thread.")


def message(context: Context, user: str, where: Spot, text: str) -> Json:
    """Post a plain message; the bot hears of it where it listens."""
    channel = place(context, user, where.channel)
    if not text.strip():
        raise PageError("A message needs some text.")
    refuse_no_thread(context, user, where)
    said = Message(
        channel.id,
        context.clock.next_ts(),
        user,
        message_text(text),
        blocks=rich_text(text),
        thread_ts=where.thread_ts,
    )
    context.say(said)
    publish(context, channel, said)
    return {"ts": said.ts}


async def shortcut(context: Context, user: str, callback_id: str) -> Json:
    """Choose a global shortcut."""
    _refuse_unless(context, callback_id, "global")
    return await _chosen(context, user, callback_id, {"type": "shortcut"})


async def message_shortcut(
    context: Context, user: str, callback_id: str, channel_id: str, ts: str
) -> Json:
    """Choose a shortcut from the menu of a message, as Slack's message_action tells of it."""
    _refuse_unless(context, callback_id, "message")
    chosen = on_screen(context, user, channel_id, ts)
    if chosen.ephemeral_for is not None:
        raise PageError("A message that only one person sees has no shortcuts.")
    channel = context.records.channel(channel_id)
    path = context.replies.give(user, channel.id)
    payload = {
        "type": "message_action",
        "channel": {"id": channel.id, "name": called(channel)},
        "message_ts": chosen.ts,
        "message": message_json(context.definition, chosen),
        "response_url": context.url + path,
    }
    return await _chosen(context, user, callback_id, payload)


async def _chosen(context: Context, user: str, callback_id: str, told: Json) -> Json:
    payload = who(context, user) | {
        "callback_id": callback_id,
        "trigger_id": context.modals.trigger(user),
        "action_ts": context.clock.next_ts(),
    }
    try:
        await tell(context, "interactive", payload | told)
    except UnheardError as unheard:
        text = f'The shortcut failed with the error "{unheard}"'
        return _failed(context, user, context.records.im_of(user), text)
    return {"outcome": "acknowledged"}


def _refuse_unless(context: Context, callback_id: str, kind: str) -> None:
    for one in context.definition.shortcuts:
        if one["callback_id"] == callback_id:
            if one.get("type", "global") != kind:
                raise PageError(f'"{callback_id}" is no {kind} shortcut.')
            return
    raise PageError(f'There is no shortcut "{callback_id}".', status=404)


def _command_payload(context: Context, user: str, channel: Channel) -> Json:
    team = context.definition.team
    return {
        "token": "local",
        "team_id": team["id"],
        "team_domain": domain(context),
        "channel_id": channel.id,
        "channel_name": called(channel),
        "user_id": user,
        "user_name": person(context, user)["name"],
        "api_app_id": context.definition.bot.app_id,
        "is_enterprise_install": "false",
        "trigger_id": context.modals.trigger(user),
    }


def _failed(context: Context, user: str, channel: Channel, text: str) -> Json:
    context.streams.tell([user], "failed", channel=channel.id, text=text)
    return {"outcome": "failed", "text": text}


def _label(context: Context, id_: str) -> str | None:
    """Return the name of a person, the bot or a channel, as a mention carries it."""
    bot = context.definition.bot
    if id_ == bot.user_id:
        return bot.name
    if id_ in context.records.users:
        return str(context.records.users[id_]["name"])
    channel = context.records.channels.get(id_)
    return channel.name if channel else None


def _sort(channel: Channel) -> str:
    return "group" if channel.is_private else "channel"


def publish(context: Context, channel: Channel, said: Message) -> None:
    """Tell the bot of a message, where it is and listens."""
    kind = channel.kind if channel.kind != "channel" else _sort(channel)
    event = message_json(context.definition, said) | {
        "channel": channel.id,
        "channel_type": kind,
        "event_ts": said.ts,
    }
    bot = context.definition.bot.user_id
    if bot not in channel.members:
        return
    context.events.publish(f"message.{kind}" if "im" in kind else f"message.{kind}s", event)
    if kind != "im" and f"<@{bot}>" in said.text:
        context.events.publish("app_mention", event | {"type": "app_mention"})
