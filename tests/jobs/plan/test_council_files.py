"""Files as councils and their tools write them: what is no action, columns, owners and states."""

from datetime import date

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from bot.plan.problem_words import why_words
from db.models import Status
from db.plan.known import Colleague, Roster
from jobs.plan import owners, statuses
from jobs.plan.problems import CellProblemError
from tests.jobs.plan.plans import csv, docx, looked_at, xlsx
from tests.jobs.plan.shapes import FEB, JAN, OFFICER, listed, passed, read
from tests.people import Council

HEADINGS = ("Ref", "Action", "Lead", "Due date", "Status")
GUIDE = ("1", "Write the guide", OFFICER, JAN, "In progress")
FORUM = ("2", "Hold a forum", OFFICER, FEB, "Not started")
BOTH = [("1", "Write the guide", JAN), ("2", "Hold a forum", FEB)]


def hiding(*rows: int) -> object:
    def dress(sheet: Worksheet) -> None:
        for row in rows:
            sheet.row_dimensions[row].hidden = True

    return dress


@pytest.mark.parametrize(
    ("rows", "hidden"),
    [
        ((HEADINGS, GUIDE, FORUM), (1,)),
        ((("Improvement plan",), ("Autumn 2026",), HEADINGS, GUIDE, FORUM), (3,)),
        ((HEADINGS, ("0", "An old job", OFFICER, JAN, "Complete"), GUIDE, FORUM), (1, 2)),
    ],
)
def test_headings_count_although_their_row_is_hidden(
    council: Council, rows: tuple[tuple[object, ...], ...], hidden: tuple[int, ...]
) -> None:
    file = xlsx(*rows, dress=hiding(*hidden))  # type: ignore[arg-type]
    assert listed(read(council.database, file)) == BOTH
    left_out = passed(looked_at(council.database, file)).get("hidden_row", 0)
    assert left_out == len(hidden) - 1


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (("Complete", 0), "total"),
        (("Overdue", 3), "total"),
        (("3", None, "Select lead", None, "Select status"), "empty"),
        (("4", None, "Choose an owner", "Enter date"), "empty"),
        (("A", "Regulation 13 - Safeguarding", None, None, "Amber"), "section"),
    ],
)
def test_what_stands_among_the_actions_is_passed_over_and_named(
    council: Council, row: tuple[object, ...], kind: str
) -> None:
    file = xlsx(HEADINGS, GUIDE, row, FORUM)
    assert listed(read(council.database, file)) == BOTH
    assert kind in passed(looked_at(council.database, file))


@pytest.mark.parametrize("key", ["Change status key", "RAG rating key", "Status colour legend"])
def test_a_key_is_known_by_more_words_before_it(council: Council, key: str) -> None:
    rows = (("Action", "Lead", "Due date"), ("Write the guide", OFFICER, JAN), (key,))
    file = xlsx(*rows, ("Red = not begun",), ("Amber = under way",))
    assert [each.title for each in read(council.database, file)] == ["Write the guide"]


@pytest.mark.parametrize(
    ("revised", "due", "original"),
    [("31/03/2027", date(2027, 3, 31), JAN), ("N/A", JAN, None), ("", JAN, None)],
)
def test_a_revised_date_holds_wherever_there_is_one(
    council: Council, revised: str, due: date, original: date | None
) -> None:
    rows = f"1,Write the guide,{OFFICER},29/01/2027,{revised}\n2,Hold a forum,{OFFICER},26/02/2027,"
    heading = "Ref,Action,Lead,Target date,Revised target date (if applicable)"
    first, second = read(council.database, csv(f"{heading}\n{rows}N/A\n"))
    assert (first.day, first.original_due_on) == (due, original)
    assert second.day == FEB


@pytest.mark.parametrize("heading", ["DueDate", "Action completion date", "TargetDate"])
def test_the_due_date_is_known_as_a_list_exports_it(council: Council, heading: str) -> None:
    text = f"Title,Owner,{heading}\nWrite the guide,{OFFICER},29/01/2027\n"
    assert [each.day for each in read(council.database, csv(text))] == [JAN]


def test_a_date_of_completion_stays_one_where_its_heading_is_of_the_past(council: Council) -> None:
    text = f"Action,Lead,Date completed\nWrite the guide,{OFFICER},30/10/2026\n"
    [row] = read(council.database, csv(text))
    assert (row.day, row.status) == (None, Status.DONE)


@pytest.mark.parametrize("heading", ["Deadline moved to", "Due date changed to"])
def test_a_date_to_which_it_was_moved_holds(council: Council, heading: str) -> None:
    text = (
        f"Ref,Action,Lead,Deadline,{heading} (1),{heading} (2)\n"
        f"1,Write the guide,{OFFICER},30/09/2026,18/12/2026,29/01/2027\n"
        f"2,Hold a forum,{OFFICER},26/02/2027,,\n"
    )
    first, second = read(council.database, csv(text))
    assert (first.day, first.original_due_on) == (JAN, date(2026, 9, 30))
    assert (second.day, second.original_due_on) == (FEB, None)


@pytest.mark.parametrize("heading", ["Name", "Primary Column", "Item Name", "Subject"])
def test_the_tasks_of_a_board_are_its_actions(council: Council, heading: str) -> None:
    text = (
        f"Task ID,{heading},Assignee,Due Date,Completed At\n"
        f"11,Policy for decisions,{OFFICER},2027-01-29,\n"
        f"12,Forum for carers,{OFFICER},2026-10-30,2026-10-29\n"
    )
    first, second = read(council.database, csv(text))
    assert (first.title, first.status) == ("Policy for decisions", None)
    assert (second.title, second.status) == ("Forum for carers", Status.DONE)


@pytest.mark.parametrize("said", ["31.03.", "31.3.", "March 31st"])
def test_a_day_with_a_stop_behind_it_has_no_year(council: Council, said: str) -> None:
    text = f"Ref,Action,Lead,Due date\n1,Write the guide,{OFFICER},{said}\n"
    [problem] = looked_at(council.database, csv(text)).problems
    assert problem.why.kind == "no_year"
    assert "2027" in why_words(problem.why)


def test_a_year_is_read_behind_the_apostrophe_that_word_types(council: Council) -> None:
    day = "29 Jan \N{RIGHT SINGLE QUOTATION MARK}27"
    text = f"Ref,Action,Lead,Due date\n1,Write the guide,{OFFICER},{day}\n"
    assert [each.day for each in read(council.database, csv(text))] == [JAN]


@pytest.mark.parametrize("said", ["N/A", "Not applicable", "not applicable."])
def test_whether_an_action_applies_is_asked(council: Council, said: str) -> None:
    text = f"Ref,Action,Lead,Due date,Status\n1,Write the guide,{OFFICER},29/01/2027,{said}\n"
    shown = looked_at(council.database, csv(text))
    [problem] = shown.problems
    assert (problem.field, problem.why.kind, problem.said) == ("status", "no_status", said)
    assert f"“{said}” is not a status that I know" in why_words(problem.why)


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("Nearing completion", Status.IN_PROGRESS),
        ("Close to completion", Status.IN_PROGRESS),
        ("Scoping", Status.IN_PROGRESS),
        ("Monitoring", Status.IN_PROGRESS),
        ("Awaiting completion", Status.IN_PROGRESS),
        ("inProgress", Status.IN_PROGRESS),
        ("Stuck", Status.IN_PROGRESS),
        ("Complete - evidence seen", Status.DONE),
        ("Yes - complete", Status.DONE),
        ("Heb ddechrau", Status.NOT_STARTED),
        ("Ar y gweill", Status.IN_PROGRESS),
        ("Wedi'i gwblhau", Status.DONE),
        ("✔", Status.DONE),
    ],
)
def test_everyday_words_of_a_status(said: str, status: Status) -> None:
    assert statuses.read(said) == status


@pytest.mark.parametrize(
    "said",
    ["Testing complete", "To be completed or dropped", "Outstanding", "Closed (merged with 3.2)"],
)
def test_what_may_be_either_is_still_asked(said: str) -> None:
    with pytest.raises(CellProblemError):
        statuses.read(said)


RUTH = Colleague(1, "Ruth Adeyemi", "Team Manager, Permanence", "manager@council.example")
PRIYA = Colleague(2, "Priya Nair", "Team Manager, MASH", "mash@council.example")
STAFF = Roster([RUTH, PRIYA])


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Adeyemi, Ruth (Permanence)", [RUTH]),
        ("Ruth Adeyemi\n(Permanence)", [RUTH]),
        ("Ruth Adeyemi (she/her)", [RUTH]),
        ("ruth.adeyemi", [RUTH]),
        ("Adeyemi, R", [RUTH]),
        ("12;#Ruth Adeyemi", [RUTH]),
        ("12;#Ruth Adeyemi;#14;#Priya Nair", [RUTH, PRIYA]),
        ("MASH Team Manager", [PRIYA]),
        ("Ruth Adeyemi (supported by Priya Nair)", [RUTH, PRIYA]),
        ("Ruth Adeyemi jointly with Priya Nair", [RUTH, PRIYA]),
        ("Ruth Adeyemi (cover: Priya Nair)", [RUTH, PRIYA]),
        ("Accountable – Ruth Adeyemi\nResponsible – Priya Nair", [RUTH, PRIYA]),  # noqa: RUF001
    ],
)
def test_an_owner_is_known_as_councils_write_them(said: str, meant: list[Colleague]) -> None:
    assert owners.find_all(said, STAFF) == meant


@pytest.mark.parametrize(
    "said", ["Ruth Adeyemi (Housing)", "Team Manager", "Ruth Adeyemi (supported by ICB)"]
)
def test_nobody_is_taken_for_somebody_else(said: str) -> None:
    with pytest.raises(owners.OwnerError):
        owners.find_all(said, STAFF)


@pytest.mark.parametrize("mark", ["x", "✔", "☒", "Yes"])
def test_of_a_column_for_each_state_the_marked_one_counts(council: Council, mark: str) -> None:
    rows = (
        ("Ref", "Action", "Lead", "Due date", "Not started", "In progress", "Complete"),
        ("1", "Write the guide", OFFICER, JAN, None, mark, None),
        ("2", "Hold a forum", OFFICER, FEB, None, None, mark),
        ("3", "Print the guide", OFFICER, FEB, None, None, None),
    )
    found = read(council.database, xlsx(*rows))
    assert [each.status for each in found] == [Status.IN_PROGRESS, Status.DONE, None]


def test_of_a_column_for_each_colour_the_marked_one_is_the_rating(council: Council) -> None:
    rows = (
        ("Ref", "Action", "Lead", "Due date", "Red", "Amber", "Green"),
        ("1", "Write the guide", OFFICER, JAN, None, "X", None),
        ("2", "Hold a forum", OFFICER, FEB, None, None, "X"),
    )
    found = read(council.database, xlsx(*rows))
    assert [each.rag_override for each in found] == ["at risk", "on track"]


def test_two_marks_in_a_row_are_no_one_state(council: Council) -> None:
    rows = (
        ("Ref", "Action", "Lead", "Due date", "Started", "Complete"),
        ("1", "Write the guide", OFFICER, JAN, "Yes", "Yes"),
        ("2", "Hold a forum", OFFICER, FEB, "Yes", "No"),
    )
    found = read(council.database, xlsx(*rows))
    assert [each.status for each in found] == [Status.DONE, None]


def test_the_title_of_a_section_is_its_theme_and_not_what_is_told_below_it(
    council: Council,
) -> None:
    headings = ("Ref", "Action", "Lead", "Due date")
    tables = [
        [
            (f"Priority {number}: {said}", "", "", ""),
            ("Why this matters: it varies.", "", "", ""),
            headings,
            (f"{number}.1", "Hold a forum", OFFICER, "29/01/2027"),
        ]
        for number, said in ((1, "Leadership"), (2, "Practice"))
    ]
    themes = [each.theme for each in read(council.database, docx(*tables))]
    assert themes == ["Priority 1: Leadership", "Priority 2: Practice"]


def test_a_column_for_the_owner_is_read_however_its_cells_are_written(council: Council) -> None:
    text = "Ref,Action,Lead officer / Service,Due date\n1,Hold a forum,ext. partner 4,29/01/2027\n"
    [problem] = looked_at(council.database, csv(text)).problems
    assert (problem.field, problem.why.kind) == ("owner", "nobody")
