"""What is struck out or hidden in a file, sheets named after a status, and labelled owners."""

import io
from collections.abc import Callable

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.text.run import Run
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from bot.plan.problem_words import error_words
from db.models import Status
from db.plan.known import Colleague, Roster
from db.session import Database
from jobs.plan import owners, statuses
from jobs.plan.importing import Preview
from jobs.plan.problems import CellProblemError
from jobs.plan.tables import PlanFile
from tests.jobs.plan.plans import looked_at, xlsx, xlsx_of
from tests.jobs.plan.shapes import HEADINGS

pytestmark = pytest.mark.mostly_sqlite  # its SQL is asked on PostgreSQL by other tests

STRUCK, PLAIN = InlineFont(strike=True), InlineFont(b=True)


def titles(shown: Preview) -> dict[str, str]:
    return {
        step.reference: str(step.entry.values["title"])
        for step in shown.outcome.steps
        if step.entry
    }


def passed(shown: Preview, kind: str) -> list[str]:
    return [one.place for one in shown.passed if one.kind == kind]


def _whole_row(sheet: Worksheet) -> None:
    for cell in sheet[3]:
        cell.font = Font(strike=True)


def _part(sheet: Worksheet) -> None:
    sheet["B2"] = CellRichText(
        TextBlock(STRUCK, "Agree the old form"), TextBlock(PLAIN, "Agree the form")
    )


def _date(sheet: Worksheet) -> None:
    sheet["D2"] = CellRichText(TextBlock(STRUCK, "30/09/2026"), " 31/12/2026")


@pytest.mark.parametrize(
    ("dress", "found", "struck"),
    [
        (_whole_row, {"1": "Agree the form"}, ("struck_row", 3)),
        (_part, {"1": "Agree the form", "2": "Hold a panel"}, ("struck_text", 2)),
        (_date, {"1": "Agree the form", "2": "Hold a panel"}, ("struck_text", 2)),
    ],
)
def test_what_is_struck_out_in_excel_is_left_out_and_named(
    database: Database,
    dress: Callable[[Worksheet], None],
    found: dict[str, str],
    struck: tuple[str, int],
) -> None:
    rows = [("1", "Agree the form", "", "31/12/2026"), ("2", "Hold a panel", "", "31/01/2027")]
    shown = looked_at(database, xlsx(HEADINGS, *rows, dress=dress))
    assert shown.problems == ()
    assert titles(shown) == found
    assert passed(shown, struck[0]) == [f"sheet “Plan”, row {struck[1]}"]
    [first] = [step.entry for step in shown.outcome.steps if step.reference == "1" and step.entry]
    assert first.due is not None
    assert f"{first.due.due.day}" == "2026-12-31"


def _word(mark: Callable[[Run], None], *, whole: bool) -> PlanFile:
    document = Document()
    table = document.add_table(rows=0, cols=3)
    for row in (
        ("Ref", "Action", "Due date"),
        ("1", "Agree the form", "31/12/2026"),
        ("2", "Hold a panel", ""),
    ):
        for cell, said in zip(table.add_row().cells, row, strict=True):
            cell.text = said
    for number, cell in enumerate(table.rows[2].cells):
        if whole:
            for run in cell.paragraphs[0].runs:
                mark(run)
        elif number == 1:
            mark(cell.paragraphs[0].add_run(" with the old members"))
    written = io.BytesIO()
    document.save(written)
    return PlanFile("plan.docx", written.getvalue())


def _off(run: Run) -> None:
    run.font.strike = False


def _vanish(run: Run) -> None:
    run._r.get_or_add_rPr().append(OxmlElement("w:vanish"))


@pytest.mark.parametrize(
    ("mark", "kind"),
    [
        (lambda run: setattr(run.font, "strike", True), "struck"),
        (lambda run: setattr(run.font, "double_strike", True), "struck"),
        (_vanish, "hidden"),
    ],
)
def test_what_is_struck_out_or_hidden_in_word_is_left_out_and_named(
    database: Database, mark: Callable[[Run], None], kind: str
) -> None:
    shown = looked_at(database, _word(mark, whole=False))
    assert titles(shown) == {"1": "Agree the form", "2": "Hold a panel"}
    assert passed(shown, f"{kind}_text") == ["table 1, row 3"]
    shown = looked_at(database, _word(mark, whole=True))
    assert titles(shown) == {"1": "Agree the form"}
    assert passed(shown, f"{kind}_row") == ["table 1, row 3"]


def test_a_mark_that_is_switched_off_strikes_nothing(database: Database) -> None:
    assert titles(looked_at(database, _word(_off, whole=True)))["2"] == "Hold a panel"


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("Completed actions", Status.DONE),
        ("Done", Status.DONE),
        ("Implemented recommendations 2026", Status.DONE),
        ("Deferred", Status.DEFERRED),
        ("Superseded actions", Status.DROPPED),
        ("Not started", Status.NOT_STARTED),
        ("In progress", Status.IN_PROGRESS),
        ("Open actions", None),
        ("Action plan", None),
        ("Priority 1", None),
        ("Improvement plan complete", None),
    ],
)
def test_a_sheets_name_says_how_far_its_rows_have_come(name: str, status: Status | None) -> None:
    assert statuses.of_place(name) == status


@pytest.mark.parametrize("name", ["Archive", "Archived actions", "Closed", "Closed actions", "Old"])
def test_a_sheets_name_that_may_mean_either_is_asked(database: Database, name: str) -> None:
    with pytest.raises(CellProblemError) as refused:
        statuses.of_place(name)
    assert "done or dropped" in error_words(refused.value)
    row = ("2", "Hold a panel each week", "", "")
    shown = looked_at(
        database, xlsx_of({"Plan": (HEADINGS, row), name: (HEADINGS, ("3", "Agree it", "", ""))})
    )
    [problem] = shown.problems
    assert (problem.field, problem.said) == ("status", name)
    assert [step.reference for step in shown.outcome.steps] == ["2"]


def test_a_sheet_of_completed_actions_is_done_but_for_what_says_otherwise(
    database: Database,
) -> None:
    headings = (*HEADINGS, "Status")
    done = (headings, ("3", "Agree it", "", "", ""), ("4", "Write it", "", "", "In progress"))
    open_ = (headings, ("1", "Hold a panel", "", "", "Not started"))
    shown = looked_at(database, xlsx_of({"Action plan": open_, "Completed actions": done}))
    assert shown.problems == ()
    found = {s.reference: s.entry.values.get("status") for s in shown.outcome.steps if s.entry}
    assert found == {"1": Status.NOT_STARTED, "3": Status.DONE, "4": Status.IN_PROGRESS}


PEOPLE = (
    ("Sam Birch", "Head of Service, Permanence and Care Leavers"),
    ("Jo Ash", "Team Manager, MASH"),
    ("Kit Elm", "Team Manager, Assessment"),
)
ROSTER = Roster(
    [Colleague(at, name, role, f"p{at}@c.example") for at, (name, role) in enumerate(PEOPLE)]
)


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("HoS Permanence", ["Sam Birch"]),
        ("HOS - Permanence", ["Sam Birch"]),
        ("Lead: Sam Birch; Support: Jo Ash", ["Sam Birch", "Jo Ash"]),
        ("Lead: Sam Birch Support: Jo Ash", ["Sam Birch", "Jo Ash"]),
        ("Support: Jo Ash\nLead: Sam Birch", ["Sam Birch", "Jo Ash"]),
        ("Lead officer: HoS Permanence\nSupporting officers: TM MASH", ["Sam Birch", "Jo Ash"]),
        ("Jo Ash (support), Sam Birch (lead)", ["Sam Birch", "Jo Ash"]),
        ("SRO: Sam Birch (with: Kit Elm)", ["Sam Birch", "Kit Elm"]),
    ],
)
def test_labelled_owners_and_short_roles_are_found(said: str, names: list[str]) -> None:
    assert [one.name for one in owners.find_all(said, ROSTER)] == names


@pytest.mark.parametrize("said", ["HoS", "Team Manager", "TM", "Permanence", "Lead: Somebody Else"])
def test_a_title_alone_is_nobody(said: str) -> None:
    with pytest.raises(owners.OwnerError):
        owners.find_all(said, ROSTER)
