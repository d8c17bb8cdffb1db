"""What may stand in a column of each field, and which of two dated columns is the later."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from jobs.plan.looks import Look
from jobs.rules.deadline_words import MONTHS

MOSTLY: Final = 0.6
SOME: Final = 0.3
NEARLY_ALL: Final = 0.9
BARELY: Final = 0.1
ENOUGH: Final = 2  # cells that can speak against the heading above them

# How well what stands in a column fits a field, from 0 to 1.
FITS: Final[Mapping[str, Callable[[Look], float]]] = {
    "due": lambda look: look["date"],
    "original": lambda look: look["date"],
    "completed": lambda look: look["certain"],
    "owner": lambda look: look["person"],
    "deputy": lambda look: look["person"],
    "status": lambda look: max(0.0, look["status"] - look["text"]),
    "rag": lambda look: look["colour"],
    "progress": lambda look: look["words"] * (1 - look["person"] / 2),
    "title": lambda look: max(look["todo"], look["words"] * 0.8),
    "reference": lambda look: look["reference"],
    "measure": lambda look: max(look["words"], look["number"]),
    "links": lambda look: look["reference"] * (1 - look["words"] / 2),
    "recommendation": lambda look: max(look["words"], 0.5),
    "text": lambda look: max(look["words"], 0.5),
    "evidence": lambda look: max(look["words"], look["link"]),
    "theme": lambda look: 1 - max(look["date"], look["text"] / 2),
}


def _no_dates(look: Look) -> bool:
    is_other = look["date"] < SOME and max(look["person"], look["status"], look["colour"]) >= MOSTLY
    is_much = look.filled >= ENOUGH and look["certain"] < BARELY
    return is_much and (is_other or look["todo"] >= MOSTLY)


def _no_people(look: Look) -> bool:
    state = max(look["status"], look["colour"])
    is_other = look["todo"] > MOSTLY or (state >= MOSTLY and look["person"] < SOME)
    return look["certain"] >= MOSTLY or (look.filled >= ENOUGH and is_other)


def _only_dates(look: Look) -> bool:
    return look["certain"] >= MOSTLY and look["text"] < SOME


AGAINST: Final[Mapping[str, Callable[[Look], bool]]] = {
    "due": _no_dates,
    "original": _no_dates,
    "completed": lambda look: look["certain"] < SOME,
    "owner": _no_people,
    "deputy": _no_people,
    "title": lambda look: max(look["certain"], look["number"], look["colour"]) >= MOSTLY,
    "reference": lambda look: look["certain"] >= MOSTLY or look["text"] >= SOME,
    "status": lambda look: look["certain"] >= MOSTLY and look["status"] < SOME,
    "links": lambda look: look["words"] >= NEARLY_ALL,
    "rag": lambda look: look["colour"] < SOME and look["status"] >= SOME,
    "theme": lambda look: _only_dates(look) or look["level"] >= MOSTLY,
    "progress": _only_dates,
    "measure": _only_dates,
    "text": _only_dates,
    "recommendation": lambda look: _only_dates(look) or look["level"] >= MOSTLY,
}

_MONTH: Final = re.compile(
    r"(?i)\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b\W*(?:(?:20)?(\d\d)\b)?"
)
_QUARTER: Final = re.compile(r"(?i)\bq(?:uarter)? ?([1-4])\b\W*(?:(?:20)?(\d\d)\b)?")


def latest_first(heading: str, at: int) -> tuple[int, int]:
    """Return the order of headings that are alike: the latest month's first, else the leftmost.

    A month without its year is the later, the further it stands to the right.
    """
    month, quarter = _MONTH.search(heading), _QUARTER.search(heading)
    if month is not None and month[2]:
        return -(int(month[2]) * 12 + MONTHS[month[1].lower()]), at
    if quarter is not None and quarter[2]:
        return -(int(quarter[2]) * 12 + int(quarter[1]) * 3), at
    return 0, -at if month is not None or quarter is not None else at


def agreed(revisions: Sequence[int], headings: Sequence[str]) -> Sequence[int]:
    """Return the columns of dates that were agreed: beside these a forecast is no date."""
    return [at for at in revisions if "forecast" not in headings[at].lower()] or revisions
