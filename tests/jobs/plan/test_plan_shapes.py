"""Plans as councils have them: every row is read right, asked about or handed back, never wrong."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from bot.plan.notes import note_words
from bot.plan.problem_words import problem_words, why_words
from db.models import Status
from db.session import Database
from jobs.plan.importing import Choices, columns_chosen, opened
from jobs.plan.sums import sums
from tests.jobs.plan.plans import csv, looked_at, xlsx
from tests.jobs.plan.shapes import FEB, JAN, OFFICER, listed, passed, read

pytestmark = [pytest.mark.usefixtures("council"), pytest.mark.mostly_sqlite]
HEADINGS = ("Ref", "Action", "Lead", "Due date")
FIRST = ("A1", "Write the guide", OFFICER, JAN)


def told(database: Database, *rows: Sequence[object]) -> str:
    return "\n".join(note_words(each) for each in sums(looked_at(database, xlsx(*rows))))


@pytest.mark.parametrize(
    "headings",
    [
        ("Ref", "Recommendation", "Action", "Lead", "Due date"),
        ("Ref", "Ofsted recommendation", "Agreed action", "Lead officer", "Timescale"),
        ("No.", "Issue identified", "What will we do?", "Who", "By when"),
        ("Ref", "What did we find?", "Actions to be taken", "Owner", "Deadline"),
        ("ID", "Finding", "Management action", "Responsible", "Target date"),
    ],
)
def test_what_is_to_be_done_is_in_action_and_what_it_answers_is_its_theme(
    database: Database, headings: Sequence[str]
) -> None:
    first = ("1.1", "Decisions are timely", "Publish a standard for decisions", OFFICER, JAN)
    second = ("1.2", "Decisions are timely", "Hold a weekly review", OFFICER, FEB)
    found = read(database, xlsx(headings, first, second, name="Action plan"))
    assert listed(found) == [
        ("1.1", "Publish a standard for decisions", JAN), ("1.2", "Hold a weekly review", FEB),
    ]  # fmt: skip
    assert {each.theme for each in found} == {"Decisions are timely"}


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
    assert "'03/04/2027' may be read day first or month first" in why_words(shown.problems[0].why)


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


@pytest.mark.parametrize(
    "headings",
    [
        ("What do we need to do?", "Who", "When", "How will we know?"),
        ("What needs to happen?", "By whom", "By when", "What difference will it make?"),
        (
            "What are we going to do?",
            "Who will do it?",
            "When will it be done?",
            "Success criteria",
        ),
        ("Thing", "Chap", "Moment", "Proof"),
    ],
)
def test_questions_and_unknown_headings_are_known(
    database: Database, headings: Sequence[str]
) -> None:
    rows = [
        ("Share the briefing", OFFICER, date(2026, 12, 18), "Read receipts"),
        ("Add it to induction", OFFICER, JAN, "A record is kept"),
    ]
    found = read(database, xlsx(headings, *rows, name="Learning review plan"))
    assert [each.title for each in found] == ["Share the briefing", "Add it to induction"]
    assert all(each.owner_id and each.day for each in found)


def test_where_no_column_says_what_is_to_be_done_it_is_asked_once(database: Database) -> None:
    shown = looked_at(database, csv("Ref,Lead,Due date\nA1,Improvement Officer,29/01/2027\n"))
    assert len(shown.problems) == 1
    assert "I found no column that says what is to be done" in why_words(shown.problems[0].why)


EXPORTS = [
    (
        ("Task ID", "Task Name", "Bucket Name", "Progress", "Assigned To", "Due date",
         "Description"),
        ("k3J9", "Draft the policy", "Workforce", "In progress", OFFICER, JAN,
         "The draft is shared"),
    ),
    (
        ("Task ID", "Task Name", "Bucket Name", "Progress", "Priority", "Assigned To", "Created By",
         "Created Date", "Start date", "Due date", "Late", "Completed Date", "Description"),
        ("k3J9", "Draft the policy", "Workforce", "In progress", "Medium", OFFICER, OFFICER,
         "01/11/2026", "02/11/2026", "29/01/2027", "false", None, "The draft is shared"),
    ),
    (
        ("Issue key", "Summary", "Status", "Assignee", "Due date", "Parent task", "Comments"),
        ("k3J9", "Draft the policy", "In Progress", OFFICER, JAN, "Workforce",
         "The draft is shared"),
    ),
    (
        ("Section", "Name", "Assignee", "Due Date", "Notes", "Status"),
        ("Workforce", "Draft the policy", OFFICER, "29/01/2027", "The draft is shared",
         "In progress"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("headings", "cells"), EXPORTS)
def test_what_planners_export_is_read(
    database: Database, headings: Sequence[str], cells: Sequence[object]
) -> None:
    [found] = read(
        database,
        xlsx(("Plan name", "Improvement"), ("Date of export", "28/11/2026"), (), headings, cells,
             name="Tasks"),
    )  # fmt: skip
    assert (found.title, found.day, found.status) == ("Draft the policy", JAN, Status.IN_PROGRESS)
    assert (found.theme, found.entry.notes) == ("Workforce", ("The draft is shared",))
    assert found.owner_id


def test_a_number_over_several_actions_is_not_taken_for_one(database: Database) -> None:
    rows = [
        (1, "Monthly clinic", OFFICER, JAN),
        (None, "See five cases", OFFICER, FEB),
        (2, "Publish it", OFFICER, FEB),
    ]

    def dress(sheet: Worksheet) -> None:
        sheet.merge_cells("A2:A3")

    same = [(1, *rows[0][1:]), (1, *rows[1][1:]), rows[2]]
    for file in (xlsx(HEADINGS, *rows, dress=dress), xlsx(HEADINGS, *same)):
        assert [each.reference for each in read(database, file)] == ["1", "1 (2)", "2"]
    alone = read(database, xlsx(HEADINGS, *rows))
    assert [each.reference for each in alone] == ["1", "", "2"]


@pytest.mark.parametrize(
    ("numbers", "pattern", "shown"),
    [
        ((1.1, 1.10001), "0.00", ["1.10", "1.10"]),
        ((7, 8), "000", ["007", "008"]),
        ((7, 8), '"ACT-"00', ["ACT-07", "ACT-08"]),
        ((1.2, 1.25), "General", ["1.2", "1.25"]),
        (("1.10", "1.2"), "@", ["1.10", "1.2"]),
    ],
)
def test_a_number_is_read_as_the_sheet_shows_it(
    database: Database, numbers: Sequence[object], pattern: str, shown: list[str]
) -> None:
    rows = [(each, f"Job {at}", OFFICER, JAN) for at, each in enumerate(numbers)]

    def dress(sheet: Worksheet) -> None:
        for number in (2, 3):
            sheet.cell(number, 1).number_format = pattern

    found = [each.reference for each in read(database, xlsx(HEADINGS, *rows, dress=dress))]
    assert [each.removesuffix(" (2)") for each in found] == shown


def test_a_number_that_excel_shortened_is_read_in_full(database: Database) -> None:
    numbers = [1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9, 1.1, 1.11]
    rows = [(each, f"Job {at}", OFFICER, JAN) for at, each in enumerate(numbers)]
    found = [each.reference for each in read(database, xlsx(HEADINGS, *rows))]
    assert found[-3:] == ["1.9", "1.10", "1.11"]


def test_numbers_that_begin_anew_on_each_sheet_are_told_apart(database: Database) -> None:
    file = csv(
        "Ref,Action,Lead\nPriority 1: Voice,,\n1,Ask them,Improvement Officer\n"
        "Priority 2: Drift,,\n1,Track it,Improvement Officer\n"
    )
    assert [each.reference for each in read(database, file)] == ["Priority 1 1", "Priority 2 1"]


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


def test_a_colour_among_the_statuses_is_a_rating_and_blue_is_kept_as_it_stands(
    database: Database,
) -> None:
    headings = (*HEADINGS, "Status")
    said = ("Red", "Blue", "Open", "Open", "On hold")
    rows = [(f"P{n}", f"Job {n}", OFFICER, JAN, each) for n, each in enumerate(said)]
    red, blue, begun, *_ = read(database, xlsx(headings, *rows))
    assert (red.rag_override, red.status) == ("late", None)
    assert (blue.rag_override, blue.status) == (None, None)
    assert blue.entry.notes == ("Status: Blue",)
    assert (begun.rag_override, begun.status) == (None, Status.IN_PROGRESS)


def test_what_a_rating_says_besides_its_colour_is_kept(database: Database) -> None:
    headings = (*HEADINGS, "RAG rating")
    said = ("Green - complete", "Amber - started", "Green - on track", "Green", "Red")
    rows = [(f"P{n}", f"Job {n}", OFFICER, JAN, each) for n, each in enumerate(said)]
    assert [each.entry.notes for each in read(database, xlsx(headings, *rows))] == [
        ("RAG rating: Green - complete",),
        ("RAG rating: Amber - started",),
        (),
        (),
        (),
    ]


def test_who_and_what_held_before_gives_way_to_what_holds_now(database: Database) -> None:
    headings = (
        "Ref",
        "Action",
        "Previous lead",
        "Current lead",
        "Previous deadline",
        "Current deadline",
    )
    rows = (
        ("P1", "Agree it", "Team Manager, MASH", OFFICER, JAN, FEB),
        ("P2", "Do it", "", OFFICER, "", FEB),
    )
    moved, plain = read(database, xlsx(headings, *rows))
    assert (moved.day, plain.day) == (FEB, FEB)
    assert moved.owner_id
    assert moved.owner_id == plain.owner_id


def test_which_of_two_statuses_holds_is_asked(database: Database) -> None:
    headings = (*HEADINGS, "Status Q1", "Status Q2")
    file = xlsx(headings, ("P1", "Agree it", OFFICER, JAN, "Not started", "Complete"))
    shown = looked_at(database, file)
    assert "more than one column may be the status; 2 hold statuses" in why_words(
        shown.problems[0].why
    )
    assert read(database, file) == []
    now = Choices(columns=columns_chosen(opened([file], Choices()).layouts, ["Status Q2=status"]))
    assert [each.status for each in read(database, file, choices=now)] == [Status.DONE]
    plain = xlsx((*HEADINGS, "Status", "Status Q1"), ("P1", "It", OFFICER, JAN, "Open", "Complete"))
    assert [each.status for each in read(database, plain)] == [Status.IN_PROGRESS]


def test_the_number_of_an_issue_is_no_theme(database: Database) -> None:
    file = csv(
        f"Summary,Issue key,Issue id,Assignee,Due date\nWrite it,CS-1,10001,{OFFICER},29/Jan/27\n"
    )
    (found,) = read(database, file)
    assert (found.reference, found.theme, found.day) == ("CS-1", None, JAN)


def test_a_number_that_excel_made_a_date_of_is_handed_back(database: Database) -> None:
    file = xlsx(HEADINGS, ("1-1", "Agree it", OFFICER, JAN), (FEB, "Do it", OFFICER, JAN))
    shown = looked_at(database, file)
    assert [each.reference for each in read(database, file)] == ["1-1"]
    assert "which makes one of a number such as 1-2" in why_words(shown.problems[0].why)


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


def test_no_choice_of_a_column_undoes_another(database: Database) -> None:
    headings = ("Ref", "Recommendation", "Action", "Lead", "Due date")
    file = xlsx(headings, ("1.1", "Decisions are timely", "Publish a standard", OFFICER, JAN))
    layouts = opened([file], Choices()).layouts
    wanted = ["Action=title", "Recommendation=theme", "Lead=nothing"]
    for said in (wanted, wanted[::-1], [wanted[1], wanted[0], wanted[2]]):
        choices = Choices(columns=columns_chosen(layouts, said))
        [found] = read(database, file, choices=choices)
        assert (found.title, found.theme) == ("Publish a standard", "Decisions are timely")
        assert found.owner_id is None


def test_the_sums_say_what_has_no_date_no_owner_and_is_done(database: Database) -> None:
    rows = [("A1", "Write the guide", OFFICER, "Ongoing", "Complete")]
    said = told(database, (*HEADINGS, "Status"), *rows)
    assert "1 has no date, 0 have no owner, 1 is done" in said
    assert "1 has words instead of a date: “Ongoing”" in said


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
