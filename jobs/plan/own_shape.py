"""Writes a plan in the shape it came in: its own sheets, headings, sections and order of rows."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from db.models import Action, PlanItem, PlanShape
from db.plan.known import ACTION
from jobs.plan.columns import BY_NAME, CellValue

SECTION: Final = "section"


@dataclass(frozen=True)
class ShapedRow:
    """A row as it is written out: a section's words, or the cells of an action or an item."""

    cells: Sequence[CellValue]
    section: str = ""


@dataclass(frozen=True)
class ShapedTable:
    """A sheet of a plan in its own shape."""

    name: str
    headings: Sequence[str]
    rows: Sequence[ShapedRow]


@dataclass(frozen=True)
class Written:
    """All that may be written out: by number, with links by reference and the latest notes."""

    actions: Mapping[int, Action]
    items: Mapping[str, PlanItem]
    links: Mapping[str, Sequence[str]] = field(default_factory=dict)
    notes: Mapping[int, str] = field(default_factory=dict)


def shaped(shapes: Sequence[PlanShape], known: Written) -> Iterator[ShapedTable]:
    """Yield the sheets of the plans that were imported, with what is here now."""
    for shape in shapes:
        for table in shape.tables:
            rows = list(_rows(table, known))
            if any(not row.section for row in rows):
                yield ShapedTable(table["name"], table["headings"], rows)


def numbers_in(shapes: Sequence[PlanShape]) -> set[tuple[str, object]]:
    """Return which actions and items have a row in a shape, by their kind and number."""
    return {
        (ACTION if what == ACTION else "item", said)
        for shape in shapes
        for table in shape.tables
        for what, said in table["rows"]
        if what != SECTION
    }


def _rows(table: Mapping[str, Any], known: Written) -> Iterator[ShapedRow]:
    for what, said in table["rows"]:
        if what == SECTION:
            yield ShapedRow((), str(said))
            continue
        row = known.actions.get(said) if what == ACTION else known.items.get(said)
        if row is not None:
            yield ShapedRow(_cells(table, row, known))


def _cells(table: Mapping[str, Any], row: Action | PlanItem, known: Written) -> list[CellValue]:
    cells: list[CellValue] = [""] * len(table["headings"])
    for name, at in table["columns"].items():
        if name in BY_NAME and at < len(cells):
            cells[at] = _cell(table, name, row, known)
    return cells


def _cell(table: Mapping[str, Any], name: str, row: Action | PlanItem, known: Written) -> CellValue:
    columns = table["columns"]
    if isinstance(row, PlanItem):
        links = known.links.get(row.reference, ())
        return "; ".join(links) if name == "links" else BY_NAME[name].of(row)
    if name in {"links", "about"}:
        return _links(name, row, known)
    if name == "progress":
        heading = table["headings"][columns[name]]
        return "" if re.search(r"\d", heading) else known.notes.get(row.id, "")
    if name == "recommendation":
        has_sections = any(what == SECTION for what, _ in table["rows"])
        return "" if "theme" in columns or has_sections else row.theme
    if "original" in columns and name in {"due", "original"}:
        return _date(name, row)
    return BY_NAME[name].of(row)


def _links(name: str, row: Action, known: Written) -> str:
    """Return what an action answers: by reference, or by the paragraphs of the report."""
    found: Iterable[str] = known.links.get(row.reference or f"#{row.id}", ())
    if name == "about":
        found = (known.items[each].paragraph for each in found if each in known.items)
    return "; ".join(dict.fromkeys(filter(None, found)))


def _date(name: str, row: Action) -> CellValue:
    """Return the first date, or the one that it was revised to; what was never revised is empty."""
    is_moved = row.original_due_on is not None and row.original_due_on != row.due_on
    if name == "original":
        return row.original_due_on or "" if is_moved else BY_NAME["due"].of(row)
    return BY_NAME["due"].of(row) if is_moved else ""
