"""Where the time comes from: this machine or, in the demo, the workspace with a movable clock."""

import json
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Lock
from urllib.request import urlopen

ASK_EVERY_S = 0.5
GIVE_UP_AFTER_S = 2.0
_KNOWS_SLEEP = hasattr(time, "CLOCK_BOOTTIME")  # Linux does

log = logging.getLogger(__name__)


def clock(url: str | None) -> Callable[[], datetime]:
    """Return what tells the time in UTC: this machine or, given a `url`, whoever answers there."""
    return AskedClock(url).now if url else _machine


def uptime() -> float:
    """Return seconds that go on even while the machine sleeps or the process is stopped."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if _KNOWS_SLEEP else time.monotonic()


def _machine() -> datetime:
    return datetime.now(UTC)


@dataclass
class AskedClock:
    """A clock that asks `url` for {"now": ISO time}, and counts on between two answers.

    It asks at most every `ASK_EVERY_S` seconds, so that a clock which was moved is soon noticed.
    While nobody answers it counts on from the last answer, or from the machine's time.
    """

    url: str
    monotonic: Callable[[], float] = time.monotonic
    _answer: datetime = field(default_factory=_machine, init=False)
    _answered_at: float = field(init=False)
    _ask_again_at: float = field(init=False)
    _is_silent: bool = field(default=False, init=False)
    _lock: Lock = field(default_factory=Lock, init=False, repr=False)

    def __post_init__(self) -> None:
        self._answered_at = self._ask_again_at = self.monotonic()

    def now(self) -> datetime:
        with self._lock:
            if self.monotonic() >= self._ask_again_at:
                self._ask()
                self._ask_again_at = self.monotonic() + ASK_EVERY_S
            return self._answer + timedelta(seconds=self.monotonic() - self._answered_at)

    def _ask(self) -> None:
        try:
            answer = _asked(self.url)
        except (OSError, ValueError, KeyError, TypeError) as error:
            if not self._is_silent:
                log.warning("the clock at %s does not answer: %s", self.url, error)
            self._is_silent = True
            return
        self._answer, self._answered_at, self._is_silent = answer, self.monotonic(), False


def _asked(url: str) -> datetime:
    with urlopen(url, timeout=GIVE_UP_AFTER_S) as response:
        told = datetime.fromisoformat(json.load(response)["now"])
    if told.tzinfo is None:
        raise ValueError(f"a time without its zone: {told}")
    return told.astimezone(UTC)
