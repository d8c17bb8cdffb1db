"""Opens the file of a roster: Excel or CSV, as people and HR systems save it, as rows of text."""

import csv
import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from typing import Final

from db.patterns import pattern
from jobs.plan import archives, csv_file
from jobs.plan.problems import CellProblemError

LARGEST: Final = 10_000_000  # bytes
UNPACKED: Final = 200_000_000  # a small file may unpack to a very large one
MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 200
MOST_BLANK: Final = 5_000  # rows in a sheet, one below the other; the last cell may be in 1,048,576
JUDGED_BY: Final = 20_000  # characters from the beginning show what parts the cells
_PARTS: Final = r"xl/(?:workbook\.xml|_rels/workbook\.xml\.rels|worksheets/[^/]+\.xml)"
_ZIP: Final = b"PK\x03\x04"
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"
_UNSEEN: Final = pattern(r"[\u200b-\u200f\u2028\u2029\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]")

UNCALCULATED: Final = "="  # in a cell whose formula has no result in the file
LONGEST_CELL = 300  # characters, before anything looks for a day or a name in them

Row = tuple[int, list[str]]  # its number as people see it, and its cells


@dataclass(frozen=True)
class RosterSheet:
    """A sheet, or a CSV file as one without a name: its rows that are not blank.

    Nothing below the row `ends_at` was read, as very many blank rows stand there; 0 if all was.
    `hidden` are the rows that nobody sees, and that are not read either.
    """

    name: str
    rows: tuple[Row, ...]
    ends_at: int = 0
    hidden: tuple[Row, ...] = ()


def sheets(content: bytes) -> list[RosterSheet]:
    """Return the sheets of a file; raises CellProblemError for what cannot be read."""
    if len(content) > LARGEST:
        raise CellProblemError("too_large", most=LARGEST // 1_000_000)
    if content.startswith(_OLD_EXCEL):
        raise CellProblemError("old_excel")
    if content.startswith(_ZIP):
        return list(_excel(content))
    try:
        return [RosterSheet("", tuple(_csv(csv_file.decoded(content))))]
    except (ValueError, csv.Error) as error:
        raise CellProblemError("no_table", why=error) from error


def _excel(content: bytes) -> Iterator[RosterSheet]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        parts = dict(archives.sheets(archives.parts_of(content, _PARTS, UNPACKED)))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about what openpyxl leaves out: lists, pictures
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            for sheet in book.worksheets:
                if sheet.sheet_state == "visible":
                    sheet.reset_dimensions()
                    rows = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
                    yield _sheet(
                        sheet.title,
                        ([*map(_text, row)] for row in rows),
                        parts.get(sheet.title, b""),
                    )
    except archives.TooLargeError as error:
        raise CellProblemError("unpacks_to", most=UNPACKED // 1_000_000) from error
    except (*archives.BROKEN, InvalidFileException) as error:
        raise CellProblemError("excel_broken", why=error) from error


def _sheet(name: str, rows: Iterator[list[str]], part: bytes) -> RosterSheet:
    """Return the rows that are not blank with their numbers; raises CellProblemError.

    A cell that is merged over several rows says the same in each.
    """
    hidden, merged = archives.hidden_rows(part), archives.merged_down(part)
    kept: list[Row] = []
    unseen: list[Row] = []
    over: dict[int, tuple[str, int]] = {}  # by column, what stands in it until which row
    last = 0
    for number, cells in enumerate(_told(rows, part), start=1):
        over |= {at: (cells[at], end) for at, end in merged.get(number, ()) if at < len(cells)}
        if any(cells):
            last = number
            (unseen if number in hidden else kept).append((number, cells))
            if len(kept) > MOST_ROWS:
                raise CellProblemError("too_many_rows", most=MOST_ROWS)
            for at, (said, end) in over.items():
                if number <= end and at < len(cells):
                    cells[at] = cells[at] or said
        elif number - last > MOST_BLANK:
            return RosterSheet(name, tuple(kept), last, tuple(unseen))
    return RosterSheet(name, tuple(kept), hidden=tuple(unseen))


def _told(rows: Iterator[list[str]], part: bytes) -> Iterator[list[str]]:
    """Yield rows in which a formula without its result is told from a blank cell."""
    from jobs.plan.xlsx_file import uncalculated

    columns: dict[int, list[int]] = {}
    for number, column in uncalculated(part):
        columns.setdefault(number, []).append(column)
    for number, cells in enumerate(rows, start=1):
        for column in columns.get(number, ()):
            if column <= len(cells):
                cells[column - 1] = UNCALCULATED
        yield cells


def _text(value: object) -> str:
    """Return a cell as somebody would type it."""
    match value:
        case None:
            text = ""
        case bool():
            text = "Yes" if value else "No"
        case datetime():
            text = value.date().isoformat()
        case time():
            text = f"{value:%H:%M}"
        case float() if value.is_integer():
            text = str(int(value))
        case _:  # a day in ISO form among them
            text = _tidy(str(value))
    return text


def _tidy(text: str) -> str:
    """Return a cell's words one blank apart; what is longer than any column takes is cut."""
    return " ".join(_UNSEEN.sub("", text).split())[:LONGEST_CELL]


def _csv(text: str) -> Iterator[Row]:
    """Yield every row that is not blank with the number of the line on which it begins."""
    mark = csv_file.delimiter(text[:JUDGED_BY])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    line, kept = 1, 0
    for row in reader:
        tidy = [_tidy(cell) for cell in row]
        if any(tidy):
            kept += 1
            if kept > MOST_ROWS:
                raise CellProblemError("too_many_rows", most=MOST_ROWS)
            yield line, tidy
        line = reader.line_num + 1
