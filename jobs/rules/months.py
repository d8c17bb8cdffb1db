"""Counting in months of the calendar; a month is named by its first day."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Final

A_DAY: Final = timedelta(days=1)
A_WEEK: Final = timedelta(weeks=1)
A_YEAR: Final = 12  # months


def first_of(day: date) -> date:
    return day.replace(day=1)


def next_month(day: date) -> date:
    return months_after(first_of(day), 1)


def previous_month(day: date) -> date:
    return months_before(first_of(day), 1)


def months_before(day: date, number: int) -> date:
    return months_after(day, -number)


def months_after(day: date, number: int) -> date:
    """Return the same day of a later month (an earlier, if negative), or its last if shorter."""
    years, month = divmod(day.month - 1 + number, A_YEAR)
    month_end = last_of_month(day.year + years, month + 1)
    return month_end.replace(day=min(day.day, month_end.day))


def last_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
