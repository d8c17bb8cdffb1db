"""What was taken from Slack and is not answered yet: nothing more is taken once the bot stops."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Condition


@dataclass
class InFlight:
    """Counts what is on its way through the bot."""

    _idle: Condition = field(default_factory=Condition)
    _handling: int = 0
    _is_over: bool = False

    @contextmanager
    def taken(self) -> Iterator[bool]:
        """Say whether one more may be taken, and count it for as long as the block lasts."""
        with self._idle:
            takes = not self._is_over
            self._handling += takes
        try:
            yield takes
        finally:
            with self._idle:
                self._handling -= takes
                self._idle.notify_all()

    def stop(self) -> None:
        """Take nothing more."""
        self._is_over = True

    def wait_until_idle(self, timeout_s: float) -> bool:
        """Wait until nothing is on its way; say whether that is so."""
        with self._idle:
            return self._idle.wait_for(lambda: self._handling == 0, timeout_s)
