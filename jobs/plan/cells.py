"""What may stand in a cell of a plan; every reader raises CellProblemError where it does not."""

import re
from collections.abc import Mapping
from typing import Final

from db.models import Register
from db.plan.known import ACTION
from jobs.plan.problems import CellProblemError
from jobs.plan.tables import Cell, Day, Formula, words

# What people write where there is nothing to say.
_NOTHING: Final = frozenset({
    "", "-", "–", "—", ".", "n/a", "na", "nil", "none",  # noqa: RUF001 - Excel's dashes
    "none stated", "not stated", "not applicable",
})  # fmt: skip
_ERRORS: Final = frozenset({"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})


def text(cell: Cell) -> str:
    """Read words; what means "nothing" is nothing."""
    found = title(cell)
    return "" if found.lower() in _NOTHING else found


def title(cell: Cell) -> str:
    """Read words that stand as they are: an action may well be called "None"."""
    found = words(cell)
    if isinstance(cell, Formula):
        raise CellProblemError("formula")
    if found in _ERRORS:
        raise CellProblemError("broken_formula", text=found)
    return found


def register(cell: Cell) -> Register | None:
    """Read in which register an action stands; what arises from a live audit is in no file."""
    said = text(cell).lower()
    if not said:
        return None
    named = (one for one in (Register.PLAN, Register.TEAM) if re.search(rf"\b{one}s?\b", said))
    found = next(named, None)
    if found is None:
        raise CellProblemError("no_register")
    return found


_KINDS: Final[Mapping[str, str]] = {
    "strength": "strength", "area": "area", "weakness": "area", "tip": "tip", "top tip": "tip",
    "kloe": "kloe", "key line": "kloe", "priorit": "priority", "council priorit": "priority",
    "mechanism": "mechanism", "action": ACTION, "recommendation": ACTION,
}  # fmt: skip


def kind(cell: Cell) -> str | None:
    """Read what a row is; None where the words are no kind ("quick win")."""
    said = text(cell).lower()
    return next((found for begins, found in _KINDS.items() if said.startswith(begins)), None)


def shortened(said: str, most: int) -> str:
    """Return words that fit, cut off between two of them where they are longer."""
    if len(said) <= most:
        return said
    return said[: most - 1].rsplit(None, 1)[0].rstrip(" ,;:-") + "…"


def reference(cell: Cell) -> str:
    """Return a reference as words; CellProblemError for a broken formula, or 1-2 made a date."""
    if isinstance(cell, Day):
        raise CellProblemError("made_a_date", day=cell.day)
    return text(cell)
