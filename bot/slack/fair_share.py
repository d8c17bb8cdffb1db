"""What one person may ask at once and in a while, so that nobody waits behind somebody else."""

from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import takewhile
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
class _Lately:
    """What one person asked and wrote in a while, the newest last, and how much that is."""

    counted: deque[tuple[float, int]] = field(default_factory=deque)
    total: int = 0

    @property
    def newest(self) -> float:
        return self.counted[-1][0]

    def add(self, at: float, count: int) -> None:
        self.counted.append((at, count))
        self.total += count

    def forget(self, until: float) -> None:
        while self.counted[0][0] <= until:
            self.total -= self.counted.popleft()[1]

    def falls_below(self, most: int) -> float:
        """Return the time of what must be forgotten for there to be room again."""
        left = self.total
        for at, count in self.counted:
            left -= count
            if left < most:
                return at
        raise AssertionError("what is empty has room")


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
    _asked: dict[str, _Lately] = field(default_factory=dict)  # whoever was silent longest first
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
        with self._lock:
            now = self.seconds()  # here, or whoever waited for the lock stands before an older one
            self._running[user] += 1
            self._forget(user, now - self.within_s)
            asked = self._asked.get(user)
            if self._running[user] > self.at_once:
                return RefusedError(AT_ONCE)
            if asked is not None and asked.total >= self.most:
                free_at = asked.falls_below(self.most) + self.within_s
                return RefusedError(self._too_often(free_at - now))
            self._add(user, now, 1)
            return None

    def _forget(self, user: str, until: float) -> None:
        """Forget what is over of somebody, and everybody of whom all is over."""
        for silent in list(takewhile(lambda who: self._asked[who].newest <= until, self._asked)):
            del self._asked[silent]
        if user in self._asked:
            self._asked[user].forget(until)

    def _wrote(self, user: str, rows: int) -> None:
        """Count what a request wrote beyond the one that it was counted as."""
        with self._lock:
            if rows > 1:
                self._add(user, self.seconds(), rows - 1)

    def _add(self, user: str, at: float, count: int) -> None:
        asked = self._asked.pop(user, None) or _Lately()
        asked.add(at, count)
        self._asked[user] = asked  # behind all who were silent for longer

    def _leave(self, user: str) -> None:
        with self._lock:
            self._running[user] -= 1
            if not self._running[user]:
                del self._running[user]

    def _too_often(self, wait_s: float) -> str:
        within, wait = (max(1, ceil(seconds / 60)) for seconds in (self.within_s, wait_s))
        return (
            f"You asked for or changed {self.most} things or more within {within} minutes, so I "
            "left this one: none of it was saved, but everything before it was. Please carry on "
            f"in {wait} min. Many actions at once are quicker as a file: drop it into a direct "
            "message to me."
        )
