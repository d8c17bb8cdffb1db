"""The report as an Excel workbook: to sort, to filter and to print."""

from datetime import date
from io import BytesIO
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bot.report import tables
from bot.report.archive import settled
from bot.report.definitions import definitions
from bot.report.paper import COLOURS, HEADER, Colour, Stood, Table, Value, printable, table
from bot.report.sections import about, as_at, heading, summary, traced
from jobs.report.values import Report

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DAY: Final = "ddd d mmm yyyy"
MONTH: Final = "mmmm yyyy"
BEGINS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
LONGEST: Final = 32_767  # characters in a cell
THIN: Final = Side(style="thin", color="BFBFBF")
EDGES: Final = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
NARROWEST: Final = 9
A4: Final = 9  # ECMA-376, 18.3.1.63


def workbook(report: Report) -> bytes:
    """Return the report as an .xlsx; the same report gives the same bytes."""
    made = Workbook()
    made.remove(made.active)
    for each in sheets(report):
        _sheet(made.create_sheet(each.name), each, as_at(report))
    core = made.properties
    core.title, core.creator = printable(heading(report)), printable(report.facts.council)
    core.language, core.description = "en-GB", as_at(report)
    core.created = report.facts.provenance.at.replace(tzinfo=None)
    out = BytesIO()
    made.save(out)
    return settled(out.getvalue(), report.facts.provenance.at)


def sheets(report: Report) -> list[Table]:
    """Return the tables of the workbook, a sheet each."""
    return [
        _summary(report),
        tables.everything(report),
        tables.extensions(report),
        tables.moves(report),
        tables.all_audits(report),
        tables.coverage(report),
        tables.themes(report),
        tables.distance(report),
        tables.loop(report),
        definitions(report),
        traced(report),
    ]


def _summary(report: Report) -> Table:
    rows = [(words,) for words in (heading(report), *about(report), *summary(report))]
    return table("Summary", [("Summary", 110)], rows)


def _sheet(sheet: Worksheet, each: Table, foot: str) -> None:
    """Fill a sheet: its header frozen, filtered and repeated on every page."""
    for number, column in enumerate(each.columns, start=1):
        _head(sheet.cell(1, number), column.heading)
        width = max(column.width, NARROWEST, len(column.heading) // 2 + 3)
        sheet.column_dimensions[get_column_letter(number)].width = width
    for row, values in enumerate(each.rows, start=2):
        for number, value in enumerate(values, start=1):
            _fill(sheet.cell(row, number), value, each.columns[number - 1].heading)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    _print_setup(sheet, foot)


def _head(cell: Cell, words: str) -> None:
    _text(cell, words)
    _look(cell, HEADER)


def _fill(cell: Cell, value: Value, heading_: str) -> None:
    cell.border, cell.alignment = EDGES, Alignment(vertical="top", wrap_text=True)
    if isinstance(value, Stood):
        _text(cell, value.words)
        _look(cell, COLOURS[value.level])
    elif isinstance(value, date):
        cell.value = value
        cell.number_format = MONTH if heading_ == "Month" else DAY
        cell.alignment = Alignment(vertical="top", horizontal="left")
    elif isinstance(value, int):
        cell.value = value
    else:
        _text(cell, value)


def _text(cell: Cell, words: str) -> None:
    """Write words as words: what begins like a formula is kept from ever being one."""
    cell.value = printable(words)[:LONGEST]
    cell.data_type = "s"
    cell.quotePrefix = words.startswith(BEGINS_A_FORMULA)


def _look(cell: Cell, colour: Colour) -> None:
    cell.fill = PatternFill("solid", fgColor=colour.paper)
    cell.font = Font(bold=True, color=colour.ink)
    cell.border, cell.alignment = EDGES, Alignment(vertical="top", wrap_text=True)


def _print_setup(sheet: Worksheet, foot: str) -> None:
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    sheet.oddFooter.left.text = foot.replace("&", "&&")
    sheet.oddFooter.right.text = "Page &P of &N"
    sheet.oddFooter.left.size = sheet.oddFooter.right.size = 8
