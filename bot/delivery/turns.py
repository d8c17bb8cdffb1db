"""Gives each sender of a bot the next message, and looks up once for all of them whose turn it is.

To look among thousands that wait costs more than to claim one. So what was found serves for as long
as Slack takes for a post: what has just happened waits no longer behind what everybody gets.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Final

from bot.delivery.retry import RetryPolicy
from db.models import Message
from db.outbox import claims
from db.outbox.claims import Due
from db.session import Database

LOOKED_UP: Final = 100
SERVES_S: Final = 0.1


@dataclass(frozen=True)
class Claim:
    """A message in our hands, since when and until when by the monotonic clock, in seconds."""

    message: Message
    begun: float
    until: float


class Turns:
    """What is due, in its order, for the senders of one process."""

    def __init__(
        self,
        database: Database,
        now: Callable[[], datetime],
        monotonic: Callable[[], float],
        policy: RetryPolicy,
    ) -> None:
        self._database, self._now, self._monotonic = database, now, monotonic
        self._terms = policy.terms
        self._due = deque[Due]()
        self._looked_at = monotonic()
        self._lock = Lock()

    def look(self) -> int:
        """Look up whose turn it is; return for how many there is something."""
        with self._lock:
            self._look_up()
            return len(self._due)

    def claim(self) -> Claim | None:
        """Claim the next message that can be had, or none where others have all that is due."""
        chosen, is_new = self._next(is_new=False)
        while chosen is not None:
            begun = self._monotonic()
            with self._database.begin() as session:
                message = claims.claim(session, chosen, self._now(), self._terms)
            if message is not None:
                return Claim(message, begun, begun + self._terms.lease.total_seconds())
            chosen, is_new = self._next(is_new=is_new)
        return None

    def _next(self, *, is_new: bool) -> tuple[Due | None, bool]:
        """Return whose turn is next, and whether it was looked up for whoever asks.

        Nobody looks twice for one message: what others just then claim would be found again.
        """
        with self._lock:
            is_old = self._monotonic() - self._looked_at >= SERVES_S
            if not is_new and (is_old or not self._due):
                self._look_up()
                is_new = True
            return (self._due.popleft() if self._due else None), is_new

    def _look_up(self) -> None:
        self._looked_at = self._monotonic()
        with self._database.read() as session:
            self._due = deque(claims.due(session, self._now(), self._terms.pace, LOOKED_UP))
