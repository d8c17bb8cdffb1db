"""When somebody works, by a roster: dates, working days and hours in any writing."""

from datetime import date, time

import pytest

from jobs.people import roster_cells as cells
from jobs.people.roster_cells import UNSAID
from jobs.plan.problems import CellProblemError
from tests.jobs.people.colleagues import ROBIN, SAM
from tests.jobs.people.rosters import people, problem, read_csv

# Dates


@pytest.mark.parametrize(
    "written",
    [
        "1 September 2026", "01-Sep-2026", "01/09/26", "01/09/2026 00:00", "2026-09-01", "1.9.2026",
        "2026-09-01T00:00:00", "1st Sept 2026", "Tue 1 Sep 2026", "20260901", "September 1, 2026",
        "46266",
        "2026/09/01", "01-09-2026 00:00:00", "01SEP2026", "1 Sep 26", "2026-09-01 00:00:00.000",
    ],
)  # fmt: skip
def test_a_date_is_read_as_hr_systems_write_it(written: str) -> None:
    assert cells.day(written) == date(2026, 9, 1)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "Permanent",
        "n/a",
        "-",
        "None",
        "Ongoing",
        "31/12/4712",
        "9999-12-31",
        "TBC",
        "00/00/0000",
        "Open ended",
    ],
)
def test_no_end_is_said_in_several_ways(written: str) -> None:
    assert cells.day(written) is None


def test_a_column_says_itself_which_way_round_its_dates_are() -> None:
    header = "Name,E-mail,Contract End Date"
    american = read_csv(header, f"Sam,{SAM},9/30/2026", f"Robin,{ROBIN},1/9/2027")
    assert [each["ends_on"] for each in people(american).values()] == [
        date(2026, 9, 30),
        date(2027, 1, 9),
    ]
    british = read_csv(header, f"Sam,{SAM},30/9/2026", f"Robin,{ROBIN},1/9/2027")
    assert [each["ends_on"] for each in people(british).values()] == [
        date(2026, 9, 30),
        date(2027, 9, 1),
    ]
    both = read_csv(header, f"Sam,{SAM},30/9/2026", f"Robin,{ROBIN},9/30/2026")
    assert "line 3, end: “9/30/2026” is not in the calendar" in problem(both)


@pytest.mark.parametrize(
    "written", ["31/9/2026", "1 Septembre 2026", "soon", "2026", "4 Dec", "99999"]
)
def test_what_is_no_date_is_refused(written: str) -> None:
    with pytest.raises(CellProblemError, match="no_"):
        cells.day(written)


# Working days, hours, whole posts


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("Mon-Thu", "1234"), ("Monday to Wednesday", "123"), ("M T W", "123"), ("MTWTF", "12345"),
        ("MTWThF", "12345"), ("M/T/W/Th", "1234"), ("M,W,F", "135"), ("T Th", "24"),
        ("M-F", "12345"),
        ("Tue & Thu", "24"), ("Mon, Wed and Fri", "135"), ("YYYNN", "123"),
        ("1,1,1,0,0", "123"), ("4 days (not Fri)", "1234"), ("Mon-Fri excl. Wed", "1245"),
        ("Every day except Friday", "1234"), ("Mon \u2013 Wed", "123"),
        ("Mondays and Tuesdays", "12"),
        ("3 days: Mon, Tue, Thu", "124"), ("Mon-Wed 9:00-15:00", "123"), ("5 days", "12345"),
        ("Tues to Fri", "2345"), ("Y Y N Y Y", "1245"), ("", "12345"), ("Non-working: Fri", "1234"),
        ("soon", None),
    ],
)  # fmt: skip
def test_a_week_is_read_in_any_writing(written: str, days: str | None) -> None:
    if days is None:
        with pytest.raises(CellProblemError, match="no_weekday"):
            cells.working_days(written)
    else:
        assert cells.working_days(written) == days


@pytest.mark.parametrize(
    "written",
    ["Full time", "3 days", "0.6", "Part-time", "4 days per week", "Flexible", "Term time only"],
)
def test_a_number_of_days_says_not_which(written: str) -> None:
    assert cells.working_days(written) is UNSAID


@pytest.mark.parametrize(
    ("written", "starts", "ends"),
    [
        ("09:00-17:00", time(9), time(17)), ("9 to 5", time(9), time(17)),
        ("9-5", time(9), time(17)),
        ("9am-5pm", time(9), time(17)), ("8.30am to 4.30pm", time(8, 30), time(16, 30)),
        ("0830-1630", time(8, 30), time(16, 30)), ("08:00 \u2013 16:00", time(8), time(16)),
        ("9:00 - 5:30", time(9), time(17, 30)), ("10.00am-2.00pm", time(10), time(14)),
        ("", time(9), time(17)),
    ],
)  # fmt: skip
def test_hours_are_read_in_any_writing(written: str, starts: time, ends: time) -> None:
    assert cells.hours(written) == (starts, ends)


@pytest.mark.parametrize(
    "written",
    ["37", "37.0", "18.5", "37 hrs", "37:00", "22.2 hours per week", "Full-time", "30 p.w"],
)
def test_contracted_hours_say_not_when_the_day_begins(written: str) -> None:
    assert cells.hours(written) is UNSAID


def test_a_column_for_each_day_is_a_week() -> None:
    header = "Name,E-mail,Mon,Tue,Wed,Thu,Fri"
    roster = read_csv(header, f"Sam,{SAM},7.4,7.4,0,7.4,", f"Robin,{ROBIN},Y,Y,N,N,Y")
    assert [each["works"] for each in people(roster).values()] == ["124", "125"]


def test_whoever_works_part_time_on_days_that_are_not_said_is_named() -> None:
    roster = read_csv(
        "Name,E-mail,FTE,Hours", f"Sam Birch,{SAM},0.6,22.2", f"Robin Alder,{ROBIN},1.0,37"
    )
    assert people(roster)[SAM] == {"name": "Sam Birch"}
    assert roster.notes.part_time == ("Sam Birch",)
    said = read_csv("Name,E-mail,FTE,Working pattern", f"Sam Birch,{SAM},60%,Mon-Wed")
    assert people(said)[SAM]["works"] == "123"
    assert said.notes.part_time == ()


def test_a_column_of_dates_that_proves_nothing_is_read_as_the_one_beside_it_proves() -> None:
    header = "E-mail,Name,Start date,Date left"
    rows = (f"{SAM},Sam Birch,09/30/2026,", f"{ROBIN},Robin Alder,01/05/2025,02/03/2027")
    assert people(read_csv(header, *rows))[ROBIN]["ends_on"] == date(2027, 2, 3)
    rows = (f"{SAM},Sam Birch,30/09/2026,", f"{ROBIN},Robin Alder,01/05/2025,02/03/2027")
    assert people(read_csv(header, *rows))[ROBIN]["ends_on"] == date(2027, 3, 2)


@pytest.mark.parametrize(
    "pattern", ["9 day fortnight", "Term-time only", "Compressed hours", "Rota"]
)
def test_a_way_of_working_that_names_no_days_is_not_guessed(pattern: str) -> None:
    found = people(read_csv("Name,E-mail,Working pattern", f"Sam Birch,{SAM},{pattern}"))
    assert "works" not in found[SAM]
