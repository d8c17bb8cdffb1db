"""Finds the headings of a sheet, and guesses which column is which field."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from db.plan.known import ACTION
from jobs.plan.columns import (
    COLUMNS,
    FINDING,
    PlanColumn,
    belongs,
    kind_of_sheet,
    names_of,
    normal,
)
from jobs.plan.tables import Cell, Day, Grid, SheetRow, SheetTable, words

LOOKED_AT: Final = 30  # rows from the top among which the headings are
LONGEST_HEADING: Final = 60
ALIKE: Final = 86
SHORT: Final = 4
MOSTLY: Final = 0.6
NEEDED: Final = 2

REFERENCES: Final = re.compile(
    r"#?[A-Za-z]{0,24}[-. ]?\d{1,24}[a-z]{0,24}|[A-Za-z]\w{0,24}(?:-\w{1,24}){1,4}", re.ASCII
)
_EMAIL: Final = re.compile(r"[^@\s]{1,99}@[^@\s]{1,99}\.[^@\s]{1,99}")

Columns = Mapping[str, int]


@dataclass(frozen=True)
class Layout:
    """What the rows of a table are, and which column (from 0) each field is in."""

    table: SheetTable
    kind: str
    columns: Columns

    def heading(self, field: str) -> str:
        """Return the heading over a field; empty if the table has no such column."""
        return self.table.headings[self.columns[field]] if field in self.columns else ""

    @property
    def unused(self) -> list[str]:
        """Return the headings of the columns that are not read."""
        used = set(self.columns.values())
        return [name for at, name in enumerate(self.table.headings) if name and at not in used]


def looks_like_headings(cells: Sequence[Cell]) -> bool:
    """Say whether a row could be the headings of a plan."""
    found = _guessed([words(cell) for cell in cells], "")
    return len(found) >= NEEDED and bool({"title", "text"} & found.keys())


def table_in(grid: Grid) -> SheetTable | None:
    """Return the table of a sheet below its headings, or None where there is none."""
    at = _heading_row(grid)
    if at is None:
        return None
    kind = kind_of_sheet(grid.name)
    headings, last = _headings(grid, at)
    rows = [row for row in grid.rows[last + 1 :] if _is_data(row, headings)]
    wide = {one.row for one in grid.wide if one.last - one.first >= len(headings) // 2}
    banners = {grid.rows[number].place for number in wide}
    kept = tuple(row for row in rows if row.place not in banners or _filled(row) > 1)
    return SheetTable(grid.name, grid.rows[at].place, headings, kept) if kind or headings else None


def _heading_row(grid: Grid) -> int | None:
    kind = kind_of_sheet(grid.name)
    best, found = NEEDED - 1, None
    for at, row in enumerate(grid.rows[:LOOKED_AT]):
        score = len(_guessed([words(cell) for cell in row.cells], kind))
        if score > best:
            best, found = score, at
    return found


def _headings(grid: Grid, at: int) -> tuple[tuple[str, ...], int]:
    """Return the headings, and the last row they stand in: merged ones have a second below."""
    top = [words(cell) for cell in grid.rows[at].cells]
    spans = [one for one in grid.wide if one.row == at and one.last < len(top)]
    below = grid.rows[at + 1].cells if at + 1 < len(grid.rows) else ()
    if not spans or not any(
        words(below[n]) for one in spans for n in _covered(one.first, one.last)
    ):
        return tuple(" ".join(name.split()) for name in top), at
    for one in spans:
        for number in _covered(one.first, one.last):
            top[number] = f"{words(grid.rows[at].cells[one.first])} {words(below[number])}".strip()
    return tuple(" ".join(name.split()) for name in top), at + 1


def _covered(first: int, last: int) -> range:
    return range(first, last + 1)


def _is_data(row: SheetRow, headings: Sequence[str]) -> bool:
    # The headings again, at the top of a new page.
    return [" ".join(words(cell).split()) for cell in row.cells] != list(headings)


def _filled(row: SheetRow) -> int:
    return sum(cell != "" for cell in row.cells)


def layout_of(table: SheetTable, kind: str = "") -> Layout:
    """Guess what a table's rows are (unless `kind` says it) and which column is which field."""
    known = kind or kind_of_sheet(table.name) or _kind_by_headings(table)
    columns = dict(_guessed(table.headings, known))
    _guess_by_content(table, known, columns)
    if "links" in columns and not any(
        _names_references(c) for c in _cells(table, columns["links"])
    ):
        del columns["links"]
    return Layout(table, known, columns)


def _kind_by_headings(table: SheetTable) -> str:
    found = _guessed(table.headings, "")
    if found.keys() & {"owner", "due", "status", "measure"}:
        return ACTION
    return FINDING if "kind" in found else ""


def _guessed(headings: Sequence[str], kind: str) -> dict[str, int]:
    """Return the best column for each field; each column is at most one field."""
    scored = sorted(_scores(headings, kind), key=lambda found: (-found[0], found[1]))
    columns: dict[str, int] = {}
    for _, at, name in scored:
        if name not in columns and at not in columns.values():
            columns[name] = at
    return columns


def _scores(headings: Sequence[str], kind: str) -> Iterator[tuple[float, int, str]]:
    for at, heading in enumerate(headings):
        plain = normal(heading)
        if not plain or len(heading) > LONGEST_HEADING:
            continue
        for field in COLUMNS:
            score = _score(plain, field, kind) if belongs(field, kind) else 0
            if score >= ALIKE:
                yield score, at, field.name


def _score(plain: str, field: PlanColumn, kind: str) -> float:
    from rapidfuzz import fuzz

    names = names_of(field, kind)
    if plain in names:
        return 100.0
    if len(plain) < SHORT:
        return 0.0
    return max(
        (fuzz.token_sort_ratio(plain, name) for name in names if len(name) >= SHORT), default=0.0
    )


def _guess_by_content(table: SheetTable, kind: str, columns: dict[str, int]) -> None:
    """Let what stands in a column say what it is, where its heading does not."""
    if kind != ACTION:
        return
    for field, fits in (("due", _is_day), ("owner", _is_email)):
        if field in columns:
            continue
        free = [at for at in range(len(table.headings)) if at not in columns.values()]
        found = [at for at in free if _mostly(fits, _cells(table, at))]
        if len(found) == 1:
            columns[field] = found[0]


def _cells(table: SheetTable, at: int) -> list[Cell]:
    return [row.cells[at] for row in table.rows if row.cells[at] != ""]


def _mostly(fits: object, cells: Sequence[Cell]) -> bool:
    return bool(cells) and callable(fits) and sum(map(fits, cells)) >= MOSTLY * len(cells)


def _is_day(cell: Cell) -> bool:
    return isinstance(cell, Day)


def _is_email(cell: Cell) -> bool:
    return isinstance(cell, str) and _EMAIL.fullmatch(cell) is not None


def references_in(text: str) -> list[str]:
    """Return the references that a cell names outright, or nothing where it says anything else."""
    parts = [part.strip() for part in re.split(r"[;,\n]| and ", text) if part.strip()]
    named = all(REFERENCES.fullmatch(part) for part in parts)
    return parts if named else []


def _names_references(cell: Cell) -> bool:
    # "31b" alone is a paragraph; a reference has letters before its figures.
    return any(part[:1].isalpha() or part[:1] == "#" for part in references_in(words(cell)))
