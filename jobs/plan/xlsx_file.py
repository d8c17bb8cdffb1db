"""Reads an Excel file with openpyxl: what can be seen of it, as it is shown, dates as dates."""

import io
import re
import warnings
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Final

from openpyxl import load_workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from jobs.plan import archives, tables
from jobs.plan.number_formats import is_month, shown

FURTHEST: Final = 3 * tables.MOST_ROWS  # formatted far below its last word, a sheet has blank rows
_PARTS: Final = (
    r"xl/(?:(?:workbook|styles|sharedStrings)\.xml|_rels/workbook\.xml\.rels|worksheets/[^/]+\.xml)"
)
# A formula with no result behind it. One whose result is an empty text says that it is a text.
_UNCALCULATED: Final = re.compile(
    rb"<c ([^<>]*)><f(?:[^<>]*/>|[^<>]*>[^<]*</f>)(?:<v ?/>|<v></v>)?</c>"
)
_PLACE: Final = re.compile(rb'\br="([A-Z]+)(\d+)"')
_STRIKES: Final = re.compile(rb'<(?:\w+:)?strike(?: ?/?>| (?!val="(?:0|false)"))')


def grids(file: tables.PlanFile) -> list[tables.Grid]:
    """Return every visible sheet. Raises UnreadableFileError."""
    with archives.refusing("plan.no_excel", file):
        parts = archives.parts(file, _PARTS, "plan.excel_too_large")
        for name, content in parts.items():
            if name.startswith("xl/worksheets/"):
                archives.refuse_endless_sheet(file, content)
        uncalculated = _uncalculated(parts)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about what openpyxl leaves out: lists, pictures
            is_struck = any(_STRIKES.search(content) for content in parts.values())
            book = load_workbook(io.BytesIO(file.content), data_only=True, rich_text=is_struck)
        sheets = [_Sheet(book, sheet, uncalculated) for sheet in book.worksheets]
        return [sheet.grid(is_struck=is_struck) for sheet in sheets]


def _uncalculated(parts: Mapping[str, bytes]) -> Mapping[str, frozenset[tuple[int, int]]]:
    """Return for each sheet by name where it has formulas without a result, row and column."""
    return {name: uncalculated(content) for name, content in archives.sheets(parts)}


def uncalculated(content: bytes) -> frozenset[tuple[int, int]]:
    """Return where a sheet's XML has formulas without a result, row and column."""
    if not archives.has_formulas(content):
        return frozenset()
    return frozenset(
        (int(place[2]), archives.column_number(place[1]))
        for cell in _UNCALCULATED.finditer(content)
        if b't="str"' not in cell[1] and (place := _PLACE.search(cell[1]))
    )


class _Sheet:
    def __init__(
        self,
        book: Workbook,
        sheet: Worksheet,
        uncalculated: Mapping[str, frozenset[tuple[int, int]]],
    ) -> None:
        self._sheet = sheet
        self._is_struck = False
        self._struck: set[int] = set()  # rows with text that is struck out
        self._commented: set[int] = set()
        self._rated: dict[int, str] = {}  # headings of columns that may hold a colour alone
        self._coloured: set[int] = set()  # columns in which one does
        self._is_1904 = book.epoch == CALENDAR_MAC_1904
        self._uncalculated = uncalculated.get(sheet.title, frozenset())
        self._hidden_columns = {
            number
            for dimension in sheet.column_dimensions.values()
            if dimension.hidden and dimension.min and dimension.max
            for number in range(dimension.min, min(dimension.max, tables.MOST_COLUMNS + 1) + 1)
        }

    def grid(self, *, is_struck: bool) -> tables.Grid:
        """Return what can be seen; with `is_struck` the book has text that is struck out."""
        sheet, self._is_struck = self._sheet, is_struck
        if sheet.sheet_state != "visible":
            return tables.Grid(
                sheet.title, (), passed=(tables.PassedOver("hidden_sheet", sheet.title),)
            )
        values = self._values()
        shared = self._fill_down(values)
        hidden = [number for number in values if self._is_hidden(number) and any(values[number])]
        passed = tuple(self._left_out(hidden, values))
        seen = {
            n: [
                "" if column in self._hidden_columns else cell
                for column, cell in enumerate(cells, start=1)
            ]
            for n, cells in values.items()
        }
        numbered = {f"sheet “{sheet.title}”, row {n}": n for n in seen}
        every = tables.evened(
            [
                tables.SheetRow(place, tuple(seen[n]), shared=frozenset(shared.get(n, ())))
                for place, n in numbered.items()
            ]
        )
        unseen = {row.place for row in every if self._is_hidden(numbered[row.place])}
        rows = tables.evened([row for row in every if row.place not in unseen])
        position = {numbered[row.place]: at for at, row in enumerate(rows)}
        wide = frozenset(
            tables.Wide(position[one.row], one.first, one.last)
            for one in self._wide()
            if one.row in position
        )
        return tables.Grid(
            sheet.title, rows, wide, passed, self._is_1904, hidden=tuple(_above(every, unseen))
        )

    def _left_out(
        self, hidden: list[int], values: Mapping[int, list[tables.Cell]]
    ) -> Iterator[tables.PassedOver]:
        name = self._sheet.title
        for number in hidden:
            yield tables.PassedOver("hidden_row", f"sheet “{name}”, row {number}")
        yield from self._struck_out(values)
        for number in sorted(self._commented):
            yield tables.PassedOver("comment", f"sheet “{name}”, row {number}")
        for at in sorted(self._coloured):
            yield tables.PassedOver("colour", f"sheet “{name}”", self._rated[at])
        if self._sheet.max_row > FURTHEST:
            yield tables.PassedOver("far_below", f"sheet “{name}”, row {FURTHEST:,}")
        for column in sorted(self._hidden_columns):
            cells = [row[column - 1] for row in values.values() if len(row) >= column]
            first = next((str(cell) for cell in cells if isinstance(cell, str) and cell), "")
            if first:
                yield tables.PassedOver("hidden_column", f"sheet “{name}”", first)

    def _struck_out(self, values: Mapping[int, list[tables.Cell]]) -> Iterator[tables.PassedOver]:
        for number in sorted(self._struck):
            kind = "struck_text" if any(values.get(number, ())) else "struck_row"
            yield tables.PassedOver(kind, f"sheet “{self._sheet.title}”, row {number}")

    def _is_hidden(self, number: int) -> bool:
        dimension = self._sheet.row_dimensions.get(number)
        return dimension is not None and (bool(dimension.hidden) or dimension.height == 0)

    def _values(self) -> dict[int, list[tables.Cell]]:
        sheet = self._sheet
        last_row = min(sheet.max_row, FURTHEST)
        last_column = min(sheet.max_column, tables.MOST_COLUMNS + 1)
        found: dict[int, list[tables.Cell]] = {}
        for row in sheet.iter_rows(max_row=last_row, max_col=last_column):
            if row and row[0].row is not None:
                found[row[0].row] = [self._cell(each) for each in row]
                self._note_unread(row)
        return found

    def _note_unread(self, row: Sequence[object]) -> None:
        """Note what a row says otherwise than in words: in a comment, or by a colour alone."""
        for at, cell in enumerate(row):
            value = getattr(cell, "value", None)
            if getattr(cell, "comment", None) is not None:
                self._commented.add(getattr(cell, "row", 0))
            if isinstance(value, str) and _RATING.fullmatch(value.strip()):
                self._rated[at] = value.strip()
            elif value is None and at in self._rated and _is_coloured(cell):
                self._coloured.add(at)

    def _cell(self, found: object) -> tables.Cell:
        if self._uncalculated:
            at = getattr(found, "row", 0), getattr(found, "column", 0)
            if at in self._uncalculated:
                return tables.Formula("=")
        value = getattr(found, "value", None)
        if self._is_struck and value is not None and isinstance(found, SheetCell):
            value = self._without_struck(found)
        if value is None:
            return ""
        if isinstance(value, datetime | date):
            day = value.date() if isinstance(value, datetime) else value
            return tables.Day(day, "month" if is_month(_format(found)) else "day")
        if isinstance(value, bool):
            return "Yes" if value else "No"
        if isinstance(value, int | float):
            return shown(value, _format(found))
        said = tables.tidy(value.isoformat() if isinstance(value, time) else str(value))
        return _with_address(said, getattr(found, "hyperlink", None))

    def _without_struck(self, found: SheetCell) -> object:
        """Return what of a cell is not struck out; nothing where all of it is."""
        from openpyxl.cell.rich_text import CellRichText, TextBlock

        value: object = found.value
        is_all = bool(found.font and found.font.strike)
        if not isinstance(value, CellRichText):
            if is_all and str(value).strip():
                self._struck.add(found.row)
            return None if is_all else value
        kept = []
        for part in value:
            is_struck = bool(part.font.strike) if isinstance(part, TextBlock) else is_all
            if is_struck and str(part).strip():
                self._struck.add(found.row)
            elif not is_struck:
                kept.append(str(part))
        return "".join(kept) or None

    def _fill_down(self, values: dict[int, list[tables.Cell]]) -> dict[int, set[int]]:
        """Let a cell that is merged over several rows say the same in each of them."""
        shared: dict[int, set[int]] = {}
        for merged in self._sheet.merged_cells.ranges:
            first = values.get(merged.min_row, [])
            if merged.min_row == merged.max_row or len(first) < merged.min_col:
                continue
            for number in range(merged.min_row, merged.max_row + 1):
                if number in values:
                    values[number][merged.min_col - 1] = first[merged.min_col - 1]
                    shared.setdefault(number, set()).add(merged.min_col - 1)
        return shared

    def _wide(self) -> Iterator[tables.Wide]:
        for merged in self._sheet.merged_cells.ranges:
            if merged.max_col > merged.min_col:
                yield tables.Wide(merged.min_row, merged.min_col - 1, merged.max_col - 1)


_RATING: Final = re.compile(r"(?i)b?rag\b.{0,20}|.{0,20}\b(?:status|rating)|progress")


def _is_coloured(cell: object) -> bool:
    """Say whether a cell is filled with a colour of its own, and no white."""
    fill = getattr(cell, "fill", None)
    if fill is None or fill.fill_type != "solid":
        return False
    return str(fill.fgColor.rgb)[-6:] not in {"FFFFFF", "000000"}


def _above(
    every: Sequence[tables.SheetRow], unseen: Collection[str]
) -> Iterator[tuple[int, tables.SheetRow]]:
    """Yield the rows that nobody sees, each with how many are seen above it."""
    above = 0
    for row in every:
        if row.place in unseen:
            yield above, row
        else:
            above += 1


def _format(found: object) -> str:
    return str(found.number_format) if isinstance(found, SheetCell) else ""


def _with_address(said: str, link: object) -> str:
    """Return a cell's words with the web address that opens when they are pressed."""
    address = str(getattr(link, "target", "") or "")
    if not said or not address.startswith(("http://", "https://")) or address in said:
        return said
    return f"{said} {address}"
