"""The report as an Excel workbook: to sort, to filter, to print, and safe to open."""

import re
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from bot.report.paper import table
from bot.report.workbook import _empty, _sheet, workbook
from db.models import Action
from jobs.report.audience import Audience
from tests.reports import SAID, Named, board, named

__all__ = ["board", "named"]

SHEETS = [
    "Summary",
    "Actions",
    "Review",
    "Moved dates",
    "Every move",
    "Audits",
    "At the audits",
    "Register",
    "Coverage",
    "Themes",
    "Distance",
    "Closing the loop",
    "Definitions",
    "Provenance",
]


def opened(named: Named, audience: Audience = Audience.OFFICERS) -> Workbook:
    return load_workbook(BytesIO(workbook(named.report(audience))))


def column(made: Workbook, sheet: str, heading: str) -> list[object]:
    rows = list(made[sheet].iter_rows(values_only=True))
    return [row[rows[0].index(heading)] for row in rows[1:]]


@pytest.mark.parametrize("audience", Audience)
def test_every_sheet_can_be_filtered_and_printed_with_its_header(
    named: Named, audience: Audience
) -> None:
    made = opened(named, audience)
    named_ones = {"Register"} if audience is Audience.SCRUTINY else set()
    last = ["Read these"] if audience is Audience.SCRUTINY else []
    assert made.sheetnames == [*(name for name in SHEETS if name not in named_ones), *last]
    for sheet in made.worksheets:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.orientation == "landscape"
        setup = sheet.sheet_properties.pageSetUpPr
        assert setup is not None
        assert setup.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert not sheet.merged_cells.ranges


def test_dates_are_dates(named: Named) -> None:
    made = opened(named)
    due = [value for value in column(made, "Actions", "Date now") if value != "no date"]
    assert len(due) > 8
    assert all(isinstance(value, datetime) for value in due)
    cell = made["Actions"].cell(2, 10)
    assert cell.number_format == "ddd d mmm yyyy"
    assert isinstance(column(made, "Audits", "Month")[0], datetime)


def test_its_numbers_are_those_of_the_report(named: Named) -> None:
    report, made = named.report(Audience.OFFICERS), opened(named)
    assert len(column(made, "Actions", "No.")) == report.facts.headline.total
    assert sum(map(int, map(str, column(made, "Moved dates", "Working days")))) == (
        report.facts.headline.slipped
    )
    assert column(made, "Audits", "Expected") == [1, 3, 4]
    assert column(made, "Audits", "Not held: away") == [0, 1, 1]
    assert column(made, "Coverage", "Practitioners")[-1] == report.facts.coverage.total


def test_where_an_action_stands_is_a_word_in_a_colour(named: Named) -> None:
    sheet = opened(named)["Actions"]
    stands = {cell.value: cell.fill.fgColor.rgb for cell in next(sheet.iter_cols(7, 7, 2))}
    assert stands["■ late"] == "00F8D0D3"
    assert len(set(stands.values())) == len(stands)


@pytest.mark.parametrize("title", ["=1+1", "+cmd", "-2", "@SUM(A1)", '=HYPERLINK("x")', "\t=1"])
def test_no_words_become_a_formula(named: Named, title: str) -> None:
    with named.council.database.begin() as session:
        session.get_one(Action, 1).title = title
    made = opened(named)
    cell = made["Actions"].cell(2, 3)
    assert str(cell.value).strip() == title.strip()
    assert cell.data_type == "s"
    assert cell.quotePrefix
    with ZipFile(BytesIO(workbook(named.report(Audience.OFFICERS)))) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if "/sheet" in name]
    assert not re.search(r"<f[ >]", "".join(sheets))


def test_what_cannot_be_printed_does_not_spoil_the_file() -> None:
    sheet = _empty().create_sheet("Odd")
    _sheet(sheet, table("Odd", [("Words", 10)], [("a\x00b\x0bc",)]), "foot")
    assert sheet["A2"].value == "a b c"


@pytest.mark.parametrize("audience", Audience)
def test_the_same_report_gives_the_same_bytes(named: Named, audience: Audience) -> None:
    report = named.report(audience)
    assert workbook(report) == workbook(report)


def test_nobody_is_named_in_the_version_for_scrutiny(named: Named) -> None:
    with ZipFile(BytesIO(workbook(named.report(Audience.SCRUTINY)))) as parts:
        text = " ".join(parts.read(name).decode() for name in parts.namelist())
    assert "Publish the placement guide" in text
    assert [word for word in named.names if word in text] == []
    assert [why for why in ("The chair left", "The panel was cancelled", SAID) if why in text] == []


def test_officers_read_reasons_and_roles(named: Named) -> None:
    made = opened(named)
    assert "The chair left" in column(made, "Moved dates", "Why, last time")
    assert "Practitioner 1, Permanence" in column(made, "Actions", "Owner")
