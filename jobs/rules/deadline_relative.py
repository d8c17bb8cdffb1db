"""Reads deadlines told from today: "friday", "in 3 working days", "end of next month"."""

import re
from datetime import date, timedelta
from typing import Final

from jobs.rules.deadline_words import (
    NUMBERS,
    WEEKDAY_NAMES,
    WEEKDAYS,
    DeadlineReading,
    DeadlineText,
    Forms,
    amount,
    any_of,
    first_found,
    in_ascii,
)
from jobs.rules.months import A_DAY, A_WEEK, A_YEAR, last_of_month, months_after
from jobs.rules.working_days import FRIDAY, SATURDAY

DECEMBER: Final = 12
MARCH: Final = 3

_WEEKDAY: Final = any_of(WEEKDAYS)
_NAMED_DAYS: Final = {"yesterday": -1, "today": 0, "tomorrow": 1, "day after tomorrow": 2}
_ANCHOR: Final = rf"today|tomorrow|{_WEEKDAY}"
_NUMBER: Final = rf"\d{{1,80}}|{any_of(NUMBERS)}"
_FROM_NOW: Final = r"(?:'s|s'|s)?(?: time| from now| from today)?"


def read_relative(words: str, asked: DeadlineText) -> DeadlineReading | None:
    """Read a deadline told from today; None where it is not one."""
    return first_found(_FORMS, words, asked)


def _named_day(match: re.Match[str], asked: DeadlineText) -> DeadlineReading:
    return _named(match["day"], asked)


def _named(name: str, asked: DeadlineText) -> DeadlineReading:
    """Read "tomorrow" or "friday"; a Friday said on a Friday is today or in a week."""
    if name in _NAMED_DAYS:
        return DeadlineReading(asked.today + _NAMED_DAYS[name] * A_DAY)
    day = asked.today + _days_until(WEEKDAYS[name], asked.today)
    return DeadlineReading(day, (day + A_WEEK,) if day == asked.today else ())


def _days_until(weekday: int, today: date) -> timedelta:
    return timedelta(days=(weekday - today.weekday()) % len(WEEKDAY_NAMES))


def _next_weekday(match: re.Match[str], asked: DeadlineText) -> DeadlineReading:
    """Read "next friday": next week's, where some would mean the one still to come in this."""
    weekday = WEEKDAYS[match["day"]]
    found = _day_of_next_week(weekday, asked.today)
    coming = asked.today + _days_until(weekday, asked.today)
    if asked.today < coming < found.day:
        return DeadlineReading(found.day, (coming,))
    return found


def _weekday_of_next_week(match: re.Match[str], asked: DeadlineText) -> DeadlineReading:
    return _day_of_next_week(WEEKDAYS[match["day"]], asked.today)


def _day_of_next_week(weekday: int, today: date) -> DeadlineReading:
    """Return that day of next week; at a weekend the week that is next is in doubt."""
    monday = today + A_WEEK - today.weekday() * A_DAY
    day = monday + weekday * A_DAY
    return DeadlineReading(day, (day + A_WEEK,) if today.weekday() >= SATURDAY else ())


def _working_days_ahead(match: re.Match[str], asked: DeadlineText) -> DeadlineReading:
    return DeadlineReading(asked.calendar.shift(asked.today, amount(match["number"], asked)))


def _days_ahead(match: re.Match[str], asked: DeadlineText) -> DeadlineReading:
    return DeadlineReading(asked.today + amount(match["number"], asked) * A_DAY)


def _weeks_ahead(match: re.Match[str], asked: DeadlineText) -> DeadlineReading:
    return DeadlineReading(asked.today + _weeks(match, asked))


def _weeks_after(match: re.Match[str], asked: DeadlineText) -> DeadlineReading:
    """Read "a week on tuesday", "2 weeks today", "friday fortnight"."""
    anchor, weeks = _named(match["day"], asked), _weeks(match, asked)
    return DeadlineReading(anchor.day + weeks, tuple(day + weeks for day in anchor.alternatives))


def _weeks(match: re.Match[str], asked: DeadlineText) -> timedelta:
    number = amount(match["number"] or "a", asked)
    return number * A_WEEK * (2 if match["unit"] == "fortnight" else 1)


def _months_ahead(match: re.Match[str], asked: DeadlineText) -> DeadlineReading:
    months = amount(match["number"], asked)
    if match["unit"] == "year":
        months *= A_YEAR
    return DeadlineReading(months_after(asked.today, months))


def _end_of_this_week(_: re.Match[str], asked: DeadlineText) -> DeadlineReading:
    """Read "end of the week": its Friday; said at a weekend, the next Friday or that Sunday."""
    friday = asked.today + _days_until(FRIDAY, asked.today)
    if asked.today.weekday() < SATURDAY:
        return DeadlineReading(friday)
    return DeadlineReading(friday, (friday - 5 * A_DAY,))


def _end_of_next_week(_: re.Match[str], asked: DeadlineText) -> DeadlineReading:
    return _day_of_next_week(FRIDAY, asked.today)


def _end_of_month(match: re.Match[str], asked: DeadlineText) -> DeadlineReading:
    month = months_after(asked.today.replace(day=1), int(match["which"] == "next"))
    return DeadlineReading(last_of_month(month.year, month.month))


def _months_after(match: re.Match[str], asked: DeadlineText) -> DeadlineReading:
    """Read "a month today", "3 months from tomorrow"."""
    months = amount(match["number"] or "a", asked) * (A_YEAR if match["unit"] == "year" else 1)
    return DeadlineReading(months_after(asked.today + _NAMED_DAYS[match["day"]] * A_DAY, months))


def _start_of_month(match: re.Match[str], asked: DeadlineText) -> DeadlineReading:
    return DeadlineReading(months_after(asked.today.replace(day=1), int(match["which"] == "next")))


def _start_of_next_week(_: re.Match[str], asked: DeadlineText) -> DeadlineReading:
    return _day_of_next_week(0, asked.today)


def _end_of_quarter(match: re.Match[str], asked: DeadlineText) -> DeadlineReading:
    """Read "end of the quarter", which is the same in the calendar's year and the council's."""
    month = (asked.today.month - 1) // 3 * 3 + 3
    day = last_of_month(asked.today.year, month)
    later = months_after(day.replace(day=1), 3)
    is_next = match["which"] == "next"
    return DeadlineReading(last_of_month(later.year, later.month) if is_next else day)


def _end_of_calendar_year(match: re.Match[str], asked: DeadlineText) -> DeadlineReading:
    later = int(match["which"] == "next")
    return DeadlineReading(last_of_month(asked.today.year + later, DECEMBER))


def _end_of_year(match: re.Match[str], asked: DeadlineText) -> DeadlineReading:
    """Read "end of the year": December's end, where a council may mean its own year's."""
    later = int(match["which"] == "next")
    december = last_of_month(asked.today.year + later, DECEMBER)
    return DeadlineReading(december, (_end_of_financial_year(asked.today, later),))


def _end_of_council_year(match: re.Match[str], asked: DeadlineText) -> DeadlineReading:
    return DeadlineReading(_end_of_financial_year(asked.today, int(match["which"] == "next")))


def _end_of_financial_year(today: date, later: int) -> date:
    """Return the last day of the council's year, which runs from 1 April."""
    year = today.year + (today.month > MARCH)
    return last_of_month(year + later, MARCH)


_FORMS: Final[Forms] = (
    (in_ascii(rf"(?P<day>{'|'.join(_NAMED_DAYS)})"), _named_day),
    (in_ascii(r"end (?P<day>today|tomorrow)"), _named_day),
    (in_ascii(rf"(?:this |coming |this coming )?(?P<day>{_WEEKDAY})(?: coming)?"), _named_day),
    (in_ascii(rf"next (?P<day>{_WEEKDAY})"), _next_weekday),
    (in_ascii(rf"(?P<day>{_WEEKDAY}) next week"), _weekday_of_next_week),
    (
        in_ascii(rf"(?:in )?(?P<number>{_NUMBER}) (?:working|business) day{_FROM_NOW}"),
        _working_days_ahead,
    ),
    (in_ascii(rf"(?:in )?(?P<number>{_NUMBER}) day{_FROM_NOW}"), _days_ahead),
    (
        in_ascii(rf"(?:in )?(?:(?P<number>{_NUMBER}) )(?P<unit>week|fortnight){_FROM_NOW}"),
        _weeks_ahead,
    ),
    (in_ascii(rf"(?:in )?(?P<number>)(?P<unit>fortnight){_FROM_NOW}"), _weeks_ahead),
    (
        in_ascii(
            rf"(?:(?P<number>{_NUMBER}) )?(?P<unit>week|fortnight)s? (?:from )?(?P<day>{_ANCHOR})"
        ),
        _weeks_after,
    ),
    (in_ascii(rf"(?P<day>{_ANCHOR}) (?P<number>)(?P<unit>week|fortnight)"), _weeks_after),
    (in_ascii(rf"(?:in )?(?P<number>{_NUMBER}) (?P<unit>month|year){_FROM_NOW}"), _months_ahead),
    (in_ascii(r"end (?:this )?week"), _end_of_this_week),
    (in_ascii(r"end next week"), _end_of_next_week),
    (in_ascii(r"(?:end|last day) (?:(?P<which>this|next) )?month"), _end_of_month),
    (
        in_ascii(
            rf"(?:(?P<number>{_NUMBER}) )(?P<unit>month|year)s? (?:from )?(?P<day>today|tomorrow)"
        ),
        _months_after,
    ),
    (in_ascii(r"(?:start|first day) (?:(?P<which>this|next) )month"), _start_of_month),
    (in_ascii(r"start next week"), _start_of_next_week),
    (in_ascii(r"end (?:(?P<which>this|next) )?quarter|quarter end"), _end_of_quarter),
    (in_ascii(r"end (?:(?P<which>this|next) )?year"), _end_of_year),
    (in_ascii(r"end (?:(?P<which>this|next) )?calendar year"), _end_of_calendar_year),
    (in_ascii(r"end (?:(?P<which>this|next) )?financial year"), _end_of_council_year),
)
