"""Rosters as HR systems and people save them: columns, sheets, and exports as a whole."""

import io
import time as clock
import zipfile
from collections.abc import Mapping
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook

from bot.people.roster_words import passed_words
from jobs.people.roster import read
from jobs.people.roster_result import PassedRow
from tests.jobs.people.colleagues import ALEX, ROBIN, SAM
from tests.jobs.people.rosters import people, problem, read_csv, read_excel

# Columns that are not known


def test_columns_that_are_not_known_are_passed_over_and_named() -> None:
    roster = read_csv(
        "Name,E-mail,Role,Employee ID,FTE,Grade", f"Sam Birch,{SAM},Team Manager,100871,1.0,9"
    )
    assert people(roster) == {SAM: {"name": "Sam Birch", "role": "Team Manager"}}
    assert roster.notes.columns == ("Employee ID", "FTE", "Grade")


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("Cost Centre", "C1002"), ("Ethnicity", "not stated"), ("Home E-mail", "a@home.example"),
        ("DBS Expiry Date", "31/12/2027"), ("Salary (£)", "41,000"), ("", "left over"),
        ("Line Manager?", "Yes"), ("Personal Email Address", "b@home.example"),
        ("Weekly Hours", "37"),
    ],
)  # fmt: skip
def test_no_column_that_hr_adds_refuses_the_file(heading: str, text: str) -> None:
    roster = read_csv(f'Name,E-mail,"{heading}"', f'Sam Birch,{SAM},"{text}"')
    assert people(roster) == {SAM: {"name": "Sam Birch"}}
    assert roster.notes.columns == ((heading,) if heading else ())


# Excel, and titles above the table


def test_a_roster_is_read_from_excel() -> None:
    roster = read_excel(["Name", "E-mail", "Role"], ["Sam Birch", SAM, "Team Manager"])
    assert people(roster) == {SAM: {"name": "Sam Birch", "role": "Team Manager"}}


def test_excel_keeps_dates_times_and_numbers_in_its_own_way() -> None:
    roster = read_excel(
        [
            "Employee Number",
            "Name",
            "E-mail",
            "Manager Number",
            "Start Date",
            "Start Time",
            "End Time",
        ],
        [100870, "Robin Alder", ROBIN, None, datetime(2026, 9, 1), time(8, 30), time(16, 30)],  # noqa: DTZ001  (as Excel has it)
        [100871.0, "Sam Birch", SAM, 100870, date(2026, 9, 1), None, None],
    )
    found = people(roster)
    assert found[ROBIN]["starts_on"] == found[SAM]["starts_on"] == date(2026, 9, 1)
    assert (found[ROBIN]["day_starts"], found[ROBIN]["day_ends"]) == (time(8, 30), time(16, 30))
    assert found[SAM]["manager"] == ROBIN


def test_a_title_above_the_table_notes_below_it_and_other_sheets_do_no_harm() -> None:
    roster = read_excel(
        ["Children's Services: staff list as at 1 November 2026"],
        [],
        ["Run by", "HR Systems"],
        ["Name", "E-mail", "Team"],
        ["Permanence"],
        ["Sam Birch", SAM, "Permanence"],
        ["Vacant", None, "Permanence"],
        ["Name", "E-mail", "Team"],
        ["Alex Cedar", ALEX, "Duty"],
        ["Total: 2 people"],
        Lookups=[["Grade", "Pay"], ["9", "41000"]],
    )
    assert list(people(roster)) == [SAM, ALEX]
    assert roster.notes.sheets == ("Lookups",)
    assert [passed_words(one) for one in roster.notes.rows] == [
        f"sheet “Staff”, row {n}" for n in (5, 7, 8, 10)
    ]


def test_a_sheet_for_each_team_is_read_and_a_problem_says_which() -> None:
    roster = read_excel(
        ["Name", "E-mail", "Line manager"],
        ["Robin Alder", ROBIN, None],
        Duty=[
            ["Surname", "First name", "Work e-mail", "Reports to"],
            ["Birch", "Sam", SAM, "Robin Alder"],
        ],
    )
    assert people(roster)[SAM]["manager"] == ROBIN
    wrong = read_excel(["Name", "E-mail", "End"], ["Sam", SAM, "soon"])
    assert problem(wrong).startswith("sheet “Staff”, row 2, end: “soon” is not a date")


def test_a_title_above_a_csv_and_a_total_below_it_do_no_harm() -> None:
    lines = (
        "Staff list,,",
        "As at 1/11/2026,,",
        "Name,E-mail,Role",
        f"Sam,{SAM},Officer",
        "Total,,1",
    )
    roster = read_csv(*lines)
    assert list(people(roster)) == [SAM]
    assert roster.notes.rows == (PassedRow("", 5),)


@pytest.mark.parametrize(
    ("encoding", "mark"), [("utf-16", "\t"), ("utf-8-sig", ";"), ("cp1252", "|")]
)
def test_a_csv_is_read_as_other_systems_save_it(encoding: str, mark: str) -> None:
    text = f"Name,E-mail\r\nZoë Birch,{SAM}\r\n".replace(",", mark)
    assert people(read(text.encode(encoding), {})) == {SAM: {"name": "Zoë Birch"}}


def test_what_is_neither_is_refused_in_words() -> None:
    assert "old Excel file" in problem(read(b"\xd0\xcf\x11\xe0" + b"\0" * 9, {}))
    assert "This Excel file cannot be read" in problem(read(b"PK\x03\x04 and no more", {}))
    assert "not an Excel or CSV file" in problem(read(b"\x00\x01", {}))


@pytest.mark.parametrize("cut", [0, 200])
def test_an_excel_file_whose_sheet_is_cut_off_is_refused_in_words(cut: int) -> None:
    whole, damaged = io.BytesIO(), io.BytesIO()
    book = Workbook()
    book.worksheets[0].append(["Name", "E-mail"])
    book.save(whole)
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(damaged, "w") as target:
        for part in source.infolist():
            content = source.read(part)
            is_sheet = part.filename == "xl/worksheets/sheet1.xml"
            target.writestr(part.filename, content[:cut] if is_sheet else content)
    assert "This Excel file cannot be read" in problem(read(damaged.getvalue(), {}))


# Exports as whole systems make them


def whole(*lines: str) -> dict[str, Mapping[str, object]]:
    """Return who is in an export of Robin Alder and of Sam Birch, who answers to Robin."""
    found = people(read_csv(*lines))
    assert [found[email]["name"] for email in (ROBIN, SAM)] == ["Robin Alder", "Sam Birch"]
    assert (found[ROBIN]["manager"], found[SAM]["manager"]) == (None, ROBIN)
    return found


def test_an_export_with_references_positions_and_contracts_is_read() -> None:
    found = whole(
        "Personal Reference,Surname,Forename 1,Position Title,Org Unit,Service Area,"
        "Reporting Manager,Contract Type,Contract Start Date,Expected End Date,"
        "Email Address (Work),Contractual Hours,FTE",
        "0012345,ALDER,Robin,Head of Service,Care,Children,,Permanent,01/04/2015,,"
        f"{ROBIN},37.00,1.00",
        '0012346,BIRCH,Sam,Team Manager,Permanence,Children,"Alder, Robin",Fixed Term,15/02/2021,'
        f"31/03/2027,{SAM},22.20,0.60",
    )
    assert (found[SAM]["team"], found[SAM]["service"]) == ("Permanence", "Children")
    assert (found[SAM]["starts_on"], found[SAM]["ends_on"]) == (
        date(2021, 2, 15),
        date(2027, 3, 31),
    )


def test_an_export_with_the_end_of_time_and_no_teams_takes_the_department() -> None:
    lines = (
        "Person Number,Display Name,Work Email,Job Name,Department Name,Manager Name,Hire Date,"
        "Projected End Date,Normal Hours",
        f'100870,"Alder, Robin",{ROBIN.upper()},Head of Service,Care,,2015-04-01,4712-12-31,37',
        f'100871,"Birch, Sam",{SAM},Team Manager,Permanence,"Alder, Robin",2021-02-15,,37',
    )
    found = whole(*lines)
    assert found[SAM]["team"] == "Permanence"
    assert "service" not in found[SAM]
    assert read_csv(*lines).notes.team_from == ("Department Name",)


def test_an_export_with_semicolons_and_dots_is_read() -> None:
    found = whole(
        "Pers.No.;Name;Position;Organizational unit;E-Mail;Superior;Entry Date;Leaving Date",
        f"00012345;Robin Alder;Head of Service;Care;{ROBIN};;01.04.2015;31.12.9999",
        f"00012346;Sam Birch;Team Manager;Permanence;{SAM};Robin Alder;15.02.2021;31.12.9999",
    )
    assert (found[SAM]["starts_on"], found[SAM]["ends_on"]) == (date(2021, 2, 15), None)


def test_a_directory_of_accounts_is_read() -> None:
    whole(
        "userPrincipalName,displayName,surname,mail,givenName,jobTitle,department,manager,accountEnabled",
        f"{ROBIN},Robin Alder,Alder,{ROBIN},Robin,Head of Service,Care,,True",
        f"{SAM},Sam Birch,Birch,{SAM},Sam,Team Manager,Permanence,{ROBIN},True",
    )


# The same row twice, and very many rows


def test_the_same_row_twice_is_one_person_and_two_posts_that_differ_are_asked_about() -> None:
    header = "Name,E-mail,Role"
    twice = read_csv(header, f"Sam,{SAM},Officer", f"Sam,{SAM},Officer")
    assert list(people(twice)) == [SAM]
    assert twice.notes.rows == (PassedRow("", 3),)
    assert "is on line 2 already" in problem(
        read_csv(header, f"Sam,{SAM},Officer", f"Sam,{SAM},Lead")
    )


def test_five_thousand_people_are_read_within_seconds() -> None:
    header = [
        "Employee Number",
        "Surname",
        "First Name",
        "Work E-mail",
        "Job Title",
        "Manager Number",
        "Start",
        "Working Pattern",
        "Team",
        "Grade",
    ]
    rows = [
        [100_000 + n, f"Birch{n}", "Sam", f"sam.birch{n}@council.example", "Social Worker",
         100_000 + (n - 1) // 8 if n else None, date(2020, 1, 6), "Mon-Thu", f"Team {n % 90}", "9"]
        for n in range(5000)
    ]  # fmt: skip
    began = clock.process_time()
    roster = read_excel(header, *rows)
    assert clock.process_time() - began < 20  # most of it is to write the file
    found = people(roster)
    assert len(found) == len(rows)
    assert found["sam.birch4999@council.example"]["manager"] == "sam.birch624@council.example"


def test_a_cell_in_the_last_row_of_a_sheet_costs_nothing_and_is_told() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Staff"
    sheet.append(["Name", "E-mail"])
    sheet.append(["Sam Birch", SAM])
    sheet.cell(1_048_576, 1, "x")
    file = io.BytesIO()
    book.save(file)
    begun = clock.process_time()
    roster = read(file.getvalue(), {})
    assert clock.process_time() - begun < 2
    assert set(people(roster)) == {SAM}
    assert [passed_words(one) for one in roster.notes.rows] == ["sheet “Staff”, all below row 2"]
