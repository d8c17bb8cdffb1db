"""Every method of the Web API that is here, with the token and the scopes it needs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from localslack.api import chat, conversations, files, users, views
from localslack.api.arguments import Arguments
from localslack.context import Context
from localslack.kinds import Json

Handler = Callable[[Context, Arguments], Json]


@dataclass(frozen=True)
class Method:
    """How a method is answered. A scope ending in ":*" depends on the sort of conversation."""

    answer: Handler
    scope: str | None = None
    token: str = "bot"


OPENED = "im|mpim:write"  # by how many people it is opened with

METHODS: Mapping[str, Method] = {
    "apps.connections.open": Method(users.open_connection, token="app"),
    "auth.test": Method(users.auth_test, token="any"),
    "bots.info": Method(users.bot_info, "users:read"),
    "chat.delete": Method(chat.delete, "chat:write"),
    "chat.getPermalink": Method(chat.permalink),
    "chat.postEphemeral": Method(chat.post_ephemeral, "chat:write"),
    "chat.postMessage": Method(chat.post_message, "chat:write"),
    "chat.update": Method(chat.update, "chat:write"),
    "conversations.history": Method(conversations.history, "*:history"),
    "conversations.info": Method(conversations.info, "*:read"),
    "conversations.join": Method(conversations.join, "channels:join"),
    "conversations.list": Method(conversations.list_channels, "*:read"),
    "conversations.members": Method(conversations.members, "*:read"),
    "conversations.open": Method(conversations.open_im, OPENED),
    "files.completeUploadExternal": Method(files.complete_upload, "files:write"),
    "files.getUploadURLExternal": Method(files.upload_url, "files:write"),
    "files.info": Method(files.info, "files:read"),
    "reactions.add": Method(chat.react, "reactions:write"),
    "team.info": Method(users.team_info, "team:read"),
    "users.info": Method(users.info, "users:read"),
    "users.list": Method(users.list_users, "users:read"),
    "users.lookupByEmail": Method(users.by_email, "users:read.email"),
    "views.open": Method(views.open_view),
    "views.publish": Method(views.publish),
    "views.push": Method(views.push),
    "views.update": Method(views.update),
}

LISTED = {"public_channel": "channels", "private_channel": "groups", "im": "im", "mpim": "mpim"}


def needed_scopes(method: Method, context: Context, args: Arguments) -> list[str]:
    """Return the scopes this call needs."""
    if method.scope is None:
        return []
    family, _, right = method.scope.partition(":")
    if method.scope == OPENED:
        return ["mpim:write" if "," in args.text("users") else "im:write"]
    if family != "*":
        return [method.scope]
    return [f"{one}:{right}" for one in _families(context, args)]


def _families(context: Context, args: Arguments) -> list[str]:
    named = args.text("channel")
    if not named:
        types = args.text("types") or "public_channel"
        return [LISTED[one.strip()] for one in types.split(",") if one.strip() in LISTED]
    if named.startswith("D"):
        return ["im"]
    channel = context.records.channels.get(named)
    if channel and channel.kind == "mpim":
        return ["mpim"]
    return ["groups" if channel and channel.is_private else "channels"]
