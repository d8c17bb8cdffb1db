"""What stands in a plan's file and is no action: passed over and named, or handed back."""

from collections.abc import Sequence

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from bot.plan.notes import note_words
from bot.plan.problem_words import problem_words, why_words
from db.session import Database
from jobs.plan.sums import sums
from tests.jobs.plan.plans import csv, looked_at, xlsx, xlsx_of
from tests.jobs.plan.shapes import FEB, FIRST, HEADINGS, JAN, OFFICER, listed, passed, read, told

pytestmark = [pytest.mark.usefixtures("council"), pytest.mark.mostly_sqlite]


SECTIONS = [
    (("MUST DO", None, None, None), ("SHOULD DO", None, None, None)),
    ((None, "Priority 1: Leadership", None, None), (None, "Priority 2: Practice", None, None)),
    (("Theme – Voice", None, None, None), ("Theme – Drift", None, None, None)),  # noqa: RUF001
    ((None, "LEADERSHIP", None, None), (None, "PRACTICE", None, None)),
    (("1", "Leadership", None, None), ("2", "Practice", None, None)),
]


@pytest.mark.parametrize(("above", "between"), SECTIONS)
def test_the_heading_of_a_section_is_the_theme_of_its_rows(
    database: Database, above: Sequence[object], between: Sequence[object]
) -> None:
    rows = (above, ("1.1", "Introduce a tracker", OFFICER, JAN), between)
    file = xlsx(HEADINGS, *rows, ("2.1", "Publish a digest", OFFICER, FEB))
    first, second = read(database, file)
    assert (first.title, second.title) == ("Introduce a tracker", "Publish a digest")
    assert first.theme
    assert first.theme != second.theme
    assert passed(looked_at(database, file)) == {"section": 2}


KEYS = [
    [(), ("RAG key: R = off track, A = at risk, G = on track, B = complete",)],
    [
        (),
        ("KEY (Change status)",),
        ("1 Recommendation agreed but not yet actioned",),
        ("2 In progress",),
    ],
    [(), ("Key",), ("Red", "Off track"), ("Amber", "At risk"), ("Green", "On track")],
    [(), ("R", "Off track"), ("A", "At risk"), ("B", "Complete")],
    [(), (None, "Blue = complete and embedded"), (None, "Green = on track")],
    [(), ("RAG rating key",), ("Green", "On target", None, None)],
]


@pytest.mark.parametrize("key", KEYS)
def test_a_key_is_passed_over_and_named(database: Database, key: list[Sequence[object]]) -> None:
    file = xlsx(HEADINGS, FIRST, *key)
    shown = looked_at(database, file)
    assert [each.title for each in read(database, file)] == ["Write the guide"]
    assert passed(shown) == {"key": len(key) - 1}
    assert shown.problems == ()


def test_a_key_under_a_table_without_numbers_is_passed_over(database: Database) -> None:
    headings = ("Recommendation", "Action by date", "Person responsible")
    rows = [
        ("Entries are dated", JAN, OFFICER),
        (),
        ("KEY (Change status)",),
        ("2 Action in progress",),
    ]
    file = xlsx(headings, *rows, name="Sheet1")
    assert listed(read(database, file)) == [("", "Entries are dated", JAN)]
    assert passed(looked_at(database, file)) == {"key": 2}


BLANK = [
    [(2, None, None, None, "Not started"), (3, None, None, None, None)],
    [("A2", None, None, None, None), ("A3", None, None, None, "Green")],
    [(2, None, None, "dd/mm/yyyy", "Choose an item."), (3, None, None, None, "Select")],
    [("TOTAL", None, None, None, "1"), (None, "Total number of actions: 1", None, None, None)],
]


@pytest.mark.parametrize("rows", BLANK)
def test_rows_that_are_prepared_and_totals_are_passed_over(
    database: Database, rows: list[Sequence[object]]
) -> None:
    file = xlsx((*HEADINGS, "Status"), (1, "First job", OFFICER, JAN, "Not started"), *rows)
    shown = looked_at(database, file)
    assert (shown.problems, len(read(database, file))) == ((), 1)
    assert sum(passed(shown).values()) == 2


def test_a_row_with_an_owner_and_a_date_and_no_words_is_handed_back(database: Database) -> None:
    shown = looked_at(database, xlsx(HEADINGS, FIRST, ("A2", None, OFFICER, JAN)))
    assert ["title: is empty" in why_words(problem.why) for problem in shown.problems] == [True]
    assert len(shown.outcome.new) == 1


def test_what_stands_in_a_hidden_column_is_not_read(database: Database) -> None:
    def dress(sheet: Worksheet) -> None:
        sheet.column_dimensions["C"].hidden = True

    headings = ("Ref", "Action", "Lead", "Lead officer", "Due date")
    file = xlsx(headings, ("P1", "Agree it", "Team Manager, MASH", OFFICER, JAN), dress=dress)
    (found,) = read(database, file)
    (plain,) = read(database, xlsx(HEADINGS, ("P1", "Agree it", OFFICER, JAN)))
    assert plain.owner_id
    assert (found.owner_id, found.deputy_id) == (plain.owner_id, None)
    assert passed(looked_at(database, file)) == {"hidden_column": 1}


@pytest.mark.parametrize("heading", ["RAG key", "Key to RAG ratings", "Status definitions"])
def test_a_key_beside_the_plan_rates_nothing(database: Database, heading: str) -> None:
    headings = ("Ref", "Action", "Lead", "Due date", heading, "Meaning")
    rows = [
        ("P1", "Agree it", OFFICER, JAN, "Red", "Late"),
        ("P2", "Do it", OFFICER, JAN, "Green", "Well"),
    ]
    found = read(database, xlsx(headings, *rows))
    assert [(each.reference, each.rag_override, each.status) for each in found] == [
        ("P1", None, None),
        ("P2", None, None),
    ]


@pytest.mark.parametrize("name", ["Risks", "Risk log", "Issues log", "Decision register"])
def test_a_register_beside_the_plan_is_no_plan(database: Database, name: str) -> None:
    def dress(sheet: Worksheet) -> None:
        assert sheet.parent is not None
        other = sheet.parent.create_sheet(name)
        other.append(["Risk ID", "Risk", "Mitigation", "Owner"])
        other.append(["R1", "Staff leave", "Recruit", OFFICER])

    file = xlsx(HEADINGS, ("P1", "Agree it", OFFICER, JAN), dress=dress)
    assert [each.reference for each in read(database, file)] == ["P1"]
    assert passed(looked_at(database, file)) == {"sheet": 1}


def test_hidden_rows_columns_and_sheets_are_left_out_and_named(database: Database) -> None:
    def dress(sheet: Worksheet) -> None:
        sheet.row_dimensions[3].hidden = True
        sheet.row_dimensions[4].hidden = True
        assert sheet.parent is not None
        other = sheet.parent.create_sheet("Old plan")
        other.append(list(HEADINGS))
        other.sheet_state = "hidden"

    rows = [("P1", "Agree the plan", OFFICER, JAN), ("P2", "Old job", OFFICER, JAN)]
    file = xlsx(HEADINGS, *rows, ("P3", "Older job", OFFICER, JAN), dress=dress)
    shown = looked_at(database, file)
    assert [each.reference for each in read(database, file)] == ["P1"]
    assert passed(shown) == {"hidden_sheet": 1, "hidden_row": 2}


BESIDE = [
    ("Lookups", [("Status", "Owner"), ("In progress", OFFICER), ("Closed", OFFICER)]),
    ("Drop downs", [("Status", "Lead"), ("Open", OFFICER)]),
    ("Sheet2", [("Owner", "Status", "RAG"), (OFFICER, "Open", "Green")]),
    ("Version control", [("Version", "Date", "Author", "Changes"), ("1.0", JAN, OFFICER, "First")]),
    ("Actions by status", [("Status", "Number of actions", "Theme"), ("Open", 12, "All")]),
]


@pytest.mark.parametrize(("name", "rows"), BESIDE)
def test_a_sheet_beside_the_plan_is_left_out_and_named(
    database: Database, name: str, rows: list[Sequence[object]]
) -> None:
    def dress(sheet: Worksheet) -> None:
        assert sheet.parent is not None
        other = sheet.parent.create_sheet(name)
        for each in rows:
            other.append(list(each))

    file = xlsx(HEADINGS, FIRST, name="Action plan", dress=dress)
    shown = looked_at(database, file)
    assert listed(read(database, file)) == [("A1", "Write the guide", JAN)]
    assert shown.problems == ()
    assert name in " ".join(note_words(each) for each in sums(shown))


@pytest.mark.parametrize("at", [0, 1, 2, 3])
def test_a_formula_that_was_never_worked_out_is_handed_back(database: Database, at: int) -> None:
    cells = list(FIRST)
    cells[at] = "=D2+28"
    shown = looked_at(database, xlsx(HEADINGS, tuple(cells), ("A2", "Another", OFFICER, JAN)))
    assert len(shown.outcome.new) == 1
    assert "holds a formula whose result is not in the file" in why_words(shown.problems[0].why)


@pytest.mark.parametrize(
    "line",
    [
        f"A1,Write, print and post the guide,{OFFICER},29/01/2027",
        "A1,Write the guide,Team Manager, Permanence,29/01/2027",
        f"A1,Write the guide,{OFFICER},29/01/2027,and then some",
        f"A1,Agree, write, print the guide,{OFFICER},29/01/2027",
    ],
)
def test_a_comma_that_is_not_quoted_is_named_and_its_row_handed_back(
    database: Database, line: str
) -> None:
    file = csv(f"Ref,Action,Lead,Due date\n{line}\nA2,Another,{OFFICER},29/01/2027\n")
    shown = looked_at(database, file)
    assert [each.title for each in read(database, file)] == ["Another"]
    assert f"this row has {line.count(',') + 1} cells and the headings are 4" in problem_words(
        shown.problems[0]
    )


def test_cells_beyond_the_last_heading_of_a_sheet_are_named(database: Database) -> None:
    said = told(database, HEADINGS, (*FIRST, "a note to myself"))
    assert "beyond the last heading: sheet “Plan”, row 2" in said


def test_what_stands_over_several_rows_and_what_is_left_out_is_told_as_it_is_written(
    database: Database,
) -> None:
    rows = [("Rec 1A", title, OFFICER, JAN) for title in ("Write the guide", "Print the guide")]
    assert "Rec 1A stands over 2 rows: they go by Rec 1A, Rec 1A (2) …" in told(
        database, HEADINGS, *rows
    )
    others = {"Cover": [("Version", "2.1")], "Lists": [("Open", "Red"), ("Closed", "Green")]}
    shown = looked_at(database, xlsx_of({"Plan": [HEADINGS, FIRST], **others}))
    notes = "\n".join(map(note_words, sums(shown)))
    assert "“Cover”, “Lists” have no table that I know, and are left out." in notes


def test_a_cell_of_two_lines_is_quoted_in_one(database: Database) -> None:
    shown = looked_at(database, xlsx(HEADINGS, (*FIRST[:2], "Nobody\nKnown", JAN)))
    assert why_words(shown.problems[0].why).startswith("owner: “Nobody Known” is nobody")
