"""Tells a plan from what stands beside it on its sheet: lists to choose from, another plan."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from db.plan.known import ACTION
from jobs.plan.column_scores import named
from jobs.plan.heading_names import normal
from jobs.plan.looks import NOTHING, is_certain_date
from jobs.plan.tables import Grid, PassedOver, SheetRow, evened, filled, words

NEEDED: Final = 2  # columns of the least plan
LEAST_ALIKE: Final = 3  # headings of two plans side by side
_TOLD: Final = frozenset({"title", "recommendation", "measure", "evidence", "progress"})


def without_lists(
    rows: Sequence[SheetRow], headings: Sequence[str]
) -> tuple[Sequence[SheetRow], tuple[str, ...]]:
    """Return rows without the lists that stand beside the plan, and what stands over these.

    They are to choose from: an empty column parts them from the plan, they go on where it has no
    row, and hold no dates, but words of which it has a column of its own.
    """
    for gap in range(NEEDED, len(headings) - 1):
        if headings[gap] or any(row.cells[gap] != "" for row in rows):
            continue
        goes_on = any(set(row.cells[:gap]) == {""} and filled(row) for row in rows)
        if not goes_on or any(is_certain_date(cell) for row in rows for cell in row.cells[gap:]):
            continue
        fields = named(headings[gap:], [NOTHING] * (len(headings) - gap), ACTION)
        plans_own = named(headings[:gap], [NOTHING] * gap, ACTION)
        if fields.keys() <= plans_own.keys() - _TOLD:
            blank = [""] * (len(headings) - gap)
            kept = (replace(row, cells=(*row.cells[:gap], *blank)) for row in rows)
            return [row for row in kept if filled(row)], tuple(headings[gap:])
    return rows, ()


def named_beside(name: str, beside: Sequence[str]) -> Iterator[PassedOver]:
    said = ", ".join(f"“{heading}”" for heading in beside if heading)
    if beside:
        yield PassedOver("beside", name, said)


def side_by_side(grid: Grid, at: int) -> list[Grid]:
    """Return two plans with the same headings beside each other as two sheets; none elsewhere.

    `at` is the row of the headings; an empty column parts the two.
    """
    said = [normal(words(cell)) for cell in grid.rows[at].cells]
    for gap in range(LEAST_ALIKE, len(said) - LEAST_ALIKE):
        left, right = ({*filter(None, part)} for part in (said[:gap], said[gap + 1 :]))
        is_parted = all(row.cells[gap] == "" for row in grid.rows[at:])
        is_plan = "title" in named(said[gap + 1 :], [NOTHING] * (len(said) - gap - 1), ACTION)
        if is_parted and is_plan and right <= left and len(right) >= LEAST_ALIKE:
            return [_part(grid, 0, gap, ""), _part(grid, gap + 1, len(said), " (2)")]
    return []


def _part(grid: Grid, first: int, end: int, number: str) -> Grid:
    rows = evened([replace(row, cells=row.cells[first:end]) for row in grid.rows])
    passed = () if number else grid.passed
    return replace(grid, name=grid.name + number, rows=rows, wide=frozenset(), passed=passed)
