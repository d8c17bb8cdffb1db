"""A roster may be put right before it is read, and what is not right is handed back by itself."""

import io

import pytest
from openpyxl import load_workbook

from bot.people.roster_words import reason_words
from bot.plan.problem_words import BACK
from db.errors import RefusedError
from jobs.people.roster import read
from jobs.people.roster_back import handed_back
from jobs.people.roster_choices import choices_of
from jobs.people.roster_result import Roster

SAM, ROBIN, ALEX = "sam@council.example", "robin@council.example", "alex@council.example"
TWO_MANAGERS = "\n".join(
    [
        "Name,E-mail,Reports to,Line manager,Post",
        f"Robin Alder,{ROBIN},,,Head of Service",
        f"Alex Cedar,{ALEX},,,Head of Service",
        f"Sam Birch,{SAM},Robin Alder,Alex Cedar,Team Manager",
    ]
)


def chosen(text: str, columns: tuple[str, ...] = (), rows: tuple[str, ...] = ()) -> Roster:
    return read(text.encode(), {}, {}, choices_of(columns, rows))


def managers(roster: Roster) -> dict[str, object]:
    return {entry.email: entry.values.get("manager", "as here") for entry in roster.entries}


def test_the_row_that_is_wrong_is_handed_back_and_the_others_are_taken() -> None:
    roster = chosen(TWO_MANAGERS)
    assert managers(roster) == {ROBIN: None, ALEX: None}
    [row] = roster.back
    assert (row.line, row.cells[0]) == (4, "Sam Birch")
    assert row.reasons[0].kind == "two_managers"


@pytest.mark.parametrize(
    ("columns", "rows", "manager"),
    [
        (("Line manager=nothing",), (), ROBIN),
        (("reports to=nothing",), (), ALEX),
        ((), (f"{SAM}: line manager=Robin Alder",), ROBIN),
        ((), (f"{SAM.upper()}: Line manager = {ALEX}",), ALEX),
        ((), ("4: line manager=",), None),
    ],
)
def test_which_of_two_line_managers_it_is_can_be_said(
    columns: tuple[str, ...], rows: tuple[str, ...], manager: str | None
) -> None:
    roster = chosen(TWO_MANAGERS, columns, rows)
    assert roster.problems == ()
    assert managers(roster)[SAM] == manager


def test_a_heading_that_nobody_knows_can_be_named() -> None:
    text = f"Wer,Adresse,Chief\nRobin,{ROBIN},\nSam,{SAM},Robin\n"
    roster = chosen(text, ("Wer=name", "Adresse=e-mail", "Chief=line manager"))
    assert managers(roster) == {ROBIN: None, SAM: ROBIN}
    assert roster.notes.columns == ()


def test_a_row_whose_address_is_wrong_is_named_by_its_line() -> None:
    text = f"Name,E-mail,Start\nSam,sam at council,1 Sep 2026\nRobin,{ROBIN},soon\n"
    assert [row.line for row in chosen(text).back] == [2, 3]
    right = chosen(text, (), (f"2: e-mail={SAM}", f"{ROBIN}: start=01/09/2026"))
    assert [entry.email for entry in right.entries] == [SAM, ROBIN]


def test_nobody_is_put_under_somebody_whose_row_came_back() -> None:
    text = f"Name,E-mail,Manager,Start\nRobin,{ROBIN},,soon\nSam,{SAM},Robin,\n"
    roster = chosen(text)
    assert managers(roster) == {SAM: "as here"}
    assert roster.notes.not_linked == ("Sam",)
    known = read(text.encode(), {ROBIN: None}, {ROBIN: "Robin"})
    assert managers(known) == {SAM: ROBIN}


def test_two_rows_of_one_address_and_a_whole_circle_come_back() -> None:
    twice = chosen(f"Name,E-mail,Role\nSam,{SAM},Lead\nRobin,{ROBIN},\nSam,{SAM},Officer\n")
    assert [row.line for row in twice.back] == [2, 4]
    circle = chosen(f"Name,E-mail,Manager\nSam,{SAM},Robin\nRobin,{ROBIN},Sam\nAlex,{ALEX},\n")
    assert [entry.email for entry in circle.entries] == [ALEX]


def test_the_file_that_comes_back_can_be_put_right_and_read() -> None:
    book = load_workbook(io.BytesIO(handed_back(chosen(TWO_MANAGERS), reason_words, BACK)))
    sheet = book.worksheets[0]
    sheet["D2"] = None
    written = io.BytesIO()
    book.save(written)
    roster = read(written.getvalue(), {ROBIN: None, ALEX: None}, {ROBIN: "Robin Alder"})
    assert (roster.problems, managers(roster)) == ((), {SAM: ROBIN})


@pytest.mark.parametrize(
    ("columns", "rows", "kind"),
    [
        (("Line manager=chief",), (), "roster.no_such_field"),
        (("Chief=nothing",), (), "roster.no_such_column"),
        ((), ("Sam is here",), "roster.unclear_row"),
        ((), ("nobody@council.example: role=Lead",), "roster.not_one_row"),
        ((), (f"{SAM}: deputy={ALEX}",), "roster.no_such_column"),
    ],
)
def test_a_choice_that_names_nothing_is_refused(
    columns: tuple[str, ...], rows: tuple[str, ...], kind: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        chosen(TWO_MANAGERS, columns, rows)
    assert refused.value.kind == kind
