"""Who is who in a roster: names, line managers and addresses in any writing."""

import pytest

from jobs.people.roster_result import PassedRow
from tests.jobs.people.colleagues import ALEX, ROBIN, SAM
from tests.jobs.people.rosters import people, problem, read_csv

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
    assert nobody.startswith("line 2, line manager: nobody here is called “Robin Alder”")
    other = "r.alder2@council.example"
    two = read_csv(
        header, f"Robin Alder,{ROBIN},", f"Robin Alder,{other},", f"Sam Birch,{SAM},Robin Alder"
    )
    assert f"“Robin Alder” could be {other} and {ROBIN}; write the e-mail address" in problem(two)


def test_a_manager_may_be_somebody_who_is_here_already_by_name() -> None:
    roster = read_csv(
        "Name,E-mail,Manager",
        f"Sam Birch,{SAM},Alder, Robin".replace("Alder, Robin", '"Alder, Robin"'),
        names={ROBIN: "Robin Alder"},
    )
    assert people(roster)[SAM]["manager"] == ROBIN


@pytest.mark.parametrize(
    "written",
    ["", "n/a", "None", "Vacant", "-", "TBC", "(vacant)", "Vacant - Team Manager", "VACANT POST"],
)
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


def test_the_holder_of_a_post_is_who_has_it() -> None:
    header = "Post No,Post Title,Post holder,E-mail"
    assert people(read_csv(header, f"P1,Team Manager,Sam Birch,{SAM}"))[SAM]["name"] == "Sam Birch"


@pytest.mark.parametrize("second", ["Alex Cedar", "alex.cedar@council.example"])
def test_two_line_managers_in_one_row_are_asked_about(second: str) -> None:
    said = "Name,E-mail,Line manager,Supervisor"
    others = (f"Robin Alder,{ROBIN},,", f"Alex Cedar,{ALEX},,")
    found = problem(read_csv(said, f"Sam Birch,{SAM},Robin Alder,{second}", *others))
    assert "are two people" in found
    assert "Robin Alder" in found
    roster = read_csv(said, f"Sam Birch,{SAM},Robin Alder,{ROBIN}", *others)
    assert people(roster)[SAM]["manager"] == ROBIN


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
