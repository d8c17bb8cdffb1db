"""Which texts are to be read before a file is handed on, and which office words are not."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.guard.named import KnownNames, looks_named
from tests.db.guard.test_privacy import REPORT

KNOWN = KnownNames.of(
    ["Rowan Sedge", "HAZEL Fenn", "Team Manager, Permanence"],
    ["Team Manager, Permanence", "Marsh Lane Hub"],
)


@pytest.mark.parametrize(
    "text",
    [
        "mum to be told of the panel",
        "Write to Gran before the move",
        "Agree contact with her sisters",
        "the step-father's assessment is late",
        "foster carer's review is overdue",
        "His carer has not answered",
        "AB to be seen again",
        "visit for J.S. moved",
        "J's school has not answered",
        "Lessons from child Q",
        "Mrs patel has the letter",
        "ask cllr. Example to sign",
        "Visit for Jayden moved to May",
        "Waiting for the Example-Smith assessment",
        "Letter to Zoë Ébène is sent",
        "Mum & AB, see https://example.org/plan",
        "https://example.org/letter%20to%20mum.docx",
        "Rowan has not signed it",
        "Fenn will chair the panel",
        "SEDGE: to be asked",
        "Rowan's draft",
    ],
)
def test_a_name_a_relation_or_initials_are_to_be_read(text: str) -> None:
    assert looks_named(text, KNOWN)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Finalise the Adolescent Strategy",
        "The QA lead and the SW agree thresholds with MASH",
        "EHCP and SEN; S47; PLO; IRO; CIN and CP plans",
        "Report to the Head of Service by Fri 4 December",
        "Team Manager, Permanence agrees the plan",
        "Ask the Marsh Lane Hub about rooms",
        "Parents and carers are asked for their view",
        "Record the child's voice in every visit",
        "Agree the plan. Publish it! Tell all teams: Send it out",
        "https://example.org/Some/Folder/AB12",
        "['TIP-b', 'TIP-c', 'F-21q']",
    ],
)
def test_what_an_office_writes_is_not(text: str) -> None:
    assert not looks_named(text, KNOWN)


def test_few_of_the_reports_own_actions_are_to_be_read() -> None:
    with REPORT.open(encoding="utf-8", newline="") as file:
        titles = [row["title"] for row in csv.DictReader(file)]
    assert len(titles) > 10
    assert [title for title in titles if looks_named(title)] == []


@given(st.text(max_size=40), st.text(max_size=40))
def test_whatever_stands_around_it_a_relation_is_found(before: str, after: str) -> None:
    assert looks_named(f"{before}\n mum {after}")


@given(st.text(max_size=200))
def test_any_text_can_be_looked_at(text: str) -> None:
    assert looks_named(text) in {True, False}
