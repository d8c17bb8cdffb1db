"""Which column is which in plans as councils have them: read right, or asked about."""

from collections.abc import Sequence
from datetime import date

import pytest

from bot.plan.problem_words import why_words
from db.models import Status
from db.session import Database
from jobs.plan.importing import Choices, columns_chosen, opened
from tests.jobs.plan.plans import csv, looked_at, xlsx
from tests.jobs.plan.shapes import FEB, HEADINGS, JAN, OFFICER, listed, read, told

pytestmark = [pytest.mark.usefixtures("council"), pytest.mark.mostly_sqlite]


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
    assert "I found no column that says what needs doing" in why_words(shown.problems[0].why)


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
    assert "1 has no date, 1 is done" in said
    assert "1 has words instead of a date: “Ongoing”" in said
