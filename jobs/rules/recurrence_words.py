"""Reads how often something comes round, as people say it.

A small grammar of our own: what it does not know, or what could mean two things, is refused with an
example, because a date that is guessed is a date that is wrong.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final

from db.patterns import pattern
from jobs.rules.deadline_words import NUMBERS, SMALL_NUMBERS, WEEKDAY_NAMES, WEEKDAYS
from jobs.rules.errors import UnreadableError
from jobs.rules.months import A_YEAR
from jobs.rules.recurrence import LONGEST_INTERVAL, Recurrence, check

_DAYS: Final = tuple(name.lower() for name in WEEKDAY_NAMES)
WEEKDAY_CODES: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
PLACES: Final[Mapping[str, int]] = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "last": -1,
}
_UNITS: Final[Mapping[str, tuple[str, int]]] = {
    "week": ("WEEKLY", 1),
    "fortnight": ("WEEKLY", 2),
    "month": ("MONTHLY", 1),
    "quarter": ("MONTHLY", 3),
    "year": ("YEARLY", 1),
}
_WORDS: Final[Mapping[str, tuple[str, int]]] = {
    "weekly": ("WEEKLY", 1),
    "fortnightly": ("WEEKLY", 2),
    "monthly": ("MONTHLY", 1),
    "quarterly": ("MONTHLY", 3),
    "half yearly": ("MONTHLY", 6),
    "yearly": ("YEARLY", 1),
    "annually": ("YEARLY", 1),
}

_NUMBER: Final = rf"\d{{1,3}}|{'|'.join(SMALL_NUMBERS)}"
_DAY: Final = "|".join(f"{day}|{day[:3]}" for day in _DAYS)
_EVERY: Final = pattern(rf"every (?P<other>other )?(?:(?P<n>{_NUMBER}) )?(?P<unit>[a-z]+?)s?")
_TIMES: Final = pattern(rf"(?:(?P<n>{_NUMBER}) times|(?P<word>once|twice)) (?:a|per|each) year")
_WEEKDAY: Final = pattern(
    rf"every (?:(?P<other>other )|(?P<n>{_NUMBER}) weeks on )?(?P<day>{_DAY})s?"
    rf"|weekly on (?P<weekly>{_DAY})s?"
)
_PLACED: Final = pattern(
    rf"(?:every |the )?(?P<place>{'|'.join(PLACES)}) (?P<day>{_DAY})"
    r" (?:of|in) (?:the|every|each) month"
)
_MONTHDAY: Final = pattern(
    r"(?:monthly on |every month on )?the (?P<day>\d{1,2})(?:st|nd|rd|th)"
    r"(?: of (?:the|every|each) month)?"
)
_TWO_MEANINGS: Final = pattern(r"bi-?(?:weekly|monthly|annual(?:ly)?|yearly)")
_TERM: Final = pattern(r"(?:every|each|once a) (?:school )?(?:half[ -]?)?term|(?:half-)?termly")
_DAILY: Final = pattern(r"daily|every (?:working |week)?day|every .* days?")


def read_recurrence(text: str) -> Recurrence:
    """Read how often something comes round; raise UnreadableError, never guess.

    What is read has no first day yet: that is the due date it is counted from.
    """
    if re.match(r"\s*(?:RRULE:)?FREQ=", text, re.IGNORECASE):
        return _raw(text.strip().upper().removeprefix("RRULE:"))
    words = " ".join(re.sub(r"[^\w\s=;,:+/-]", " ", text.lower()).split()).strip(" .,;")
    _refuse_what_could_mean_two_things(words)
    for reader in _READERS:
        rule = reader(words)
        if rule:
            return Recurrence(rule)
    raise UnreadableError("recurrence.unreadable")


def _refuse_what_could_mean_two_things(words: str) -> None:
    if not words:
        raise UnreadableError("recurrence.nothing")
    if _TWO_MEANINGS.fullmatch(words):
        raise UnreadableError("recurrence.two_meanings")
    if _TERM.fullmatch(words):
        raise UnreadableError("recurrence.term")
    if _DAILY.fullmatch(words):
        raise UnreadableError("recurrence.too_often")


def _every(words: str) -> str:
    if words in _WORDS:
        return _rule(*_WORDS[words])
    found = _EVERY.fullmatch(words)
    if found is None or found["unit"] not in _UNITS:
        return ""
    frequency, each = _UNITS[found["unit"]]
    return _rule(frequency, each * _count(found["n"], other=bool(found["other"])))


def _times_a_year(words: str) -> str:
    found = _TIMES.fullmatch(words)
    if found is None:
        return ""
    times = {"once": 1, "twice": 2}.get(found["word"] or "") or _number(found["n"])
    if not times or A_YEAR % times:
        raise UnreadableError("recurrence.uneven")
    return _rule("MONTHLY", A_YEAR // times)


def _on_a_weekday(words: str) -> str:
    found = _WEEKDAY.fullmatch(words)
    if found is None:
        return ""
    every = _count(found["n"], other=bool(found["other"]))
    return f"{_rule('WEEKLY', every)};BYDAY={_code(found['day'] or found['weekly'])}"


def _placed(words: str) -> str:
    found = _PLACED.fullmatch(words)
    if found is None:
        return ""
    return f"FREQ=MONTHLY;BYDAY={PLACES[found['place']]}{_code(found['day'])}"


def _on_a_day_of_the_month(words: str) -> str:
    found = _MONTHDAY.fullmatch(words)
    if found is None:
        return ""
    day = int(found["day"])
    if not 1 <= day <= _LAST_IN_EVERY_MONTH:
        raise UnreadableError("recurrence.day_not_in_every_month")
    return f"FREQ=MONTHLY;BYMONTHDAY={day}"


_LAST_IN_EVERY_MONTH: Final = 28
_READERS: Final[tuple[Callable[[str], str], ...]] = (
    _every,
    _times_a_year,
    _on_a_weekday,
    _placed,
    _on_a_day_of_the_month,
)


def _raw(rule: str) -> Recurrence:
    try:
        check(rule)
    except ValueError as error:
        raise UnreadableError("recurrence.bad_rule") from error
    return Recurrence(rule)


def _rule(frequency: str, interval: int) -> str:
    if not 1 <= interval <= LONGEST_INTERVAL:
        raise UnreadableError("recurrence.too_many", most=LONGEST_INTERVAL)
    return f"FREQ={frequency}" + (f";INTERVAL={interval}" if interval > 1 else "")


def _count(number: str | None, *, other: bool) -> int:
    if other:
        return 2
    return _number(number) if number else 1


def _number(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word]


def _code(day: str) -> str:
    return WEEKDAY_CODES[WEEKDAYS[day]]
