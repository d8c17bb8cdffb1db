"""The heartbeat: a file the running bot touches, whose age `live-audit healthcheck` looks at.

A file, not a row: it belongs to one process on one machine, and it must not need the database.
"""

import os
import tempfile
import time
from hashlib import sha256
from pathlib import Path

from bot.settings import Settings

MISSED_TICKS = 3
ALLOWANCE_S = 30


def write(settings: Settings) -> None:
    """Write the heartbeat; the bot does so as long as its jobs succeed."""
    path(settings).touch()


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
