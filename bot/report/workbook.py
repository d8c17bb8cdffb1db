"""The report as an Excel workbook: to sort, to filter and to print."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from textwrap import wrap
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from bot.report import tables
from bot.report.archive import settled
from bot.report.committee import review_sheet
from bot.report.definitions import definitions
from bot.report.document import said
from bot.report.paper import (
    COLOURS,
    HEADER,
    PaperTable,
    Stood,
    Value,
    printable,
    table,
)
from bot.report.reading_words import reading_table, reading_words
from bot.report.register_table import register
from bot.report.sections import about, as_at, heading, summary, traced
from jobs.plan.formulas import put_words
from jobs.plan.workbooks import empty_workbook, saved
from jobs.report.readings import of_report
from jobs.report.values import Report

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BODY, DAY, MONTH, HEADING = "body", "day", "month", "heading"
LONGEST: Final = 32_767  # characters in a cell
THIN: Final = Side(style="thin", color="BFBFBF")
EDGES: Final = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
WRAPPED: Final = Alignment(vertical="top", wrap_text=True)
FONT, SIZE = "Arial", 10
LINE: Final = 14.0  # points
NARROWEST, WIDEST, ALONE, ARROW = 9, 44, 110, 4  # characters
A3, A4 = 8, 9  # ECMA-376, 18.3.1.63
MOST_ON_A4: Final = 10  # columns


def workbook(report: Report) -> bytes:
    """Return the report as an .xlsx; the same report gives the same bytes."""
    made = _empty()
    for each in sheets(report):
        _sheet(made.create_sheet(each.name), each, as_at(report))
    core = made.properties
    core.title, core.creator = printable(heading(report)), printable(report.facts.council)
    core.language, core.description = "en-GB", as_at(report)
    core.created = report.facts.provenance.at.replace(tzinfo=None)
    return settled(saved(made), report.facts.provenance.at)


def _empty() -> Workbook:
    made = empty_workbook()
    for style in _styles():
        made.add_named_style(style)
    return made


def sheets(report: Report) -> list[PaperTable]:
    """Return the tables of the workbook, a sheet each."""
    return [
        _summary(report),
        tables.everything(report),
        *((review_sheet(report),) if report.facts.review else ()),
        tables.extensions(report),
        tables.moves(report),
        tables.all_audits(report),
        tables.ticks(report),
        *((register(report),) if tables.is_for_officers(report) else ()),
        tables.coverage(report),
        tables.themes(report),
        tables.distance(report),
        tables.loop(report),
        definitions(report),
        traced(report),
        *(() if tables.is_for_officers(report) else (_to_read(report),)),
    ]


def _summary(report: Report) -> PaperTable:
    rows = [(words,) for words in (heading(report), *about(report), *summary(report))]
    return table("Summary", [("Summary", 110)], rows)


def _to_read(report: Report) -> PaperTable:
    """Return what is to be read before it is handed on; with nothing, a row that says so."""
    found = of_report(report)
    made = reading_table(found)
    return made if found else replace(made, rows=(("-", "-", reading_words(found)),))


def _sheet(sheet: Worksheet, each: PaperTable, foot: str) -> None:
    """Fill a sheet: its header frozen, filtered and repeated on every page."""
    widths = [_width(each, number) for number in range(len(each.columns))]
    rows: list[tuple[Value, ...]] = [tuple(column.heading for column in each.columns), *each.rows]
    for row, values in enumerate(rows, start=1):
        sheet.row_dimensions[row].height = LINE * max(map(_lines, values, widths))
        for number, value in enumerate(values, start=1):
            cell = sheet.cell(row, number)
            if isinstance(cell, Cell):
                _fill(cell, value, each.columns[number - 1].heading, is_header=row == 1)
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    _print_setup(sheet, foot)


def _width(each: PaperTable, number: int) -> int:
    """Return a column's width in characters: what is in it, between two bounds."""
    words = max(len(word) for word in each.columns[number].heading.split())
    longest = max((len(said(row[number])) for row in each.rows), default=0)
    # The arrow of the filter stands beside the heading.
    widest = WIDEST if len(each.columns) > 1 else ALONE
    return max(NARROWEST, words + ARROW, min(longest + 2, widest))


def _lines(value: Value, width: int) -> int:
    """Return in how many lines a value stands in a column, word by word."""
    return sum(len(wrap(line, width - 1)) or 1 for line in said(value).split("\n"))


def _fill(cell: Cell, value: Value, heading_: str, *, is_header: bool) -> None:
    """Write a value in one of the workbook's styles, which is found without comparing its parts."""
    if is_header:
        cell.style = HEADING
        _text(cell, said(value))
    elif isinstance(value, Stood):
        cell.style = value.level
        _text(cell, value.words)
    elif isinstance(value, date):
        cell.style = MONTH if heading_ == "Month" else DAY
        cell.value = value
    elif isinstance(value, int):
        cell.style = BODY
        cell.value = value
    else:
        cell.style = BODY
        _text(cell, value)


def _text(cell: Cell, words: str) -> None:
    """Write words as words: what begins like a formula is kept from ever being one."""
    put_words(cell, printable(words)[:LONGEST])


def _styles() -> Iterator[NamedStyle]:
    """Give the styles of the cells, under names that Excel shows among its own."""
    left = Alignment(vertical="top", horizontal="left")
    yield _style(BODY)
    yield _style(DAY, number_format="ddd d mmm yyyy", alignment=left)
    yield _style(MONTH, number_format="mmmm yyyy", alignment=left)
    for name, colour in ((HEADING, HEADER), *COLOURS.items()):
        bold = Font(name=FONT, size=SIZE, bold=True, color=colour.ink)
        yield _style(name, font=bold, fill=PatternFill("solid", fgColor=colour.paper))


def _style(name: str, **looks: Any) -> NamedStyle:  # noqa: ANN401  (whatever a style has)
    looks = {"font": Font(name=FONT, size=SIZE), "border": EDGES, "alignment": WRAPPED, **looks}
    return NamedStyle(name, **looks)


def _print_setup(sheet: Worksheet, foot: str) -> None:
    is_wide = sheet.max_column > MOST_ON_A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A3 if is_wide else A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    footer = HeaderFooterItem()
    footer.left.text, footer.right.text = foot.replace("&", "&&"), "Page &P of &N"
    footer.left.size = footer.right.size = SIZE - 2
    sheet.HeaderFooter.oddFooter = footer
