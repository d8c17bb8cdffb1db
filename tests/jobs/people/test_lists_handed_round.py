"""Staff lists as services hand them round: whatever the habit, Sam answers to Robin.

What is right of each was written down before any of them was read.
"""

from collections.abc import Sequence
from typing import Final

import pytest

from tests.jobs.people.colleagues import ROBIN, SAM
from tests.jobs.people.rosters import people, problem, read_csv, read_excel

Rows = Sequence[Sequence[object]]
R, S = ("Robin Alder", ROBIN, "Head of Service"), ("Sam Birch", SAM, "Team Manager")
LISTS: Final[Sequence[Rows]] = [
    [("Name", "E-mail", "Job title", "Manager"), (*R, ""), (*S, "Robin Alder")],
    [("NAME", "EMAIL", "ROLE", "REPORTS TO"), (*R, "-"), (*S, "ROBIN ALDER")],
    [("Staff member", "Work email", "Post", "Line manager"), (*R, "n/a"), (*S, "Alder, Robin")],
    [("Full name", "Email address", "Position", "Supervisor"), (*R, None), (*S, "R. Alder")],
    [("Name", "Email", "Job role", "Line manager email"), (*R, ""), (*S, ROBIN)],
    [("Name", "Email", "Job role", "Line manager"), (*R, ""), (*S, f"Robin Alder <{ROBIN}>")],
    [("Name", "Email", "Job role", "Line manager"), (*R, ""), (*S, f"mailto:{ROBIN}")],
    [("Name", "Email", "Job role", "Line manager"), (*S, "Robin Alder"), (*R, "")],
    [("Name", "Email", "Job role", "Line manager"), (*R, "Vacant"), (*S, "Robin Alder")],
    [("Name", "Email", "Job role", "Line manager"), (*R, ""), (), (*S, "Robin Alder")],
    [("Name", "Email", "Job role", "Line manager"), (*R, ""), (*S, "Robin Alder"), ("Total", 2)],
    [("Children's Services staff list",), (), ("Name", "Email", "Job role", "Line manager"),
     (*R, ""), (*S, "Robin Alder")],
    [("Name", "Email", "Job role", "Line manager"), (*R, ""),
     ("Name", "Email", "Job role", "Line manager"), (*S, "Robin Alder")],
    [("First name", "Surname", "Email", "Job title", "Manager"),
     ("Robin", "Alder", ROBIN, "Head of Service", ""),
     ("Sam", "Birch", SAM, "Team Manager", "Robin Alder")],
    [("Surname", "Forename", "Email", "Job title", "Manager"),
     ("ALDER", "Robin", ROBIN, "Head of Service", ""),
     ("BIRCH", "Sam", SAM, "Team Manager", "ALDER Robin")],
    [("Surname", "Forename", "Email", "Manager surname", "Manager forename"),
     ("Alder", "Robin", ROBIN, "", ""), ("Birch", "Sam", SAM, "Alder", "Robin")],
    [("Emp no", "Name", "Email", "Manager emp no"), (101, *R[:2], None), (102, *S[:2], 101)],
    [("Emp no", "Name", "Email", "Manager number"), ("00101", *R[:2], ""),
     ("00102", *S[:2], "00101")],
    [("Name", "Email", "Job role", "Reports to (role)"), (*R, ""), (*S, "Head of Service")],
    [("Name", "Email", "Job role", "Manager"), (*R, ""), (*S, "Head of Service")],
    [("Name", "Email", "Job role", "Manager", "Tel", "Base", "FTE"),
     (*R, "", "ext 1", "Civic", 1), (*S, "Robin Alder", "ext 2", "Civic", 0.8)],
    [(" Name ", "E-Mail\u00a0", "Job\nrole", "Line\nmanager"), (*R, ""), (*S, "Robin\u00a0Alder ")],
    [("Name", "Email", "Job role", "Manager"), ("Robin  Alder", f" {ROBIN} ", "HoS", ""),
     (" Sam Birch", SAM.upper(), "TM", "robin alder")],
    [("Name", "Email", "Job role", "Manager"), ("Mr Robin Alder", *R[1:], ""),
     (*S, "Mr Robin Alder")],
    [("Enw / Name", "E-bost / Email", "Swydd / Role", "Rheolwr / Manager"), (*R, ""),
     (*S, "Robin Alder")],
    [("Preferred name", "Legal name", "Email", "Manager"),
     ("Robin Alder", "Robert Alder", ROBIN, ""),
     ("Sam Birch", "Samuel Birch", SAM, "Robin Alder")],
    [("Email", "Name", "Manager", "Role"), (ROBIN, "Robin Alder", "", "Head of Service"),
     (SAM, "Sam Birch", "Robin Alder", "Team Manager")],
    [("Team", "Name", "Email", "Manager"), ("Care", *R[:2], ""),
     ("Permanence", *S[:2], "Robin Alder")],
    [("Name", "Email", "Job role", "Manager", "Status"), (*R, "", "Active"),
     (*S, "Robin Alder", "Active")],
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(LISTS)))
def test_a_list_is_read_as_it_is_meant(number: int) -> None:
    found = people(read_excel(*(list(row) for row in LISTS[number])))
    assert {mail: (one["name"], one["manager"]) for mail, one in found.items()} == {
        ROBIN: ("Robin Alder", None),
        SAM: ("Sam Birch", ROBIN),
    }


def test_whoever_manages_themselves_is_asked_about() -> None:
    read = read_csv("Name,Email,Manager", f"Robin Alder,{ROBIN},Robin Alder")
    assert "Robin Alder" in problem(read) or ROBIN in problem(read)


def test_a_manager_whom_nobody_knows_hands_the_row_back() -> None:
    read = read_csv("Name,Email,Manager", f"Sam Birch,{SAM},Somebody Else")
    assert "Somebody Else" in problem(read)
