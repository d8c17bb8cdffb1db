"""How the log is written: one line for each thing that happened, times in UTC, no user text."""

import logging
from datetime import UTC, datetime
from typing import Final

# What each library may say at the most: below this they write payloads and rows, which hold
# people's words, or a line for every tick.
AT_MOST: Final = {
    "alembic": logging.WARNING,
    "apscheduler": logging.WARNING,
    "slack_bolt": logging.INFO,
    "slack_sdk": logging.INFO,
    "sqlalchemy": logging.WARNING,
    "urllib3": logging.INFO,
    "websocket": logging.INFO,
}


class _Formatter(logging.Formatter):
    """Writes the time, the level and what happened; a traceback stands below, without variables."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s [%(level)-8s] %(message)s")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802
        at = datetime.fromtimestamp(record.created, UTC)
        return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  (the library's name)
        """Return the line, the level in small letters."""
        record.level = record.levelname.lower()
        return super().formatMessage(record)


def configure(level: str) -> None:
    """Send every library's log and our own to standard error in one form."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Formatter())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name, most in AT_MOST.items():
        logging.getLogger(name).setLevel(max(most, logging.getLogger().level))
