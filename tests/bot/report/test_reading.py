"""What looks as if it named somebody is listed, to be read before a file is handed on."""

import re
from dataclasses import replace
from html import unescape
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import load_workbook

from bot.report import view
from bot.report.document import document
from bot.report.pack import pack
from bot.report.reading_words import NOTHING_FOUND
from bot.report.workbook import workbook
from db.actions import operations
from db.actions.operations import Draft
from db.guard.kinds import Kind
from db.models import Action, Person, Register
from jobs import context
from jobs.report.assemble import ReportScope
from jobs.report.audience import Audience
from jobs.report.packing import Packed, packed
from jobs.report.readings import of_pack, of_report
from jobs.report.values import Report
from tests.people import NOW, TODAY, acting
from tests.reports import ENGLAND, QUARTERLY, Named, board, named

__all__ = ["board", "named"]

TITLE = "Mum and AB at 3 Elm Road: agree the plan"
NOTE = "Jayden's gran has rung <twice>"


@pytest.fixture
def typed(named: Named) -> Named:
    """Let somebody who is sure of an address add an action, and note something on it."""
    with named.council.database.begin() as session:
        person = session.get_one(Person, named.council.director.id)
        sure = replace(acting(person), sure=frozenset({Kind.ADDRESS}))
        action, _ = operations.add(sure, Draft(TITLE, register=Register.PLAN))
        session.flush()
        operations.note(acting(person), action, NOTE)
    return named


def read(named: Named) -> Packed:
    asked = ReportScope(QUARTERLY, TODAY, NOW, context.Council(ENGLAND, name="Sample Council"))
    with named.council.database.read() as session:
        return packed(session, asked)


def listed_in_the_document(report: Report) -> list[list[str]]:
    made = Document(BytesIO(document(report)))
    tables = [[[cell.text for cell in row.cells] for row in one.rows] for one in made.tables]
    return next((rows[1:] for rows in tables if rows[0] == ["What", "No.", "Text"]), [])


def listed_in_the_workbook(report: Report) -> list[list[object]]:
    sheet = load_workbook(BytesIO(workbook(report)))["Read these"]
    return [list(row) for row in sheet.iter_rows(min_row=2, values_only=True)]


def index_of(found: Packed) -> str:
    with ZipFile(BytesIO(pack(found, of_pack(found)).content)) as made:
        return made.read("index.html").decode()


def rows_of(index: str) -> list[list[str]]:
    rows = re.findall(r"<tr>((?:<td>[^<]*</td>)+)</tr>", index)
    return [[unescape(cell) for cell in re.findall(r"<td>([^<]*)</td>", row)] for row in rows]


def test_a_title_that_names_somebody_is_listed_in_both(typed: Named) -> None:
    report = typed.report(Audience.SCRUTINY)
    number = max(int(one.number) for one in report.actions)
    row = ["Title", f"#{number}", TITLE]
    assert row in listed_in_the_document(report)
    assert row in listed_in_the_workbook(report)
    assert row in rows_of(index_of(read(typed)))


def test_a_note_is_listed_in_the_pack_and_not_in_the_version_without_it(typed: Named) -> None:
    report = typed.report(Audience.SCRUTINY)
    assert NOTE not in str(listed_in_the_document(report))
    assert NOTE not in str(listed_in_the_workbook(report))
    assert [row[0] for row in rows_of(index_of(read(typed))) if row[2] == NOTE] == ["History"]


def test_a_colleague_on_the_roster_is_found_by_their_name(named: Named) -> None:
    said = "Hazel has the draft"
    with named.council.database.begin() as session:
        director = session.get_one(Person, named.council.director.id)
        operations.note(acting(director), session.get_one(Action, 1), said)
    assert said not in [one.text for one in of_pack(read(named))]
    with named.council.database.begin() as session:
        session.get_one(Person, named.council.practitioner.id).name = "Hazel Example"
    assert said in [one.text for one in of_pack(read(named))]


@pytest.mark.parametrize("audience", Audience)
def test_no_text_is_listed_that_the_version_does_not_hold(typed: Named, audience: Audience) -> None:
    report = typed.report(audience)
    with_it = "\n".join(
        str(cell.value)
        for sheet in load_workbook(BytesIO(workbook(report)))
        if sheet.title != "Read these"
        for row in sheet.iter_rows()
        for cell in row
    )
    assert [one.text for one in of_report(report) if one.text not in with_it] == []


def test_where_nothing_is_found_the_reader_is_told_to_read_all_the_same(named: Named) -> None:
    report = named.report(Audience.SCRUTINY)
    assert of_report(report) == []
    assert listed_in_the_document(report) == []
    assert NOTHING_FOUND in [each.text for each in Document(BytesIO(document(report))).paragraphs]
    assert listed_in_the_workbook(report) == [["-", "-", NOTHING_FOUND]]


def test_the_message_says_how_many_there_are_to_read(typed: Named) -> None:
    found = read(typed)
    report = typed.report(Audience.SCRUTINY)
    assert view.told(report, list).text.endswith(
        "Before you hand it on, read the text it lists, which may name somebody."
    )
    many = len(of_pack(found))
    assert many > 1
    assert f"read the {many} texts it lists" in view.packed(found.facts, of_pack(found), list).text
    assert "Before you hand it on" not in view.told(typed.report(Audience.OFFICERS), list).text


def test_the_index_claims_nothing_of_what_people_typed(typed: Named) -> None:
    index = " ".join(index_of(read(typed)).split())
    assert "No field names anybody. Titles, reasons and notes are as people typed them" in index
    assert "about a child or a family" not in index
