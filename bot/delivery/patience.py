"""Whether delivery goes on: what one sender learns of Slack, all of them heed."""

from collections.abc import Callable
from datetime import timedelta
from threading import Event, Lock


class Patience:
    """Knows how long Slack wants to be left alone, and when the senders are to end their round.

    `outage` returns the wait after Slack was not reached so many times in a row.
    """

    def __init__(self, monotonic: Callable[[], float], outage: Callable[[int], timedelta]) -> None:
        self._monotonic, self._outage = monotonic, outage
        self._quiet_until = self._outage_until = self._outage_since = monotonic()
        self._setbacks = 0
        self._lock = Lock()
        self._stopping, self._round_over = Event(), Event()

    @property
    def is_stopping(self) -> bool:
        """Say whether the bot is about to end."""
        return self._stopping.is_set()

    @property
    def is_over(self) -> bool:
        """Say whether nothing more is to be posted for now."""
        if self.is_stopping or self._round_over.is_set():
            return True
        return self._monotonic() < max(self._quiet_until, self._outage_until)

    def begin_round(self) -> None:
        """Let the senders begin again, unless the bot stops or Slack is to be left alone."""
        self._round_over.clear()

    def end_round(self) -> None:
        """Let every sender end what it is at, and begin nothing more in this round."""
        self._round_over.set()

    def stop(self) -> None:
        """Begin nothing more, for good."""
        self._stopping.set()

    def leave_alone(self, pause: timedelta) -> None:
        """Leave Slack alone for as long as it asks."""
        with self._lock:
            until = self._monotonic() + pause.total_seconds()
            self._quiet_until = max(self._quiet_until, until)

    def not_reached(self, begun: float) -> None:
        """Wait for Slack to be there again; `begun` is when whoever did not reach it began.

        Those who were at it when the first noticed have met the same outage, not another.
        """
        with self._lock:
            if begun < self._outage_since:
                return
            self._setbacks += 1
            self._outage_since = self._monotonic()
            pause = self._outage(self._setbacks)
            self._outage_until = self._outage_since + pause.total_seconds()

    def was_taken(self) -> None:
        """Note that Slack took a message: the next outage begins anew."""
        self._setbacks = 0

    def good_sign(self) -> None:
        """Take note that Slack is there again: what waits for it need wait no longer."""
        with self._lock:
            self._setbacks = 0
            self._outage_until = self._monotonic()
