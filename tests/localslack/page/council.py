"""The workspace that the page's tests look at."""

from collections.abc import Iterator
from itertools import count
from typing import Any

MANAGER = "U01"
WORKER = "U02"
LEAD = "U03"
PEOPLE = [
    {"id": MANAGER, "name": "team.manager", "real_name": "Team Manager, Permanence"}
    | {"title": "Team managers", "tz": "Europe/London", "tips": ["/action list", "/status"]},
    {"id": WORKER, "name": "social.worker", "real_name": "Social Worker, Permanence"}
    | {"title": "Practitioners", "tz": "Europe/London"},
    {"id": LEAD, "name": "assistant.director", "real_name": "Assistant Director, Safeguarding"}
    | {"title": "Leads", "tz": "Europe/London"},
]
BOT = {"user_id": "UBOT", "bot_id": "BBOT", "app_id": "A1", "name": "Live audit"}
COMMANDS = [
    {
        "command": "/action",
        "description": "Keep actions moving",
        "usage_hint": "add | list | done 12",
    },
    {"command": "/audit", "description": "This month's live audits", "usage_hint": "mine"},
]
SHORTCUT = {"name": "Add an action", "callback_id": "add_action", "type": "global"}
MESSAGE_SHORTCUT = {"name": "Keep this", "callback_id": "keep", "type": "message"}
CHANNELS = [f"C{number:02}" for number in range(1, 81)]


def definition() -> dict[str, Any]:
    """Return the workspace, with a channel for each test so that none sees another's messages."""
    everyone = [MANAGER, WORKER, LEAD, "UBOT"]
    return {
        "team": {"id": "T1", "name": "Sample Council"},
        "bot": BOT,
        "scopes": ["commands", "chat:write", "im:write", "users:read"],
        "commands": [{"should_escape": True} | command for command in COMMANDS],
        "shortcuts": [SHORTCUT, MESSAGE_SHORTCUT],
        "events": ["app_home_opened"],
        "users": PEOPLE,
        "channels": [
            {"id": one, "name": f"room-{one.lower()}", "topic": "For one test", "members": everyone}
            for one in CHANNELS
        ],
        "start": "2026-11-20T16:30:00+00:00",
    }


def channels() -> Iterator[str]:
    """Give out the channels one by one."""
    return (CHANNELS[number] for number in count())
