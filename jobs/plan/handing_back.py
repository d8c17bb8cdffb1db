"""Writes the rows that were not imported to a file, as the plan has them, with the reasons."""

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from jobs.plan.formulas import put_words
from jobs.plan.importing import Preview
from jobs.plan.problems import BackWords, HandedBack, Why
from jobs.plan.tables import Cell, Day

WIDTH: Final = 28
LONGEST_NAME: Final = 31  # of a sheet, in Excel
_FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def handed_back(shown: Preview, worded: Callable[[Why], str], told: BackWords) -> bytes:
    """Return an Excel file: a sheet for each table that has rows which were not imported."""
    sheets = []
    for number, layout in enumerate(shown.book.layouts):
        named = enumerate(layout.table.headings, start=1)
        headings = [name or told.column.format(at=at) for at, name in named]
        rows: list[list[Cell]] = []
        for one in (each for each in shown.back if each.table == number):
            hidden = {layout.columns[name] for name in one.hides if name in layout.columns}
            cells = _cells(one, len(headings), hidden, told.taken_out)
            rows.append([*cells, " ".join(map(worded, one.reasons)), one.row.place])
        if rows:
            sheets.append(BackSheet(layout.table.name, headings, rows))
    return workbook_of(sheets, told)


@dataclass(frozen=True)
class BackSheet:
    """A sheet that is handed back: each row is followed by why it was not taken, and where."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def workbook_of(sheets: Iterable[BackSheet], told: BackWords) -> bytes:
    """Return an Excel file of sheets that are handed back."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for each in sheets:
        sheet = book.create_sheet(sheet_name(book, each.name))
        _put_row(sheet, 1, [*each.headings, told.why, told.where])
        for at, row in enumerate(each.rows, start=2):
            _put_row(sheet, at, row)
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


def _cells(one: HandedBack, width: int, hidden: set[int], taken_out: str) -> Iterator[Cell]:
    for at in range(width):
        cell = one.row.cells[at] if at < len(one.row.cells) else ""
        yield taken_out if at in hidden and cell != "" else cell


def _put_row(sheet: Worksheet, at: int, cells: Sequence[Cell]) -> None:
    """Write a row of a file that is handed back; the first one has the headings."""
    for column, value in enumerate(cells, start=1):
        cell = sheet.cell(at, column)
        if isinstance(value, Day):
            cell.value = value.day
            cell.number_format = "mmm-yy" if value.precision == "month" else "dd/mm/yyyy"
        elif value:
            put_words(cell, value)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if at == 1:
            cell.font = Font(bold=True)
            sheet.column_dimensions[get_column_letter(column)].width = WIDTH
