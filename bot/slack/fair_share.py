"""What one person may ask at once and in a while, so that nobody waits behind somebody else."""

from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import ceil
from threading import Lock
from typing import Final

from bot.clock import uptime
from db.errors import RefusedError

AT_ONCE: Final = (
    "I'm still busy with what you asked before, so I left this. Please ask again when you have "
    "those answers."
)


@dataclass
class FairShare:
    """Counts who asks. It is kept in memory: after a restart everybody begins anew."""

    at_once: int = 5  # of the threads that carry out what is asked
    most: int = 200
    within_s: float = 600.0
    seconds: Callable[[], float] = uptime
    _running: Counter[str] = field(default_factory=Counter)
    _asked: dict[str, deque[float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    @contextmanager
    def taken(self, user: str) -> Iterator[Callable[[], None]]:
        """Count a request while it is carried out; what it gives refuses it if it is one too many.

        Raises RefusedError then, which says when there is room again.
        """
        refusal = self._enter(user)

        def require() -> None:
            if refusal is not None:
                raise refusal

        try:
            yield require
        finally:
            self._leave(user)

    def _enter(self, user: str) -> RefusedError | None:
        now = self.seconds()
        with self._lock:
            self._running[user] += 1
            asked = self._asked.setdefault(user, deque())
            while asked and asked[0] <= now - self.within_s:
                asked.popleft()
            if self._running[user] > self.at_once:
                return RefusedError(AT_ONCE)
            if len(asked) >= self.most:
                return RefusedError(self._too_often(asked[0] + self.within_s - now))
            asked.append(now)
            return None

    def _leave(self, user: str) -> None:
        now = self.seconds()
        with self._lock:
            self._running -= Counter([user])
            last = {who: asked[-1] for who, asked in self._asked.items() if asked}
            kept = {who for who, at in last.items() if at > now - self.within_s}
            self._asked = {who: asked for who, asked in self._asked.items() if who in kept}

    def _too_often(self, wait_s: float) -> str:
        within, wait = (max(1, ceil(seconds / 60)) for seconds in (self.within_s, wait_s))
        return (
            f"You asked me {self.most} things within {within} minutes, so I left this one. Please "
            f"go on in {wait} min. Many actions at once are quicker as a file: drop it into a "
            "direct message to me."
        )
