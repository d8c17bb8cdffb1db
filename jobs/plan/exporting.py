"""Writes the plan out in the columns that are read, so that it can be imported again unchanged."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from db.models import Action, PlanItem
from db.plan import queries as plan
from db.plan.known import ACTION, reference_of
from db.session import Session
from jobs.plan.columns import COLUMNS, FINDING, KINDS, CellValue, PlanColumn, nothing

OF_ITEMS: Final = tuple(
    one for one in COLUMNS if not one.only_actions and one.from_item is not nothing
)
OF_ACTIONS: Final = tuple(
    one for one in COLUMNS if one.from_action is not nothing and one.name != "kind"
)
_FORMULA: Final = tuple("=+-@")


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
    """Return the plan as an Excel file: a sheet for actions and one for each sort of the rest."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheets: dict[str, list[ExportedRow]] = {}
    for row in _rows(session):
        sheets.setdefault(row.sheet, []).append(row)
    for kind, rows in (sheets or {ACTION: []}).items():
        columns = OF_ACTIONS if kind == ACTION else OF_ITEMS
        _fill(book.create_sheet(KINDS[kind].capitalize()), columns, rows)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _fill(sheet: Worksheet, columns: Sequence[PlanColumn], rows: Sequence[ExportedRow]) -> None:
    for at, column in enumerate(columns, start=1):
        top = sheet.cell(1, at, column.heading)
        top.font = Font(bold=True)
        sheet.column_dimensions[top.column_letter].width = column.width
        for number, row in enumerate(rows, start=2):
            _put(sheet.cell(number, at), row.cell(column))
    sheet.freeze_panes = "B2"


def _put(cell: object, value: CellValue) -> None:
    if isinstance(value, date):
        cell.value, cell.number_format = value, "dd/mm/yyyy"  # type: ignore[attr-defined]
    elif value:
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)  # type: ignore[attr-defined]
        cell.data_type = "s"  # type: ignore[attr-defined]  # never a formula
        cell.alignment = Alignment(wrap_text=True, vertical="top")  # type: ignore[attr-defined]


def csv_text(session: Session) -> bytes:
    """Return the plan as one CSV table, as Excel opens it; nothing in it becomes a formula."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(column.heading for column in COLUMNS)
    for row in _rows(session):
        writer.writerow(_cell(row.cell(column)) for column in COLUMNS)
    return written.getvalue().encode("utf-8-sig")


def _cell(value: CellValue) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return f"'{value}" if value.startswith(_FORMULA) else value


def _rows(session: Session) -> list[ExportedRow]:
    links: dict[str, list[str]] = {}
    for lower, upper in sorted(plan.pairs(session) | plan.places(session)):
        links.setdefault(lower, []).append(upper)
    named: Mapping[str, Action | PlanItem] = {
        **{reference_of(action): action for action in plan.all_actions(session)},
        **{item.reference: item for item in plan.all_items(session)},
    }
    return [ExportedRow(row, links.get(reference, ())) for reference, row in named.items()]
