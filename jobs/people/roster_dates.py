"""Dates in a roster: when somebody starts and leaves, as HR systems write it."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from db.patterns import pattern
from jobs.people.roster_cells import DASHES, NOTHING
from jobs.plan.problems import CellProblemError
from jobs.rules.deadline_words import MONTHS

_NO_END: Final = pattern(
    r"(?:permanent|perm|substantive|open[- ]?ended|indefinite|on-?going|open)(?: contract| post)?|"
    r"current|present|to date|never|continuing|no(?:ne)?(?: end(?: date)?| recorded)?|"
    r"until further notice|not known|n/k|\(?blank\)?|00/00/0000"
)
# What stands around the one date of a contract's end: "FTC 31/03/2027", "(maternity cover)".
_AROUND_END: Final = pattern(
    r"^(?:(?:left|extended|ftc|fixed[- ]term|temp(?:orary)?|contract|secondment|agency|"
    r"acting(?: up)?|maternity|cover|ends?|ending|expires|to|until|till|on|by)\b\s*|[-:]\s*)+|"
    r"\s*\([^()\d]*\)$|\s+(?:ftc|fixed[- ]term|temp(?:orary)?|end|secondment|- extended|"
    r"maternity cover)$"
)
_ISO = pattern(r"(?P<year>\d{4})[-/.](?P<month>\d\d?)[-/.](?P<day>\d\d?)")
_PACKED = pattern(r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?:\d{6})?")
_ISO_WORDED = pattern(r"(?P<year>\d{4})[- ](?P<month>[a-z]+)[- ](?P<day>\d\d?)")
_NUMBERS = pattern(r"(?P<one>\d\d?)[/.\- ](?P<two>\d\d?)[/.\- ](?P<year>\d{4}|\d\d)")
_WORDED = pattern(
    r"(?P<day>\d\d?)(?:st|nd|rd|th)?[\s\-./]*(?:of\s+)?(?P<month>[a-z]+)[\s\-./,']*"
    r"(?P<year>\d{4}|\d\d)"
)
_AMERICAN = pattern(
    r"(?P<month>[a-z]+)[\s\-./]*(?P<day>\d\d?)(?:st|nd|rd|th)?[\s,\-./]+(?P<year>\d{4}|\d\d)"
)
_IN_WORDS = (_WORDED, _AMERICAN, _ISO_WORDED)
_CLOCK = pattern(
    r"[t\s]+\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?\s*(?:[ap]m)?\s*(?:z|utc|gmt|[+-]\d\d:?\d\d)?$"
)
_WEEKDAY = pattern(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+")
_SERIAL = pattern(r"(\d{5})(?:\.0+)?")
_SERIAL_ZERO, _SERIALS = date(1899, 12, 30), range(20_000, 80_000)  # Excel's days, 1954 to 2119
_THE_END_OF_TIME = 2070  # no contract ends then: an HR system's way to say that none does
_THE_BEGINNING = 1900  # an HR system's day zero
_CENTURY, _PIVOT, _NOON = 100, 70, 12


def is_month_first(texts: Iterable[str], beside: Iterable[str] = ()) -> bool:
    """Say whether the dates of a column can only have the month first, as in "9/30/2026".

    Where they could all be either, the dates of the columns `beside` it say it: a file has one way.
    """
    day_first, month_first = _proven(texts)
    if not day_first and not month_first:
        day_first, month_first = _proven(beside)
    return month_first and not day_first


def _proven(texts: Iterable[str]) -> tuple[bool, bool]:
    """Say whether any of some dates can only have the day first, and any only the month."""
    found = [match for text in texts if (match := _NUMBERS.match(text.strip()))]
    return (
        any(int(match["one"]) > _NOON for match in found),
        any(int(match["two"]) > _NOON for match in found),
    )


def day(text: str, *, month_first: bool = False) -> date | None:
    """Read a date in any of the ways that HR systems write one, day first; nothing said is None.

    "Permanent", "n/a" and a day centuries ahead are no date: the end that never comes.
    """
    said = DASHES.sub("-", text.lower()).strip()
    if not said or said in NOTHING or _NO_END.fullmatch(said):
        return None
    plain = _AROUND_END.sub("", _CLOCK.sub("", said)).strip()
    found = _read_day(_WEEKDAY.sub("", plain), month_first=month_first)
    if found is None:
        raise CellProblemError("no_date", text=text)
    year, month, number = found
    if year >= _THE_END_OF_TIME or year <= _THE_BEGINNING:
        return None
    try:
        return date(year, month, number)
    except ValueError:
        raise CellProblemError("no_such_day", text=text) from None


def _read_day(said: str, *, month_first: bool) -> tuple[int, int, int] | None:
    if serial := _SERIAL.fullmatch(said):
        number = int(serial[1])
        counted = _SERIAL_ZERO + timedelta(days=number)
        return (counted.year, counted.month, counted.day) if number in _SERIALS else None
    if match := _ISO.fullmatch(said) or _PACKED.fullmatch(said):
        return int(match["year"]), int(match["month"]), int(match["day"])
    if match := _NUMBERS.fullmatch(said):
        one, two = int(match["one"]), int(match["two"])
        month, number = (one, two) if month_first else (two, one)
        return _year(match["year"]), month, number
    worded = next(filter(None, (one.fullmatch(said) for one in _IN_WORDS)), None)
    if worded and worded["month"] in MONTHS:
        return _year(worded["year"]), MONTHS[worded["month"]], int(worded["day"])
    return None


def _year(text: str) -> int:
    """Return a year; of two figures, the one that a post can have begun or end in."""
    year = int(text)
    if year >= _CENTURY:
        return year
    return year + (2000 if year < _PIVOT else 1900)
