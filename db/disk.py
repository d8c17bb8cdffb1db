"""How much room there is on SQLite's disk; PostgreSQL's is for whoever runs that to see to."""

import os
from pathlib import Path
from typing import Final
from urllib.parse import unquote

MIB: Final = 1 << 20
# For some days of writing, and for the copy into which the file is written anew once a day.
LEAST_ROOM: Final = 100 * MIB


def little_left(url: str, least: int = LEAST_ROOM) -> int | None:
    """Return how many MiB are free beside the file of a SQLite database, if less than `least`.

    None where there is enough, or where nobody can say.
    """
    # Read here: what SQLAlchemy's own reading loads takes longer than all else that is asked.
    backend, _, place = url.partition("://")
    file = unquote(place.removeprefix("/").partition("?")[0])
    if not backend.startswith("sqlite") or not file:
        return None
    try:
        found = os.statvfs(Path(file).parent)
    except OSError:  # the folder is gone, which every unit of work says
        return None
    free = found.f_bavail * found.f_frsize
    return free // MIB if free < least else None
