"""Whose account on the server a command is typed under: what its events say of who it was."""

import os
import pwd
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.context import WorkContext
    from db.session import Session


def typed_work(session: "Session", at: datetime | None = None) -> "WorkContext":
    """Return a unit of work, done now or `at` a time, as whoever types the command does it."""
    from bot.cli.speak import now_here
    from db.context import WorkContext

    return WorkContext(session, None, at or now_here(), by=typed_here())


def typed_here() -> str:
    """Return the account that this command runs as."""
    return typed_by(os.getuid(), os.environ)


def typed_by(uid: int, environment: Mapping[str, str]) -> str:
    """Return the account that a command runs as, or for root whoever became root with sudo.

    Anybody may set a variable, so of the environment only root's is believed, who could write
    anything into the database anyway.
    """
    by = environment.get("SUDO_USER", "") if uid == 0 else ""
    try:
        return by or pwd.getpwuid(uid).pw_name
    except KeyError:  # as in a container that runs under a number alone
        return f"account {uid}"
