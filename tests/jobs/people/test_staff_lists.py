"""Staff lists as HR systems write them: hidden headings, names with a title, numbers, times."""

import io
from datetime import date

from openpyxl import load_workbook

from jobs.people.roster import read
from tests.jobs.people.rosters import people, problem, read_csv
from tests.jobs.plan.plans import xlsx_of

SAM, ROBIN = "sam.birch@council.example", "robin.alder@council.example"


def hiding(content: bytes, *rows: int) -> bytes:
    book = load_workbook(io.BytesIO(content))
    for row in rows:
        book.worksheets[0].row_dimensions[row].hidden = True
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_headings_count_although_their_row_is_hidden() -> None:
    rows = (("Name", "E-mail", "Role"), ("Sam Birch", SAM, "Team Manager"))
    roster = read(hiding(xlsx_of({"Staff": rows}).content, 1), {})
    assert people(roster)[SAM]["role"] == "Team Manager"
    assert roster.notes.rows == ()


def test_another_hidden_row_is_still_left_out_and_named() -> None:
    staff = (("Sam Birch", SAM, "Team Manager"), ("Robin Alder", ROBIN, "Head of Service"))
    roster = read(
        hiding(xlsx_of({"Staff": (("Name", "E-mail", "Role"), *staff)}).content, 1, 3), {}
    )
    assert [*people(roster)] == [SAM]
    assert [one.line for one in roster.notes.rows] == [3]


def test_a_name_with_a_title_between_its_parts_is_turned_round() -> None:
    roster = read_csv("Name,E-mail", f'"Birch, Mr Sam",{SAM}', f'"Alder, Dr Robin",{ROBIN}')
    assert [each["name"] for each in people(roster).values()] == ["Sam Birch", "Robin Alder"]


def test_the_number_of_a_post_names_the_manager_however_short_it_is() -> None:
    roster = read_csv(
        "Position No,Name,E-mail,Reports to position",
        f"P10,Robin Alder,{ROBIN},",
        f"P11,Sam Birch,{SAM},P10",
    )
    assert people(roster)[SAM]["manager"] == ROBIN


def test_a_day_of_excel_with_its_time_is_that_day() -> None:
    roster = read_csv("Name,E-mail,Start", f"Sam Birch,{SAM},46266.5")
    assert people(roster)[SAM]["starts_on"] == date(2026, 9, 1)


def test_a_column_name_beside_the_surname_has_the_first_names() -> None:
    roster = read_csv("Name,Surname,E-mail", f"Sam,Birch,{SAM}", f"Robin Jo,Alder,{ROBIN}")
    assert [each["name"] for each in people(roster).values()] == ["Sam Birch", "Robin Jo Alder"]


def test_a_whole_name_beside_the_surname_is_not_said_twice() -> None:
    roster = read_csv("Name,Surname,E-mail", f"Sam Birch,Birch,{SAM}")
    assert people(roster)[SAM]["name"] == "Sam Birch"


def test_a_formula_without_its_result_hands_the_row_back() -> None:
    rows = (
        ("Name", "E-mail", "Role"),
        ("Sam Birch", SAM, '="Team "&"Manager"'),
        ("Robin Alder", ROBIN, "Head of Service"),
    )
    roster = read(xlsx_of({"Staff": rows}).content, {})
    assert [entry.email for entry in roster.entries] == [ROBIN]
    assert "role: holds a formula whose result is not in the file" in problem(roster)


def test_a_preferred_name_that_is_whole_goes_before_the_legal_one() -> None:
    lines = ("Legal name,Preferred name,Work email", f"Samuel Birch,Sam Birch,{SAM}")
    assert people(read_csv(*lines))[SAM]["name"] == "Sam Birch"


def test_an_initial_is_a_first_name() -> None:
    assert people(read_csv("Initial,Surname,Email", f"S,Birch,{SAM}"))[SAM]["name"] == "S Birch"


def test_a_welsh_list_is_read() -> None:
    lines = (
        "Enw,E-bost,R\N{LATIN SMALL LETTER O WITH CIRCUMFLEX}l",
        f"Sam Birch,{SAM},Team Manager",
    )
    assert people(read_csv(*lines))[SAM]["role"] == "Team Manager"


def test_a_total_with_its_number_is_nobody() -> None:
    rows = ("Name", "E-mail", "Role"), ("Sam Birch", SAM, "Team Manager"), ("Total", 1)
    roster = read(xlsx_of({"Staff": rows}).content, {})
    assert [*people(roster)] == [SAM]
    assert [one.line for one in roster.notes.rows] == [3]


def test_whoever_is_permanent_has_no_end() -> None:
    found = people(read_csv("Name,E-mail,End", f"Sam Birch,{SAM},N/A - permanent"))
    assert found[SAM]["ends_on"] is None


def test_a_weekend_is_two_days() -> None:
    found = people(read_csv("Name,E-mail,Working days", f'Sam Birch,{SAM},"Fri, weekends"'))
    assert found[SAM]["works"] == "567"
