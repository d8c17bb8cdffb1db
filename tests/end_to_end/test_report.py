"""Reports, asked for in Slack: two files for a lead, a refusal in words for everybody else."""

from io import BytesIO
from urllib.request import urlopen
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import load_workbook

from tests.end_to_end.persona import Persona, ask
from tests.end_to_end.seen import Json
from tests.people import Council
from tests.plans import board

__all__ = ["board"]


def files_of(persona: Persona, *names: str) -> dict[str, bytes]:
    """Return the content of files in somebody's direct messages, once all of them are there."""

    def found() -> list[Json] | None:
        said = ask(f"{persona.url}/page/messages?user={persona.user}&channel={persona.dm}")
        files = {file["name"]: file for message in said for file in message["files"]}
        return [files[name] for name in names] if files.keys() >= set(names) else None

    made = {}
    for file in persona.waits_for(found, " and ".join(names)):
        with urlopen(file["url_private"]) as answer:
            made[str(file["name"])] = answer.read()
    return made


def test_a_lead_gets_a_document_and_a_workbook(board: Council, director: Persona) -> None:
    told = director.types("/status report quarter").text
    assert told.startswith(
        "The report on quarter 3 of 2026-27 (October to December 2026) for officers (3 of 9 open "
        "actions overdue) comes to you in a direct message: a document and a workbook."
    )
    name = "report-2026-27-q3-officers"
    made = files_of(director, f"{name}.docx", f"{name}.xlsx")
    document = Document(BytesIO(made[f"{name}.docx"]))
    assert any("Overdue: 3 of 9 open actions." in each.text for each in document.paragraphs)
    assert "Audits" in load_workbook(BytesIO(made[f"{name}.xlsx"])).sheetnames


@pytest.mark.parametrize("typed", ["/status report scrutiny", "/action report for scrutiny"])
def test_the_version_for_scrutiny_is_one_word_more(
    board: Council, officer: Persona, typed: str
) -> None:
    assert "for scrutiny" in officer.types(typed).text
    assert files_of(officer, "report-2026-11-scrutiny.docx", "report-2026-11-scrutiny.xlsx")


def test_the_digest_has_a_button_for_it_and_the_report_for_the_others(
    board: Council, director: Persona
) -> None:
    told = director.types("/status")
    director.presses(told, "Report")
    said = director.reads(director.channel)
    assert "The report on November 2026 for officers" in said.text
    assert said.buttons == ["This quarter", "For scrutiny", "Inspection pack"]
    assert files_of(director, "report-2026-11-officers.docx", "report-2026-11-officers.xlsx")


def test_an_inspector_rang(board: Council, director: Persona) -> None:
    told = director.types("/status pack").text
    assert "The inspection pack on quarter 3 of 2026-27" in told
    name = "inspection-pack-2026-11-23.zip"
    with ZipFile(BytesIO(files_of(director, name)[name])) as pack:
        assert len(pack.namelist()) == 11


@pytest.mark.parametrize("typed", ["/status report", "/status pack", "/action report quarter"])
def test_whoever_is_no_lead_is_told_who_can(
    board: Council, practitioner: Persona, manager: Persona, typed: str
) -> None:
    for persona in (practitioner, manager):
        told = persona.types(typed).text
        assert told == "Only a lead or an administrator can have reports."
        assert "Report" not in persona.types("/status").buttons
        assert persona.has_no_new_file()


def test_a_month_that_has_not_begun_is_refused(board: Council, director: Persona) -> None:
    told = director.types("/status report 2027-02").text
    assert told.startswith("February 2027 has not begun yet")
