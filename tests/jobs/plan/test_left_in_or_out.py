"""What of a plan is an action and what is not, and what was lost or taken in without a word."""

from collections.abc import Sequence

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from bot.plan.notes import note_words
from bot.plan.problem_words import why_words
from bot.refusals import refusal_words
from db.models import Status
from jobs.plan.importing import Choices, columns_chosen, opened
from jobs.plan.sums import sums
from jobs.plan.tables import PlanFile, UnreadableFileError
from tests.jobs.plan.plans import csv, looked_at, take, xlsx, xlsx_of
from tests.jobs.plan.shapes import (
    FEB,
    FIRST,
    HEADINGS,
    JAN,
    OFFICER,
    cell,
    passed,
    read,
    row,
    run,
    table,
    word,
)
from tests.people import Council

pytestmark = pytest.mark.mostly_sqlite
MASH = "Team Manager, Assessment"
SECOND = ("A2", "Run the forum", OFFICER, FEB)
BOTH = ["Write the guide", "Run the forum"]


def titles(council: Council, *files: PlanFile) -> list[str]:
    return [each.title for each in read(council.database, *files)]


def notes(council: Council, *files: PlanFile) -> str:
    return "\n".join(map(note_words, sums(looked_at(council.database, *files))))


def problems(council: Council, *files: PlanFile) -> list[str]:
    return [why_words(each.why) for each in looked_at(council.database, *files).problems]


@pytest.mark.parametrize("heading", ["Lead", "Led by", "Swyddog arweiniol", "DRI"])
def test_owners_whose_roles_begin_with_a_verb_are_owners(council: Council, heading: str) -> None:
    rows = (("Quality Assurance Lead", JAN), ("Review Manager", FEB), ("Lead Practitioner", JAN))
    file = xlsx(
        ("Ref", "Action", heading, "Due date"),
        *((str(n), f"Write guide {n}", *each) for n, each in enumerate(rows, start=1)),
    )
    told = problems(council, file)
    assert len(told) == 3
    assert all("is nobody on the roster" in each for each in told)


def test_a_heading_over_two_columns_leaves_the_first_row_in(council: Council) -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("D1:E1")

    wide = ((*HEADINGS, None), (*FIRST, "or when funds allow"), (*SECOND, None))
    assert titles(council, xlsx(*wide, dress=merge)) == BOTH


def test_headings_in_two_rows_begin_no_other_table(council: Council) -> None:
    rows = (
        ("Ref", "Action", "Accountability", "", "Timescale", ""),
        ("", "", "Lead", "Support", "Start", "End"),
        ("A1", "Write the guide", OFFICER, MASH, FEB, JAN),
        ("A2", "Run the forum", OFFICER, "", JAN, FEB),
    )
    first, second = read(council.database, xlsx(*rows))
    assert (first.day, second.day) == (JAN, FEB)


def test_from_when_is_not_when_it_is_due(council: Council) -> None:
    def merge(sheet: Worksheet) -> None:
        for each in ("A1:A2", "B1:B2", "C1:D1", "E1:F1"):
            sheet.merge_cells(each)

    rows = (
        ("Ref", "Action", "Who", None, "When", None),
        (None, None, "Lead", "Deputy", "From", "To"),
        ("A1", "Write the guide", OFFICER, MASH, FEB, JAN),
    )
    [only] = read(council.database, xlsx(*rows, dress=merge))
    assert (only.day, only.deputy_id) == (JAN, council[MASH].id)


def test_dates_below_no_heading_are_when_it_is_due(council: Council) -> None:
    rows = (("Ref", "Action", "Lead", None, "Status"), (*FIRST, "Ongoing"), (*SECOND, "Ongoing"))
    assert [each.day for each in read(council.database, xlsx(*rows))] == [JAN, FEB]


def test_words_below_no_heading_are_named(council: Council) -> None:
    rows = (
        ("Ref", "Action", None, "Lead", "Due date"),
        ("A1", "Write the guide", "jointly with health", OFFICER, JAN),
        ("A2", "Run the forum", None, OFFICER, FEB),
    )
    assert "Not read in “Plan”: Column 3" in notes(council, xlsx(*rows))
    choices = Choices(
        columns=columns_chosen(opened([xlsx(*rows)], Choices()).layouts, ["Column 3=theme"])
    )
    assert [each.theme for each in read(council.database, xlsx(*rows), choices=choices)] == [
        "jointly with health",
        None,
    ]


def test_a_milestone_that_is_a_date_is_when_it_is_due(council: Council) -> None:
    rows = (("Ref", "Action", "Lead", "Milestone"), FIRST, SECOND)
    assert [each.day for each in read(council.database, xlsx(*rows))] == [JAN, FEB]


@pytest.mark.parametrize(
    ("headings", "cells"),
    [
        (
            ("Standard", "What are we going to do about it?"),
            ("Supervision monthly", "Write the guide"),
        ),
        (("Actions taken to date", "Actions still to do"), ("Drafted", "Write the guide")),
        (("Action completed to date", "Next steps"), ("Drafted", "Write the guide")),
        (("Strength", "Actions that should be completed"), ("Warm", "Guide for all carers")),
        (("What we do well", "Actions agreed and taken forward"), ("Warm", "Guide for all carers")),
    ],
)
def test_what_is_to_be_done_is_told_from_what_was(
    council: Council, headings: Sequence[str], cells: Sequence[str]
) -> None:
    file = xlsx((*headings, "Who", "By when"), (*cells, OFFICER, JAN))
    assert titles(council, file) == [cells[1]]


def test_a_forecast_is_no_date_beside_the_one_that_holds(council: Council) -> None:
    headings = ("Ref", "Action", "Lead", "Baseline due", "Current due", "Forecast")
    [only] = read(council.database, xlsx(headings, (*FIRST[:3], "30/09/2026", JAN, FEB)))
    assert (only.day, str(only.original_due_on)) == (JAN, "2026-09-30")


@pytest.mark.parametrize(
    "last",
    [
        ("", "Number of actions:", 2, ""),
        ("", "Subtotal", "", 1),
        ("", "No further actions this month", "", ""),
        ("A3", "None identified", "", ""),
        ("", "Complete", "", 0),
    ],
)
def test_a_sum_and_a_row_that_says_none_are_passed_over(
    council: Council, last: Sequence[object]
) -> None:
    shown = looked_at(council.database, xlsx(HEADINGS, FIRST, SECOND, last))
    assert (len(shown.outcome.new), shown.problems, len(passed(shown))) == (2, (), 1)


@pytest.mark.parametrize(
    "below",
    [
        [("Signed:", "_______", "Date:", "____"), ("Approved by:", "Head of Service")],
        [("Status key:",), ("", "In progress", "Under way"), ("", "Complete", "Done and seen")],
    ],
)
def test_what_stands_below_a_plan_stops_nothing(
    council: Council, below: Sequence[Sequence[object]]
) -> None:
    shown = looked_at(council.database, xlsx(HEADINGS, FIRST, SECOND, (), *below))
    assert (len(shown.outcome.new), shown.problems) == (2, ())


def test_a_table_in_the_cell_of_an_action_is_named_and_is_no_plan(council: Council) -> None:
    steps = table(row("Step", "Done?"), row("Book a room", "Yes"))
    beside = f"<w:tc><w:tcPr/><w:p>{run('Run the forum')}</w:p>{steps}<w:p/></w:tc>"
    file = word(table(row(*HEADINGS), row("A2", beside, OFFICER, "26/02/2027")))
    assert titles(council, file) == ["Run the forum"]
    assert "A table inside a cell is left out: table 1, row 2" in notes(council, file)


def test_a_table_in_a_frame_is_the_plan(council: Council) -> None:
    inner = table(row(*HEADINGS), row("A1", "Write the guide", OFFICER, "29/01/2027"))
    frame = table(f"<w:tr><w:tc><w:tcPr/><w:p>{run('Our plan')}</w:p>{inner}<w:p/></w:tc></w:tr>")
    assert titles(council, word(frame, table(row(cell("Version"), cell("1"))))) == [
        "Write the guide"
    ]


def test_what_stands_on_two_sheets_word_for_word_is_taken_once(council: Council) -> None:
    rows = (HEADINGS, FIRST, SECOND)
    file = xlsx_of({"Plan": rows, "Copy for the board": rows})
    assert [each.reference for each in read(council.database, file)] == ["A1", "A2"]
    assert "2 rows passed over (on another sheet word for word)" in notes(council, file)


def test_the_same_words_with_another_owner_are_two_actions(council: Council) -> None:
    theirs = (*FIRST[:2], "Head of Service", FEB)
    file = xlsx_of({"SEND": (HEADINGS, FIRST), "Permanence": (HEADINGS, theirs)})
    assert len(titles(council, file)) == 2


def test_which_of_two_months_of_one_plan_holds_is_asked(council: Council) -> None:
    months = {
        "October": ((*HEADINGS, "Status"), (*FIRST, "Not started"), (*SECOND, "Not started")),
        "November": ((*HEADINGS, "Status"), (*FIRST, "Done"), (*SECOND, "Not started")),
    }
    file = xlsx_of(months)
    [told] = problems(council, file)
    assert "“November” has actions of “October” (1) with another date, status or words" in told
    choices = Choices(left_out=frozenset({0}))
    [first, second] = read(council.database, file, choices=choices)
    assert (first.status, second.status) == (Status.DONE, Status.NOT_STARTED)


def test_two_plans_beside_each_other_are_two_plans(council: Council) -> None:
    rows = ((*HEADINGS, "", *HEADINGS), (*FIRST, "", *SECOND), (*[""] * 5, "A3", *FIRST[1:]))
    found = read(council.database, xlsx(*rows))
    assert [(each.reference, each.day) for each in found] == [
        ("A1", JAN),
        ("A2", FEB),
        ("A3", JAN),
    ]


def test_a_lead_over_several_rows_of_the_second_plan_is_no_row_of_it(council: Council) -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("H2:H3")

    rows = ((*HEADINGS, "", *HEADINGS), (*FIRST, "", "A3", *FIRST[1:]), (*SECOND, *[""] * 5))
    shown = looked_at(council.database, xlsx(*rows, dress=merge))
    assert (len(shown.outcome.new), shown.problems) == (3, ())


@pytest.mark.parametrize(
    ("headings", "cells"),
    [
        (("Issue", "Impact", "Solution"), ("Visits are late", "Carers wait", "Write the guide")),
        (("What we are doing", "What we will do next"), ("Weekly list", "Write the guide")),
        (("Action", "Activity"), ("Improve supervision", "Write the guide")),
    ],
)
def test_what_will_be_done_is_told_from_why(
    council: Council, headings: Sequence[str], cells: Sequence[str]
) -> None:
    again = (*cells[:-1], "Run the forum")
    rows = ((*headings, "Who", "By when"), (*cells, OFFICER, JAN), (*again, OFFICER, FEB))
    assert titles(council, xlsx(*rows)) == BOTH


def test_a_register_of_risks_is_left_out_whatever_its_sheet_is_called(council: Council) -> None:
    risks = (
        ("Ref", "Risk description", "Likelihood", "Impact", "Mitigation", "Owner"),
        ("R1", "Staff leave", "3", "4", "Recruit more", OFFICER),
    )
    file = xlsx_of({"Plan": (HEADINGS, FIRST, SECOND), "RAID": risks})
    assert titles(council, file) == BOTH
    assert "“RAID” has no table that I know, and is left out" in notes(council, file)


def test_a_plan_that_names_the_risk_of_each_action_is_a_plan(council: Council) -> None:
    file = xlsx((*HEADINGS, "Risk"), (*FIRST, "Staff leave"), (*SECOND, "None"))
    assert titles(council, file) == BOTH


def test_one_field_in_two_columns_is_refused(council: Council) -> None:
    file = xlsx(("Recommendation", "Action", "Lead"), ("Decide in time", "Hold a clinic", OFFICER))
    with pytest.raises(UnreadableFileError) as refused:
        columns_chosen(opened([file], Choices()).layouts, ["Recommendation=title", "Action=title"])
    assert "“Recommendation” and “Action” can't both be the title" in refusal_words(refused.value)


def test_a_comma_is_the_reason_although_the_last_cells_are_empty(council: Council) -> None:
    text = (
        "Ref,Action,Lead,Due date,Notes\n"
        f"A1,Write, print and post,{OFFICER},29/01/2027,\n"
        f"A2,Run the forum,{OFFICER},26/02/2027,\n"
    )
    [told] = problems(council, csv(text))
    assert "6 cells" in told


def test_lines_that_all_end_in_commas_are_read(council: Council) -> None:
    text = f"Ref,Action,Lead\nA1,Write the guide,{OFFICER},,\nA2,Run the forum,{OFFICER},,\n"
    assert titles(council, csv(text)) == BOTH


def test_an_action_told_in_more_words_is_asked_about(council: Council) -> None:
    headings = ("Action", "Lead", "Due date")
    take(council.database, xlsx(headings, FIRST[1:], SECOND[1:]))
    longer = ("Write the guide for carers", *FIRST[2:])
    shown = looked_at(council.database, xlsx(headings, longer, SECOND[1:]))
    [problem] = shown.problems
    assert problem.why.kind == "likely"
    assert (shown.outcome.new, shown.gone) == ([], ())


def test_the_lists_of_a_board_are_how_far_its_cards_have_come(council: Council) -> None:
    text = (
        "Card Name,Members,Due Date,List Name\n"
        f"Write the guide,{OFFICER},2027-01-29,Doing\nRun the forum,{OFFICER},2027-02-26,To do\n"
    )
    assert [each.status for each in read(council.database, csv(text))] == [
        Status.IN_PROGRESS,
        Status.NOT_STARTED,
    ]


def test_the_first_of_two_plans_on_a_sheet_is_read_though_the_second_says_more(
    council: Council,
) -> None:
    rows = (
        *(("Quick wins",), HEADINGS, FIRST, (), ("Longer term",)),
        ("Ref", "Action", "Lead", "Target date", "Status"),
        ("B1", "Buy the chairs", OFFICER, FEB, "Not started"),
    )
    assert titles(council, xlsx(*rows)) == ["Write the guide", "Buy the chairs"]


@pytest.mark.parametrize("heading", ["Action", None])
def test_numbers_below_action_or_below_nothing_are_references(
    council: Council, heading: str | None
) -> None:
    file = xlsx((heading, "Action description", "Owner", "Date"), FIRST, SECOND)
    assert [each.reference for each in read(council.database, file)] == ["A1", "A2"]


@pytest.mark.parametrize("part", ["Milestone due", "Milestone date", "Interim deadline"])
def test_the_date_of_a_part_gives_way_to_that_of_the_whole(council: Council, part: str) -> None:
    rows = (("Ref", "Action", "Lead", part, "Overall due date"), (*FIRST[:3], FEB, JAN))
    assert [each.day for each in read(council.database, xlsx(*rows))] == [JAN]


def test_when_an_action_will_be_completed_is_when_it_is_due(council: Council) -> None:
    rows = (("Ref", "Action", "Lead", "Date action will be completed"), FIRST, SECOND)
    assert [each.day for each in read(council.database, xlsx(*rows))] == [JAN, FEB]


def test_a_share_in_figures_below_progress_is_how_far_it_has_come(council: Council) -> None:
    text = (
        "Code,Title,Owner,End Date,Progress %,RAG\n"
        f"1,Write the guide,{OFFICER},29/01/2027,40,Amber\n"
        f"2,Run the forum,{OFFICER},26/02/2027,0,Green\n"
    )
    assert [each.status for each in read(council.database, csv(text))] == [
        Status.IN_PROGRESS,
        Status.NOT_STARTED,
    ]


def test_a_heading_with_a_leader_above_numbers_under_it_is_no_action(council: Council) -> None:
    rows = (
        HEADINGS,
        ("1", "Leadership", OFFICER, ""),
        ("1.1", *FIRST[1:]),
        ("2", "Agree the budget", OFFICER, FEB),
        ("2.1", *SECOND[1:]),
    )
    assert titles(council, xlsx(*rows)) == ["Write the guide", "Agree the budget", "Run the forum"]


def test_a_plan_with_the_months_of_a_chart_among_its_headings_is_a_plan(council: Council) -> None:
    months = ("Nov-26", "Dec-26", "Jan-27")
    rows = (
        ("Ref", "Task", "Lead", *months),
        (*FIRST[:3], "x", "x", ""),
        (*SECOND[:3], "", "", "x"),
    )
    assert titles(council, xlsx(*rows)) == BOTH
    assert "2 have no date: no column was taken for the due date" in notes(council, xlsx(*rows))


def test_a_quotation_mark_that_nothing_closes_is_the_reason(council: Council) -> None:
    text = f'Ref,Action,Lead\nA1,"Write the guide,{OFFICER}\nA2,Run the forum,{OFFICER}\n'
    with pytest.raises(UnreadableFileError) as refused:
        looked_at(council.database, csv(text))
    assert "has a quotation mark that no other closes" in refusal_words(refused.value)
