"""Everything that comes in has a bound before anything parses it, and is refused in a sentence."""

import io
import re
import zipfile
from collections.abc import Mapping

import pytest

from jobs.people.roster import read
from jobs.plan.importing import Choices, opened
from jobs.plan.tables import PlanFile
from tests.jobs.plan.plans import docx, xlsx
from tests.refusals import refused

PLAN = xlsx(("Ref", "Action"), ("A-1", "Agree"))
WORD = docx([("Ref", "Action"), ("A-1", "Agree")])
SHEET = "xl/worksheets/sheet1.xml"


def with_parts(file: PlanFile, parts: Mapping[str, bytes]) -> PlanFile:
    """Return a file with some of its parts replaced."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(file.content)) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            new.writestr(part.filename, parts.get(part.filename, old.read(part)))
    return PlanFile(file.name, written.getvalue())


def sheet_with(before: bytes, after: bytes) -> PlanFile:
    with zipfile.ZipFile(io.BytesIO(PLAN.content)) as archive:
        content = archive.read(SHEET)
    return with_parts(PLAN, {SHEET: content.replace(before, after)})


MERGED = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
ROWS = b'<row r="9"></row>' * 100_001 + b"</sheetData>"
ENTITY = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb">]><worksheet>&b;</worksheet>'


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (sheet_with(b"</sheetData>", MERGED), "has more merged cells than any plan"),
        (sheet_with(b"</sheetData>", ROWS), "has more rows than any plan"),
        (with_parts(PLAN, {SHEET: b"<worksheet><sheetData>"}), "is not an Excel file"),
        (with_parts(PLAN, {SHEET: ENTITY}), "is not an Excel file"),
        (with_parts(PLAN, {"xl/workbook.xml": b"\xff\xfe"}), "is not an Excel file"),
        (PlanFile("plan.xlsx", PLAN.content[:-200]), "is not an Excel file"),
        (with_parts(WORD, {"word/document.xml": b"<w:document"}), "is not a Word file"),
        (with_parts(WORD, {"word/document.xml": ENTITY}), "is not a Word file"),
        (PlanFile("plan.docx", WORD.content[:500]), "is not a Word file"),
        (PlanFile("plan.docx", PLAN.content), "is not a Word file"),
        (PlanFile("plan.csv", b"\x00\x01"), "is not a CSV file"),
    ],
)  # fmt: skip
def test_what_is_broken_or_endless_is_one_sentence(file: PlanFile, words: str) -> None:
    with refused(match=re.escape(words)):
        opened([file], Choices())


def test_a_staff_list_is_opened_within_the_same_bounds() -> None:
    declares = with_parts(PLAN, {SHEET: ENTITY})
    assert [one.kind for one in read(declares.content, {}).problems] == ["excel_broken"]
