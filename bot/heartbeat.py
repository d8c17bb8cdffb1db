"""The heartbeat: a file the running bot touches, whose age `live-audit healthcheck` looks at.

A file, not a row: it belongs to one process on one machine, and it must not need the database.
"""

import os
import tempfile
import time
from hashlib import sha256
from pathlib import Path
from typing import Final

from bot.settings import Settings

MISSED_TICKS = 3
ALLOWANCE_S = 30
DEAF: Final = "deaf"


def write(settings: Settings, *, is_reachable: bool = True) -> None:
    """Write the heartbeat, and whether Slack can reach the bot.

    The bot does so as long as its jobs succeed, and at once when Slack cannot reach it any more.
    """
    path(settings).write_text("" if is_reachable else DEAF)


def is_deaf(settings: Settings) -> bool:
    """Say whether nobody could reach the bot when it last wrote its heartbeat."""
    try:
        return path(settings).read_text() == DEAF
    except FileNotFoundError:
        return False


def is_alive(settings: Settings) -> bool:
    """Say whether the last heartbeat is younger than three ticks and half a minute."""
    try:
        age = time.time() - path(settings).stat().st_mtime
    except FileNotFoundError:
        return False
    return age < MISSED_TICKS * settings.tick_seconds + ALLOWANCE_S


def path(settings: Settings) -> Path:
    """Return the file: one for each folder, database and user on a machine.

    The folder counts because a database's address may be relative to it.
    """
    place = f"{Path.cwd()} {settings.database_url.get_secret_value()}"
    name = sha256(place.encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"live-audit-{os.getuid()}-{name}.alive"
