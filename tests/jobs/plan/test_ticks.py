"""Ticks, marks and shares: what they say of an action depends on what stands above them."""

import pytest

from db.models import Status
from db.session import Database
from jobs.plan.heading_names import written
from tests.jobs.plan.plans import looked_at, xlsx
from tests.jobs.plan.test_more_shapes import only

pytestmark = pytest.mark.mostly_sqlite  # its SQL is asked on PostgreSQL by other tests

FIRST = ("Publish the standard", "", "31/03/2027")
ABOVE = ("Action", "Lead", "Deadline")


@pytest.mark.parametrize(
    ("heading", "status"),
    [
        ("On track", Status.IN_PROGRESS),
        ("In progress", Status.IN_PROGRESS),
        ("In progress?", Status.IN_PROGRESS),
        ("Status", Status.DONE),
        ("Completed?", Status.DONE),
        ("Complete (Y/N)", Status.DONE),
    ],
)
def test_a_tick_says_that_its_heading_is_true(
    database: Database, heading: str, status: Status
) -> None:
    shown = looked_at(database, xlsx((*ABOVE, heading), (*FIRST, "✓")))
    assert only(shown).values["status"] == status


@pytest.mark.parametrize("heading", ["Progress", "Progress status", "RAG status", "Position"])
def test_a_tick_under_what_names_no_state_is_asked_about(database: Database, heading: str) -> None:
    [problem] = looked_at(database, xlsx((*ABOVE, heading), (*FIRST, "✓"))).problems
    assert problem.why.kind == "no_status"


STATES = [
    (("Status", "Complete", "Embedded"), ("Cancelled", "", ""), "status", "dropped"),
    (("Complete", "Embedded", "Status"), ("", "", "Cancelled"), "status", "dropped"),
    (("Status", "Started", "Completed"), ("Completed", "Y", ""), "status", "done"),
    (("Status", "Complete", "Ongoing"), ("On hold", "N", "Y"), "status", "deferred"),
    (("Complete", "Ongoing", "Status"), ("N", "Y", "On hold"), "status", "deferred"),
    (("RAG", "Red", "Green"), ("Amber", "", ""), "rag_override", "at risk"),
]


@pytest.mark.parametrize(("headings", "cells", "field", "value"), STATES)
def test_a_status_in_words_counts_before_marks(
    database: Database, headings: tuple[str, ...], cells: tuple[str, ...], field: str, value: str
) -> None:
    marks = ("Y" if name in {"Started", "Complete", "Green"} else "" for name in headings)
    other = ("Print the guide", "", "31/03/2027", *marks)
    shown = looked_at(database, xlsx((*ABOVE, *headings), (*FIRST, *cells), other))
    assert shown.problems == ()
    entries = [step.entry for step in shown.outcome.steps if step.entry]
    assert str(entries[0].values[field]) == value


def test_words_that_are_no_status_are_asked_about_beside_marks(database: Database) -> None:
    rows = (
        (*ABOVE, "Status", "Complete", "Embedded"),
        (*FIRST, "Blocked by legal", "", ""),
        ("Print the guide", "", "31/03/2027", "", "Y", ""),
    )
    [problem] = looked_at(database, xlsx(*rows)).problems
    assert problem.why.kind == "no_status"


@pytest.mark.parametrize("heading", ["PercentComplete", "Percent complete", "Per cent complete"])
def test_a_number_under_per_cent_is_a_share(database: Database, heading: str) -> None:
    rows = ((*ABOVE, heading), (*FIRST, 50), ("Print the guide", "", "31/03/2027", 100))
    shown = looked_at(database, xlsx(*rows))
    found = [step.entry.values["status"] for step in shown.outcome.steps if step.entry]
    assert (shown.problems, found) == ((), [Status.IN_PROGRESS, Status.DONE])


# Where no other column is when an action is due, this one is.
IS_DUE = {"completion date", "date of completion"}


@pytest.mark.parametrize("heading", sorted(written("completed") - IS_DUE))
def test_the_day_when_it_was_done_is_not_when_it_is_due(database: Database, heading: str) -> None:
    rows = (("Action", "Lead", heading.capitalize()), ("Publish the standard", "", "12/10/2026"))
    entry = only(looked_at(database, xlsx(*rows)))
    assert (entry.due, entry.values["status"]) == (None, Status.DONE)
    assert str(entry.values["done_at"]).startswith("2026-10-12")


@pytest.mark.parametrize("heading", sorted(IS_DUE))
def test_beside_when_it_is_due_any_day_of_completion_is_when_it_was_done(
    database: Database, heading: str
) -> None:
    rows = ((*ABOVE, heading.capitalize()), (*FIRST, "12/10/2026"))
    entry = only(looked_at(database, xlsx(*rows)))
    assert str(entry.values["done_at"]).startswith("2026-10-12")


@pytest.mark.parametrize(
    "title",
    [
        "Regulation 44 visits to be published monthly",
        "Regulation 45 report",
    ],
)
@pytest.mark.parametrize("number", ["2", ""])
def test_what_a_regulation_asks_for_may_be_an_action(
    database: Database, title: str, number: str
) -> None:
    rows = (
        ("Ref", *ABOVE),
        ("1", *FIRST),
        (number, title, "", ""),
        ("3", "Print the guide", "", "31/03/2027"),
    )
    [problem] = looked_at(database, xlsx(*rows)).problems
    assert problem.why.kind == "may_be_heading"


def test_a_regulation_with_rows_numbered_under_it_is_their_heading(database: Database) -> None:
    rows = (
        ("Ref", *ABOVE),
        ("1", "Regulation 12: Protection", "", ""),
        ("1.1", *FIRST),
        ("1.2", "Print the guide", "", "31/03/2027"),
    )
    shown = looked_at(database, xlsx(*rows))
    assert shown.problems == ()
    found = [step.entry.values["theme"] for step in shown.outcome.steps if step.entry]
    assert found == ["Regulation 12: Protection"] * 2
