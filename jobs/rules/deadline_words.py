"""The words deadlines are written in, and what reading one gives."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from db import patterns
from jobs.rules.months import A_YEAR, months_after
from jobs.rules.working_days import Calendar

YEARS_AHEAD: Final = 10
EARLIEST_YEAR: Final = 1900
LARGEST_AMOUNT: Final = 366 * YEARS_AHEAD

WEEKDAY_NAMES: Final = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
MONTH_NAMES: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
WEEKDAYS: Final[dict[str, int]] = {
    **{name.lower(): number for number, name in enumerate(WEEKDAY_NAMES)},
    **{name[:3].lower(): number for number, name in enumerate(WEEKDAY_NAMES)},
    "tues": 1,
    "weds": 2,
    "thur": 3,
    "thurs": 3,
}
MONTHS: Final[dict[str, int]] = {
    **{name.lower(): number for number, name in enumerate(MONTH_NAMES, 1)},
    **{name[:3].lower(): number for number, name in enumerate(MONTH_NAMES, 1)},
    "sept": 9,
}
# As councils in Wales write them; "Mai" alone may be somebody's name.
WELSH_MONTHS: Final[Mapping[str, str]] = {
    "ionawr": "january", "chwefror": "february", "mawrth": "march", "ebrill": "april",
    "mai": "may", "mehefin": "june", "gorffennaf": "july", "awst": "august", "medi": "september",
    "hydref": "october", "tachwedd": "november", "rhagfyr": "december",
}  # fmt: skip
SMALL_NUMBERS: Final = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
]  # fmt: skip
NUMBERS: Final[dict[str, int]] = {
    **{word: number for number, word in enumerate(SMALL_NUMBERS, 1)},
    "a": 1,
    "an": 1,
}

_NTHS: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
ORDINALS: Final = {nth: day for day, nth in enumerate(_NTHS.split(), 1)} | {"thirtieth": 30}

_SILENT: Final = frozenset({"on", "by", "the", "of", "at", "due"})


class DeadlineProblem(StrEnum):
    """Why a text names no one day."""

    NOTHING = "nothing"
    NO_ONE_DAY = "no one day"
    TIME = "a time"
    NOT_UNDERSTOOD = "not understood"
    ZERO = "zero"
    TOO_FAR = "too far"
    OTHER_WEEKDAY = "another weekday"
    MONTH_SECOND = "no such month, day first"
    MONTH_AFTER_YEAR = "no such month, year first"
    YEAR_GONE = "year gone by"
    MONTH_ZERO = "month zero"
    NO_SUCH_DAY = "no such day"


class UnreadableDeadlineError(ValueError):
    """The text names no one day: why, with the facts; `example` is a day that would do."""

    def __init__(self, problem: DeadlineProblem, **facts: date | int | str) -> None:
        super().__init__(problem)
        self.problem, self.facts = problem, facts

    @property
    def is_no_such_day(self) -> bool:
        """Say whether a day is named that there is none of: "31/11", "Thu 27 Nov"."""
        return self.problem in {DeadlineProblem.OTHER_WEEKDAY, DeadlineProblem.NO_SUCH_DAY}


class Precision(StrEnum):
    """How exactly a deadline was given."""

    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True)
class Deadline:
    """What a deadline's text was read as.

    `alternatives` are other days the same words could mean, and `past` says the day is gone: in
    either case ask before saving. `day` of a month is its last. `said` is the text as typed.
    """

    day: date
    precision: Precision
    alternatives: tuple[date, ...]
    past: bool
    said: str


@dataclass(frozen=True)
class DateFound:
    """A deadline in a sentence: where it stands with the words that introduce it, and what it is.

    `deadline` is None where the words name no one day ("by Christmas"); `left_out` is a time of
    day, which is not kept, or a day that is not meant: "not Monday". What `is_in_a_name` is not cut
    out of the sentence: "by the 4 Dec panel".
    """

    start: int
    end: int
    said: str
    is_sure: bool
    deadline: Deadline | None = None
    left_out: str = ""
    is_in_a_name: bool = False


@dataclass(frozen=True)
class DeadlineReading:
    """The day some words name, and the other days they could name."""

    day: date
    alternatives: tuple[date, ...] = ()
    precision: Precision = Precision.DAY


@dataclass(frozen=True)
class DeadlineText:
    """The day on which, and the calendar by which, a deadline is read."""

    today: date
    calendar: Calendar

    @property
    def furthest(self) -> date:
        return months_after(self.today, YEARS_AHEAD * A_YEAR)

    @property
    def example(self) -> date:
        """Return a day that would do as a deadline: ten working days from now."""
        return self.calendar.shift(self.today, 10)


# Each way of writing a deadline, and how the day is found from what it matched.
Forms = Sequence[tuple[re.Pattern[str], Callable[[re.Match[str], DeadlineText], DeadlineReading]]]


def in_ascii(text: str) -> re.Pattern[str]:
    """Return a pattern of the letters and digits of English alone."""
    return patterns.pattern(text, re.ASCII)


def first_found(forms: Forms, words: str, asked: DeadlineText) -> DeadlineReading | None:
    """Read `words` by the first form that fits the whole of them; None where none does."""
    for form, find in forms:
        if match := form.fullmatch(words):
            return find(match, asked)
    return None


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of these words, longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


NTH: Final = rf"(?:twenty[ -]|thirty[ -])?(?:{any_of(ORDINALS)})"
# "the fourth of December" is the 4th; "the first Monday in December" stays.
_SPOKEN_DAY: Final = re.compile(
    rf"\b({any_of(ORDINALS)})\b(?=(?: of)?(?: the)? (?:{any_of(MONTHS)})\b)"
)
_EVENLY: Final = dict.fromkeys(map(ord, "\u2018\u2019\u201b\u02bc\u00b4"), "'") | dict.fromkeys(
    map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-"
)
# What councils write for what has a plainer name here, in the order in which it is replaced.
_PLAINER: Final = tuple(
    (patterns.pattern(written), plain)
    for written, plain in (
        (r"\b(?:w/?d|working d)s?\b", "working days"),
        (
            r"\b(?:no|not) later than\b|\b(?:at )?(?:the )?(?:very )?latest\b|\bwithin\b(?! \d|\w)",
            " ",
        ),
        (r"\bwithin\b|\binside\b", "in"),
        (r"\bon or before\b", " "),
        (r"\bthis time next (week|month|year)\b", r"in 1 \1"),
        (r"\bend of (?:the )?day\b", "eod"),
        (r"\b(end|start|mid|early|late)-(?=[a-z])", r"\1 "),
        (r"\b(?:close|end) of (?:play|business)\b|\b(?:cop|cob|eop)\b", " close "),
        (rf"\b({any_of(WEEKDAYS)}) (?:eve|night)\b", r"\1"),
        (r"^ *close *$", "today"),
        (r"^ *(?:by )?(?:eod|tonight|this (?:morning|afternoon|evening))\b *$", "today"),
        (r"\b(?:close|eod|first thing|morning|afternoon|evening)\b", " "),
        (r"\b(?:lunch(?: ?time)?|am|pm)\b(?<!\d)", " "),
        (r"\beow\b", "end of week"),
        (r"\beom\b|\bmonth[ -]end\b", "end of month"),
        (r"\beoy\b|(?<!financial )(?<!calendar )\byear[ -]end\b", "end of year"),
        (r"\b(financial|calendar) year[ -]end\b", r"end of \1 year"),
        (r"\b(?:fy|financial year)[ -]end\b|\bfye\b", "end of financial year"),
        (r"\bfy\b", "financial year"),
        (r"\b(?:w/?[cb]|wk/?c|(?:week|wk)[ -](?:commencing|beginning|starting)|wc)\b", "w/c"),
        (rf"\b(?:week|wk) of(?= (?:the )?(?:(?:{any_of(WEEKDAYS)}) )?\d)", "w/c"),
        (r"\b(?:w/e|(?:week|wk)[ -]ending)\b", " "),
        (r"(?<=\d)(?=(?:wk|week|mth|month|day|yr|year)s?\b)", " "),
        (r"\bwk(s?)\b", r"week\1"),
        (r"\bmn?th(s?)\b", r"month\1"),
        (r"\byr(s?)\b", r"year\1"),
        (r"\bqtr\b", "quarter"),
        (r"(?<=[a-z\d])-?ish\b", " "),
        (r"\bnxt\b", "next"),
        (r"(?<=\bin )(?:a )?couple (?:of )?(?=(?:working )?(?:day|week|month)s?\b)", "2 "),
        (r"\b(?:tmrw|tmw|tomoz|tmoz|tmoro|2moro|2morrow|tomorow|tommorow|tommorrow)\b", "tomorrow"),
        (r"\bbeg(?:inning)?\b", "start"),
        (r"\bcal year\b", "calendar year"),
        (r"\bmunicipal year\b", "year"),
        (r"\btwenty[ -](?=\dth)", "2"),
        (r"\bthirty[ -](?=1th)", "3"),
    )
)


_QUOTES: Final = "'\"\u201c\u201d\u201e "
_WELSH: Final = patterns.pattern(
    rf"(?i)(?<=\d )(?:o )?({any_of(WELSH_MONTHS)})\b|\b({any_of(WELSH_MONTHS)})(?= \d{{4}}\b)"
)


def in_english(text: str) -> str:
    """Return a text with the Welsh months of its dates in English: "29 Ionawr 2027"."""
    return _WELSH.sub(lambda found: WELSH_MONTHS[(found[1] or found[2]).lower()], text)


def spoken(text: str) -> str:
    """Return a text in lower case, with plain spaces, dashes and quotes and no other change."""
    return " ".join(unicodedata.normalize("NFKC", text.translate(_EVENLY)).lower().split())


def tidy(text: str) -> str:
    """Return the words that carry meaning, in lower case with single spaces between them."""
    plain = _SPOKEN_DAY.sub(
        lambda found: f"{ORDINALS[found[1]]}th", in_english(spoken(text).strip(_QUOTES))
    )
    for written, plainer in _PLAINER:
        plain = written.sub(plainer, plain)
    without_stops = re.sub(r"(?<![.!;:])[.!;:]++\s*+$|(?<=[a-z])\.|,", " ", plain)
    return " ".join(word for word in without_stops.split() if word not in _SILENT)


def amount(word: str, asked: DeadlineText) -> int:
    """Return the number that digits or a word from "a" to "twelve" stand for."""
    number = NUMBERS[word] if word in NUMBERS else int(word)
    if number == 0:
        raise UnreadableDeadlineError(DeadlineProblem.ZERO)
    if number > LARGEST_AMOUNT:
        raise too_far(asked)
    return number


def too_far(asked: DeadlineText) -> UnreadableDeadlineError:
    return UnreadableDeadlineError(DeadlineProblem.TOO_FAR, example=asked.example)


def spell(day: date) -> str:
    """Write a date as the bot always does: "Fri 4 Dec 2026"."""
    weekday, month = WEEKDAY_NAMES[day.weekday()][:3], MONTH_NAMES[day.month - 1][:3]
    return f"{weekday} {day.day} {month} {day.year}"


def spell_days(first: date, last: date) -> str:
    """Write the days from one to another, or the one day that both are."""
    return spell(first) if first == last else f"{spell(first)} to {spell(last)}"
