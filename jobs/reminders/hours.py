"""Whether somebody may be given their morning now."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from db.models import Person
from jobs.context import Council
from jobs.rules.schedule import Hours, may_hear_now
from jobs.rules.working_days import Calendar

Known = dict[tuple[object, ...], date | None]


def hears_on(
    person: Person, at: datetime, council: Council, known: Known | None = None
) -> date | None:
    """Return the date where somebody is, if they may hear now: from the hour they chose.

    `known` keeps, for the time of one look, what holds for all with the same hours.
    """
    known = {} if known is None else known
    remind_at = person.morning_at or council.remind_at
    kept = (person.time_zone, person.day_starts, person.day_ends, person.works, remind_at)
    if kept not in known:
        hours = Hours(person.day_starts, person.day_ends, person.weekdays)
        zone = ZoneInfo(person.time_zone)
        known[kept] = may_hear_now(at, zone, hours, remind_at, council.calendar)
    day = known[kept]
    return day if day is not None and person.is_reachable(day) else None


def next_morning(person: Person, today: date, calendar: Calendar) -> date:
    """Return the day of somebody's next morning after today."""
    return calendar.with_weekdays(person.weekdays).shift(today, 1)
