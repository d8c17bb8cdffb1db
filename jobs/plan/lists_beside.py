"""Tells a plan from the lists to choose from that stand beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from db.plan.known import ACTION
from jobs.plan.column_scores import named
from jobs.plan.looks import NOTHING, is_certain_date
from jobs.plan.tables import PassedOver, SheetRow, filled

NEEDED: Final = 2  # columns of the least plan
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
