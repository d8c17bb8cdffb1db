"""Writes the plan out in the columns that are read, so that it can be imported again unchanged."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Font

from db.models import Action, PlanItem, PlanShape
from db.plan import queries as plan
from db.plan.known import ACTION, reference_of
from db.plan.shapes import all_shapes
from db.session import Session
from jobs.plan.columns import COLUMNS, FINDING, KINDS, CellValue, PlanColumn, nothing
from jobs.plan.formulas import safe_words
from jobs.plan.own_shape import ShapedTable, Written, numbers_in, shaped
from jobs.plan.workbooks import add_sheet, empty_workbook, put_row, saved

OF_ITEMS: Final = tuple(
    one for one in COLUMNS if not one.only_actions and one.from_item is not nothing
)
OF_ACTIONS: Final = tuple(
    one for one in COLUMNS if one.from_action is not nothing and one.name != "kind"
)
SHAPED_WIDTH: Final = 28


@dataclass(frozen=True)
class ExportedRow:
    """An action, or something a review says, with the references it is linked to."""

    row: Action | PlanItem
    links: Sequence[str]

    @property
    def sheet(self) -> str:
        """Return the kind of the rows in its sheet."""
        if isinstance(self.row, Action):
            return ACTION
        return FINDING if self.row.kind in {"strength", "area"} else self.row.kind

    def cell(self, column: PlanColumn) -> CellValue:
        """Return what stands in one of its cells."""
        return "; ".join(self.links) if column.name == "links" else column.of(self.row)


def xlsx(session: Session) -> bytes:
    """Return the plan as an Excel file, each plan that was imported in its own shape.

    What no file brought has a sheet for actions and one for each sort of the rest.
    """
    book = empty_workbook()
    shapes = all_shapes(session)
    for table in shaped(shapes, written(session)):
        _add_shaped(book, table)
    sheets: dict[str, list[ExportedRow]] = {}
    for row in others(session, shapes):
        sheets.setdefault(row.sheet, []).append(row)
    for kind, rows in (sheets or ({} if book.sheetnames else {ACTION: []})).items():
        columns = OF_ACTIONS if kind == ACTION else OF_ITEMS
        widths = [column.width for column in columns]
        headings = [column.heading for column in columns]
        sheet = add_sheet(book, KINDS[kind].capitalize(), headings, widths, "B2")
        for number, row in enumerate(rows, start=2):
            put_row(sheet, number, map(row.cell, columns))
    return saved(book)


def others(session: Session, shapes: Sequence[PlanShape]) -> list[ExportedRow]:
    """Return what has a row in no plan's shape."""
    known = numbers_in(shapes)
    return [
        each
        for each in _rows(session)
        if ((ACTION, each.row.id) if isinstance(each.row, Action) else ("item", each.row.reference))
        not in known
    ]


def written(session: Session) -> Written:
    """Return all that may be written out."""
    rows = _rows(session)
    named = {each.row.reference or f"#{each.row.id}": each.links for each in rows}
    return Written(
        {each.row.id: each.row for each in rows if isinstance(each.row, Action)},
        {each.row.reference: each.row for each in rows if isinstance(each.row, PlanItem)},
        named,
        plan.latest_notes(session),
    )


def _add_shaped(book: Workbook, table: ShapedTable) -> None:
    width = max(len(table.headings), 1)
    sheet = add_sheet(book, table.name, table.headings, [SHAPED_WIDTH] * width)
    for number, row in enumerate(table.rows, start=2):
        put_row(sheet, number, [row.section] if row.section else row.cells)
        if row.section:
            sheet.cell(number, 1).font = Font(bold=True)
            sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=width)


def csv_text(session: Session) -> bytes:
    """Return the plan as one CSV table, as Excel opens it; nothing in it becomes a formula.

    It has the plan's own headings where one table is all there is.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    shapes = all_shapes(session)
    tables = list(shaped(shapes, written(session)))
    if len(tables) == 1 and not others(session, shapes):
        _write_shaped(writer.writerow, tables[0])
        return out.getvalue().encode("utf-8-sig")
    writer.writerow(column.heading for column in COLUMNS)
    for row in _rows(session):
        writer.writerow(_cell(row.cell(column)) for column in COLUMNS)
    return out.getvalue().encode("utf-8-sig")


def _write_shaped(write: Callable[[Iterable[str]], object], table: ShapedTable) -> None:
    write(map(safe_words, table.headings))
    for row in table.rows:
        rest = [""] * (len(table.headings) - 1)
        write([_cell(row.section), *rest] if row.section else map(_cell, row.cells))


def said_in_words(value: CellValue) -> str:
    """Return what stands in a cell as text: a date day first."""
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else value


def _cell(value: CellValue) -> str:
    if isinstance(value, date):
        return said_in_words(value)
    return safe_words(value)


def _rows(session: Session) -> list[ExportedRow]:
    links: dict[str, list[str]] = {}
    for lower, upper in sorted(plan.pairs(session) | plan.places(session)):
        links.setdefault(lower, []).append(upper)
    named: Mapping[str, Action | PlanItem] = {
        **{reference_of(action): action for action in plan.all_actions(session)},
        **{item.reference: item for item in plan.all_items(session)},
    }
    return [ExportedRow(row, links.get(reference, ())) for reference, row in named.items()]
