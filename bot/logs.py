"""How the log is written: one line for each thing that happened, times in UTC, no user text."""

import logging
import re
import time
import traceback
from collections.abc import Callable
from copy import copy
from datetime import UTC, datetime
from types import TracebackType
from typing import Final, TextIO

from db.errors import BusyError, LostError
from db.patterns import pattern
from db.tracing import CURRENT

OURS: Final = frozenset({"bot", "jobs", "db"})
HIDDEN: Final = "***"
MINUTE_S: Final = 60.0
# Slack's tokens, the tickets of its sockets, and passwords as they stand in addresses.
_SECRET: Final = pattern(
    r"(?P<before>\bx(?:ox[a-z](?:\.xox[a-z])?|app)-"
    r"|\bticket=|\b(?:ssl)?password=|://[^\s/:@]*:(?=[^\s/@]*@))[^\s&@'\"]+",
    re.IGNORECASE,
)

ErrorInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


class _Formatter(logging.Formatter):
    """Writes the time, the level, the id of the work and what happened.

    An error's kind and frames stand below.

    What an error says is left out, as are variables and whatever a library says: it may quote what
    somebody wrote. (slack_sdk's warning of a frame it does not know has the whole of it.)
    """

    def __init__(self) -> None:
        super().__init__("%(asctime)s [%(level)-8s]%(work)s %(message)s")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802
        at = datetime.fromtimestamp(record.created, UTC)
        return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  (the library's name)
        """Return the line, the level in small letters; of a library, only where it spoke."""
        shown = copy(record)
        shown.level = record.levelname.lower()
        shown.work = f" [{CURRENT.get()}]" if CURRENT.get() else ""
        if not _is_ours(record):
            shown.message = f"{record.name} spoke at {record.filename}, line {record.lineno}"
        return super().formatMessage(shown)

    def formatException(self, ei: ErrorInfo) -> str:  # noqa: N802  (the library's name)
        """Return the kinds and the frames of an error and of those that led to it."""
        return "\n".join(frames(ei[1])) if ei[1] is not None else ""

    def format(self, record: logging.LogRecord) -> str:
        """Return the whole entry without secrets."""
        ours = copy(record)
        ours.exc_text = None  # where another handler keeps the error as it would write it
        return _SECRET.sub(rf"\g<before>{HIDDEN}", super().format(ours))


class _Quiet(logging.Filter):
    """Lets a library only warn, and of the database's trouble, which meets all, a line a minute."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        super().__init__()
        self._seconds, self._shown_at = seconds, dict[str, float]()

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if not isinstance(error, BusyError | LostError):
            return _is_ours(record) or record.levelno >= logging.WARNING
        record.msg, record.args, record.exc_info = f"the database: {error}", None, None
        now = self._seconds()
        is_news = now - self._shown_at.get(record.msg, -MINUTE_S) >= MINUTE_S
        self._shown_at |= {record.msg: now} if is_news else {}
        return is_news


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name.partition(".")[0] in OURS


def frames(error: BaseException) -> list[str]:
    """Return an error's frames and its kind, without its words, the ones that led to it first."""
    led_to = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    before = [*frames(led_to), "which led to"] if led_to is not None else []
    told = "".join(traceback.format_tb(error.__traceback__)).rstrip()
    return [*before, *filter(None, [told]), type(error).__name__]


def handler(seconds: Callable[[], float] = time.monotonic) -> logging.StreamHandler[TextIO]:
    """Return what writes our log and every library's to standard error in one form."""
    made = logging.StreamHandler()
    made.setFormatter(_Formatter())
    made.addFilter(_Quiet(seconds))
    return made


def configure(level: str) -> None:
    """Send every library's log and our own to standard error."""
    logging.basicConfig(level=level, handlers=[handler()], force=True)
    logging.captureWarnings(True)
