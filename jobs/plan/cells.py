"""What may stand in a cell of a plan, and what to say when it is something else.

Every reader raises ValueError with words that go on from the column's name: "is not a status".
"""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import Final

from db.models import Due, Register, Status
from db.plan.importing import DueGiven
from db.plan.known import ACTION
from jobs.plan.tables import Cell, Day, words
from jobs.rules.deadlines import UnreadableDeadlineError, read
from jobs.rules.working_days import Calendar

FURTHEST_YEARS: Final = 10
DUE_WORDS: Final = 120

# What people write where there is nothing to say.
_NOTHING: Final = frozenset({
    "", "-", "–", "—", ".", "n/a", "na", "nil", "none",  # noqa: RUF001 - Excel's dashes
    "none stated", "not stated", "not applicable",
})  # fmt: skip
_ERRORS: Final = frozenset({"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})
_A_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b|\d\s?[./-]\s?\d{1,2}\s?[./-]\s?\d\d\b", re.ASCII)
_MONTH_AND_YEAR: Final = re.compile(r"([A-Za-z]{3,9})[-\s']+(\d\d)", re.ASCII)


def text(cell: Cell) -> str:
    """Read words; what means "nothing" is nothing."""
    found = title(cell)
    return "" if found.lower() in _NOTHING else found


def title(cell: Cell) -> str:
    """Read words that stand as they are: an action may well be called "None"."""
    found = words(cell)
    if found in _ERRORS:
        raise ValueError(f"holds {found}, which is what Excel writes for a broken formula")
    return found


def due(cell: Cell, today: date, calendar: Calendar) -> DueGiven | None:
    """Read a due date; words that name no one day are kept as they stand, without a date.

    A date without its year is not read: a plan does not say when it was written.
    """
    if isinstance(cell, Day):
        return _dated(cell, today)
    said = text(cell)
    if not said:
        return None
    found = _read(said, today, calendar)
    if found is None and not re.search(r"[A-Za-z]", said):
        raise ValueError(f"{said!r} is not a day in the calendar")
    if found is None and len(said) > DUE_WORDS:
        raise ValueError(f"has {len(said)} characters; {DUE_WORDS} are the most")
    has_words = bool(re.search(r"[A-Za-z]", said))
    return DueGiven(found or Due(), said if has_words else "")


def _dated(cell: Day, today: date) -> DueGiven:
    if cell.day.year > today.year + FURTHEST_YEARS:
        raise ValueError(f"{cell.day.isoformat()} is more than {FURTHEST_YEARS} years ahead")
    is_month = cell.precision == "month"
    return DueGiven(Due(_last_of_month(cell.day) if is_month else cell.day, cell.precision))


def _read(said: str, today: date, calendar: Calendar) -> Due | None:
    short = _MONTH_AND_YEAR.fullmatch(said)  # "Mar-27", as Excel shows a month
    plain = f"{short[1]} 20{short[2]}" if short else said
    if not _A_YEAR.search(plain):
        return None
    try:
        deadline = read(plain, today, calendar)
    except UnreadableDeadlineError:
        return None
    return None if deadline.alternatives else Due(deadline.day, deadline.precision)


def _last_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


_STATUSES: Final = (
    (
        Status.NOT_STARTED,
        r"not (?:yet )?(?:started|begun)|planned|to start|sought|no progress|new\b",
    ),
    (Status.DONE, r"done|complete|closed|achieved|finished|signed[ -]off|delivered|implemented"),
    (Status.DEFERRED, r"deferred|on hold|paused|postponed"),
    (Status.DROPPED, r"dropped|cancelled|withdrawn|superseded|no longer"),
    (
        Status.IN_PROGRESS,
        r"in progress|in hand|ongoing|on-going|under ?way|started|on track|at risk|late\b|overdue|"
        r"delayed|partly|partially|open\b|continuing|in place|group in place|group set up|"
        r"being developed|commitment given|work in progress",
    ),
)
_COLOURS: Final = re.compile(r"(?:b?rag\W*)?(?:red|amber|green|blue|grey)(?:/\w+)?")


def status(cell: Cell) -> Status | None:
    """Read how far an action has come; a colour says how it goes, not how far it has come."""
    said = text(cell).lower()
    if not said or _COLOURS.fullmatch(said):
        return None
    for found, pattern in _STATUSES:
        if re.match(pattern, said):
            return found
    raise ValueError("is not a status that I know")


def register(cell: Cell) -> Register | None:
    """Read in which register an action stands; what arises from a live audit is in no file."""
    said = text(cell).lower()
    if not said:
        return None
    named = (one for one in (Register.PLAN, Register.TEAM) if re.search(rf"\b{one}s?\b", said))
    found = next(named, None)
    if found is None:
        raise ValueError("is neither plan nor team")
    return found


_KINDS: Final[Mapping[str, str]] = {
    "strength": "strength",
    "area": "area",
    "weakness": "area",
    "tip": "tip",
    "top tip": "tip",
    "kloe": "kloe",
    "key line": "kloe",
    "priorit": "priority",
    "council priorit": "priority",
    "mechanism": "mechanism",
    "action": ACTION,
    "recommendation": ACTION,
}


def kind(cell: Cell) -> str | None:
    """Read what a row is; None where the words are no kind ("quick win")."""
    said = text(cell).lower()
    return next((found for begins, found in _KINDS.items() if said.startswith(begins)), None)
