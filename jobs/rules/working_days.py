"""Counting the days on which people work.

Counting never walks from day to day: an action due in 2020 is measured as quickly as one due
tomorrow.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property, lru_cache
from itertools import accumulate
from operator import sub
from pathlib import Path
from typing import Final, Self

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
MONDAY_TO_FRIDAY: Final = frozenset({MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY})
DAYS_IN_A_WEEK: Final = 7

DIVISIONS: Final = ("ENG", "WLS", "SCT", "NIR")
KNOWN_YEARS: Final = range(1990, 2101)


@dataclass(frozen=True)
class Calendar:
    """The weekdays somebody works, less the public holidays."""

    holidays: Set[date] = frozenset()
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY

    def __post_init__(self) -> None:
        if not self.weekdays or not self.weekdays <= frozenset(range(DAYS_IN_A_WEEK)):
            raise ValueError("A calendar needs a weekday, from 0 (Monday) to 6 (Sunday).")

    @classmethod
    def of(cls, division: str) -> Self:
        """Return Monday to Friday less a UK division's bank holidays, 1990 to 2100.

        `division` is ENG, WLS, SCT or NIR; raises ValueError for any other.
        """
        return cls(bank_holidays(division, KNOWN_YEARS))

    def with_weekdays(self, weekdays: Iterable[int]) -> Self:
        """Return the same holidays for somebody who works on these weekdays (Monday is 0).

        For the same weekdays it is the same calendar, which has worked out its days off.
        """
        wanted = frozenset(weekdays)
        if wanted not in self._by_weekdays:
            self._by_weekdays[wanted] = replace(self, weekdays=wanted)
        return self._by_weekdays[wanted]

    def with_holidays(self, days: Iterable[date]) -> Self:
        """Return the same weekdays with some holidays more."""
        return replace(self, holidays=frozenset(self.holidays) | frozenset(days))

    def is_working(self, day: date) -> bool:
        return day.weekday() in self.weekdays and day not in self.holidays

    def next_working(self, day: date) -> date:
        return day if self.is_working(day) else self.shift(day, 1)

    def between(self, first: date, last: date) -> int:
        """Count the working days after `first` up to and including `last`.

        Counted backwards, and negative, if `last` is the earlier.
        """
        until = self._until
        return until(last) - until(first)

    def between_each(self, firsts: Iterable[str], lasts: Iterable[str]) -> Iterator[int]:
        """Count as `between` does for each pair of days, given as they are written (2026-11-23)."""
        until = self._until_written
        return map(sub, map(until, lasts), map(until, firsts))

    def shift(self, day: date, working_days: int) -> date:
        """Return the day that many working days after `day` (before it, if negative).

        Nought is `day` itself, working or not. Raises OverflowError past the years a date can hold.
        """
        return self._shifted(day, working_days)

    @cached_property
    def _shifted(self) -> Callable[[date, int], date]:
        """Shifts a day; that ten from today is an example of one is said of all that is no day."""
        return lru_cache(4096)(self._shift)

    def _shift(self, day: date, working_days: int) -> date:
        if working_days == 0:
            return day
        if working_days > 0:
            return self._nth(self._count(day.toordinal()) + working_days)
        return self._nth(self._count(day.toordinal() - 1) + working_days + 1)

    def _nth(self, number: int) -> date:
        """Return the `number`th working day since the first of January of year 1."""
        ordinals = range(1, date.max.toordinal() + 1)
        found = bisect_left(ordinals, number, key=self._count)
        if number < 1 or found == len(ordinals):
            raise OverflowError("That many working days leads outside the calendar.")
        return date.fromordinal(ordinals[found])

    def _count(self, ordinal: int) -> int:
        """Count the working days from the first of January of year 1, a Monday, to `ordinal`."""
        weeks, rest = divmod(ordinal, DAYS_IN_A_WEEK)
        on_these_weekdays = weeks * len(self.weekdays) + self._worked_by_weekday[rest]
        return on_these_weekdays - bisect_right(self._days_off, ordinal)

    @cached_property
    def _until(self) -> Callable[[date], int]:
        """Counts the working days to a day: the same few hundred days are asked for ever again."""
        return lru_cache(4096)(lambda day: self._count(day.toordinal()))

    @cached_property
    def _until_written(self) -> Callable[[str], int]:
        return lru_cache(4096)(lambda day: self._count(date.fromisoformat(day).toordinal()))

    @cached_property
    def _by_weekdays(self) -> dict[frozenset[int], Self]:
        return {}

    @cached_property
    def _worked_by_weekday(self) -> tuple[int, ...]:
        worked = (day in self.weekdays for day in range(DAYS_IN_A_WEEK))
        return tuple(accumulate(worked, initial=0))

    @cached_property
    def _days_off(self) -> list[int]:
        """The holidays that take a working day away, as sorted ordinals."""
        return sorted(day.toordinal() for day in self.holidays if day.weekday() in self.weekdays)


def bank_holidays(division: str, years: Iterable[int]) -> frozenset[date]:
    """Return the bank holidays kept in a UK division, substitute days among them.

    `division` is ENG, WLS, SCT or NIR; raises ValueError for any other, and for years not known.
    """
    name, wanted = division.upper(), frozenset(years)
    if name not in DIVISIONS:
        raise ValueError(f"There is no UK division {name!r}; use {', '.join(DIVISIONS)}.")
    if not wanted <= frozenset(KNOWN_YEARS):
        raise ValueError(f"Bank holidays are known from {KNOWN_YEARS[0]} to {KNOWN_YEARS[-1]}.")
    return frozenset(day for day in _all_kept(name[0]) if day.year in wanted)


@cache
def _all_kept(letter: str) -> frozenset[date]:
    """Return every bank holiday of the division with that first letter."""
    days, year = set(), 0
    table = Path(__file__).with_name("bank_holidays.txt").read_text("utf-8")
    for figures, letters in re.findall(r"(\d{4})([A-Z]*)", table):
        if int(figures) in KNOWN_YEARS:
            year = int(figures)
        elif letter in (letters or letter):
            days.add(date(year, int(figures[:2]), int(figures[2:])))
    return frozenset(days)
