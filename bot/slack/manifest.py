"""The Slack app's manifest, made from the settings and from what the code calls.

Source: https://docs.slack.dev/reference/app-manifest; each method's and each event's own page there
names the scope it needs.
"""

from dataclasses import dataclass
from typing import Any, Final

from bot.settings import Settings
from bot.vocabulary import our

Manifest = dict[str, Any]

NAME: Final = "Live audit"
INVITE: Final = f"/invite @{NAME}"  # typed in a channel, makes the bot a member of it
DESCRIPTION: Final = (
    f"Keeps improvement actions and {our.live_audits} moving; asks for almost nothing."
)
LONG_DESCRIPTION: Final = (
    f"{NAME} keeps a council's improvement actions: what needs doing, who does it and by when, "
    "with everything that happened to it. It reminds people in the morning, once, on the days "
    f"they work, and tells {our.leads} where things stand. It holds nothing about children or "
    "families."
)
COLOUR: Final = "#1d4f57"

# What the code calls, and the scope that Slack wants for it; no scope is asked for otherwise.
METHODS: Final[dict[str, str | None]] = {
    "apps.connections.open": None,  # the app-level token's own, with connections:write
    "auth.test": None,
    "chat.getPermalink": None,
    "chat.postMessage": "chat:write",
    "chat.update": "chat:write",
    "conversations.history": "im:history",
    "conversations.info": "channels:read",  # whether what goes into a channel is read outside
    "conversations.members": "groups:read",  # the same of a private one
    "conversations.open": "im:write",
    "files.completeUploadExternal": "files:write",
    "files.getUploadURLExternal": "files:write",
    "files.info": "files:read",  # a plan that a lead hands in
    "users.info": "users:read",
    "users.list": "users:read",
    "views.open": None,
    "views.publish": None,
    "views.update": None,
}
EVENTS: Final[dict[str, str | None]] = {
    "app_home_opened": None,
    "app_mention": "app_mentions:read",
    "message.im": "im:history",
    "reaction_added": "reactions:read",  # a tick at a message of its own means done
    "team_join": "users:read",
    "user_change": "users:read",
}
# Commands and shortcuts need the first; people are matched to the roster by the second. Nothing is
# read in channels: see IN_DOUBT.
ALWAYS: Final = ("commands", "users:read.email")
# Where publishing opens a group message of each pair: to open it, and to look there after a crash
# whether the opener has arrived. Slack tells the bot nothing of what the two write in it.
FOR_PAIRS: Final = ("mpim:write", "mpim:history")

REQUESTS: Final = "/slack/events"  # where Slack posts everything to a bot with a PUBLIC_URL

SHORTCUTS: Final = (
    {
        "name": "Add an action",
        "type": "global",
        "callback_id": "add_action",
        "description": "Write down what needs doing, who does it and by when",
    },
    {
        "name": "Where things stand",
        "type": "global",
        "callback_id": "status",
        "description": "The digest: what is overdue, done and coming up",
    },
    {
        "name": "Make this an action",
        "type": "message",
        "callback_id": "make_action",
        "description": "Write down what a message asks for, with a link to it",
    },
)


@dataclass(frozen=True)
class UsageHints:
    """What Slack shows while each command is typed."""

    action: str
    audit: str
    status: str


def manifest(settings: Settings, usage: UsageHints) -> Manifest:
    """Return the manifest for a workspace, with the commands' names from the settings."""
    called = _called_at(settings, "request_url")
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {
            "name": NAME,
            "description": DESCRIPTION,
            "long_description": LONG_DESCRIPTION,
            "background_color": COLOUR,
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": NAME, "always_online": True},
            "shortcuts": [dict(shortcut) for shortcut in SHORTCUTS],
            "slash_commands": commands(settings, usage),
        },
        "oauth_config": {"scopes": {"bot": list(scopes(settings))}},
        "settings": {
            "event_subscriptions": called | {"bot_events": sorted(EVENTS)},
            "interactivity": called | {"is_enabled": True},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not called,
            "token_rotation_enabled": False,
        },
    }


def commands(settings: Settings, usage: UsageHints) -> list[Manifest]:
    """Return the commands Slack lets an app register; STATUS_COMMAND may be Slack's own."""
    commands = [
        _command(
            settings.action_command,
            "Your actions: list, add, done, move, give, note",
            usage.action,
        ),
        _command(
            settings.audit_command,
            f"Your {our.live_audits}: book, held, cannot, swap",
            usage.audit,
        ),
        _command(
            settings.status_alias,
            "Where things stand",
            usage.status,
        ),
    ]
    return [command | _called_at(settings, "url") for command in commands]


def _called_at(settings: Settings, name: str) -> Manifest:
    """Return where Slack posts to, under the name that it has there; nothing in Socket Mode."""
    return {name: settings.public_url + REQUESTS} if settings.public_url else {}


def scopes(settings: Settings | None = None) -> tuple[str, ...]:
    """Return the bot scopes that the methods and events need, and no others."""
    needed = {*METHODS.values(), *EVENTS.values(), *ALWAYS}
    if settings is not None and settings.pair_messages:
        needed.update(FOR_PAIRS)
    return tuple(sorted(scope for scope in needed if scope))


def _command(name: str, description: str, usage_hint: str) -> Manifest:
    command = {"command": name, "description": description, "should_escape": True}
    return command | ({"usage_hint": usage_hint} if usage_hint else {})
