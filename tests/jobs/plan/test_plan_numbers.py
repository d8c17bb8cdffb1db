"""Numbers of actions in plans as councils have them: each its own, read as the sheet shows it."""

from collections.abc import Sequence

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from bot.plan.problem_words import why_words
from db.session import Database
from tests.jobs.plan.plans import csv, looked_at, xlsx
from tests.jobs.plan.shapes import FEB, HEADINGS, JAN, OFFICER, read

pytestmark = [pytest.mark.usefixtures("council"), pytest.mark.mostly_sqlite]


def test_a_number_over_several_actions_is_not_taken_for_one(database: Database) -> None:
    rows = [
        (1, "Monthly clinic", OFFICER, JAN),
        (None, "See five cases", OFFICER, FEB),
        (2, "Publish it", OFFICER, FEB),
    ]

    def dress(sheet: Worksheet) -> None:
        sheet.merge_cells("A2:A3")

    same = [(1, *rows[0][1:]), (1, *rows[1][1:]), rows[2]]
    for file in (xlsx(HEADINGS, *rows, dress=dress), xlsx(HEADINGS, *same)):
        assert [each.reference for each in read(database, file)] == ["1", "1 (2)", "2"]
    alone = read(database, xlsx(HEADINGS, *rows))
    assert [each.reference for each in alone] == ["1", "", "2"]


@pytest.mark.parametrize(
    ("numbers", "pattern", "shown"),
    [
        ((1.1, 1.10001), "0.00", ["1.10", "1.10"]),
        ((7, 8), "000", ["007", "008"]),
        ((7, 8), '"ACT-"00', ["ACT-07", "ACT-08"]),
        ((1.2, 1.25), "General", ["1.2", "1.25"]),
        (("1.10", "1.2"), "@", ["1.10", "1.2"]),
    ],
)
def test_a_number_is_read_as_the_sheet_shows_it(
    database: Database, numbers: Sequence[object], pattern: str, shown: list[str]
) -> None:
    rows = [(each, f"Job {at}", OFFICER, JAN) for at, each in enumerate(numbers)]

    def dress(sheet: Worksheet) -> None:
        for number in (2, 3):
            sheet.cell(number, 1).number_format = pattern

    found = [each.reference for each in read(database, xlsx(HEADINGS, *rows, dress=dress))]
    assert [each.removesuffix(" (2)") for each in found] == shown


def test_a_number_that_excel_shortened_is_read_in_full(database: Database) -> None:
    numbers = [1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9, 1.1, 1.11]
    rows = [(each, f"Job {at}", OFFICER, JAN) for at, each in enumerate(numbers)]
    found = [each.reference for each in read(database, xlsx(HEADINGS, *rows))]
    assert found[-3:] == ["1.9", "1.10", "1.11"]


def test_numbers_that_begin_anew_on_each_sheet_are_told_apart(database: Database) -> None:
    file = csv(
        "Ref,Action,Lead\nPriority 1: Voice,,\n1,Ask them,Improvement Officer\n"
        "Priority 2: Drift,,\n1,Track it,Improvement Officer\n"
    )
    assert [each.reference for each in read(database, file)] == ["Priority 1 1", "Priority 2 1"]


def test_the_number_of_an_issue_is_no_theme(database: Database) -> None:
    file = csv(
        f"Summary,Issue key,Issue id,Assignee,Due date\nWrite it,CS-1,10001,{OFFICER},29/Jan/27\n"
    )
    (found,) = read(database, file)
    assert (found.reference, found.theme, found.day) == ("CS-1", None, JAN)


def test_a_number_that_excel_made_a_date_of_is_handed_back(database: Database) -> None:
    file = xlsx(HEADINGS, ("1-1", "Agree it", OFFICER, JAN), (FEB, "Do it", OFFICER, JAN))
    shown = looked_at(database, file)
    assert [each.reference for each in read(database, file)] == ["1-1"]
    assert "which makes one of a number such as 1-2" in why_words(shown.problems[0].why)
