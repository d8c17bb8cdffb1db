"""When somebody may hear from the bot, by their own clock."""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from jobs.rules.working_days import MONDAY_TO_FRIDAY, Calendar

A_SECOND: Final = timedelta(seconds=1)


@dataclass(frozen=True)
class Hours:
    """A person's working day by their own clock, and the weekdays they work (Monday is 0)."""

    starts: time = time(9)
    ends: time = time(17)
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY

    def __post_init__(self) -> None:
        if self.starts >= self.ends:
            raise ValueError("A working day ends after it starts, for example 09:00 to 17:00.")

    def first_hearing(self, remind_at: time) -> time:
        """Return the time from which somebody with these hours may be reminded.

        That is `remind_at`, kept inside the hours: somebody who starts later hears when they
        start, and so does somebody who has gone home by then, who would otherwise never hear.
        """
        return remind_at if self.starts <= remind_at < self.ends else self.starts


def may_hear_now(
    now: datetime, zone: ZoneInfo, hours: Hours, remind_at: time, calendar: Calendar
) -> date | None:
    """Return the person's own date if they may be reminded at this instant, otherwise None.

    They may on a working day of theirs, from `hours.first_hearing(remind_at)` until their day
    ends. `now` must be aware (ValueError otherwise); `calendar` brings the bank holidays.
    """
    if now.utcoffset() is None:
        raise ValueError("The time now must carry its zone.")
    today = now.astimezone(zone).date()
    if not calendar.with_weekdays(hours.weekdays).is_working(today):
        return None
    opens = occurrence(today, hours.first_hearing(remind_at), zone)
    closes = occurrence(today, hours.ends, zone)
    return today if opens <= now < closes else None


def occurrence(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return the instant, in UTC, at which the clocks of `zone` show `at` on `day`.

    A time the clocks show twice is its first; a time they skip is the first instant after the gap.
    """
    wall = datetime.combine(day, at.replace(fold=0), zone)
    instant = wall.astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return instant
    return _end_of_gap(wall.replace(fold=1).astimezone(UTC), instant, zone)


def _end_of_gap(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """Return the first second after `before`, and not past `after`, with the later offset."""
    new_offset = after.astimezone(zone).utcoffset()
    seconds = range(int((after - before) / A_SECOND) + 1)
    found = bisect_left(
        seconds,
        True,
        key=lambda second: (before + second * A_SECOND).astimezone(zone).utcoffset() == new_offset,
    )
    return before.replace(microsecond=0) + found * A_SECOND
