"""Reads days that have a name: "Boxing Day", "New Year's Eve", "Good Friday", "Easter Monday"."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

from jobs.rules.deadline_words import DeadlineReading, DeadlineText
from jobs.rules.months import A_DAY, A_YEAR

CHRISTMAS: Final = 25
_NAMED: Final = re.compile(
    r"(?P<eve>(?:christmas|xmas) eve)|(?P<christmas>(?:christmas|xmas) day)|(?P<boxing>boxing day)|"
    r"(?P<last>new year'?s? eve|nye)|(?P<first>new year'?s? day|nyd)|"
    r"(?P<good>good friday)|(?P<easter>easter monday)"
)


def easter(year: int) -> date:
    """Return Easter Sunday (the anonymous Gregorian algorithm, Meeus 1991)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    leaps, century_left = divmod(century, 4)
    skipped = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - skipped + 15) % 30
    quarter, left = divmod(rest, 4)
    weekday = (32 + 2 * century_left + 2 * quarter - epact - left) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


_DAYS: Final[Mapping[str, Callable[[int], date]]] = {
    "eve": lambda year: date(year, A_YEAR, CHRISTMAS - 1),
    "christmas": lambda year: date(year, A_YEAR, CHRISTMAS),
    "boxing": lambda year: date(year, A_YEAR, CHRISTMAS + 1),
    "last": lambda year: date(year, A_YEAR, 31),
    "first": lambda year: date(year, 1, 1),
    "good": lambda year: easter(year) - timedelta(days=2),
    "easter": lambda year: easter(year) + A_DAY,
}


def read_holiday(words: str, asked: DeadlineText) -> DeadlineReading | None:
    """Read the next day of that name; None where it is none."""
    found = _NAMED.fullmatch(words)
    return DeadlineReading(next_called(str(found.lastgroup), asked.today)) if found else None


def next_called(name: str, today: date) -> date:
    """Return the next day of a name, as the groups of `_NAMED` have it; it may be today."""
    this_year = _DAYS[name](today.year)
    return this_year if this_year >= today else _DAYS[name](today.year + 1)
