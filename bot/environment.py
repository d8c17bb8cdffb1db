"""Where the settings stand: in the environment, and in a file for what that does not say."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

ENV_FILE: Final = Path(".env")
# As they are where neither says otherwise: for settings that are asked about without reading all.
DATABASE_URL: Final = "sqlite:///bot.db"
TICK_SECONDS: Final = "60"


def kept_in_file() -> Mapping[str, str]:
    """Return what .env says, by the settings' own names; raise OSError or UnicodeDecodeError."""
    from dotenv import dotenv_values

    return _by_name(dotenv_values(ENV_FILE))


def kept(name: str) -> str:
    """Return one setting as it is written, empty where it is not; raise as `kept_in_file` does."""
    return {**kept_in_file(), **_by_name(os.environ)}.get(name, "")


def _by_name(values: Mapping[str, str | None]) -> Mapping[str, str]:
    return {name.lower(): value for name, value in values.items() if value}
