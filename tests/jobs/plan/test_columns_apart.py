"""Which column is which where two could be it, and what stands beside a plan and is none of it."""

from collections.abc import Sequence
from datetime import date

import pytest

from bot.plan.notes import note_words
from bot.plan.problem_words import why_words
from db.models import Status
from db.session import Database
from jobs.plan.sums import sums
from jobs.plan.tables import PlanFile
from tests.jobs.plan.plans import csv, looked_at, xlsx
from tests.jobs.plan.shapes import FEB, HEADINGS, JAN, OFFICER, listed, passed, read

pytestmark = [pytest.mark.usefixtures("council"), pytest.mark.mostly_sqlite]
GUIDE = ("1", "Write the guide", OFFICER, JAN)
POST = ("2", "Post the guide", OFFICER, FEB)


def test_what_is_recommended_is_to_be_done_and_the_finding_is_what_it_answers(
    database: Database,
) -> None:
    headings = ("No", "Issue", "Recommendation", "Management response", "Owner", "Deadline")
    said = ("Files lack chronologies", "Complete a chronology on each file", "Agreed by the board")
    [found] = read(database, xlsx(headings, ("1", *said, OFFICER, JAN), name="Audit report"))
    assert (found.title, found.theme, found.entry.notes) == (said[1], said[0], (said[2],))


def test_what_people_told_us_is_what_an_action_answers(database: Database) -> None:
    headings = ("What you told us", "What we will do", "Who", "When")
    [found] = read(database, xlsx(headings, ("Calls go unanswered", "Ring back", OFFICER, JAN)))
    assert (found.title, found.theme) == ("Ring back", "Calls go unanswered")


def test_a_recommendation_beside_a_key_is_no_number(database: Database) -> None:
    file = xlsx(
        ("Recommendation", "Actions required", "Action by date", "Person responsible"),
        ("Entries are dated", "Remind the team", JAN, OFFICER),
        (),
        ("KEY (Change status)",),
        ("1", "Recommendation agreed but not yet actioned"),
        ("2", "Action in progress"),
        ("3", "Recommendation fully implemented"),
    )
    [found] = read(database, file)
    assert (found.reference, found.theme) == ("", "Entries are dated")


def test_the_finish_that_is_forecast_holds_and_the_baseline_stays(database: Database) -> None:
    headings = ("WBS", "Task Name", "Resource Names", "Baseline Finish", "Forecast Finish")
    first = date(2026, 9, 30)
    [found] = read(database, xlsx(headings, ("1", "Write it", OFFICER, first, JAN)))
    assert (found.day, found.original_due_on) == (JAN, first)


def test_a_status_in_words_goes_before_a_share(database: Database) -> None:
    file = xlsx((*HEADINGS, "% complete", "Status"), (*GUIDE, 0, "On hold"), (*POST, 1, "Complete"))
    assert [each.status for each in read(database, file)] == [Status.DEFERRED, Status.DONE]


@pytest.mark.parametrize(
    ("headings", "beside"),
    [
        ("Key", ("R = off track", "G = on track", "B = complete")),
        ("Leads", (OFFICER, "Head of Service", "Assistant Director")),
        ("Statuses", ("Open", "In progress", "Closed")),
    ],
)
def test_a_list_beside_the_plan_is_left_out_and_named(
    database: Database, headings: str, beside: Sequence[str]
) -> None:
    rows = zip((GUIDE, POST, (None,) * 4), beside, strict=True)
    file = xlsx((*HEADINGS, None, headings), *((*row, None, said) for row, said in rows))
    found = read(database, file)
    assert listed(found) == [("1", "Write the guide", JAN), ("2", "Post the guide", FEB)]
    assert {(each.deputy_id, each.theme, each.status) for each in found} == {(None, None, None)}
    told = [note_words(each) for each in sums(looked_at(database, file))]
    assert f"A list beside the plan is left out: “{headings}”" in told


def test_progress_beyond_an_empty_column_is_read_whatever_stands_below_it(
    database: Database,
) -> None:
    file = xlsx(
        (*HEADINGS, None, "Progress update"),
        (*GUIDE, None, "The draft went to the panel"),
        (*POST, None, "Quotes have been asked for"),
        (None,) * 5 + ("See the folder for more",),
    )
    assert [each.entry.notes for each in read(database, file)] == [
        ("The draft went to the panel",),
        ("Quotes have been asked for",),
    ]


def test_what_the_plan_has_no_column_of_is_read_beyond_an_empty_one_whatever_goes_on_below(
    database: Database,
) -> None:
    file = xlsx(
        ("Ref", "Action", "Due", None, "Lead", "RAG"),
        ("1", "Write the guide", JAN, None, OFFICER, "Red"),
        ("2", "Post the guide", FEB, None, OFFICER, "Green"),
        (None, None, None, None, "Head of Service", None),
    )
    assert [each.owner_id is not None for each in read(database, file)] == [True, True]


@pytest.mark.parametrize("said", ["Note: leads to confirm their dates", "Completed: 1 of 2"])
def test_a_note_within_the_plan_hides_no_action_without_a_date(
    database: Database, said: str
) -> None:
    file = xlsx(
        ("Action", "Lead", "Due date", "Status"),
        ("Write the guide", OFFICER, JAN, "Open"),
        (said, None, None, None),
        ("Post the guide", OFFICER, None, None),
        ("Review the form", OFFICER, None, None),
    )
    assert [each.title for each in read(database, file)] == [
        "Write the guide",
        "Post the guide",
        "Review the form",
    ]


def test_columns_of_the_plan_beyond_an_empty_one_are_read(database: Database) -> None:
    file = xlsx((*HEADINGS, None, "Status"), (*GUIDE, None, "Done"), (*POST, None, "Open"))
    assert [each.status for each in read(database, file)] == [Status.DONE, Status.IN_PROGRESS]


@pytest.mark.parametrize(
    "key",
    [
        [("Priority definitions",), ("High", None, "Within three months"), ("Low", None, "Later")],
        [("Scoring: 1 = rare, 5 = almost certain",), ("1", "Rare"), ("2", "Unlikely")],
        [("RAG descriptors",), ("Red", "Off track"), ("Green", "On track")],
    ],
)
def test_what_tells_of_the_marks_below_a_plan_is_passed_over(
    database: Database, key: Sequence[Sequence[str | None]]
) -> None:
    shown = looked_at(database, xlsx(HEADINGS, GUIDE, (), *key))
    assert (shown.problems, passed(shown)) == ((), {"key": 3})


def test_a_priority_with_its_lead_is_the_heading_of_what_is_numbered_under_it(
    database: Database,
) -> None:
    rows = (("Priority 1", "Leadership", "Head of Service"), ("1.1", "Introduce it", OFFICER, JAN))
    [found] = read(database, xlsx(("No.", "Action", "Lead", "Due date"), *rows))
    assert (found.reference, found.theme) == ("1.1", "Leadership")


@pytest.mark.parametrize("name", ["List.csv", "Summary.csv", "Actions list.csv"])
def test_the_only_table_is_read_whatever_its_file_is_called(database: Database, name: str) -> None:
    lines = f"Title,Assigned To,Due date\nWrite it,{OFFICER},2027-01-29T00:00:00Z\n"
    assert [each.day for each in read(database, csv(lines, name))] == [JAN]


def test_a_measure_with_its_dates_is_no_column_of_dates(database: Database) -> None:
    said = "75% by 31/03/2024, from 61% on 31/03/2023"
    file = csv(f'Ref,Action,Lead,Success measure\n1,Write it,{OFFICER},"{said}"\n')
    assert [each.success_measure for each in read(database, file)] == [said]


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("29 Ionawr 2027", JAN), ("26 Chwefror 2027", FEB), ("31 Mai 2027", date(2027, 5, 31)),
        ("Mawrth 2027", date(2027, 3, 31)), ("Q4 26/27", date(2027, 3, 31)),
    ],
)  # fmt: skip
def test_dates_as_councils_write_them(database: Database, said: str, day: date) -> None:
    assert [each.day for each in read(database, dated(said))] == [day]


def test_a_month_without_its_century_is_not_said_to_lack_a_year(database: Database) -> None:
    [problem] = looked_at(database, dated("12/27")).problems
    assert "may be a month and a year, or a day without its year" in why_words(problem.why)


def dated(said: str) -> PlanFile:
    return csv(f"Ref,Action,Lead,Due date\n1,Write it,{OFFICER},{said}\n")
