"""Reads dates of the calendar: "4 dec", "4/12/2026", "2026-12-04", "the 5th", "april 2027"."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from jobs.rules.deadline_words import (
    EARLIEST_YEAR,
    MONTHS,
    WEEKDAY_NAMES,
    WEEKDAYS,
    YEARS_AHEAD,
    DeadlineProblem,
    DeadlineReading,
    DeadlineText,
    Forms,
    Precision,
    UnreadableDeadlineError,
    any_of,
    first_found,
    in_ascii,
    too_far,
)
from jobs.rules.months import A_YEAR, last_of_month, months_after

# A date without a year that passed this recently may be the one that is meant.
STILL_IN_MIND: Final = timedelta(days=92)
HALF_A_WEEK: Final = 3
THIS_CENTURY: Final = 2000
LAST_DAY: Final = 31
MARCH: Final = 3
LEAP_DAY: Final = (2, 29)


_PLACES: Final = {
    "first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3,
    "last": -1,
}  # fmt: skip
_MONTH: Final = any_of(MONTHS)
_WEEKDAY: Final = any_of(WEEKDAYS)
_YEAR: Final = r"\d{4}|'?\d\d"
_ORDINAL: Final = "st|nd|rd|th"


def read_date(words: str, asked: DeadlineText) -> DeadlineReading | None:
    """Read a date of the calendar, with its weekday or without; None where it is not one.

    Raises UnreadableDeadlineError for a day that does not exist or whose weekday is another.
    """
    match = re.fullmatch(rf"({_WEEKDAY}) (?=\d|{_MONTH})(.+)", words)
    if match is None:
        return first_found(_MONTH_FORMS, words, asked) or first_found(_DAY_FORMS, words, asked)
    found = first_found(_DAY_FORMS, match[2], asked)
    return _agreeing(found, WEEKDAYS[match[1]], asked) if found else None


def _agreeing(found: DeadlineReading, weekday: int, asked: DeadlineText) -> DeadlineReading:
    """Return the day that falls on `weekday`; the weekday may settle which year is meant."""
    for day in (found.day, *found.alternatives):
        if day.weekday() == weekday:
            return DeadlineReading(day)
    raise _disagreement(found.day, weekday, asked)


def _disagreement(day: date, weekday: int, asked: DeadlineText) -> UnreadableDeadlineError:
    offset = (weekday - day.weekday() + HALF_A_WEEK) % len(WEEKDAY_NAMES) - HALF_A_WEEK
    nearest = day + timedelta(days=offset)
    if max(day, nearest) > asked.furthest:
        return too_far(asked)
    return UnreadableDeadlineError(DeadlineProblem.OTHER_WEEKDAY, day=day, nearest=nearest)


def _day_first(match: re.Match[str], asked: DeadlineText) -> DeadlineReading:
    return _in_figures(match, asked, DeadlineProblem.MONTH_SECOND)


def _year_first(match: re.Match[str], asked: DeadlineText) -> DeadlineReading:
    return _in_figures(match, asked, DeadlineProblem.MONTH_AFTER_YEAR)


def _in_figures(
    match: re.Match[str], asked: DeadlineText, no_such_month: DeadlineProblem
) -> DeadlineReading:
    day, month = int(match["day"]), int(match["month"])
    if month <= A_YEAR:
        return _day_of(match, asked, month, day)
    example = _swapped(match, asked) or asked.example
    raise UnreadableDeadlineError(no_such_month, month=month, example=example)


def _swapped(match: re.Match[str], asked: DeadlineText) -> date | None:
    """Return the date that was written with its day and month the other way round, if any."""
    if int(match["day"]) > A_YEAR:
        return None
    try:
        day = _day_of(match, asked, month=int(match["day"]), day=int(match["month"])).day
    except UnreadableDeadlineError:
        return None
    return day if day <= asked.furthest else None


def _month_by_name(match: re.Match[str], asked: DeadlineText) -> DeadlineReading:
    return _day_of(match, asked, MONTHS[match["month"]], int(match["day"]))


def _month_then_number(match: re.Match[str], asked: DeadlineText) -> DeadlineReading:
    """Read "april 27", a day of April that could also be April 2027."""
    year, month = THIS_CENTURY + int(match["day"]), MONTHS[match["month"]]
    found = _month_by_name(match, asked)
    if not asked.today.year <= year <= asked.today.year + YEARS_AHEAD:
        return found
    return DeadlineReading(found.day, (*found.alternatives, last_of_month(year, month)))


def _day_of(match: re.Match[str], asked: DeadlineText, month: int, day: int) -> DeadlineReading:
    if match["year"]:
        return DeadlineReading(_real_day(_year(match["year"]), month, day, asked))
    return _coming(asked, (month, day), lambda year: _real_day(year, month, day, asked))


def _whole_month(match: re.Match[str], asked: DeadlineText) -> DeadlineReading:
    return replace(_month_end(match, asked), precision=Precision.MONTH)


def _month_end(match: re.Match[str], asked: DeadlineText) -> DeadlineReading:
    month = MONTHS[match["month"]]
    if match["year"]:
        return DeadlineReading(last_of_month(_year(match["year"]), month))
    return _coming(asked, (month, LAST_DAY), lambda year: last_of_month(year, month))


def _coming(
    asked: DeadlineText, month_and_day: tuple[int, int], in_year: Callable[[int], date]
) -> DeadlineReading:
    """Return the next such day, and the one before it where that is only just gone."""
    today = asked.today
    year = today.year + (month_and_day < (today.month, today.day))
    coming = in_year(year)
    if month_and_day == LEAP_DAY:
        return DeadlineReading(coming)
    gone = in_year(year - 1)
    return DeadlineReading(coming, (gone,) if today - gone <= STILL_IN_MIND else ())


def _in_the_month(match: re.Match[str], asked: DeadlineText) -> DeadlineReading:
    """Read "the 5th": this month's if it is still to come, or else the next month's."""
    today, day = asked.today, int(match["day"])
    if match["which"] == "this":
        return DeadlineReading(_real_day(today.year, today.month, day, asked))
    later = match["which"] == "next" or day < today.day
    month = months_after(today.replace(day=1), int(later))
    found = _real_day(month.year, month.month, day, asked)
    return DeadlineReading(found, (_same_day_later(found),) if found == today else ())


def _same_day_later(day: date) -> date:
    """Return the same number in the next month that has it."""
    later = (months_after(day, months) for months in (1, 2))
    return next(each for each in later if each.day == day.day)


def _month_start(match: re.Match[str], asked: DeadlineText) -> DeadlineReading:
    month = MONTHS[match["month"]]
    if match["year"]:
        return DeadlineReading(date(_year(match["year"]), month, 1))
    return _coming(asked, (month, 1), lambda year: date(year, month, 1))


def _nth_weekday(match: re.Match[str], asked: DeadlineText) -> DeadlineReading:
    """Read "first Monday in February", "last Friday of the month", "last working day of March"."""
    first = _month_of(match, asked)
    last = last_of_month(first.year, first.month)
    days = [first.replace(day=number) for number in range(1, last.day + 1)]
    if match["working"]:
        days = [day for day in days if asked.calendar.is_working(day)]
    else:
        days = [day for day in days if day.weekday() == WEEKDAYS[match["weekday"]]]
    place = _PLACES[match["nth"]]
    if not -len(days) <= place < len(days):
        raise UnreadableDeadlineError(DeadlineProblem.NO_ONE_DAY, example=asked.example)
    return DeadlineReading(days[place])


def _month_of(match: re.Match[str], asked: DeadlineText) -> date:
    if not match["month"]:
        return months_after(asked.today.replace(day=1), int(match["which"] == "next"))
    month, today = MONTHS[match["month"]], asked.today
    year = _year(match["year"]) if match["year"] else today.year + (month < today.month)
    return date(year, month, 1)


def _year_end(match: re.Match[str], _: DeadlineText) -> DeadlineReading:
    return DeadlineReading(last_of_month(_year(match["year"]), A_YEAR))


def _council_year_end(match: re.Match[str], asked: DeadlineText) -> DeadlineReading:
    """Read "end of 2026/27", the council's year; two years that do not follow are none."""
    first, last = _year(match["year"]), _year(match["next"])
    if last != first + 1:
        raise UnreadableDeadlineError(DeadlineProblem.NOT_UNDERSTOOD, example=asked.example)
    return DeadlineReading(last_of_month(last, MARCH))


def _year(digits: str) -> int:
    digits = digits.removeprefix("'")
    year = int(digits) + (THIS_CENTURY if len(digits) == len("26") else 0)
    if year < EARLIEST_YEAR:
        raise UnreadableDeadlineError(DeadlineProblem.YEAR_GONE, year=digits)
    return year


def _real_day(year: int, month: int, day: int, asked: DeadlineText) -> date:
    """Return a date, or refuse one that no calendar has."""
    if month == 0:
        raise UnreadableDeadlineError(DeadlineProblem.MONTH_ZERO)
    month_end = last_of_month(year, month)
    if not 1 <= day <= month_end.day:
        raise UnreadableDeadlineError(
            DeadlineProblem.NO_SUCH_DAY, last=month_end, example=min(month_end, asked.furthest)
        )
    return month_end.replace(day=day)


_DAY_FORMS: Final[Forms] = (
    (in_ascii(r"(?P<year>\d{4})([-/.])(?P<month>\d\d?)\2(?P<day>\d\d?)"), _year_first),
    (in_ascii(r"(?P<day>\d\d?)([-/.])(?P<month>\d\d?)\2(?P<year>\d{4}|\d\d)"), _day_first),
    (in_ascii(r"(?P<day>\d\d?)/(?P<month>\d\d?)(?P<year>)"), _day_first),
    (
        in_ascii(
            rf"(?P<day>\d\d?)(?:{_ORDINAL})?[ /-]?(?P<month>{_MONTH})(?:[ /-]?(?P<year>{_YEAR}))?"
        ),
        _month_by_name,
    ),
    (in_ascii(rf"(?P<month>{_MONTH})[ -]?(?P<day>\d\d?)(?P<year>)"), _month_then_number),
    (
        in_ascii(
            rf"(?P<month>{_MONTH})[ -]?(?P<day>\d\d?)(?:{_ORDINAL})?(?:[ -](?P<year>{_YEAR}))?"
        ),
        _month_by_name,
    ),
    (in_ascii(rf"(?P<day>\d\d?)(?:{_ORDINAL})(?: (?P<which>this|next) month)?"), _in_the_month),
)
_MONTH_FORMS: Final[Forms] = (
    (in_ascii(rf"(?:in |this )?(?P<month>{_MONTH})(?P<year>)"), _whole_month),
    (in_ascii(rf"(?:in )?(?P<month>{_MONTH})[ -]?(?P<year>\d{{4}}|'\d\d)"), _whole_month),
    (in_ascii(rf"(?:end|last day) (?P<month>{_MONTH})(?: ?(?P<year>{_YEAR}))?"), _month_end),
    (in_ascii(r"end (?:(?:calendar )?year )?(?P<year>\d{4})"), _year_end),
    (
        in_ascii(r"end (?:financial year )?(?P<year>\d{4}|\d\d)[/-](?P<next>\d{4}|\d\d)"),
        _council_year_end,
    ),
    (in_ascii(rf"(?:start|first day) (?P<month>{_MONTH})(?: ?(?P<year>{_YEAR}))?"), _month_start),
    (
        in_ascii(
            rf"(?P<nth>{'|'.join(_PLACES)}) (?:(?P<working>working day)|(?P<weekday>{_WEEKDAY})) "
            rf"(?:in )?(?:(?:(?P<which>this|next) )?month|"
            rf"(?P<month>{_MONTH})(?: (?P<year>{_YEAR}))?)"
        ),
        _nth_weekday,
    ),
)
