"""The dates in a line of the rules as people read and write them: Mon 21 Dec 2026.

They are kept as 2026-12-21, and two of them with dots between; either way may be typed.
"""

import re
from datetime import date
from typing import Final

from db.patterns import pattern
from jobs.rules.deadline_words import MONTHS, any_of
from jobs.rules.deadlines import spell

_KEPT: Final = r"[1-9]\d{3}-\d\d-\d\d"
_DAY: Final = pattern(rf"\b{_KEPT}\b")
_SPAN: Final = pattern(rf"(?<=\d)\s{{0,4}}\.\.\s{{0,4}}(?={_KEPT})")
_SPELLED: Final = pattern(
    r"\b(?:(?P<weekday>mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},?\s{1,4})?"
    rf"(?P<day>\d{{1,2}})\s{{1,4}}(?P<month>{any_of(MONTHS)})\s{{1,4}}(?P<year>\d{{4}})\b",
    re.IGNORECASE,
)
_TO: Final = pattern(rf"(?<=\d)\s{{1,4}}(?:to|until)\s{{1,4}}(?={_KEPT})", re.IGNORECASE)


def spelled(line: str) -> str:
    """Return a line as it is read."""
    return _DAY.sub(_spell, _SPAN.sub(" to ", line))


def written(line: str) -> str:
    """Return a line as it is kept; a day that is none, or no such weekday, stays as typed."""
    return _TO.sub("..", _SPELLED.sub(_keep, line))


def _spell(found: re.Match[str]) -> str:
    day = _date(*map(int, found[0].split("-")))
    return spell(day) if day else found[0]


def _keep(found: re.Match[str]) -> str:
    day = _date(int(found["year"]), MONTHS[found["month"].lower()], int(found["day"]))
    weekday = (found["weekday"] or "").lower()
    if day is None or not f"{day:%A}".lower().startswith(weekday):
        return found[0]
    return day.isoformat()


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
