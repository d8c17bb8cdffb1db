"""Telling the bot what a person did, and waiting for its acknowledgement."""

from localslack.context import Context
from localslack.kinds import Json, PageError, SlackError
from localslack.records import Channel, Message
from localslack.sockets import Envelope, NoBotError, RefusedError

TROUBLE = "We had some trouble connecting. Try again?"


class UnheardError(Exception):
    """The bot did not acknowledge in time, or there is none: Slack's word for it."""


async def tell(context: Context, kind: str, payload: Json) -> Json:
    """Tell the bot and return the payload of its acknowledgement; raise UnheardError."""
    # Slack takes a payload back for commands and submissions only.
    accepts = kind == "slash_commands" or payload.get("type") == "view_submission"
    try:
        return await context.line.send(Envelope(kind, payload, accepts_response=accepts))
    except TimeoutError as error:
        raise UnheardError("operation_timeout") from error
    except NoBotError as error:
        raise UnheardError("dispatch_failed") from error
    except RefusedError as error:
        raise UnheardError("dispatch_unknown_error") from error


def who(context: Context, user_id: str) -> Json:
    """Return the part of an interactive payload that says who did it, and where."""
    team, bot = context.definition.team, context.definition.bot
    user = person(context, user_id)
    return {
        "user": {
            "id": user["id"],
            "username": user["name"],
            "name": user["name"],
            "team_id": team["id"],
        },
        "team": {"id": team["id"], "domain": domain(context)},
        "api_app_id": bot.app_id,
        "token": "local",
        "enterprise": None,
        "is_enterprise_install": False,
    }


def domain(context: Context) -> str:
    """Return the workspace's domain, from its name."""
    return str(context.definition.team["name"]).lower().replace(" ", "-")


def person(context: Context, user_id: str) -> Json:
    """Return a person who is still in the workspace; raise PageError."""
    user = context.records.users.get(user_id)
    if user is None or user.get("deleted"):
        raise PageError(f'There is no one here with the id "{user_id}".', status=404)
    return user


def place(context: Context, user_id: str, channel_id: str) -> Channel:
    """Return a channel that the person is in; raise PageError."""
    person(context, user_id)
    try:
        channel = context.records.channel(channel_id)
    except SlackError as error:
        raise PageError(f'There is no channel with the id "{channel_id}".', status=404) from error
    if user_id not in channel.members:
        raise PageError(f'{user_id} is not in the channel "{channel.name}".', status=403)
    return channel


def called(channel: Channel) -> str:
    """Return what a payload calls a conversation."""
    return "directmessage" if channel.kind == "im" else channel.name


def on_screen(context: Context, user: str, channel_id: str, ts: str) -> Message:
    """Return a message that is shown to a person, or refuse in a sentence."""
    try:
        message = context.records.message(channel_id, ts)
    except SlackError as error:
        raise PageError("That message is no longer there.", status=404) from error
    if user not in context.audience(message):
        raise PageError("That message is not shown to this person.", status=403)
    return message
