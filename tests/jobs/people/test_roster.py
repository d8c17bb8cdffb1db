from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.people.roster_words import problem_words
from db.guard.own import CouncilsOwn
from db.people.roster import RosterEntry
from jobs.people.roster import Managers, read
from jobs.people.roster_cells import WEEK, working_days
from jobs.people.roster_columns import FIELDS
from jobs.people.roster_result import Roster

HEADER = "e-mail,name,role,team,service,line manager,working days,hours,start,end"
HEAD = "head@council.example,Head of Service,Head,,,,,,,"
MANAGER = (
    'manager@council.example,"Team Manager, Permanence",Team Manager,Permanence,Children,'
    "head@council.example,mon tue wed,09:30-15:00,2026-09-01,31/8/2027"
)


def _read(*lines: str, known: Managers | None = None) -> Roster:
    return read("\n".join(lines).encode(), known or {})


def _problem(*lines: str, known: Managers | None = None) -> str:
    [problem] = _read(*lines, known=known).problems
    return problem_words(problem)


def test_a_row_becomes_a_person_with_their_place_and_hours() -> None:
    roster = _read(HEADER, HEAD, MANAGER)
    assert roster.problems == ()
    assert roster.entries[1] == RosterEntry(
        "manager@council.example",
        {
            "name": "Team Manager, Permanence",
            "role": "Team Manager",
            "team": "Permanence",
            "service": "Children",
            "manager": "head@council.example",
            "works": "123",
            "day_starts": time(9, 30),
            "day_ends": time(15),
            "starts_on": date(2026, 9, 1),
            "ends_on": date(2027, 8, 31),
        },
    )


@pytest.mark.parametrize("column", ["name", "role", "team", "service"])
@pytest.mark.parametrize(
    "said",
    ["See 943 476 5919 too", "Ring 07700 900123 today", "LE3 5QR", "DOB 4/5/2016", "CS-48213"],
)
def test_nobody_is_called_by_what_must_not_be_kept_and_it_is_not_repeated(
    column: str, said: str
) -> None:
    cells = {"e-mail": "a@council.example", "name": "Social Worker", "team": "North", column: said}
    content = f"{','.join(cells)}\n{','.join(cells.values())}\nb@council.example,Officer,North,\n"
    roster = read(content.encode(), {}, own=CouncilsOwn(case_numbers=("AA-99999",)))
    assert [entry.email for entry in roster.entries] == ["b@council.example"]
    [problem] = roster.problems
    assert problem_words(problem).startswith(f"line 2, {column}: looks like it holds personal data")
    assert said not in problem_words(problem)


def test_a_team_may_be_called_by_the_councils_own_building() -> None:
    row = b"e-mail,name,team\na@council.example,Officer,Duty LE3 8RA\n"
    assert read(row, {}).entries == ()
    assert read(row, {}, own=CouncilsOwn(buildings=("County Hall, LE3 8RA",))).entries


def test_an_empty_cell_is_the_usual_week_and_day() -> None:
    values = _read(HEADER, HEAD).entries[0].values
    assert values["works"] == "12345"
    assert (values["day_starts"], values["day_ends"]) == (time(9), time(17))
    assert values["manager"] is values["starts_on"] is values["ends_on"] is None


def test_a_column_that_is_not_there_says_nothing() -> None:
    [entry] = _read("e-mail,name", "a@council.example,Improvement Officer").entries
    assert entry.values == {"name": "Improvement Officer"}


@pytest.mark.parametrize(
    "header",
    ["E-Mail,Name", "email,name", "EMAIL ADDRESS,Full name", "e_mail, Name ", '"E-mail","Name"'],
)
def test_headings_may_be_written_in_other_ways(header: str) -> None:
    assert len(_read(header, "a@council.example,Officer").entries) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_files_are_read_as_spreadsheets_save_them(
    encoding: str, delimiter: str, newline: str
) -> None:
    text = newline.join([HEADER, "a@council.example,Café Manager,,,,,Mon–Fri,,,", ""])  # noqa: RUF001 - Excel's dash
    entries = read(text.replace(",", delimiter).encode(encoding), {}).entries
    assert entries[0].values["name"] == "Café Manager"
    assert entries[0].values["works"] == "12345"


def test_blank_lines_and_empty_cells_at_the_end_do_no_harm() -> None:
    roster = _read("e-mail,name", "", "a@council.example,Officer,,", ",", "")
    assert [entry.email for entry in roster.entries] == ["a@council.example"]


def test_e_mails_are_the_same_in_capitals() -> None:
    rows = ("HEAD@Council.example,Head,", "b@council.example,Officer,Head@council.example")
    roster = _read("e-mail,name,line manager", *rows)
    assert roster.problems == ()
    assert roster.entries[1].values["manager"] == "head@council.example"


@pytest.mark.parametrize(
    ("column", "wrong", "told"),
    [
        ("e-mail", "", "is empty. Write it like this: team.manager@council.example"),
        ("e-mail", "Officer", "“Officer” is not an e-mail address"),
        ("name", "", "is empty. Write it like this: Team Manager, Permanence"),
        ("name", "x" * 121, "has 121 characters; there is room for 120"),
        ("team", "x" * 121, "has 121 characters; there is room for 120"),
        ("line manager", "nobody@council.example", "nobody has the e-mail “nobody@council"),
        ("line manager", "the boss", "nobody here is called “the boss”, and it is not an e-mail"),
        ("working days", "mon mun", "“mun” is not a day of the week. Write it like this: mon tue"),
        ("working days", "fri-mon", "“fri-mon” ends before it starts"),
        ("hours", "mornings", "“mornings” is not a pair of times. Write it like this: 09:00-17:00"),
        ("hours", "25:00-26:00", "is not a pair of times"),
        ("hours", "17:00-09:00", "ends before it starts"),
        ("start", "4 Dec", "“4 Dec” is not a date. Write it like this: 2026-09-01"),
        ("start", "31/9/2026", "“31/9/2026” is not in the calendar"),
        ("end", "next summer", "“next summer” is not a date"),
    ],
)
def test_a_wrong_cell_is_named_by_line_and_column(column: str, wrong: str, told: str) -> None:
    right = {"e-mail": "a@council.example", "name": "Officer", "team": "Permanence"}
    row = [{**right, column: wrong}.get(one.name, "") for one in FIELDS]
    problem = _problem(HEADER, HEAD, ",".join(row))
    assert problem.startswith(f"line 3, {column}: ")
    assert told in problem


def test_every_problem_is_told_and_no_row_is_half_read() -> None:
    roster = _read(HEADER, HEAD, "x,Officer,,,,,mun,,,", "y,,,,,,,,,")
    assert [(problem.line, problem.column) for problem in roster.problems] == [
        (3, "e-mail"), (3, "working days"), (4, "e-mail"), (4, "name"),
    ]  # fmt: skip
    assert [entry.email for entry in roster.entries] == ["head@council.example"]
    assert [(row.line, len(row.reasons)) for row in roster.back] == [(3, 2), (4, 2)]


def test_a_line_is_counted_as_an_editor_counts_it() -> None:
    problem = _problem("e-mail,name", "", 'a@council.example,"Of\nficer"', "b,Officer")
    assert problem.startswith("line 5, e-mail")


def test_the_same_person_twice_is_refused() -> None:
    problem = _problem("e-mail,name", "a@council.example,One", "A@council.example,Two")
    assert problem.startswith("line 3, e-mail: “a@council.example” is on line 2 already")


def test_an_end_before_the_start_is_refused() -> None:
    row = "a@council.example,Officer,2026-09-01,2026-08-31"
    assert "line 2, end: 2026-08-31 is before the start, 2026-09-01" in _problem(
        "e-mail,name,start,end", row
    )


def test_a_service_without_a_team_is_left_out_and_told() -> None:
    roster = _read("e-mail,name,team,service", "a@council.example,Officer,,Children")
    assert roster.entries == (RosterEntry("a@council.example", {"name": "Officer", "team": ""}),)
    assert roster.notes.no_team == ("Officer",)


def test_a_column_nobody_knows_is_passed_over_and_named() -> None:
    roster = _read("e-mail,name,shoe size", "a@council.example,Officer,42")
    assert roster.entries == (RosterEntry("a@council.example", {"name": "Officer"}),)
    assert roster.notes.columns == ("shoe size",)


def test_a_column_that_is_there_twice_is_refused_where_the_two_differ() -> None:
    header = "e-mail,name,Role,role"
    assert "line 1, role: " in _problem(header, "a@council.example,Officer,Lead,Head")
    assert _read(header, "a@council.example,Officer,Lead,Lead").problems == ()


def test_a_column_that_everybody_needs_is_missed() -> None:
    assert _problem("name,role", "Sam,Officer").startswith("line 1, e-mail: This column is missing")


@pytest.mark.parametrize("row", ["a@council.example", "a@council.example,Manager, Permanence"])
def test_a_row_of_another_length_is_refused(row: str) -> None:
    assert _problem("e-mail,name", row).startswith("line 2: This row has ")


@pytest.mark.parametrize("content", [b"", b"\n\n"])
def test_an_empty_file_is_said_to_be_empty(content: bytes) -> None:
    assert [problem_words(problem) for problem in read(content, {}).problems] == [
        "line 1: The file is empty."
    ]


@pytest.mark.parametrize("content", [b"\xff\xfe\0", b"PK\x03\x04\0", b'"e-mail', b"e-mail\x81"])
def test_a_file_that_is_no_csv_is_refused(content: bytes) -> None:
    [problem] = read(content, {}).problems
    assert problem.kind in {"excel_broken", "no_table"}


MINIMAL = "e-mail,name,line manager"


def test_a_manager_may_be_somebody_already_here() -> None:
    roster = _read(MINIMAL, "a@x.example,A,b@x.example", known={"b@x.example": None})
    assert roster.problems == ()


def test_nobody_manages_themselves() -> None:
    assert "circle (a@x.example → a@x.example)" in _problem(MINIMAL, "a@x.example,A,a@x.example")


def test_a_circle_is_told_once_and_those_below_it_are_not_blamed() -> None:
    rows = ("c@x.example,C,a@x.example", "a@x.example,A,b@x.example", "b@x.example,B,a@x.example")
    problem = _problem(MINIMAL, *rows)
    assert problem.startswith("line 3, line manager: ")
    assert "a@x.example → b@x.example → a@x.example" in problem


def test_a_circle_through_somebody_already_here_is_found() -> None:
    known = {"b@x.example": "a@x.example", "a@x.example": None}
    assert "circle" in _problem(MINIMAL, "a@x.example,A,b@x.example", known=known)


def test_a_roster_may_mend_a_circle() -> None:
    known = {"b@x.example": "a@x.example", "a@x.example": "b@x.example"}
    assert _read(MINIMAL, "a@x.example,A,", known=known).problems == ()


@given(st.sets(st.integers(1, 7), min_size=1))
def test_any_set_of_days_is_read_back(days: set[int]) -> None:
    told = " ".join(WEEK[day - 1][:3] for day in days)
    assert working_days(told) == "".join(map(str, sorted(days)))


@pytest.mark.parametrize(
    "told", ["Mon-Fri", "monday to friday", "Mon, Tues, Weds, Thurs & Fri", "mon - wed, thu-fri"]
)
def test_a_week_may_be_told_in_several_ways(told: str) -> None:
    assert working_days(told) == "12345"


@given(st.binary(max_size=60))
def test_whatever_the_file_holds_it_is_read_or_refused(content: bytes) -> None:
    roster = read(b"e-mail,name\n" + content, {})
    assert not (roster.entries and roster.problems)


def test_a_deputy_is_named_by_e_mail_and_is_somebody_else_who_is_here() -> None:
    header = "e-mail,name,deputy"
    officer = "b@council.example,Officer,"
    [entry, _] = _read(header, "a@council.example,Manager,b@council.example", officer).entries
    assert entry.values["deputy"] == "b@council.example"
    nobody = _problem(header, "a@council.example,Manager,c@council.example", officer)
    assert "nobody has the e-mail “c@council.example”" in nobody
    own = _problem(header, "a@council.example,Manager,a@council.example", officer)
    assert "nobody is their own deputy" in own
