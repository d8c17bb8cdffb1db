"""The sample workspace, as the local Slack reads it (localslack/README.md)."""

from collections.abc import Sequence
from typing import Any, Final

from bot.registry import USAGE
from bot.settings import Settings
from bot.slack import manifest
from db.people.roster import RosterEntry

Json = dict[str, Any]

COUNCIL: Final = "Sample Council"
BOT: Final = {
    "user_id": "UBOT",
    "bot_id": "BBOT",
    "app_id": "A1",
    "name": manifest.NAME,
}
CHANNELS: Final = (
    ("C01", "general", "For everybody in children's services"),
    ("C02", "improvement", "The improvement plan"),
)
ABOVE_ALL: Final = ("Assistant Director", "Quality Assurance Lead")
TEAM_CHANNELS: Final = (
    ("C03", "permanence", "Permanence"),
    ("C04", "mash", "MASH"),
)


def workspace(settings: Settings, people: Sequence[RosterEntry], start: str | None = None) -> Json:
    """Return the workspace: the roster's people, the manifest's app, its channels, its start."""
    app = manifest.manifest(settings, USAGE)
    users = [_user(number, entry, settings) for number, entry in enumerate(people, start=1)]
    return {
        "team": {"id": "T1", "name": COUNCIL},
        "bot": BOT
        | {
            "token": settings.slack_bot_token.get_secret_value(),
            "app_token": settings.slack_app_token.get_secret_value(),
        },
        "scopes": app["oauth_config"]["scopes"]["bot"],
        "commands": [*app["features"]["slash_commands"], _status(settings)],
        "shortcuts": app["features"]["shortcuts"],
        "events": app["settings"]["event_subscriptions"]["bot_events"],
        "users": users,
        "channels": [
            *(_channel(*channel, users) for channel in CHANNELS),
            *(_team_channel(*channel, users, people) for channel in TEAM_CHANNELS),
        ],
        "start": start,
    }


def _status(settings: Settings) -> Json:
    """Slack keeps /status to itself; a workspace may let it arrive, and this one does."""
    return {
        "command": settings.status_command,
        "description": "Where things stand",
        "should_escape": True,
    }


def _user(number: int, entry: RosterEntry, settings: Settings) -> Json:
    return {
        "id": f"U{number:02}",
        "name": entry.email.partition("@")[0],
        "real_name": entry.values["name"],
        "email": entry.email,
        "tz": settings.time_zone.key,
        "title": entry.values["role"],
        "tips": _tips(entry, settings),
    }


def _tips(entry: RosterEntry, settings: Settings) -> list[str]:
    action, status, role = settings.action_command, settings.status_command, entry.values["role"]
    if entry.email in settings.leads:
        return [status, f"{action} list overdue", f"{action} list all"]
    if entry.email in settings.admins:
        return [f"{action} list all", f"{action} add", f"{action} list overdue"]
    if str(role).startswith(("Head", "Team Manager")):
        add = f"{action} add by next Friday: Agree the agenda for the practice week"
        return [f"{action} list team", add, f"{action} done"]
    return [f"{action} list", f"{action} done", f"{action} help"]


def _channel(channel_id: str, name: str, topic: str, users: Sequence[Json]) -> Json:
    members = [*(user["id"] for user in users), BOT["user_id"]]
    return {"id": channel_id, "name": name, "topic": topic, "members": members}


def _team_channel(
    channel_id: str, name: str, team: str, users: Sequence[Json], people: Sequence[RosterEntry]
) -> Json:
    """Return the channel of a team, with the two people above all teams and the bot in it."""
    theirs = [
        user
        for user, entry in zip(users, people, strict=True)
        if entry.values.get("team") == team or entry.values["role"] in ABOVE_ALL
    ]
    return _channel(channel_id, name, f"The {team} team", theirs)
