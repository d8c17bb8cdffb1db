"""The heartbeat: a file the running bot touches, whose age `live-audit healthcheck` looks at.

A file, not a row: it belongs to one process on one machine, and it must not need the database.
"""

import os
import tempfile
import time
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.settings import Settings

MISSED_TICKS = 3
ALLOWANCE_S = 30
DEAF: Final = "deaf"


def write(settings: "Settings", *, is_reachable: bool = True) -> None:
    """Write the heartbeat, and whether Slack can reach the bot.

    The bot does so as long as its jobs succeed, and at once when Slack cannot reach it any more.
    """
    path(settings).write_text("" if is_reachable else DEAF)


def is_deaf(settings: "Settings") -> bool:
    """Say whether nobody could reach the bot when it last wrote its heartbeat."""
    return _says_deaf(path(settings))


def is_alive(settings: "Settings") -> bool:
    """Say whether the last heartbeat is younger than three ticks and half a minute."""
    return _is_young(path(settings), settings.tick_seconds)


def is_well(url: str, tick_seconds: int) -> bool:
    """Say whether a bot with this database is alive and can be reached."""
    file = _file_of(url)
    return _is_young(file, tick_seconds) and not _says_deaf(file)


def path(settings: "Settings") -> Path:
    """Return the file: one for each folder, database and user on a machine.

    The folder counts because a database's address may be relative to it.
    """
    return _file_of(settings.database_url.get_secret_value())


def _file_of(url: str) -> Path:
    name = sha256(f"{Path.cwd()} {url}".encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"live-audit-{os.getuid()}-{name}.alive"


def _says_deaf(file: Path) -> bool:
    try:
        return file.read_text() == DEAF
    except FileNotFoundError:
        return False


def _is_young(file: Path, tick_seconds: int) -> bool:
    try:
        age = time.time() - file.stat().st_mtime
    except FileNotFoundError:
        return False
    return age < MISSED_TICKS * tick_seconds + ALLOWANCE_S
