"""Plans as councils send them, and taking them in."""

import io
from collections.abc import Callable, Mapping, Sequence

from docx import Document
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from db.models import Person
from db.session import Database
from jobs.plan import importing
from jobs.plan.importing import Choices, PlanBook, Preview
from jobs.plan.reading_context import ReadingWishes
from jobs.plan.tables import PlanFile
from jobs.rules.working_days import Calendar
from tests.people import NOW, TODAY

ENGLAND = Calendar.of("ENG")
NO_WISHES = ReadingWishes()


Dress = Callable[[Worksheet], None]


def xlsx(*rows: Sequence[object], name: str = "Plan", dress: Dress | None = None) -> PlanFile:
    """Return an Excel file of one sheet; `dress` merges cells and the like."""
    return xlsx_of({name: rows}, dress)


def xlsx_of(
    sheets: Mapping[str, Sequence[Sequence[object]]], dress: Dress | None = None
) -> PlanFile:
    """Return an Excel file of several sheets; `dress` merges cells and the like in each."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        if dress:
            dress(sheet)
    written = io.BytesIO()
    book.save(written)
    return PlanFile("plan.xlsx", written.getvalue())


def csv(text: str, name: str = "plan.csv", encoding: str = "utf-8") -> PlanFile:
    """Return a CSV file."""
    return PlanFile(name, text.encode(encoding))


def docx(*tables: Sequence[Sequence[str]]) -> PlanFile:
    """Return a Word file with these tables."""
    document = Document()
    for rows in tables:
        document.add_paragraph("Between two tables there is text.")
        table = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, said in zip(table.add_row().cells, row, strict=True):
                cell.text = said
    written = io.BytesIO()
    document.save(written)
    return PlanFile("plan.docx", written.getvalue())


def opened(*files: PlanFile, choices: Choices | None = None) -> PlanBook:
    """Lay files out."""
    return importing.opened(files, choices or Choices())


def looked_at(
    database: Database,
    *files: PlanFile,
    choices: Choices | None = None,
    wishes: ReadingWishes = NO_WISHES,
) -> Preview:
    """Return what files would do; nothing is stored."""
    with database.begin() as session:
        book = opened(*files, choices=choices)
        return importing.preview(session, book, wishes, TODAY, ENGLAND)


def take(
    database: Database,
    *files: PlanFile,
    wishes: ReadingWishes = NO_WISHES,
    by: Person | None = None,
) -> Preview:
    """Import files, and return what that did."""
    with database.begin() as session:
        importer = session.get(Person, by.id) if by else None
        shown = importing.preview(session, opened(*files), wishes, TODAY, ENGLAND)
        assert shown.problems == ()
        importing.carry_out(session, shown, importer, NOW, ENGLAND)
        return shown
