"""The time in the workspace: the machine's time moved by an offset."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays

from localslack.kinds import PageError

LONDON = ZoneInfo("Europe/London")
MORNING = time(9, 0)
SATURDAY = 5
MICROSECONDS = 1_000_000


class Clock:
    """Tells the workspace's time and gives out message timestamps.

    `kept` is called with the new offset in seconds whenever the clock is moved.
    """

    def __init__(
        self, machine: Callable[[], datetime], offset: timedelta, kept: Callable[[float], None]
    ) -> None:
        self._machine = machine
        self._offset = offset
        self._kept = kept
        self._last = 0

    def now(self) -> datetime:
        """Return the workspace's time, in UTC."""
        return (self._machine() + self._offset).astimezone(UTC)

    def set(self, to: datetime) -> datetime:
        """Make it `to`, forwards or backwards."""
        self._offset = to - self._machine()
        self._kept(self._offset.total_seconds())
        return to.astimezone(UTC)

    def reset(self, start: datetime | None) -> None:
        """Make it `start`, or the machine's time; timestamps begin again."""
        self.set(start or self._machine())
        self._last = 0

    def move(self, how: str) -> datetime:
        """Move forward by one of the page's steps."""
        if how not in MOVES:
            raise PageError(f'The clock moves by one of {", ".join(MOVES)}; not "{how}".')
        return self.set(MOVES[how](self.now()))

    def seen(self, ts: str) -> None:
        """Make every later timestamp greater than this one."""
        self._last = max(self._last, _micros(ts))

    def next_ts(self) -> str:
        """Return a message's timestamp: unique and rising, even when the clock was set back."""
        moment = self.now()
        micros = int(moment.timestamp()) * MICROSECONDS + moment.microsecond
        self._last = max(self._last + 1, micros)
        return f"{self._last // MICROSECONDS}.{self._last % MICROSECONDS:06d}"


def moment(ts: str) -> datetime:
    """Return the time a message's timestamp stands for."""
    return datetime.fromtimestamp(_micros(ts) / MICROSECONDS, UTC)


def iso(at: datetime) -> str:
    """Write a time as the page and the tests read it: ISO, in UTC."""
    return at.astimezone(UTC).isoformat()


def next_working_morning(now: datetime) -> datetime:
    """Return 9:00 in London on the next day that is no weekend and no bank holiday in England."""
    day = now.astimezone(LONDON).date() + timedelta(days=1)
    closed = holidays.country_holidays("GB", subdiv="ENG")
    while day.weekday() >= SATURDAY or day in closed:
        day += timedelta(days=1)
    return datetime.combine(day, MORNING, LONDON)


def _days(count: int) -> Callable[[datetime], datetime]:
    # The wall clock in London keeps its hour when the clocks change.
    return lambda now: now.astimezone(LONDON) + timedelta(days=count)


MOVES: dict[str, Callable[[datetime], datetime]] = {
    "next working morning": next_working_morning,
    "+1 day": _days(1),
    "+1 week": _days(7),
    "+1 hour": lambda now: now + timedelta(hours=1),
}


def _micros(ts: str) -> int:
    seconds, _, fraction = ts.partition(".")
    return int(seconds) * MICROSECONDS + int((fraction + "000000")[:6])
