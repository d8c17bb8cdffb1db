"""Reads the headings of a table off their row, and off the one below it that parts them."""

import re
from collections.abc import Mapping, Sequence, Set
from typing import Final

from jobs.plan.looks import has_date_or_person
from jobs.plan.tables import Cell, Grid, SheetRow, words


def headings_at(grid: Grid, at: int) -> tuple[tuple[str, ...], int]:
    """Return the headings, and the last row they stand in: merged ones have a second below."""
    top = [words(cell) for cell in grid.rows[at].cells]
    spans = [one for one in grid.wide if one.row == at and one.last < len(top)]
    below = grid.rows[at + 1].cells if at + 1 < len(grid.rows) else ()
    parts = {n: words(cell) for n, cell in enumerate(below) if cell != ""}
    if not spans and _are_parts(top, parts):
        over = {n: next(filter(None, reversed(top[: n + 1]))) for n in parts}
        for number, part in parts.items():
            top[number] = f"{over[number]} {part}"
        return tuple(" ".join(name.split()) for name in top), at + 1
    under = {n for one in spans for n in range(one.first, one.last + 1)}
    if not under & parts.keys() or _is_row_of_plan(top, parts, under, below):
        return tuple(" ".join(name.split()) for name in top), at
    for one in spans:
        for number in range(one.first, one.last + 1):
            top[number] = f"{words(grid.rows[at].cells[one.first])} {words(below[number])}".strip()
    return tuple(" ".join(name.split()) for name in top), at + 1


def all_named(headings: Sequence[str], rows: Sequence[SheetRow]) -> tuple[str, ...]:
    """Return the headings, with "Column 3" where words stand between others below none."""
    last = max((n for n, name in enumerate(headings) if name), default=0)
    filled = {n for row in rows if not row.is_wide for n, cell in enumerate(row.cells) if cell}
    return tuple(
        f"Column {n + 1}" if not name and n < last and n in filled else name
        for n, name in enumerate(headings)
    )


def _is_row_of_plan(
    top: Sequence[str], parts: Mapping[int, str], under: Set[int], below: Sequence[Cell]
) -> bool:
    """Say whether what stands below wide headings is the first row: it has more than parts."""
    others = [said for n, said in parts.items() if n not in under and top[n] not in {"", said}]
    return bool(others) and has_date_or_person(below)


_PART: Final = re.compile(
    r"(?i)(?:start|end|finish|from|to|original|initial|baseline|revised|planned|actual|due|target|"
    r"forecast|current|new|lead|support|deputy|y/n)(?: date| officer)?"
)


def _are_parts(top: Sequence[str], parts: Mapping[int, str]) -> bool:
    """Say whether the row below the headings parts one of them: "Timescale" in "Start", "End"."""
    is_over_none = any(not top[number] for number in parts) and any(top)
    return is_over_none and all(map(_PART.fullmatch, parts.values())) and bool(top[min(parts)])
