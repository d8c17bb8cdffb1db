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


@dataclass(frozen=True)
class Share:
    """One request's part of what a person may ask; it is one until it says that it wrote more."""

    require: Callable[[], None]
    wrote: Callable[[int], None]


NO_LIMIT: Final = Share(lambda: None, lambda _: None)


@dataclass
class FairShare:
    """Counts who asks, and the actions each writes; after a restart everybody begins anew.

    A request that changes several actions counts as so many. It is not refused for its own size,
    which its form bounds, so nothing is ever half done: whoever is over waits with the next one.
    """

    at_once: int = 5  # of the threads that carry out what is asked
    most: int = 200
    within_s: float = 600.0
    seconds: Callable[[], float] = uptime
    _running: Counter[str] = field(default_factory=Counter)
    _asked: dict[str, deque[tuple[float, int]]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    @contextmanager
    def taken(self, user: str) -> Iterator[Share]:
        """Count a request while it is carried out; its share refuses it if it is one too many.

        `require` raises RefusedError then, which says when there is room again.
        """
        refusal = self._enter(user)

        def require() -> None:
            if refusal is not None:
                raise refusal

        try:
            yield Share(require, lambda rows: self._wrote(user, rows))
        finally:
            self._leave(user)

    def _enter(self, user: str) -> RefusedError | None:
        now = self.seconds()
        with self._lock:
            self._running[user] += 1
            asked = self._asked.setdefault(user, deque())
            while asked and asked[0][0] <= now - self.within_s:
                asked.popleft()
            if self._running[user] > self.at_once:
                return RefusedError(AT_ONCE)
            if sum(count for _, count in asked) >= self.most:
                return RefusedError(self._too_often(self._free_at(asked) - now))
            asked.append((now, 1))
            return None

    def _wrote(self, user: str, rows: int) -> None:
        """Count what a request wrote beyond the one that it was counted as."""
        with self._lock:
            if rows > 1:
                self._asked.setdefault(user, deque()).append((self.seconds(), rows - 1))

    def _free_at(self, asked: deque[tuple[float, int]]) -> float:
        """Return when so much of it is over that there is room for one more."""
        left = sum(count for _, count in asked)
        for at, count in asked:
            left -= count
            if left < self.most:
                return at + self.within_s
        raise AssertionError("what is empty has room")

    def _leave(self, user: str) -> None:
        now = self.seconds()
        with self._lock:
            self._running -= Counter([user])
            last = {who: asked[-1][0] for who, asked in self._asked.items() if asked}
            kept = {who for who, at in last.items() if at > now - self.within_s}
            self._asked = {who: asked for who, asked in self._asked.items() if who in kept}

    def _too_often(self, wait_s: float) -> str:
        within, wait = (max(1, ceil(seconds / 60)) for seconds in (self.within_s, wait_s))
        return (
            f"You asked for or changed {self.most} things or more within {within} minutes, so I "
            "left this one: nothing of it was saved, and all before it was. Please go on in "
            f"{wait} min. Many actions at once are quicker as a file: drop it into a direct "
            "message to me."
        )
