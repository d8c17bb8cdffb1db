"""What a plan says otherwise than in words is told not to be read; a footnote's mark is no word."""

import io

import pytest
from docx import Document
from docx.oxml import parse_xml
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from db.session import Database
from jobs.plan.tables import PlanFile
from tests.jobs.plan.plans import looked_at, xlsx
from tests.jobs.plan.shapes import W, read

pytestmark = pytest.mark.mostly_sqlite  # its SQL is asked on PostgreSQL by other tests

HEADINGS = ("Ref", "Action", "Lead", "Due date", "RAG")
RED = PatternFill("solid", fgColor="FFFF0000")


def told(database: Database, file: PlanFile) -> list[tuple[str, str, str]]:
    return [(one.kind, one.place, one.words) for one in looked_at(database, file).passed]


def coloured(sheet: Worksheet) -> None:
    sheet["E2"].fill = RED


def commented(sheet: Worksheet) -> None:
    sheet["D2"].comment = Comment("moved to 26 February", "Somebody")


def raised(before: str, mark: str, after: str = "") -> PlanFile:
    """Return a Word file in whose first action something is set above the line."""
    document = Document()
    table = document.add_table(rows=0, cols=4)
    for row in (HEADINGS[:4], ("1.1", before, "", "29/01/2027")):
        for cell, said in zip(table.add_row().cells, row, strict=True):
            cell.text = said
    paragraph = table.rows[1].cells[1].paragraphs[0]
    looks = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    paragraph._p.append(parse_xml(f"<w:r {W}>{looks}<w:t>{mark}</w:t></w:r>"))
    paragraph.add_run(after)
    written = io.BytesIO()
    document.save(written)
    return PlanFile("plan.docx", written.getvalue())


def test_a_colour_that_stands_alone_is_told_to_say_nothing(database: Database) -> None:
    rows = (
        ("1.1", "Write the guide", "", "29/01/2027", None),
        ("1.2", "Hold a panel", "", "", "Green"),
    )
    assert told(database, xlsx(HEADINGS, *rows, dress=coloured)) == [
        ("colour", "sheet “Plan”", "RAG")
    ]
    assert told(database, xlsx(HEADINGS, *rows)) == []


def test_a_comment_on_a_cell_is_told_not_to_be_read(database: Database) -> None:
    row = ("1.1", "Write the guide", "", "29/01/2027", "Green")
    assert told(database, xlsx(HEADINGS, row, dress=commented)) == [
        ("comment", "sheet “Plan”, row 2", "")
    ]


@pytest.mark.parametrize(
    ("file", "title"),
    [
        (raised("Write the guide", "1"), "Write the guide"),
        (raised("Write the guide", "2, 3", " for all"), "Write the guide for all"),
        (raised("Write the guide", "*"), "Write the guide"),
        (raised("Paint 20 m", "2"), "Paint 20 m2"),
        (raised("Write the 2", "nd", " guide"), "Write the 2nd guide"),
    ],
)
def test_what_leads_to_a_footnote_is_no_word(
    database: Database, file: PlanFile, title: str
) -> None:
    assert [row.title for row in read(database, file)] == [title]


def test_a_share_that_is_done_is_a_total(database: Database) -> None:
    rows = (("1.1", "Write the guide", "", "29/01/2027", "Green"), ("", "% complete", "0%", "", ""))
    assert [kind for kind, *_ in told(database, xlsx(HEADINGS, *rows))] == ["total"]
