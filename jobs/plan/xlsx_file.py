"""Reads an Excel file with openpyxl: every sheet that can be seen, dates as dates."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Final

from openpyxl import load_workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from jobs.plan.tables import (
    LARGEST_FILE,
    MOST_COLUMNS,
    MOST_ROWS,
    Cell,
    Day,
    Grid,
    PlanFile,
    SheetRow,
    UnreadableFileError,
    Wide,
    evened,
    tidy,
)

UNPACKED: Final = 20 * LARGEST_FILE  # a small file may unpack to a very large one
FURTHEST: Final = 3 * MOST_ROWS  # formatted far below its last word, a sheet has blank rows
_NOT_FORMAT: Final = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


def grids(file: PlanFile) -> list[Grid]:
    """Return every visible sheet. Raises UnreadableFileError."""
    book = _opened(file)
    return [_grid(sheet) for sheet in book.worksheets if sheet.sheet_state == "visible"]


def _opened(file: PlanFile) -> Workbook:
    stream = io.BytesIO(file.content)
    try:
        with zipfile.ZipFile(stream) as archive:
            size = sum(part.file_size for part in archive.infolist())
        if size > UNPACKED:
            raise UnreadableFileError(
                "plan.excel_too_large", file=file.name, most=UNPACKED // 1_000_000
            )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about what openpyxl leaves out: lists, pictures
            return load_workbook(stream, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, TypeError) as error:
        raise UnreadableFileError("plan.no_excel", file=file.name) from error


def _grid(sheet: Worksheet) -> Grid:
    last_row, last_column = min(sheet.max_row, FURTHEST), min(sheet.max_column, MOST_COLUMNS + 1)
    found = [
        (row[0].row, [_cell(each) for each in row])
        for row in sheet.iter_rows(max_row=last_row, max_col=last_column)
        if row
    ]
    values = {number: cells for number, cells in found if number is not None}
    _fill_down(sheet, values)
    numbered = {f"sheet “{sheet.title}”, row {n}": n for n in values}
    rows = evened([SheetRow(place, tuple(values[n])) for place, n in numbered.items()])
    position = {numbered[row.place]: at for at, row in enumerate(rows)}
    wide = frozenset(
        Wide(position[one.row], one.first, one.last) for one in _wide(sheet) if one.row in position
    )
    return Grid(sheet.title, rows, wide)


def _fill_down(sheet: Worksheet, values: dict[int, list[Cell]]) -> None:
    """Let a cell that is merged over several rows say the same in each of them."""
    for merged in sheet.merged_cells.ranges:
        first = values.get(merged.min_row, [])
        if merged.min_col != merged.max_col or len(first) < merged.min_col:
            continue
        for number in range(merged.min_row + 1, merged.max_row + 1):
            if number in values:
                values[number][merged.min_col - 1] = first[merged.min_col - 1]


def _wide(sheet: Worksheet) -> Iterator[Wide]:
    for merged in sheet.merged_cells.ranges:
        if merged.max_col > merged.min_col:
            yield Wide(merged.min_row, merged.min_col - 1, merged.max_col - 1)


def _cell(found: object) -> Cell:
    value = getattr(found, "value", None)
    if isinstance(value, datetime | date):
        day = value.date() if isinstance(value, datetime) else value
        return Day(day, _precision(found))
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return tidy(value.isoformat() if isinstance(value, time) else str(value))


def _precision(found: object) -> str:
    """Return "month" for a date that is shown without its day, as "Mar-27" is."""
    shown = found.number_format if isinstance(found, SheetCell) else ""
    pattern = _NOT_FORMAT.sub("", shown).lower()
    return "month" if "m" in pattern and "y" in pattern and "d" not in pattern else "day"
