"""workspace.json: who and what the workspace has."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from pathlib import Path
from typing import Any

from localslack.kinds import DefinitionError, Json

NEEDED = {"team": ("id", "name"), "bot": ("user_id", "bot_id", "app_id", "name")}
EACH_NEEDS = {"users": ("id", "name"), "channels": ("id", "name"), "commands": ("command",)}


@dataclass(frozen=True)
class Bot:
    """The one app installed in the workspace."""

    user_id: str
    bot_id: str
    app_id: str
    name: str
    token: str = "xoxb-local"
    app_token: str = "xapp-local"
    signing_secret: str = "local-signing-secret-of-32-letters"


@dataclass(frozen=True)
class Definition:
    """A workspace as its file describes it."""

    team: Json
    bot: Bot
    scopes: tuple[str, ...] = ()
    commands: tuple[Json, ...] = ()
    shortcuts: tuple[Json, ...] = ()
    events: frozenset[str] = frozenset()
    users: tuple[Json, ...] = ()
    channels: tuple[Json, ...] = ()
    start: datetime | None = field(default=None)
    requests: Mapping[str, str] = field(default_factory=dict)  # the address for each kind
    loses_values: bool = False  # of inputs that keep their names when a modal is updated


def load(path: Path) -> Json:
    """Read a workspace file; raise DefinitionError when it is missing or is not JSON."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DefinitionError(f"Cannot read {path}: {error.strerror}.") from error
    except ValueError as error:
        raise DefinitionError(f"{path} is not JSON: {error}.") from error
    if not isinstance(found, dict):
        raise DefinitionError(f"{path} must hold one JSON object, as localslack/README.md shows.")
    return found


def parse(given: Mapping[str, Any]) -> Definition:
    """Return the definition; raise DefinitionError naming the first thing that is wrong."""
    for part, names in NEEDED.items():
        _need(given.get(part), names, f'"{part}"')
    for part, names in EACH_NEEDS.items():
        for number, one in enumerate(given.get(part, ())):
            _need(one, names, f'"{part}" number {number + 1}')
    unknown = sorted(set(given["bot"]) - {one.name for one in fields(Bot)})
    if unknown:
        raise DefinitionError(f'The workspace file\'s "bot" knows no {", ".join(unknown)}.')
    return Definition(
        team=dict(given["team"]),
        bot=Bot(**given["bot"]),
        scopes=tuple(given.get("scopes", ())),
        commands=tuple(given.get("commands", ())),
        shortcuts=tuple(given.get("shortcuts", ())),
        events=frozenset(given.get("events", ())),
        users=tuple(given.get("users", ())),
        channels=tuple(given.get("channels", ())),
        start=_start(given.get("start")),
        requests=_requests(given),
        loses_values=bool(given.get("loses_values")),
    )


def _requests(given: Mapping[str, Any]) -> Mapping[str, str]:
    """Return where an app without Socket Mode is told things, from its manifest's settings."""
    settings = given.get("settings", {})
    kinds = {"events_api": "event_subscriptions", "interactive": "interactivity"}
    found = {kind: settings.get(part, {}).get("request_url") for kind, part in kinds.items()}
    known = {kind: str(address) for kind, address in found.items() if address}
    urls = [one.get("url") for one in given.get("commands", ())]
    if known and not (known.keys() == kinds.keys() and all(urls)):
        raise DefinitionError("Over HTTP, events, interactivity and each command need an address.")
    return known


def _need(one: object, names: tuple[str, ...], where: str) -> None:
    missing = [name for name in names if not isinstance(one, dict) or name not in one]
    if missing:
        raise DefinitionError(f"The workspace file's {where} needs {' and '.join(missing)}.")


def _start(given: str | None) -> datetime | None:
    if given is None:
        return None
    try:
        start = datetime.fromisoformat(given)
    except ValueError as error:
        raise DefinitionError(f'"start" is not a time: {given}.') from error
    if start.tzinfo is None:
        raise DefinitionError('"start" needs a zone, as in 2026-03-04T09:00:00+00:00.')
    return start
