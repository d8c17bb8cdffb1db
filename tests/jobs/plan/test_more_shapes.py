"""Shapes of plans that once were read wrong, or not at all: each has its right value."""

from collections.abc import Sequence

import pytest

from db.models import Person
from db.plan.importing import PlanEntry
from db.session import Database
from jobs.plan.importing import Preview
from tests.jobs.plan.plans import csv, docx, looked_at, xlsx
from tests.people import Council

pytestmark = pytest.mark.mostly_sqlite  # its SQL is asked on PostgreSQL by other tests

FIRST = ("Publish the standard", "", "31/03/2027")


def only(shown: Preview) -> PlanEntry:
    assert shown.problems == ()
    [entry] = [step.entry for step in shown.outcome.steps if step.entry]
    return entry


@pytest.mark.parametrize(
    ("headings", "cells", "field", "value"),
    [
        (("RAG Oct 26", "RAG Nov 26"), ("Green", "Amber"), "rag_override", "at risk"),
        (("RAG Dec 26", "RAG Jan 27"), ("Green", "Red"), "rag_override", "late"),
        (
            ("RAG (Nov)", "RAG (Dec)", "RAG (Jan)"),
            ("Red", "Red", "Green"),
            "rag_override",
            "on track",
        ),
        (("RAG Q1", "RAG Q2"), ("Green", "Amber"), "rag_override", "at risk"),
        (("Previous RAG", "RAG"), ("Green", "Red"), "rag_override", "late"),
        (("RAG", "Previous RAG"), ("Red", "Green"), "rag_override", "late"),
        (
            ("Previous status", "Current status"),
            ("Complete", "In progress"),
            "status",
            "in progress",
        ),
    ],
)
def test_of_ratings_over_time_the_latest_counts(
    database: Database, headings: Sequence[str], cells: Sequence[str], field: str, value: str
) -> None:
    file = xlsx(("Action", "Lead", "Deadline", *headings), (*FIRST, *cells))
    assert str(only(looked_at(database, file)).values[field]) == value


@pytest.mark.parametrize("heading", ["Deadline", "Due date", "By when", "Target date"])
def test_a_plain_date_is_due_where_no_other_column_is(database: Database, heading: str) -> None:
    row = ("01/10/2026", "Publish the standard", "31/03/2027")
    due = only(looked_at(database, xlsx(("Date", "Action", heading), row))).due
    assert due is not None
    assert f"{due.due.day}" == "2027-03-31"
    alone = only(looked_at(database, xlsx(("Date", "Action"), row[:2]))).due
    assert alone is not None
    assert f"{alone.due.day}" == "2026-10-01"


H = ("Ref", "Action", "Lead", "Due date", "Status")


def places(shown: Preview) -> dict[str, str]:
    return {one.place.rpartition("row ")[2]: one.kind for one in shown.passed}


def test_headings_with_a_leader_or_a_letter_are_themes(
    database: Database, council: Council
) -> None:
    with database.begin() as session:
        session.add(Person(name="Sam Birch", role="Manager"))
    rows = (
        ("A", "Leadership", "", "", ""),
        ("A1", "Publish the standard", "Sam Birch", "31/03/2027", "In progress"),
        ("2", "Priority 2: Practice", "Sam Birch", "", ""),
        ("2.1", "Hold a panel weekly", "Sam Birch", "30/06/2027", "Not started"),
    )
    shown = looked_at(database, xlsx(H, *rows))
    assert shown.problems == ()
    themes = {
        step.reference: step.entry.values["theme"] for step in shown.outcome.steps if step.entry
    }
    assert themes == {"A1": "A Leadership", "2.1": "Priority 2: Practice"}
    assert places(shown) == {"2": "section", "4": "section"}


@pytest.mark.parametrize(
    "said",
    ["Not used", "[Deleted]", "Intentionally left blank", "See 1.1", "Merged with 1.1"],
)
def test_a_number_that_is_kept_without_its_action_is_passed_over(
    database: Database, said: str
) -> None:
    rows = (
        ("1.1", "Publish the standard", "", "31/03/2027", "In progress"),
        ("1.2", said, "", "", ""),
    )
    shown = looked_at(database, xlsx(H, *rows))
    assert only(shown).reference == "1.1"
    assert places(shown) == {"3": "empty"}


@pytest.mark.parametrize("said", ["TBC - Sam Birch", "Sam Birch?", "Sam Birch or Robin Alder"])
def test_an_owner_who_is_not_sure_is_asked(database: Database, council: Council, said: str) -> None:
    with database.begin() as session:
        session.add_all(Person(name=name, role="Manager") for name in ("Sam Birch", "Robin Alder"))
    rows = (("1.1", "Publish the standard", said, "31/03/2027", "In progress"),)
    assert [one.field for one in looked_at(database, xlsx(H, *rows)).problems] == ["owner"]


def test_a_number_that_excel_shortened_is_known_by_its_neighbours(database: Database) -> None:
    numbers = (1.8, 1.9, 1.1, 1.11, 2.1)
    rows = [(each, f"Publish standard {at}", "", "", "") for at, each in enumerate(numbers)]
    shown = looked_at(database, xlsx(H, *rows))
    assert [step.reference for step in shown.outcome.steps] == ["1.8", "1.9", "1.10", "1.11", "2.1"]


def test_cards_in_word_are_one_action_each(database: Database) -> None:
    def card(title: str, due: str) -> Sequence[Sequence[str]]:
        return (("Action", title), ("Due date", due), ("Status", "In progress"), ("Ref", title[-1]))

    file = docx(card("Agree standard 1", "31/03/2027"), card("Agree standard 2", "30/04/2027"))
    shown = looked_at(database, file)
    assert shown.problems == ()
    found = {step.reference: step.entry for step in shown.outcome.steps if step.entry}
    assert {ref: str(one.values["title"]) for ref, one in found.items()} == {
        "1": "Agree standard 1",
        "2": "Agree standard 2",
    }
    assert [str(one.due.due.day) for one in found.values() if one.due] == [
        "2027-03-31",
        "2027-04-30",
    ]


def test_a_line_that_says_what_parts_the_cells_is_no_row(database: Database) -> None:
    text = "sep=;\nRef;Action;Due date\n1;Agree, and publish;31/03/2027\n"
    assert only(looked_at(database, csv(text))).values["title"] == "Agree, and publish"


@pytest.mark.parametrize(
    "key",
    [
        ["", "Red,Not started", "Amber,At risk", "Green,On track", "Blue,Complete"],
        ["Red,Far behind", "Amber,Slightly behind", "Green,On track", "Blue,Complete"],
        [
            *("Red,Far behind,act", "Amber,Slightly behind,watch", "Green,On track,no action"),
            "Blue,Complete,evidence seen",
        ],
    ],
)
def test_one_row_above_a_longer_key_that_nothing_heads_is_read(
    database: Database, council: Council, key: list[str]
) -> None:
    row = "Write the strategy,Improvement Officer,4 Dec 2026,Green"
    plan = "\n".join(["Action,Lead,Due date,RAG", row, *key])
    seen = looked_at(database, csv(plan))
    titles = [step.entry.values["title"] for step in seen.outcome.steps if step.entry]
    assert titles == ["Write the strategy"]
    assert not seen.is_blocked
