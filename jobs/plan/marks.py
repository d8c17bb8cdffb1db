"""Reads tables that have a column for each state, or each colour, with a mark in one of them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from jobs.plan import statuses
from jobs.plan.looks import is_colour
from jobs.plan.problems import CellProblemError
from jobs.plan.tables import SheetRow, SheetTable, words

FEWEST: Final = 2  # columns of states
_MARKED: Final = frozenset({"x", "✓", "✔", "☑", "☒", "y", "yes", "true", "●", "•", "1"})
_UNMARKED: Final = frozenset({"", "☐", "n", "no", "false", "○", "-", "0"})


def marked_columns(table: SheetTable) -> Mapping[str, tuple[int, ...]]:
    """Return the columns of the states and of the rating that are marked, by the field's name."""
    rows = [row for row in table.rows if not row.is_wide]
    tests: Mapping[str, Callable[[str], bool]] = {"status": _is_state, "rag": is_colour}
    found = {name: _of(table.headings, rows, is_one) for name, is_one in tests.items()}
    return {name: columns for name, columns in found.items() if columns}


def besides(headings: Sequence[str], marks: Mapping[str, Sequence[int]]) -> list[str]:
    """Return the headings of a table, empty over the columns that are marked."""
    taken = {at for columns in marks.values() for at in columns}
    return ["" if at in taken else heading for at, heading in enumerate(headings)]


def _of(
    headings: Sequence[str], rows: Sequence[SheetRow], is_one: Callable[[str], bool]
) -> tuple[int, ...]:
    columns = [
        at
        for at, heading in enumerate(headings)
        if heading
        and is_one(heading)
        and all(_plain(row, at) in _MARKED | _UNMARKED for row in rows)
    ]
    marked = [sum(_plain(row, at) in _MARKED for at in columns) for row in rows]
    is_so = len(columns) >= FEWEST and max(marked, default=0) == 1
    return tuple(columns) if is_so else ()


def _is_state(heading: str) -> bool:
    try:
        return statuses.read(heading) is not None
    except CellProblemError:
        return False


def _plain(row: SheetRow, at: int) -> str:
    return words(row.cells[at]).strip().lower()


def marked(headings: Sequence[str], row: SheetRow, columns: Sequence[int]) -> str:
    """Return the heading of the column that a row has its mark in; empty where it has none."""
    return next((headings[at] for at in columns if _plain(row, at) in _MARKED), "")
