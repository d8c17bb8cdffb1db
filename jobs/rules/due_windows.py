"""Reads on which days somebody asks what is due: "this week", "by Friday", "in December"."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from db.patterns import pattern
from jobs.rules.deadline_holidays import next_called
from jobs.rules.deadline_words import (
    MONTHS,
    NUMBERS,
    WEEKDAYS,
    DeadlineText,
    any_of,
    in_ascii,
    spoken,
    tidy,
)
from jobs.rules.deadlines import is_a_day, read
from jobs.rules.months import A_DAY, A_WEEK, A_YEAR, first_of, last_of_month, months_after
from jobs.rules.periods import QUARTER, Period
from jobs.rules.working_days import Calendar

MOST_WORDS: Final = 24  # of a question; each way of cutting it is tried
LONGEST: Final = 9  # words that name a window


@dataclass(frozen=True)
class DueWindow:
    """The days on which something is due; without a first one, however long ago."""

    first: date | None
    last: date


def cut_window(words: str) -> tuple[str, str]:
    """Return a question without the words that say when, and those words; empty where none do."""
    said = words.split()
    if len(said) > MOST_WORDS or not _MAY_SAY_WHEN.search(words):
        return words, ""
    for start in range(len(said)):
        for end in range(min(len(said), start + LONGEST), start, -1):
            when = " ".join(said[start:end]).strip(" .,!?")
            if _is_window(when):
                return " ".join((*said[:start], *said[end:])), when
    return words, ""


def read_window(when: str, today: date, calendar: Calendar) -> DueWindow:
    """Read the words that `cut_window` has found.

    Of two days that they may mean it is the one further out, so that nothing which is asked for is
    missing.
    Raises UnreadableDeadlineError for a day that there is not.
    """
    asked, bare = DeadlineText(today, calendar), _without_due(when)
    words = tidy(bare)
    for form, find in _forms_of(bare):
        if match := form.fullmatch(words):
            return find(match, asked)
    between = _between(bare)
    if between is not None:
        return _from_to(*(_days(each, asked) for each in between))
    if not _BY.match(bare):
        day = _latest(bare, asked)
        return _week(day) if words.startswith("w/c ") else DueWindow(day, day)
    if bare.startswith("before "):
        return DueWindow(None, read(bare, today, calendar).day)
    return DueWindow(None, _latest(_BY.sub("", bare), asked))


def _days(words: str, asked: DeadlineText) -> tuple[date, ...]:
    found = read(words, asked.today, asked.calendar)
    return found.day, *found.alternatives


def _latest(words: str, asked: DeadlineText) -> date:
    return max(_days(words, asked))


def _from_to(these: Sequence[date], those: Sequence[date]) -> DueWindow:
    """Return the days from one to another; the second is never before the first.

    "From 20 November to 5 December", said on the 1st, began this year; "between the 11th and the
    1st" is the other way round.
    """
    first, last = min(these), max(those)
    if first <= last:
        return DueWindow(first, last)
    a_year_ago = months_after(first, -A_YEAR)
    return (
        DueWindow(a_year_ago, last) if last - a_year_ago < first - last else DueWindow(last, first)
    )


def _is_window(when: str) -> bool:
    bare = _without_due(when)
    if not bare or (_BARE_MONTH.fullmatch(bare) and bare == spoken(when)):
        return False
    words = tidy(bare)
    if any(form.fullmatch(words) for form, _ in _forms_of(bare)):
        return True
    between = _between(bare)
    return is_a_day(bare) if between is None else all(map(is_a_day, between))


def _forms_of(bare: str) -> "Sequence[_Form]":
    """Return the forms that may be meant: "by today" is no form of "today"."""
    return _FORMS[-2:] if _BY.match(bare) else _FORMS


def _between(bare: str) -> tuple[str, str] | None:
    """Return the two days of "between 1 and 11 December", each with its month."""
    found = _BETWEEN.fullmatch(bare)
    if found is None:
        return None
    first, last = found["first"], found["last"]
    return (f"{first} {last.partition(' ')[2]}" if first.isdigit() else first), last


def _without_due(when: str) -> str:
    return _THE_NEXT.sub("next 1 ", _DUE.sub("", spoken(when)))


def _week(day: date) -> DueWindow:
    monday = day - day.weekday() * A_DAY
    return DueWindow(monday, monday + A_WEEK - A_DAY)


def _this_or_that_week(match: re.Match[str], asked: DeadlineText) -> DueWindow:
    """Return a week from its Monday; the rest of this one begins today."""
    which = match["which"]
    if which.startswith("rest"):
        return DueWindow(asked.today, _week(asked.today).last)
    return _week(asked.today + _STEPS[which] * A_WEEK)


def _month_from_now(match: re.Match[str], asked: DeadlineText) -> DueWindow:
    month = months_after(first_of(asked.today), _STEPS[match["which"]])
    return _month(month)


def _month(first: date) -> DueWindow:
    return DueWindow(first, last_of_month(first.year, first.month))


def _quarter(match: re.Match[str], asked: DeadlineText) -> DueWindow:
    quarter = Period.of(asked.today, QUARTER)
    quarter = {-1: quarter.before, 0: quarter, 1: quarter.after}[_STEPS[match["which"]]]
    return DueWindow(quarter.first, quarter.last)


def _named_month(match: re.Match[str], asked: DeadlineText) -> DueWindow:
    """Return a month by its name: of its year, or the next that is not over."""
    number = MONTHS[match["month"]]
    year = asked.today.year + (number < asked.today.month)
    return _month(date(int(match["year"] or year), number, 1))


def _by_a_month(match: re.Match[str], asked: DeadlineText) -> DueWindow:
    """Return what is due by the end of a month, as with an action's date; or before it begins."""
    last = _named_month(match, asked).last
    return DueWindow(None, first_of(last) - A_DAY if match["by"] == "before" else last)


def _days_ahead(match: re.Match[str], asked: DeadlineText) -> DueWindow:
    number, unit, today = match["number"] or "a", match["unit"], asked.today
    counted = NUMBERS[number] if number in NUMBERS else int(number)
    if unit == "month":
        last = months_after(today, counted)
    elif unit == "working day":
        last = asked.calendar.shift(today, counted)
    else:
        last = today + counted * {"day": A_DAY, "week": A_WEEK, "fortnight": 2 * A_WEEK}[unit]
    return DueWindow(today, last)


def _one_day(match: re.Match[str], asked: DeadlineText) -> DueWindow:
    day = asked.today + A_DAY if match["day"] == "tomorrow" else asked.today
    return DueWindow(day, day)


def _before_christmas(_: re.Match[str], asked: DeadlineText) -> DueWindow:
    return DueWindow(None, next_called("eve", asked.today))


def _overdue(_: re.Match[str], asked: DeadlineText) -> DueWindow:
    return DueWindow(None, asked.today - A_DAY)


_STEPS: Final = {"last": -1, "this": 0, "current": 0, "next": 1, "coming": 1, "after next": 2}
_NUMBER: Final = rf"\d{{1,3}}|{any_of(NUMBERS)}"
_Form = tuple[re.Pattern[str], Callable[[re.Match[str], DeadlineText], DueWindow]]
_FORMS: Final[Sequence[_Form]] = (
    (in_ascii(r"(?:for )?(?P<day>today|tomorrow)"), _one_day),
    (
        in_ascii(
            r"(?:(?:during|in|for|over|within) )?"
            r"(?P<which>last|this|next|coming|rest (?:this )?)(?: working)? ?week(?: coming)?"
        ),
        _this_or_that_week,
    ),
    (in_ascii(r"(?:during|in|for)? ?week (?P<which>after next)"), _this_or_that_week),
    (
        in_ascii(r"(?:(?:during|in|for|over|within) )?(?P<which>last|this|next) month"),
        _month_from_now,
    ),
    (
        in_ascii(r"(?:(?:during|in|for|over|within) )?(?P<which>last|this|current|next) quarter"),
        _quarter,
    ),
    (
        in_ascii(rf"(?:(?:during|in|for|over) )?(?P<month>{any_of(MONTHS)})(?: (?P<year>20\d\d))?"),
        _named_month,
    ),
    (
        in_ascii(
            r"(?:(?:in|over|for|within|during) )?(?:next|coming) "
            rf"(?:(?P<number>{_NUMBER}) )(?P<unit>working day|day|week|month|fortnight)s?"
        ),
        _days_ahead,
    ),
    (in_ascii(r"(?:(?:in|over) )?(?:next|coming) (?P<number>)(?P<unit>fortnight)"), _days_ahead),
    (
        in_ascii(rf"in (?P<number>{_NUMBER}) (?P<unit>working day|day|week|month|fortnight)s?"),
        _days_ahead,
    ),
    (in_ascii(r"overdue|over due|over-due|late|behind"), _overdue),
    (
        in_ascii(
            r"(?:(?P<by>by|before|until|till?|up to) )?"
            rf"(?P<month>{any_of(MONTHS)})(?: (?P<year>20\d\d))?"
        ),
        _by_a_month,
    ),
    (
        in_ascii(
            r"(?:before|by) (?:christmas|xmas)(?: break| holidays?)?|(?:before )?(?:christmas|xmas)"
        ),
        _before_christmas,
    ),
)
_DUE: Final = pattern(
    r"^(?:(?:of|that|which|is|are|was|were|being|falls?|falling|comes?|coming|coming up|due|up|"
    r"deadlines?|to (?:be )?(?:finish(?:ed)?|complete[d]?|done?))\s+)+"
)
# "next month" is December, "the next month" is from now on.
_THE_NEXT: Final = pattern(r"\b(?:in|over|during|for|within) the next (?=(?:week|month)\b)")
_BY: Final = pattern(r"^(?:by|before|until|till?|up to|no later than|on or before)\s+")
_BETWEEN: Final = pattern(
    r"(?:between|from)\s+(?P<first>\S.{0,40}?)\s+(?:and|to|until|till?|-)\s+(?P<last>\S.{0,40})"
)
_BARE_MONTH: Final = pattern(any_of(MONTHS))
_MAY_SAY_WHEN: Final = pattern(
    r"\b(?:due|over-?due|late|behind|by|before|until|between|today|tomorrow|weeks?|months?|days?|"
    rf"fortnight|quarter|wk|nxt|{any_of(WEEKDAYS)}|{any_of(MONTHS)})\b|\d[/.-]\d",
    re.IGNORECASE,
)
