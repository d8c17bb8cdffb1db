"""Whether somebody may be given their morning now."""

from datetime import date, datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from db.models import Person
from jobs.context import Council
from jobs.rules.schedule import Hours, may_hear_now
from jobs.rules.working_days import Calendar

_may_hear_now: Final = lru_cache(maxsize=256)(may_hear_now)  # thousands keep the same hours


def hears_on(person: Person, at: datetime, council: Council) -> date | None:
    """Return the date where somebody is, if they may hear now: from the hour they chose."""
    hours = Hours(person.day_starts, person.day_ends, person.weekdays)
    remind_at = person.morning_at or council.remind_at
    day = _may_hear_now(at, ZoneInfo(person.time_zone), hours, remind_at, council.calendar)
    return day if day is not None and person.is_reachable(day) else None


def next_morning(person: Person, today: date, calendar: Calendar) -> date:
    """Return the day of somebody's next morning after today."""
    return calendar.with_weekdays(person.weekdays).shift(today, 1)
