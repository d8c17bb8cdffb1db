"""Writes the sheets of an Excel file: headings that stay, and words that become no formula."""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final, Protocol

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from jobs.plan.formulas import put_words
from jobs.plan.tables import Day

LONGEST_NAME: Final = 31  # of a sheet, in Excel
_FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_WRAPPED: Final = Alignment(wrap_text=True, vertical="top")


class Made(Protocol):
    """A document of openpyxl or python-docx."""

    def save(self, path_or_stream: Any, /) -> object:  # noqa: ANN401  (each has a name for it)
        """Write it into a stream."""


def saved(made: Made) -> bytes:
    """Return a document as the content of its file."""
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def empty_workbook() -> Workbook:
    """Return a workbook without the sheet that each has from its beginning."""
    book = Workbook()
    book.remove(book.worksheets[0])
    return book


def add_sheet(
    book: Workbook, name: str, headings: Sequence[str], widths: Sequence[int], frozen: str = "A2"
) -> Worksheet:
    """Add a sheet with headings over columns so wide; what is above and left of `frozen` stays."""
    sheet: Worksheet = book.create_sheet(_free_name(book, name))
    put_row(sheet, 1, headings)
    for column, width in enumerate(widths, start=1):
        sheet.cell(1, column).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = frozen
    return sheet


def put_row(sheet: Worksheet, at: int, values: Iterable[str | date | Day]) -> None:
    """Write a row: days as a spreadsheet shows them, and words that never become a formula."""
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(at, column)
        cell.alignment = _WRAPPED
        if isinstance(value, Day):
            cell.value = value.day
            cell.number_format = "mmm-yy" if value.precision == "month" else "dd/mm/yyyy"
        elif isinstance(value, date):
            cell.value, cell.number_format = value, "dd/mm/yyyy"
        elif value:
            put_words(cell, value)


def _free_name(book: Workbook, name: str) -> str:
    """Return a name that Excel takes for a sheet, and that the book does not have yet."""
    plain = " ".join(name.translate(_FORBIDDEN).split()).strip("'")[:LONGEST_NAME] or "Plan"
    taken = {each.lower() for each in book.sheetnames}
    number, found = 2, plain
    while found.lower() in taken:
        found = f"{plain[: LONGEST_NAME - 5]} ({number})"
        number += 1
    return found
