"""Reads a stretch of days as people type it: "4-15 Jan", "for 2 weeks", "tomorrow", "next week"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from db.patterns import pattern
from jobs.rules.deadline_words import (
    MONTHS,
    NUMBERS,
    WEEKDAYS,
    Deadline,
    DeadlineProblem,
    Precision,
    UnreadableDeadlineError,
    any_of,
    spoken,
)
from jobs.rules.deadlines import read
from jobs.rules.months import A_DAY, A_WEEK, first_of, last_of_month, next_month
from jobs.rules.quiet import first_of_week
from jobs.rules.working_days import FRIDAY, Calendar

MOST_WEEKS: Final = 52
_PARTED: Final = pattern(
    r"(?<!\s)\s*(?:\b(?:to|until|till?|through|thru|and)\b|-(?:&gt;|>)?|&(?:amp;)?)\s*"
)
_EACH: Final = frozenset({"and", "&", "&amp;"})
_FOR: Final = pattern(
    rf"(?:(?:from )?(?P<from>.*?)\bfor )?(?:the next )?(?P<number>\d{{1,3}}|{any_of(NUMBERS)}) "
    r"(?P<unit>working days?|days?|weeks?|wks?|fortnights?)(?: from (?P<after>(?s:.+)))?"
)
_WEEK: Final = pattern(
    r"(?:for )?(?:(?:the )?(?:all|whole|rest)(?: of)? |the )?(?P<which>this|next|the) week|"
    r"all week|"
    r"(?:the )?(?P<after>week after next)|"
    r"(?P<of>(?:w/?[cb]|(?:the )?(?:week|wk) (?:commencing|beginning|starting|of)|wc|wb) .+)"
)
_MONTH: Final = pattern(
    r"(?:(?:for|in|on|during|all|the|whole|of) )*"
    rf"(?:(?P<which>this|next) month|(?P<named>(?:{any_of(MONTHS)})(?: \d{{4}})?))"
)
_NEXT_ONE: Final = pattern(r"(?<=\bfor )the next (?=(?:week|fortnight)\b)")
_BARE_DAY: Final = pattern(rf"(?:(?:{any_of(WEEKDAYS)}) )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?")
_MONTH_OF: Final = pattern(rf"\b(?:{any_of(MONTHS)})\b.*|/\d{{1,2}}(?:/\d{{2,4}})?$")
_WEEKDAY: Final = pattern(any_of(WEEKDAYS))


@dataclass(frozen=True)
class Stretch:
    """The first and the last of some days; `others` are days the words could mean instead."""

    first: date
    last: date
    others: tuple[date, ...] = ()


def read_stretch(text: str, today: date, calendar: Calendar) -> Stretch:
    """Read which days are meant; raises UnreadableDeadlineError where the words name none."""
    said = _NEXT_ONE.sub("a ", spoken(text).strip(" .!,"))
    words = re.sub(r"^(?:from|between|in(?= the\b))\s+(?!now)", "", said)
    found = _for_so_long(said, today, calendar) or _week(words, today, calendar)
    found = found or _month(said, today, calendar)
    if found:
        return found
    until = re.fullmatch(r"(?:now )?(?:until|till?|to)\s+(\S.*)", words)
    if until:
        return _from_to(_day(today, today), read(until[1], today, calendar))
    for first, joint, last in _halves(words):
        both = _both(first, last, today, calendar)
        is_each = joint in _EACH and not said.startswith("between")
        if both and is_each and calendar.between(both.first, both.last) > 1:
            return replace(both, others=(*both.others, both.last))  # those between are not named
        if both:
            return both
    day = read(words, today, calendar)
    if day.precision is Precision.MONTH:
        begins = first_of(day.day)  # "from March" is told no end of
        return Stretch(begins, begins if said.startswith("from") else day.day, day.alternatives)
    return Stretch(day.day, day.day, day.alternatives)


def _day(day: date, today: date) -> Deadline:
    return Deadline(day, Precision.DAY, (), day < today, "")


def _for_so_long(words: str, today: date, calendar: Calendar) -> Stretch | None:
    found = _FOR.fullmatch(words)
    if found is None:
        return None
    number = NUMBERS.get(found["number"]) or int(found["number"])
    begins = (found["from"] or "").strip(" ,") or found["after"]
    start = read(begins, today, calendar) if begins else _day(today, today)
    first, unit = start.day, found["unit"]
    if not 0 < number <= MOST_WEEKS:
        raise UnreadableDeadlineError(DeadlineProblem.NOT_UNDERSTOOD, example=today)
    if unit.startswith(("week", "wk", "fortnight")):
        weeks = number * (2 if unit.startswith("fortnight") else 1)
        return Stretch(first, first + weeks * A_WEEK - A_DAY, start.alternatives)
    last = calendar.shift(first, number - 1 if calendar.is_working(first) else number)
    return Stretch(first, last, start.alternatives)


def _week(words: str, today: date, calendar: Calendar) -> Stretch | None:
    found = _WEEK.fullmatch(words)
    if found is None:
        return None
    if found["of"]:
        day = read(found["of"], today, calendar)
        return Stretch(day.day, _friday_of(day.day), day.alternatives)
    if found["after"] or found["which"] == "next":
        monday = first_of_week(today) + (2 if found["after"] else 1) * A_WEEK
        return Stretch(monday, _friday_of(monday))
    return Stretch(today, max(today, _friday_of(today)))


def _month(words: str, today: date, calendar: Calendar) -> Stretch | None:
    found = _MONTH.fullmatch(words)
    if found is None:
        return None
    if found["named"]:
        day = read(found["named"], today, calendar)
        first = first_of(day.day) if day.day < today else max(today, first_of(day.day))
        return Stretch(first, day.day, day.alternatives)
    first = next_month(today) if found["which"] == "next" else today
    return Stretch(first, last_of_month(first.year, first.month))


def _friday_of(day: date) -> date:
    return day + (FRIDAY - day.weekday()) * A_DAY


def _halves(words: str) -> Iterator[tuple[str, str, str]]:
    for found in _PARTED.finditer(words):
        first, last = words[: found.start()].strip(), words[found.end() :].strip()
        if first and last:
            yield first, found[0].strip(), last


def _both(first: str, last: str, today: date, calendar: Calendar) -> Stretch | None:
    try:
        ends = read(last, today, calendar)
        bare = _BARE_DAY.fullmatch(first) if _MONTH_OF.search(last) else None
        begins = read(_in_its_month(bare, ends.day) if bare else first, today, calendar)
    except UnreadableDeadlineError:
        return None
    if _WEEKDAY.fullmatch(last) and ends.day < begins.day:
        weeks = -((ends.day - begins.day).days // A_WEEK.days)
        ends = _day(ends.day + weeks * A_WEEK, today)
    return _from_to(begins, ends)


def _in_its_month(bare: re.Match[str], ends: date) -> str:
    """Return a day with its month: that of the last day, or the one before; "21st to 4 Jan"."""
    of = ends if int(bare["day"]) <= ends.day else first_of(ends) - A_DAY
    return f"{bare[0]} {of:%B %Y}"


def _from_to(begins: Deadline, ends: Deadline) -> Stretch:
    later = [day for day in (ends.day, *ends.alternatives) if day >= begins.day]
    others = tuple(day for day in ends.alternatives if day >= begins.day and day != later[0])
    return Stretch(begins.day, later[0] if later else ends.day, (*begins.alternatives, *others))
