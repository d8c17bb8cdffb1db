"""Plans as councils send them, and taking them in."""

import io
from collections.abc import Callable, Sequence

from docx import Document
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from db.models import Person
from db.session import Database
from jobs.plan import importing
from jobs.plan.importing import Book, Choices, Preview
from jobs.plan.reading import Wishes
from jobs.plan.tables import File
from jobs.rules.working_days import Calendar
from tests.people import NOW, TODAY

ENGLAND = Calendar.of("ENG")
NO_WISHES = Wishes()


def xlsx(
    *rows: Sequence[object], name: str = "Plan", dress: Callable[[Worksheet], None] | None = None
) -> File:
    """Return an Excel file of one sheet; `dress` merges cells and the like."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    if dress:
        dress(sheet)
    written = io.BytesIO()
    book.save(written)
    return File("plan.xlsx", written.getvalue())


def csv(text: str, name: str = "plan.csv", encoding: str = "utf-8") -> File:
    """Return a CSV file."""
    return File(name, text.encode(encoding))


def docx(*tables: Sequence[Sequence[str]]) -> File:
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
    return File("plan.docx", written.getvalue())


def opened(*files: File, choices: Choices | None = None) -> Book:
    """Lay files out."""
    return importing.opened(files, choices or Choices())


def looked_at(database: Database, *files: File, wishes: Wishes = NO_WISHES) -> Preview:
    """Return what files would do."""
    with database.begin() as session:
        return importing.preview(session, opened(*files), wishes, TODAY, ENGLAND)


def take(
    database: Database, *files: File, wishes: Wishes = NO_WISHES, by: Person | None = None
) -> Preview:
    """Import files, and return what that did."""
    with database.begin() as session:
        importer = session.get(Person, by.id) if by else None
        shown = importing.preview(session, opened(*files), wishes, TODAY, ENGLAND)
        assert shown.problems == ()
        importing.carry_out(session, shown, importer, NOW, ENGLAND)
        return shown
