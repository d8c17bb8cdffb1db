"""Whose account on the server a command is typed under: what its events say of who it was."""

import os
import pwd
from collections.abc import Mapping


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
