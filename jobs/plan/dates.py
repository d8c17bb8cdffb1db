"""Reads when something is due as plans write it: a date, two with which holds now, or words.

What names no one day is kept as it stands, without a date; what is wrong is a CellProblemError.
Nothing is guessed: a column's own evidence says which way round its figures stand.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from db.models import Due
from db.patterns import pattern
from db.plan.importing import DueGiven
from jobs.plan.problems import CellProblemError
from jobs.plan.tables import Cell, Day
from jobs.rules.deadline_dates import THIS_CENTURY
from jobs.rules.deadline_words import MONTHS, DeadlineProblem, any_of, in_english
from jobs.rules.deadlines import UnreadableDeadlineError, read
from jobs.rules.months import last_of_month
from jobs.rules.working_days import Calendar

NEAR_YEARS: Final = 2  # a year of two figures beyond these may be a day
FURTHEST_YEARS: Final = 10
EARLIEST: Final = date(2000, 1, 1)  # nothing in a plan is older; a sheet's 0 and 1 are of 1900
DUE_WORDS: Final = 120
A_YEAR: Final = 12
SERIALS: Final = range(36_526, 60_000)  # of Excel: from the year 2000 to 2064
_EPOCH_1900, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)

_MONTH: Final = any_of(MONTHS)
_YEAR: Final = r"(?:\d{4}|'?\d\d)"
_WEEKDAY: Final = r"(?:(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)[a-z]{0,9}\.?,?\s+)?"
_IN_FIGURES: Final = pattern(r"(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d\d)", re.ASCII)
# A full date, wherever it stands in a text.
_FULL: Final = pattern(
    rf"(?<![\d/])(?:{_WEEKDAY}\d{{1,2}}\s?[-/.]\s?\d{{1,2}}\s?[-/.]\s?(?:\d{{4}}|\d\d)|"
    rf"\d{{4}}[-/.]\d\d?[-/.]\d\d?|"
    rf"{_WEEKDAY}\d{{1,2}}(?:st|nd|rd|th)?[\s/-]*(?:of\s+)?(?:{_MONTH})[.,]?[\s/-]*{_YEAR}|"
    rf"{_WEEKDAY}(?:{_MONTH})[.,]?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|"
    rf"(?:end(?: of)? )?(?:{_MONTH})[.,]?[\s-]*(?:\d{{4}}|'?\d\d))(?![\d/])",
    re.IGNORECASE | re.ASCII,
)
_MONTH_YEAR: Final = pattern(
    rf"(?:by |end of |in )?({_MONTH})[.,]?[-\s']*(\d\d)", re.IGNORECASE | re.ASCII
)
_MONTH_IN_FIGURES: Final = pattern(r"(?:(\d{1,2})[/.-](\d{4})|(\d{4})[/.-](\d{1,2}))", re.ASCII)
_TIME: Final = pattern(
    r"(?<![ T])[ T]+(?:at )?\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?\s?(?:[ap]m)?(?:Z|[+-]\d\d:?\d\d)?$",
    re.IGNORECASE,
)
_COMPACT: Final = pattern(r"(20\d\d)(\d\d)(\d\d)", re.ASCII)
_NO_YEAR: Final = pattern(
    rf"{_WEEKDAY}(?:\d{{1,2}}[-/.]\d{{1,2}}|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?[\s-]*(?:of\s+)?(?:{_MONTH})\.?|"
    rf"(?:{_MONTH})\.? \d{{1,2}}(?:st|nd|rd|th))",
    re.IGNORECASE | re.ASCII,
)
# A day, a word and a year: where the word is no month it is one that was mistyped.
_NO_MONTH: Final = pattern(
    rf"{_WEEKDAY}\d{{1,2}}(?:st|nd|rd|th)?[\s-]*(?:of\s+)?[a-z]{{3,}}[.,]?[\s-]*20\d\d",
    re.IGNORECASE | re.ASCII,
)
_YEAR_ALONE: Final = pattern(r"(?:fy\s?)?(?:19|20)\d\d(?:\s?[-/]\s?(?:\d\d){1,2})?", re.IGNORECASE)
_YEAR_END: Final = pattern(
    r"(?:by |the |end |of |financial |year |fy )*"
    r"(?:fy|financial year|year end|end of year)\s*(20\d\d)\s?[/-]\s?(\d\d|20\d\d)(?:\s*end)?",
    re.IGNORECASE,
)
_QUARTER: Final = pattern(
    r"(?:end (?:of )?|by )*(?:q(?:uarter |tr )?\s?([1-4]))\s*(?:[,(-]\s*)?"
    r"(20\d\d|\d\d)\s?[/-]\s?(\d\d|20\d\d)\)?",
    re.IGNORECASE,
)
# What may stand before the one date that is meant, and after it where no other date is.
_LEAD: Final = pattern(
    r"(?:(?:now|date|deadline|due|target|new|revised|extended|moved|amended|changed|deferred|"
    r"slipped|rescheduled|updated|agreed|complete|completed|to be|by|to|until|for|no later than|"
    r"latest|the|is|on|completion|:|-|–)\s*)*",  # noqa: RUF001 - Word's dash
    re.IGNORECASE,
)
_WAS_DONE: Final = pattern(r"(?i)\b(?:completed|done|closed|achieved|finished)\b(?!\s+by)")
_BRACKET: Final = pattern(r"\s*(?:(?:(?:\([^()]*\)|\[[^\[\]]*\])[.,;]?|[.,;])\s*)?")
# The day holds, and what it hangs on stays on record beside it, in the words of the plan.
_CONDITION: Final = pattern(
    r"(?i)[\s,;:(–-]*(?:subject to|if|provided|providing|depend(?:ent|ing|s)|pending|unless|"  # noqa: RUF001 - Word's dash
    r"assuming|contingent)\b"
)
# A mark of a note, or that it may be sooner: the day before it holds.
_OR_SOONER: Final = pattern(
    r"(?i)\s*[*†‡]+|"
    r"[\s,;(–-]*(?:(?:or|if) (?:sooner|earlier|before|possible)|at the latest|latest)\W*"  # noqa: RUF001
)
_BEFORE: Final = pattern(
    r"(?i)\b(?:was|were|originally|original|orig|previously|previous|formerly|from|initially|old)\b"
)
_NOW: Final = pattern(
    r"(?i)\b(?:revised|extended|moved|amended|changed|now|new|slipped|deferred|updated|rescheduled|"
    r"re-?dated|extension)\b|→|->|=>"
)


@dataclass(frozen=True)
class ColumnOfDates:
    """How the dates of a column are to be read: which way round, and from which day it counts."""

    today: date
    calendar: Calendar
    is_month_first: bool = False
    is_mixed: bool = False
    has_swapped: bool = False
    is_1904: bool = False


def evidence(cells: Iterable[Cell], asked: ColumnOfDates) -> ColumnOfDates:
    """Return how a column's dates stand, as its own cells prove it.

    `has_swapped` says that Excel made dates of some of a month-first column's figures, in which it
    may have taken the month for the day.
    """
    month_first, day_first, days = False, False, False
    for cell in cells:
        if isinstance(cell, Day):
            days = days or cell.day.day <= A_YEAR
            continue
        for match in _IN_FIGURES.finditer(cell):
            first, second = int(match[1]), int(match[3])
            month_first = month_first or (first <= A_YEAR < second)
            day_first = day_first or (second <= A_YEAR < first)
    return replace(
        asked,
        is_month_first=month_first and not day_first,
        is_mixed=month_first and day_first,
        has_swapped=month_first and not day_first and days,
    )


def beside(cells: Sequence[Cell], others: Iterable[Cell], asked: ColumnOfDates) -> ColumnOfDates:
    """Return how a column's dates stand that prove nothing themselves, as those beside them prove.

    One export writes all of its dates alike. `others` are the cells of the other columns, of which
    those count that are a date in figures and nothing else.
    """
    proven = evidence(cells, asked)
    in_figures = [cell for cell in cells if isinstance(cell, str) and _IN_FIGURES.search(cell)]
    proves_day = any(int(m[1]) > A_YEAR for cell in in_figures for m in _IN_FIGURES.finditer(cell))
    if proven.is_month_first or proven.is_mixed or proves_day or not in_figures:
        return proven
    plain = [_TIME.sub("", cell) for cell in others if isinstance(cell, str)]
    found = evidence([cell for cell in plain if _IN_FIGURES.fullmatch(cell)], asked)
    has_days = any(isinstance(cell, Day) and cell.day.day <= A_YEAR for cell in cells)
    return replace(found, has_swapped=found.is_month_first and has_days)


def due(cell: Cell, said: str, asked: ColumnOfDates) -> DueGiven | None:
    """Read when something is due; `said` is the cell as words that say something, or empty.

    Words that name no one day are kept as they stand, without a date.
    """
    if isinstance(cell, Day):
        return DueGiven(_of_sheet(cell, asked))
    plain = _TIME.sub("", in_english(said.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))).strip()
    if not plain:
        return None
    found = _whole(plain, asked) or _within(plain, asked)
    if found is not None:
        has_words = bool(re.search(r"[A-Za-z]", plain))
        return replace(found, said=said[:DUE_WORDS] if has_words else "")
    if len(said) > DUE_WORDS:
        raise CellProblemError("too_long", length=len(said), most=DUE_WORDS)
    return DueGiven(Due(), said)


def _of_sheet(cell: Day, asked: ColumnOfDates) -> Due:
    day = cell.day
    if asked.has_swapped and day.day <= A_YEAR and day.day != day.month:
        raise CellProblemError("swapped", weekday=day)
    if cell.precision == "month":
        day = last_of_month(day.year, day.month)
    return Due(_sensible(day, asked), cell.precision)


def _sensible(day: date, asked: ColumnOfDates) -> date:
    if day.year > asked.today.year + FURTHEST_YEARS:
        raise CellProblemError("day_too_far", day=day, years=FURTHEST_YEARS)
    if day < EARLIEST:
        raise CellProblemError("too_old", day=day, year=EARLIEST.year)
    return day


def _whole(said: str, asked: ColumnOfDates) -> DueGiven | None:
    """Read a text that is a date and nothing else."""
    if said.isdigit() and int(said) in SERIALS:
        epoch = _EPOCH_1904 if asked.is_1904 else _EPOCH_1900
        return DueGiven(Due.on(_sensible(epoch + timedelta(days=int(said)), asked)))
    if compact := _COMPACT.fullmatch(said):
        day = f"{compact[3]}/{compact[2]}/{compact[1]}"
        return _day(day, replace(asked, is_month_first=False, is_mixed=False))
    bare = said[_lead_of(said) :].rstrip(" .")
    figures = re.fullmatch(r"(\d{1,2})[-/.](\d\d)", bare, re.ASCII)
    if figures and int(figures[1]) <= A_YEAR < int(figures[2]) and not asked.is_month_first:
        raise CellProblemError("month_or_day", text=said)
    if _NO_YEAR.fullmatch(re.sub(r"(?<!\s)\s*\([^()]*\)$", "", bare)) or _is_day_of_month(
        said, asked
    ):
        raise CellProblemError("no_year", text=said, example=_with_year(bare, asked))
    if _FULL.fullmatch(said) or _IN_FIGURES.fullmatch(said):
        return _day(said, asked)
    return _month_alone(said, asked) or _part_of_year(said, asked)


def _lead_of(said: str) -> int:
    """Return how much of a text goes before its date: "By 29 January"."""
    found = _LEAD.match(said)
    return found.end() if found else 0


def _is_day_of_month(said: str, asked: ColumnOfDates) -> bool:
    """Say whether "Jan 29" is rather a day than a year; "Mar 27" is March of next year."""
    found = re.fullmatch(rf"(?:{_MONTH})\.? (\d\d)", said, re.IGNORECASE)
    return found is not None and 2000 + int(found[1]) > asked.today.year + NEAR_YEARS


def _with_year(said: str, asked: ColumnOfDates) -> str:
    """Return a date that has no year with the next one, as an example."""
    if re.search(_MONTH, said, re.IGNORECASE):
        return f"{said.rstrip('.').replace('-', ' ')} {asked.today.year + 1}"
    figures = said.split()[-1].replace(".", "/").replace("-", "/")
    return f"{figures}/{asked.today.year + 1}"


def _month_alone(said: str, asked: ColumnOfDates) -> DueGiven | None:
    """Read "Mar-27", as Excel shows a month, or "03/2027"."""
    if month := _MONTH_YEAR.fullmatch(said):
        return _of_month(2000 + int(month[2]), MONTHS[month[1].lower()], asked)
    figures = _MONTH_IN_FIGURES.fullmatch(said)
    if figures and not _is_years(figures) and not _is_span(figures):
        return _of_month(int(figures[2] or figures[3]), int(figures[1] or figures[4]), asked)
    return None


def _part_of_year(said: str, asked: ColumnOfDates) -> DueGiven | None:
    """Read the end of a financial year, or of a quarter of one, where both years are named."""
    ended = _YEAR_END.fullmatch(said)
    if ended and _follows(ended[1], ended[2]):
        return _of_month(int(ended[1]) + 1, 3, asked)
    quarter = _QUARTER.fullmatch(said)
    if quarter and _follows(quarter[2], quarter[3]):
        return _of_quarter(int(quarter[1]), THIS_CENTURY + int(quarter[2][-2:]), asked)
    return None


def _is_years(figures: re.Match[str]) -> bool:
    """Say whether "2026/27" are two years, and no month of one."""
    return bool(figures[3]) and int(figures[4]) > A_YEAR and _follows(figures[3], figures[4])


def _is_span(figures: re.Match[str]) -> bool:
    """Say whether "2026-28" are the years of a plan, and no month of one."""
    return bool(figures[3]) and int(figures[4]) > max(A_YEAR, int(figures[3][-2:]))


def _follows(first: str, second: str) -> bool:
    return (int(first) + 1) % 100 == int(second) % 100


def _of_quarter(quarter: int, year: int, asked: ColumnOfDates) -> DueGiven:
    """Return the end of a quarter of a financial year: Q3 2026/27 ends in December 2026."""
    month = 3 * quarter + 3
    return _of_month(year + (month > A_YEAR), (month - 1) % A_YEAR + 1, asked)


def _of_month(year: int, month: int, asked: ColumnOfDates) -> DueGiven:
    if not 1 <= month <= A_YEAR or year < EARLIEST.year:
        raise CellProblemError("no_month", month=month, year=year)
    return DueGiven(Due(_sensible(last_of_month(year, month), asked), "month"))


def _within(said: str, asked: ColumnOfDates) -> DueGiven | None:
    """Read the date that a text names as the one that holds; None where it names no one."""
    dates = list(_FULL.finditer(said))
    if not dates and not re.search(r"[A-Za-z]", said):
        if _YEAR_ALONE.fullmatch(said):
            return None
        raise CellProblemError("no_such_day", text=said)
    match dates:
        case []:
            if _NO_MONTH.fullmatch(said):
                raise CellProblemError("no_such_day", text=said)
            return _plain(said, asked)
        case [only]:
            return _the_one(said, only, asked)
        case [_, _]:
            return _of_two(said, dates, asked)
    raise CellProblemError("many_dates", count=len(dates))


def _the_one(said: str, found: re.Match[str], asked: ColumnOfDates) -> DueGiven | None:
    before, after = said[: found.start()], said[found.end() :]
    if _WAS_DONE.search(before):
        raise CellProblemError("was_completed", text=said[:60])
    is_told = _BRACKET.fullmatch(after) or _CONDITION.match(after) or _OR_SOONER.fullmatch(after)
    if not _LEAD.fullmatch(before) or not is_told:
        return _plain(said, asked)
    return _day(found[0], asked)


def _of_two(said: str, dates: list[re.Match[str]], asked: ColumnOfDates) -> DueGiven | None:
    first, second = dates
    lead, between, tail = (
        said[: first.start()],
        said[first.end() : second.start()],
        said[second.end() :],
    )
    is_first = _is_first(lead, between, tail)
    if is_first is None:
        if re.fullmatch(r"\s*(?:-|–|to|until|and|&)\s*", between):  # noqa: RUF001 - Word's dash
            return None  # from when until when: words, of which neither is surely the deadline
        raise CellProblemError("two_dates", text=said[:60])
    now, then = (first, second) if is_first else (second, first)
    holding, original = _day(now[0], asked), _day(then[0], asked)
    return replace(holding, original=original.due.day) if holding and original else None


_UNTIL: Final = pattern(r"(?i)\s*(?:to|until)\s*")
_LABELS: Final = pattern(r"\s*[(\[][^()\[\]]*[)\]][\s,;/–-]*")  # noqa: RUF001 - Word's dash


def _is_first(lead: str, between: str, tail: str) -> bool | None:
    """Say whether the first of two dates is the one that holds; None where nothing says it."""
    if re.search(r"(?i)\b(?:was|were|from)\W*$", between):  # "31/12/2026 (revised from …"
        return True
    if _NOW.search(lead) and re.search(r"(?i)\bfrom\W*$", lead) and _UNTIL.fullmatch(between):
        return False  # "Revised from 30/09/2026 to 31/12/2026"
    old, new = _last(_BEFORE, between), _last(_NOW, between)
    if _LABELS.fullmatch(between):  # "30/09/2026 (original), …": it is about the date before it
        return new > old if old != new else None
    if old > new:  # "31/12/2026 (new date, originally 30/09/2026)"
        is_after = "(" in between or not _NOW.search(tail)
        return True if is_after else None  # "30/09/2026 original 31/12/2026 revised"
    is_told = new >= 0 or _NOW.search(tail)
    return False if is_told and not _NOW.search(lead) else None


def _last(word: re.Pattern[str], said: str) -> int:
    """Return where the last of some words begins; -1 where there is none."""
    return max((found.start() for found in word.finditer(said)), default=-1)


_WRONG: Final = frozenset({
    DeadlineProblem.OTHER_WEEKDAY, DeadlineProblem.MONTH_SECOND, DeadlineProblem.MONTH_AFTER_YEAR,
    DeadlineProblem.MONTH_ZERO, DeadlineProblem.NO_SUCH_DAY, DeadlineProblem.TOO_FAR,
    DeadlineProblem.YEAR_GONE,
})  # fmt: skip


def _day(said: str, asked: ColumnOfDates) -> DueGiven | None:
    """Read one full date, as its column has them. CellProblemError for what no calendar has."""
    figures = _IN_FIGURES.search(said)
    if figures and (asked.is_month_first or asked.is_mixed):
        said = said[: figures.start()] + _turned(figures, asked) + said[figures.end() :]
    month = _MONTH_YEAR.fullmatch(said)
    if month:
        return _of_month(2000 + int(month[2]), MONTHS[month[1].lower()], asked)
    said = re.sub(r"(?<=\d)/(?=[A-Za-z])|(?<=[A-Za-z])/(?=\d)", " ", said)  # "29/Jan/27", of Jira
    return _plain(re.sub(r"\s?([-/.])\s?(?=\d)", r"\1", said), asked)


def _turned(figures: re.Match[str], asked: ColumnOfDates) -> str:
    """Return a date in figures with its day first."""
    first, second = int(figures[1]), int(figures[3])
    if first > A_YEAR:
        return figures[0]
    if second > A_YEAR or asked.is_month_first:
        return f"{second}/{first}/{figures[4]}"
    raise CellProblemError("either_way", text=figures[0])


def _plain(said: str, asked: ColumnOfDates) -> DueGiven | None:
    if not _FULL.search(said) and not re.search(r"\b(?:19|20)\d\d\b", said):
        return None
    try:
        deadline = read(said, asked.today, asked.calendar)
    except UnreadableDeadlineError as error:
        if error.problem in _WRONG:
            raise _reason(said, error) from error
        return None
    if deadline.alternatives:
        return None
    return DueGiven(Due(_sensible(deadline.day, asked), deadline.precision))


def _reason(said: str, error: UnreadableDeadlineError) -> CellProblemError:
    if error.problem == DeadlineProblem.OTHER_WEEKDAY:
        return CellProblemError("other_weekday", text=said, weekday=error.facts["day"])
    if error.problem == DeadlineProblem.TOO_FAR:
        return CellProblemError("too_far", text=said, years=FURTHEST_YEARS)
    return CellProblemError("no_such_day", text=said)
