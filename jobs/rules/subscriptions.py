"""When a digest that somebody subscribed to is due: which day, which instant, how many in one.

The rule: once a week on a weekday, or once a month on a working day counted from the first, at a
time by the clocks of a zone. A day that is a holiday, or not worked, gives way to the next working
day. Of several that were missed only the latest is due; what was missed still goes out on a
working day, from its time on and for eight hours, so nobody hears of it at night.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from jobs.rules.months import A_DAY, A_WEEK, first_of, months_before, next_month
from jobs.rules.schedule import occurrence
from jobs.rules.working_days import DAYS_IN_A_WEEK, Calendar

WINDOW: Final = timedelta(hours=8)
LAST_WORKING_DAY: Final = 20
EARLIEST: Final = time(6)
LATEST: Final = time(20)


@dataclass(frozen=True)
class Rhythm:
    """How often: every week on `weekday` (Monday is 0), or each month on `working_day`.

    Exactly one of the two is set (ValueError otherwise); `at` is by the clocks of `zone`.
    """

    at: time
    zone: ZoneInfo
    weekday: int | None = None
    working_day: int | None = None

    def __post_init__(self) -> None:
        if (self.weekday is None) == (self.working_day is None):
            raise ValueError("A subscription is weekly on a weekday, or monthly on a working day.")

    def instant(self, day: date) -> datetime:
        """Return the instant, in UTC, from which what falls on `day` may go out."""
        return occurrence(day, self.at, self.zone)

    def latest(self, today: date, calendar: Calendar) -> date:
        """Return the last day on or before `today` on which one falls."""
        return next(day for day in self._days(today, -1, calendar) if day <= today)

    def following(self, now: datetime, calendar: Calendar) -> date:
        """Return the day on which the first one after the instant `now` falls."""
        start = now.astimezone(self.zone).date() - A_WEEK
        return next(day for day in self._days(start, 1, calendar) if self.instant(day) > now)

    def count(self, after: date, until: date, calendar: Calendar) -> int:
        """Count the days after `after`, up to and including `until`, on which one falls."""
        days = set()
        for day in self._days(until, -1, calendar):
            if day <= after:
                break
            days.add(day)
        return sum(day <= until for day in days)

    def _days(self, start: date, step: int, calendar: Calendar) -> Iterator[date]:
        """Yield the days from about `start` on (back, if `step` is -1), each a working day."""
        if self.weekday is not None:
            nominal = start - ((start.weekday() - self.weekday) % DAYS_IN_A_WEEK) * A_DAY
            while True:
                yield calendar.next_working(nominal)
                nominal += step * A_WEEK
        month = first_of(start)
        while True:
            yield _nth(month, self.working_day or 1, calendar)
            month = months_before(month, -step)


def due(
    rhythm: Rhythm, since: datetime, last: date | None, now: datetime, calendar: Calendar
) -> date | None:
    """Return the day of the one that is due at the instant `now`, or None.

    `since` is the instant from which they count (made, or last resumed); `last` is the day of the
    last one that was decided on. Everything before the latest is merged into it.
    """
    today = now.astimezone(rhythm.zone).date()
    opens = rhythm.instant(today)
    if not (calendar.is_working(today) and opens <= now < opens + WINDOW):
        return None
    day = rhythm.latest(today, calendar)
    is_new = last is None or day > last
    return day if is_new and rhythm.instant(day) > since else None


def _nth(month: date, number: int, calendar: Calendar) -> date:
    """Return that working day of a month, or its last where it has fewer."""
    ends = next_month(month) - A_DAY
    there = calendar.between(month - A_DAY, ends)
    return calendar.shift(month - A_DAY, max(min(number, there), 1))
