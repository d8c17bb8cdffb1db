"""Notices that the process was stopped for a while, so that what lay in its buffers is old.

A command bears no time. What is read right after a pause may have waited through all of it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

from bot.clock import uptime

BEAT_S: Final = 0.25
PAUSE_S: Final = 1.5
READ_UP_S: Final = 1.0  # for so long after a pause the buffers are read


@dataclass
class FreezeDetector:
    """Knows the last moment before a pause for as long as its leavings are read."""

    seconds: Callable[[], float] = uptime
    beat_s: float = BEAT_S
    _last: float = field(init=False)
    _before: float | None = None
    _read_up_at: float = 0.0
    _lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self._last = self.seconds()

    def beat(self) -> None:
        """Note that the process runs."""
        self.arrival()

    def arrival(self) -> float:
        """Return since when what is read now may have waited; that is now, but after a pause."""
        with self._lock:
            now = self.seconds()
            if now - self._last > PAUSE_S:
                self._before, self._read_up_at = self._last, now + READ_UP_S
            self._last = now
            if self._before is not None and now < self._read_up_at:
                return self._before
            self._before = None
            return now
