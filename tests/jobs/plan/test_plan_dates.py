"""Dates in plans as councils have them: which column has them, which way round, and of what."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from bot.plan.problem_words import why_words
from db.session import Database
from tests.jobs.plan.plans import csv, looked_at, xlsx
from tests.jobs.plan.shapes import FEB, FIRST, HEADINGS, JAN, OFFICER, read, told

pytestmark = [pytest.mark.usefixtures("council"), pytest.mark.mostly_sqlite]


@pytest.mark.parametrize(
    "headings",
    [
        (
            "Rec No",
            "Recommendation",
            "Original target date",
            "Revised target date",
            "Responsible officer",
        ),
        ("Rec ref", "Action", "Target date", "Revised date", "Owner"),
        ("Ref", "Action", "Completion date", "Revised completion date", "Lead"),
        ("Ref", "Agreed action", "Original deadline", "New deadline", "Responsible manager"),
        ("Ref", "Action", "Due date", "Extension date", "Lead"),
        ("Ref", "Action", "Baseline date", "Forecast date", "Lead"),
    ],
)
def test_original_and_revised_dates_are_both_kept(
    database: Database, headings: Sequence[str]
) -> None:
    first, last = date(2026, 9, 30), date(2027, 1, 31)
    rows = (
        ("25 CS 01", "Reconcile payments monthly", first, last, OFFICER),
        ("25 CS 02", "Review the approval limits", FEB, None, OFFICER),
    )
    moved, kept = read(database, xlsx(headings, *rows, name="Table C"))
    assert (moved.day, moved.original_due_on, moved.reference) == (last, first, "25 CS 01")
    assert (kept.day, kept.original_due_on) == (FEB, None)


def test_month_first_dates_are_read_as_their_column_proves(database: Database) -> None:
    for days in (
        ("01/29/2027", "02/12/2027", "03/04/2027"),
        ("1/29/27", "2/12/27", "3/4/27"),
        ("01-29-2027", "02-12-2027", "03-04-2027"),
        ("01/29/2027 00:00", "02/12/2027 00:00", "03/04/2027 00:00"),
    ):
        lines = "".join(f"A{n},Job {n},{OFFICER},{day}\n" for n, day in enumerate(days))
        file = csv(f"Ref,Action,Lead,Due date\n{lines}", name="export.csv")
        found = [each.day for each in read(database, file)]
        assert found == [JAN, date(2027, 2, 12), date(2027, 3, 4)], days


def test_a_column_of_both_kinds_hands_back_what_could_be_either(database: Database) -> None:
    file = csv("Ref,Action,Due date\nA1,One,01/29/2027\nA2,Two,29/01/2027\nA3,Three,03/04/2027\n")
    shown = looked_at(database, file)
    assert [each.day for each in read(database, file)] == [JAN, JAN]
    assert "“03/04/2027” may be read day first or month first" in why_words(shown.problems[0].why)


def test_what_excel_made_a_date_of_in_a_month_first_column_is_handed_back(
    database: Database,
) -> None:
    rows = [("A1", "One", OFFICER, "01/29/2027"), ("A2", "Two", OFFICER, date(2027, 12, 2))]
    shown = looked_at(database, xlsx(HEADINGS, *rows))
    assert "may have changed places" in why_words(shown.problems[0].why)


@pytest.mark.parametrize("heading", ["Date", "End", "Q", "Milestone date", "By the end of"])
def test_a_column_of_dates_is_known_by_what_is_in_it(database: Database, heading: str) -> None:
    file = csv(f"Ref,Action,Lead,{heading}\nA1,Write it,{OFFICER},29/01/2027\n")
    assert [each.day for each in read(database, file)] == [JAN]


@pytest.mark.parametrize(
    "heading", ["Start date", "Date raised", "Date of meeting", "Last updated"]
)
def test_other_dates_are_no_due_dates_and_the_sums_say_so(database: Database, heading: str) -> None:
    said = told(database, ("Ref", "Action", "Lead", heading), FIRST)
    assert f"no column was taken for the due date; these hold dates: “{heading}”" in said


def test_a_column_that_proves_nothing_is_read_as_the_dates_beside_it_prove(
    database: Database,
) -> None:
    header = "Title,Created,Due,Assigned To\n"
    month_first = f"One,10/13/2026,02/03/2027,{OFFICER}\nTwo,10/14/2026,04/05/2027,{OFFICER}\n"
    day_first = f"One,13/10/2026,02/03/2027,{OFFICER}\nTwo,14/10/2026,04/05/2027,{OFFICER}\n"
    both = f"One,10/13/2026,02/03/2027,{OFFICER}\nTwo,14/10/2026,04/05/2027,{OFFICER}\n"
    found = [each.day for each in read(database, csv(header + month_first))]
    assert found == [date(2027, 2, 3), date(2027, 4, 5)]
    found = [each.day for each in read(database, csv(header + day_first))]
    assert found == [date(2027, 3, 2), date(2027, 5, 4)]
    shown = looked_at(database, csv(header + both))
    assert [
        "may be read day first or month first" in why_words(each.why) for each in shown.problems
    ] == [
        True,
        True,
    ]


def test_words_beside_a_date_prove_nothing_of_it(database: Database) -> None:
    file = csv(f"Title,Notes,Due,Lead\nOne,Seen 10/13/2026,02/03/2027,{OFFICER}\n")
    assert [each.day for each in read(database, file)] == [date(2027, 3, 2)]


@pytest.mark.parametrize(
    ("title", "measure"),
    [
        ("Respond to the inspection letter", "Baseline 31/03/2025: 72%"),
        ("Adopt the national framework of 18 December 2023", ""),
        ("Meet the recommendations of the report published on 4 May 2024", "Data as at 30/06/2024"),
        ("Use the guidance dated 12/12/2023", "82% (was 70% on 01/04/2024)"),
    ],
)
def test_the_date_of_a_document_is_no_date_of_birth(
    database: Database, title: str, measure: str
) -> None:
    file = csv(f"Ref,Action,Lead,Success measure\nA1,{title},{OFFICER},{measure}\n")
    shown = looked_at(database, file)
    assert (shown.problems, shown.notes) == ((), ())
    assert read(database, file)[0].title == title


def test_a_date_of_birth_hands_its_row_back_and_refuses_no_plan(database: Database) -> None:
    file = csv("Ref,Action\nA1,Visit the boy born 04/12/2012\nA2,Agree the report of 04/12/2012\n")
    shown = looked_at(database, file)
    assert [each.reference for each in read(database, file)] == ["A2"]
    assert len(shown.back) == 1
    assert "2012" not in str(shown.problems)


def test_a_time_beside_a_date_of_a_sheet_does_no_harm(database: Database) -> None:
    [found] = read(
        database,
        xlsx(
            HEADINGS,
            ("A1", "One", OFFICER, datetime(2027, 1, 29, 9, tzinfo=UTC).replace(tzinfo=None)),
        ),
    )
    assert found.day == JAN


@pytest.mark.parametrize(
    "said",
    [
        "29 Jan 2027*",
        "29 January 2027 or sooner",
        "29/01/2027 (or earlier)",
        "29/01/2027 at the latest",
    ],
)
def test_what_stands_behind_a_day_does_not_take_it_away(database: Database, said: str) -> None:
    [only] = read(database, csv(f'Ref,Action,Lead,Due date\nA1,Write it,{OFFICER},"{said}"\n'))
    assert only.day == JAN


@pytest.mark.parametrize("said", ["2026-28", "2026/29"])
def test_the_years_of_a_plan_are_words_and_no_month(database: Database, said: str) -> None:
    [only] = read(database, csv(f"Ref,Action,Lead,Due date\nA1,Write it,{OFFICER},{said}\n"))
    assert (only.day, only.due.day) == (None, None)
    assert told(database, HEADINGS, ("A1", "Write it", OFFICER, said)).count(said) == 1


def test_an_old_date_beside_initials_is_shown_whatever_its_column(database: Database) -> None:
    rows = (*HEADINGS, "Success measure"), (*FIRST, "J.S. (12/03/2015) is seen")
    assert "success measure: may be about a child or a family" in told(database, *rows)
    baseline = (*FIRST, "Baseline, e.g. of 12/03/2025: 70%")
    assert "may be about" not in told(database, rows[0], baseline)
