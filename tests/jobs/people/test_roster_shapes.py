"""Rosters as HR systems and people write them: each shape is read right, or refused plainly."""

import io
import time as clock
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook

from bot.people.roster_words import passed_words, problem_words
from jobs.people import roster_cells as cells
from jobs.people.roster import read
from jobs.people.roster_cells import UNSAID
from jobs.people.roster_result import PassedRow, Roster
from jobs.plan.problems import CellProblemError
from tests.jobs.people.colleagues import ALEX, ROBIN, SAM
from tests.jobs.plan.plans import xlsx_of


def read_csv(*lines: str, names: Mapping[str, str] | None = None) -> Roster:
    return read("\n".join(lines).encode(), dict.fromkeys(names or {}), names)


def read_excel(*rows: Sequence[object], **sheets: Sequence[Sequence[object]]) -> Roster:
    return read(xlsx_of({"Staff": rows, **sheets}).content, {})


def people(roster: Roster) -> dict[str, Mapping[str, object]]:
    assert roster.problems == (), list(map(str, roster.problems))
    return {entry.email: entry.values for entry in roster.entries}


def problem(roster: Roster) -> str:
    [found] = roster.problems
    return problem_words(found)


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


# First name and surname, and names the other way round


def test_a_name_in_two_columns_becomes_one_and_the_manager_is_found_by_it() -> None:
    roster = read_csv(
        "Surname,Forename,Job Title,Work Email,Reports To",
        f"Alder,Robin,Head of Service,{ROBIN},",
        f"Birch,Sam,Team Manager,{SAM},Robin Alder",
    )
    assert people(roster) == {
        ROBIN: {"name": "Robin Alder", "role": "Head of Service", "manager": None},
        SAM: {"name": "Sam Birch", "role": "Team Manager", "manager": ROBIN},
    }


@pytest.mark.parametrize(
    "headings",
    [
        "First Name,Last Name,Email Address", "Given Names,Family Name,Primary Work Email",
        "Forename(s),Surname,E-Mail (Work)",
        "Employee First Name,Employee Surname,User Principal Name",
        "FIRST_NAME,LAST_NAME,EMAIL_ADDRESS", "First name,Surname,Contact",
    ],
)  # fmt: skip
def test_the_two_parts_of_a_name_go_by_many_names(headings: str) -> None:
    assert people(read_csv(headings, f"Sam,Birch,{SAM}")) == {SAM: {"name": "Sam Birch"}}


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Birch, Sam", "Sam Birch"), ("BIRCH, Sam", "Sam Birch"), ("Birch,Sam", "Sam Birch"),
        ("Birch, Sam (Mr)", "Sam Birch"), ("Mrs Sam Birch", "Sam Birch"),
        ("O'NEIL, Sam", "Sam O'Neil"),
        ("Birch-Oak, Sam Lee", "Sam Lee Birch-Oak"), ("van der Birch, Sam", "Sam van der Birch"),
        ("Ms. Birch, Sam", "Sam Birch"), ("Sam Birch", "Sam Birch"),
        ("Team Manager, Permanence", "Team Manager, Permanence"),
        ("Head of Service, Care Leavers", "Head of Service, Care Leavers"),
        ("Practitioner 1, Permanence", "Practitioner 1, Permanence"),
    ],
)  # fmt: skip
def test_a_name_is_put_in_the_order_in_which_it_is_said_and_a_role_is_not(
    written: str, name: str
) -> None:
    assert people(read_csv("Name,E-mail", f'"{written}",{SAM}')) == {SAM: {"name": name}}


# The line manager by name, number or address


@pytest.mark.parametrize(
    "manager",
    [
        "Robin Alder", "Alder, Robin", "ROBIN ALDER", "Mr Robin Alder", "Robin  Alder ", ROBIN,
        f"Robin Alder <{ROBIN}>", f"mailto:{ROBIN}", "100870", "00100870", "Robin Alder (100870)",
        "100870 - Robin Alder",
    ],
)  # fmt: skip
def test_a_line_manager_is_found_however_they_are_named(manager: str) -> None:
    roster = read_csv(
        "Employee Number,Name,E-mail,Line manager",
        f"100870,Robin Alder,{ROBIN},",
        f'100871,Sam Birch,{SAM},"{manager}"',
    )
    assert people(roster)[SAM]["manager"] == ROBIN


@pytest.mark.parametrize(
    ("columns", "cells_"),
    [
        ("Manager ID,Manager Name", "100870,Robin Alder"),
        ("Manager Name,Manager E-mail", f"R. Alder,{ROBIN}"),
        ("Manager Surname,Manager Forename", "Alder,Robin"),
        ("Reports To (Employee Number),Reports To Name", ",Robin Alder"),
        ("Supervisor Name,Grade", "Robin Alder,9"),
    ],
)
def test_several_columns_for_the_manager_help_each_other(columns: str, cells_: str) -> None:
    roster = read_csv(
        f"Employee Number,Name,E-mail,{columns}",
        f"100870,Robin Alder,{ROBIN},,",
        f"100871,Sam Birch,{SAM},{cells_}",
    )
    assert people(roster)[SAM]["manager"] == ROBIN


def test_a_manager_by_name_is_refused_only_where_it_is_nobody_or_two() -> None:
    header = "Name,E-mail,Line manager"
    nobody = problem(read_csv(header, f"Sam Birch,{SAM},Robin Alder"))
    assert nobody.startswith("line 2, line manager: nobody here is called 'Robin Alder'")
    other = "r.alder2@council.example"
    two = read_csv(
        header, f"Robin Alder,{ROBIN},", f"Robin Alder,{other},", f"Sam Birch,{SAM},Robin Alder"
    )
    assert f"'Robin Alder' could be {other} and {ROBIN}; write the e-mail address" in problem(two)


def test_a_manager_may_be_somebody_who_is_here_already_by_name() -> None:
    roster = read_csv(
        "Name,E-mail,Manager",
        f"Sam Birch,{SAM},Alder, Robin".replace("Alder, Robin", '"Alder, Robin"'),
        names={ROBIN: "Robin Alder"},
    )
    assert people(roster)[SAM]["manager"] == ROBIN


@pytest.mark.parametrize("written", ["", "n/a", "None", "Vacant", "-", "TBC", "(vacant)"])
def test_no_manager_is_said_in_several_ways(written: str) -> None:
    assert (
        people(read_csv("Name,E-mail,Manager", f"Sam Birch,{SAM},{written}"))[SAM]["manager"]
        is None
    )


# Addresses


@pytest.mark.parametrize(
    "written",
    [
        SAM, f"mailto:{SAM}", f"<{SAM}>", f"Sam Birch <{SAM}>", f"'Sam Birch' <{SAM}>",
        f"SMTP:{SAM}",
        f"{SAM};", f" {SAM.upper()} ", f"mailto:{SAM}?subject=Hello",
        f"{SAM}\u200b", f"\u00a0{SAM}",
    ],
)  # fmt: skip
def test_an_address_is_read_as_excel_and_outlook_write_it(written: str) -> None:
    assert list(people(read_csv("Name,E-mail", f"Sam,{written}"))) == [SAM]


@pytest.mark.parametrize(
    "written",
    [
        "sam.birch", "sam.birch@council", "sam birch@council.example", "sam.birch@@council.example",
        "sam.birch@council..example", "@council.example", "sam.birch@.example", f"{SAM} {ROBIN}",
        "sam.birch@council.example/x", "sam.birch(at)council.example", "sam.birch.@council.example",
        "sam.birch@-council.example", f"{SAM}; {ROBIN}",
    ],
)  # fmt: skip
def test_an_address_that_can_never_match_is_refused_plainly(written: str) -> None:
    told = problem(read_csv("Name,E-mail,Role", f"Sam,{written},Officer"))
    assert "line 2, e-mail:" in told
    assert "is not an e-mail address" in told


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
    assert problem(wrong).startswith("sheet “Staff”, row 2, end: 'soon' is not a date")


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
    assert "line 3, end: '9/30/2026' is not in the calendar" in problem(both)


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


def test_an_address_of_work_comes_before_one_that_may_be_anybodys() -> None:
    roster = read_csv("Name,Email,Work Email", f"Sam Birch,sam@home.example,{SAM}")
    assert list(people(roster)) == [SAM]
    assert roster.notes.columns == ("Email",)


@pytest.mark.parametrize(
    "manager", ["R Alder", "R. Alder", "Robin Alder", "Alder, R", "Alder, Robin L"]
)
def test_a_manager_is_found_without_the_middle_name_or_by_an_initial(manager: str) -> None:
    header = "Name,E-mail,Line manager"
    rows = (f"Robin Lee Alder,{ROBIN},", f'Sam Birch,{SAM},"{manager}"')
    assert people(read_csv(header, *rows))[SAM]["manager"] == ROBIN
    other = "Rowan Alder,rowan.alder@council.example,"
    if manager in {"R Alder", "R. Alder", "Alder, R"}:
        assert "could be" in problem(read_csv(header, *rows, other))


# Once more


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


def test_a_column_of_dates_that_proves_nothing_is_read_as_the_one_beside_it_proves() -> None:
    header = "E-mail,Name,Start date,Date left"
    rows = (f"{SAM},Sam Birch,09/30/2026,", f"{ROBIN},Robin Alder,01/05/2025,02/03/2027")
    assert people(read_csv(header, *rows))[ROBIN]["ends_on"] == date(2027, 2, 3)
    rows = (f"{SAM},Sam Birch,30/09/2026,", f"{ROBIN},Robin Alder,01/05/2025,02/03/2027")
    assert people(read_csv(header, *rows))[ROBIN]["ends_on"] == date(2027, 3, 2)


def test_the_holder_of_a_post_is_who_has_it() -> None:
    header = "Post No,Post Title,Post holder,E-mail"
    assert people(read_csv(header, f"P1,Team Manager,Sam Birch,{SAM}"))[SAM]["name"] == "Sam Birch"


# Two line managers, and rows far below


@pytest.mark.parametrize("second", ["Alex Cedar", "alex.cedar@council.example"])
def test_two_line_managers_in_one_row_are_asked_about(second: str) -> None:
    said = "Name,E-mail,Line manager,Supervisor"
    others = (f"Robin Alder,{ROBIN},,", f"Alex Cedar,{ALEX},,")
    found = problem(read_csv(said, f"Sam Birch,{SAM},Robin Alder,{second}", *others))
    assert "are two people" in found
    assert "Robin Alder" in found
    roster = read_csv(said, f"Sam Birch,{SAM},Robin Alder,{ROBIN}", *others)
    assert people(roster)[SAM]["manager"] == ROBIN


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


# More of what HR systems write


@pytest.mark.parametrize(
    "pattern", ["9 day fortnight", "Term-time only", "Compressed hours", "Rota"]
)
def test_a_way_of_working_that_names_no_days_is_not_guessed(pattern: str) -> None:
    found = people(read_csv("Name,E-mail,Working pattern", f"Sam Birch,{SAM},{pattern}"))
    assert "works" not in found[SAM]


def test_a_vacant_post_with_an_address_is_nobody() -> None:
    roster = read_csv("Name,E-mail", f"Sam Birch,{SAM}", "VACANT POST,vacant@council.example")
    assert set(people(roster)) == {SAM}
    assert roster.notes.rows == (PassedRow("", 3),)


def test_the_name_that_somebody_is_known_by_goes_before_the_legal_one() -> None:
    heading = "Legal First Name,Known As,Last Name,E-mail,Manager Payroll No,Payroll No"
    rows = (f"Samuel,Sam,Birch,{SAM},34,0012", f"Robin,Robin,Alder,{ROBIN},,0034")
    found = people(read_csv(heading, *rows))
    assert found[SAM]["name"] == "Sam Birch"
    assert found[SAM]["manager"] == ROBIN
