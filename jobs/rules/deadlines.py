"""Reads a deadline as people type it, and writes one back in words.

A small grammar of our own, because a date parser that guesses is worse than none: text that names
no one day is refused with an example, and text that could name two says so.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from db.patterns import pattern
from jobs.rules.deadline_dates import read_date
from jobs.rules.deadline_holidays import read_holiday
from jobs.rules.deadline_relative import read_relative
from jobs.rules.deadline_words import (
    MONTH_NAMES,
    SMALL_NUMBERS,
    Deadline,
    DeadlineProblem,
    DeadlineReading,
    DeadlineText,
    Precision,
    UnreadableDeadlineError,
    spell,
    spoken,
    tidy,
    too_far,
)
from jobs.rules.months import A_DAY
from jobs.rules.working_days import Calendar

__all__ = [
    "Deadline",
    "Precision",
    "UnreadableDeadlineError",
    "counted_days",
    "distance",
    "is_a_day",
    "read",
    "spell",
    "spell_month",
    "spell_with_distance",
]

LONGEST_TEXT: Final = 80
ANY_DAY: Final = date(2026, 11, 23)
ANY_CALENDAR: Final = Calendar()

_NOT_A_DAY: Final = pattern(
    r"(?:this |next )?(?:week|month|year|spring|summer|autumn|winter|term|quarter)|weekend|"
    r"(?:end )?q[1-4](?: .*)?|as soon as possible|asap|soon|immediately|urgent(?:ly)?|ongoing|"
    r"(?:first|second|third|fourth|last|final|\d(?:st|nd|rd|th)) (?:full )?week(?: .*)?|"
    r"(?:(?:end|start) )?(?:academic|school) year(?: .*)?|this side .*|week \d .*|"
    r"(?:in )?(?:a )?(?:few|several) (?:more )?(?:day|week|month)s?|in (?:new year|20\d\d)|"
    r"tbc|tbd|later|eventually|now|(?:early|mid|middle|late)(?:[ -].*)?|"
    r"(?:end |start |before |after )?(?:christmas|xmas|easter|new year|half[ -]term|"
    r"(?:\w+ )?(?:term|holidays?)|(?:next )?bank holiday(?: weekend)?)"
)
# "4 Dec at 10" and "4 Dec 10.30" name a time, never the year 10.
TIME: Final = pattern(
    r"\b\d\d?(?:[:.]\d\d)? ?[ap]\.?m\b\.?|\b\d\d?:\d\d(?: ?h?rs?)?\b|"
    r"\b(?:12 ?)?(?:noon|midday|midnight)\b|\b\d{3,4} ?h(?:ou)?rs\b|\b\d\d? ?o'?clock\b|"
    r"(?<=[a-z] )\d\d?\.\d\d$|"
    r"\b(?:half|(?:half|quarter|five|ten|twenty(?:[ -]five)?)[ -](?:past|to))[ -]"
    rf"(?:1[0-2]|[1-9]|{'|'.join(SMALL_NUMBERS)})\b(?! (?:working )?(?:day|week|month|year)s?\b)|"
    r"(?<![\d./])(?:0[7-9]|1\d|2[0-3]|[1-9])\.(?:15|[2-5][05])\b(?!\.\d)|"
    r"(?:\bat|@) ?\d\d?(?:[:.]?\d\d)?(?= ?$| on\b| [a-z]*day\b)|"
    r"\b\d\d?h\d\d\b|(?<=[a-z] )(?:0[1-9]|1[0-8])[0-5]\d$",
    re.ASCII | re.IGNORECASE,
)


def read(text: str, today: date, calendar: Calendar) -> Deadline:
    """Read the day that `text` names, typed on `today` by someone who works to `calendar`.

    Raises UnreadableDeadlineError where the text names no one day, a day that does not exist, or
    one more than ten years ahead.
    """
    asked = DeadlineText(today, calendar)
    words = tidy(text[:LONGEST_TEXT])
    _refuse_what_is_no_day(words, spoken(text[:LONGEST_TEXT]), asked)
    found = _read_words(words, asked)
    if found is None or len(text) > LONGEST_TEXT:
        raise UnreadableDeadlineError(DeadlineProblem.NOT_UNDERSTOOD, example=asked.example)
    return _settled(found, text, asked)


def read_or_none(text: str, today: date, calendar: Calendar) -> Deadline | None:
    """Read the day that `text` names; None where it names none that can be meant."""
    try:
        return read(text, today, calendar)
    except UnreadableDeadlineError:
        return None


def is_a_day(text: str) -> bool:
    """Say whether words are a day, whenever they are read."""
    found = read_or_none(text, ANY_DAY, ANY_CALENDAR)
    return found is not None and found.precision is Precision.DAY


def spell_month(day: date) -> str:
    """Write a deadline that was given as a month: "by the end of April 2020"."""
    return f"by the end of {MONTH_NAMES[day.month - 1]} {day.year}"


def spell_with_distance(
    day: date, today: date, calendar: Calendar, precision: Precision = Precision.DAY
) -> str:
    """Write a deadline and how far it is: "Fri 4 Dec 2026, in 9 working days".

    A date on which nobody works says so: "Sat 5 Dec 2026 (not a working day), in 9 working days".
    """
    far = distance(day, today, calendar)
    if precision is Precision.MONTH:
        return f"{spell_month(day)}, {far}"
    rest = "" if calendar.is_working(day) else " (not a working day)"
    return f"{spell(day)}{rest}, {far}"


def distance(day: date, today: date, calendar: Calendar) -> str:
    """Write how far a day is: "today", "in 9 working days", "3 working days ago"."""
    days = (day - today).days
    if days in _NEAR:
        return _NEAR[days]
    counted = counted_days(today, day, calendar)
    return f"in {counted}" if days > 0 else f"{counted} ago"


_NEAR: Final[Mapping[int, str]] = {-1: "yesterday", 0: "today", 1: "tomorrow"}


def counted_days(first: date, last: date, calendar: Calendar) -> str:
    """Write how far apart two days are: in working days, or in days where there are none."""
    working = calendar.between(first, last)
    number, what = (working, "working day") if working else ((last - first).days, "day")
    return f"{abs(number):,} {what}{'' if abs(number) == 1 else 's'}"


def _read_words(words: str, asked: DeadlineText) -> DeadlineReading | None:
    """Read "before 4 December" too, which may or may not be the day itself, and "w/c 7 Dec"."""
    for prefix, settle in _BEHIND.items():
        if words.startswith(f"{prefix} "):
            rest = words.removeprefix(f"{prefix} ")
            found = _read_words(rest, asked)
            if found and prefix == "w/c" and found.precision is Precision.MONTH:
                raise UnreadableDeadlineError(DeadlineProblem.NO_ONE_DAY, example=asked.example)
            return settle(found, rest) if found else None
    found = read_relative(words, asked) or read_holiday(words, asked)
    return found or read_date(words, asked)


def _before(found: DeadlineReading, words: str) -> DeadlineReading:
    if words.startswith("end "):
        return found
    if found.precision is Precision.MONTH:
        return DeadlineReading(found.day.replace(day=1) - A_DAY)
    others = (found.day, *(day - A_DAY for day in found.alternatives), *found.alternatives)
    return DeadlineReading(found.day - A_DAY, others)


def _week_of(found: DeadlineReading, _: str) -> DeadlineReading:
    """Return the Monday a week begins on; a day that is none may be meant itself."""
    monday = found.day - found.day.weekday() * A_DAY
    others = (day - day.weekday() * A_DAY for day in found.alternatives)
    meant = () if monday == found.day else (found.day,)
    return DeadlineReading(monday, (*others, *meant))


_BEHIND: Final[Mapping[str, Callable[[DeadlineReading, str], DeadlineReading]]] = {
    "before": _before,
    "w/c": _week_of,
}


def _refuse_what_is_no_day(words: str, said: str, asked: DeadlineText) -> None:
    if not words:
        raise UnreadableDeadlineError(DeadlineProblem.NOTHING, example=asked.example)
    if _NOT_A_DAY.fullmatch(words):
        raise UnreadableDeadlineError(DeadlineProblem.NO_ONE_DAY, example=asked.example)
    if TIME.search(said):
        raise UnreadableDeadlineError(DeadlineProblem.TIME, example=asked.example)


def _settled(found: DeadlineReading, text: str, asked: DeadlineText) -> Deadline:
    if found.day > asked.furthest:
        raise too_far(asked)
    others = (day for day in found.alternatives if day != found.day and day <= asked.furthest)
    return Deadline(
        day=found.day,
        precision=found.precision,
        alternatives=tuple(dict.fromkeys(others)),
        past=found.day < asked.today,
        said=" ".join(text.split()),
    )
