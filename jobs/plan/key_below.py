"""Tells the rows of a plan from the key that stands below them."""

from collections.abc import Sequence
from typing import Final

from jobs.plan.looks import KEY, is_colour
from jobs.plan.tables import SheetRow, words

FEW: Final = 2  # cells of a line of a key: a colour, and what it stands for; and lines of the least


def above_key(rows: Sequence[SheetRow]) -> Sequence[SheetRow]:
    """Return the rows above a key, whose marks say nothing of the columns they stand in."""
    for at, row in enumerate(rows):
        said = _said(row)
        if said and len(said) <= FEW and KEY.fullmatch(" ".join(said[0].split())):
            return rows[:at]
    return rows[: len(rows) - _marks_at_end(rows)]


def _marks_at_end(rows: Sequence[SheetRow]) -> int:
    """Return how many rows at the end tell each of another colour: a key that nothing heads."""
    marks: set[str] = set()
    for row in reversed(rows):
        said = _said(row)
        if not said or len(said) > FEW + 1 or not is_colour(said[0]) or said[0] in marks:
            break
        marks.add(said[0])
    return len(marks) if len(marks) >= FEW else 0


def _said(row: SheetRow) -> list[str]:
    return [words(cell) for cell in row.cells if cell != ""]
