"""What may stand in a cell of a plan, and what to say when it is something else.

Every reader raises ValueError with words that go on from the column's name: "is not a status".
"""

import re
from collections.abc import Mapping
from typing import Final

from db.models import Register
from db.plan.known import ACTION
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
        raise ValueError(
            "holds a formula whose result is not in the file; open it in Excel and save it"
        )
    if found in _ERRORS:
        raise ValueError(f"holds {found}, which is what Excel writes for a broken formula")
    return found


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


def shortened(said: str, most: int) -> str:
    """Return words that fit, cut off between two of them where they are longer."""
    if len(said) <= most:
        return said
    return said[: most - 1].rsplit(None, 1)[0].rstrip(" ,;:-") + "…"


def reference(cell: Cell) -> str:
    """Return a reference as words; ValueError for a broken formula, and for 1-2 made a date."""
    if isinstance(cell, Day):
        raise ValueError(
            f"is a date to Excel ({cell.day:%d/%m/%Y}), which makes one of a number such as 1-2 or "
            "1/2"
        )
    return text(cell)
