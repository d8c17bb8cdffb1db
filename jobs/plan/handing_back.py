"""Writes the rows that were not imported to a file, as the plan has them, with the reasons."""

import io
from collections.abc import Iterator
from typing import Final

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from jobs.plan.importing import Preview
from jobs.plan.problems import HandedBack
from jobs.plan.tables import Cell, Day

WHY: Final = "Why it was not imported"
WHERE: Final = "Where it stands"
TAKEN_OUT: Final = "(taken out)"
WIDTH: Final = 28
LONGEST_NAME: Final = 31  # of a sheet, in Excel
_FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def handed_back(shown: Preview) -> bytes:
    """Return an Excel file: a sheet for each table that has rows which were not imported."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, layout in enumerate(shown.book.layouts):
        rows = [one for one in shown.back if one.table == number]
        if not rows:
            continue
        sheet = book.create_sheet(sheet_name(book, layout.table.name))
        headings = [name or f"Column {at + 1}" for at, name in enumerate(layout.table.headings)]
        put_row(sheet, 1, [*headings, WHY, WHERE])
        for at, one in enumerate(rows, start=2):
            hidden = {layout.columns[name] for name in one.hides if name in layout.columns}
            cells = _cells(one, len(headings), hidden)
            put_row(sheet, at, [*cells, " ".join(one.reasons), one.row.place])
        sheet.freeze_panes = "A2"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def sheet_name(book: Workbook, name: str) -> str:
    """Return a name that Excel takes for a sheet, and that the book does not have yet."""
    plain = " ".join(name.translate(_FORBIDDEN).split()).strip("'")[:LONGEST_NAME] or "Plan"
    taken = {each.lower() for each in book.sheetnames}
    number, found = 2, plain
    while found.lower() in taken:
        found = f"{plain[: LONGEST_NAME - 5]} ({number})"
        number += 1
    return found


def _cells(one: HandedBack, width: int, hidden: set[int]) -> Iterator[Cell]:
    for at in range(width):
        cell = one.row.cells[at] if at < len(one.row.cells) else ""
        yield TAKEN_OUT if at in hidden and cell != "" else cell


def put_row(sheet: Worksheet, at: int, cells: list[Cell]) -> None:
    """Write a row of a file that is handed back; the first one has the headings."""
    for column, value in enumerate(cells, start=1):
        cell = sheet.cell(at, column)
        if isinstance(value, Day):
            cell.value = value.day
            cell.number_format = "mmm-yy" if value.precision == "month" else "dd/mm/yyyy"
        elif value:
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
            cell.data_type = "s"  # never a formula
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if at == 1:
            cell.font = Font(bold=True)
            sheet.column_dimensions[get_column_letter(column)].width = WIDTH
