"""The learning note of a month: what its draft says, who may write it, and who reads it."""

from datetime import timedelta

import pytest

from bot.audits.learning import ShowLearning
from bot.slack.blocks import Answer
from db.audits import queries as audits
from db.audits.learning import NoteWords
from db.models import MonthState, Person
from tests.bot.delivery.as_read import as_read
from tests.databases import on_sqlite
from tests.db.audits.months import JANUARY, drawn
from tests.jobs.audits.notes import (
    CLOSED,
    WORDS,
    channel,
    does,
    january,
    month_of,
    posts,
    shown,
    writes,
)
from tests.people import Council
from tests.refusals import refused

__all__ = ["january"]


def test_a_draft_names_what_was_most_often_ticked_and_nothing_that_tells_one_audit(
    council: Council, january: None
) -> None:
    channel(council, "Permanence", "C07")
    assert shown(council).splitlines() == [
        "(What we learned from the live audits of January 2027)",
        "· A draft. Teams will read it like this:",
        "*What we learned from the live audits of January 2027*",
        "8 of 8 live audits were held.",
        "*Strengths*",
        "  - Direct work: in at least 5 of 8 audits",
        "*Areas for improvement*",
        "  - Permanence: in at least 5 of 8 audits",
        "  - Supervision: in at least 5 of 8 audits",
        "*What changes*",
        "No action came from these audits.",
        "*For your team meeting*",
        "What helps us with Permanence, and what gets in the way?",
        "----",
        "*Goes to *#C07 (Permanence).",
        "*No channel: *Assessment. Press Team channels to name one.",
        "[Post to 1 team] [Edit] [Team channels]",
    ]


@on_sqlite
@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Practitioner 1, Permanence did well.", "names somebody"),
        ("See LA-2027-01-003.", "names somebody"),
        ("Call 07700 900123.", "phone"),
    ],
)
def test_a_lead_writes_nobody_into_it(
    council: Council, january: None, text: str, says: str
) -> None:
    with refused(match=says):
        writes(council, NoteWords((), (), text, "What helps?"))


@on_sqlite
def test_a_theme_of_one_audit_cannot_be_named_and_only_leads_write(
    council: Council, january: None
) -> None:
    with refused(match="would identify that audit"):
        writes(council, NoteWords(("Ambition",), (), "", "What helps?"))
    for person in (council.head, council.manager, council.practitioner):
        with refused(match="Only a lead or an administrator can write"):
            writes(council, WORDS, person)
        with refused(match="No learning note of January has been posted"):
            shown(council, person)


@on_sqlite
def test_whose_team_was_sent_the_note_reads_it_once_the_minute_is_over(
    council: Council, january: None
) -> None:
    def reads(person: Person, month: str = "", after: int = 1) -> str:
        at = CLOSED + timedelta(minutes=after)
        answer = does(council, person, ShowLearning(month).run, at)
        assert isinstance(answer, Answer)
        return as_read(answer)

    channel(council, "Permanence", "C07")
    posts(council)
    told = reads(council.manager)
    assert told == reads(council.manager, "january")
    assert "Panels meet weekly." in told
    assert "Post to" not in told
    for person, month, after in (
        (council.manager, "", 0),
        (council.manager, "december", 1),
        (council.other_manager, "", 1),
    ):
        with refused(match="has been posted to your team"):
            reads(person, month, after)


@on_sqlite
def test_a_month_without_enough_audits_has_no_note_and_says_why(council: Council) -> None:
    month_of(council, 5)
    with refused(match="Too few audits were held in January 2027"):
        shown(council)


@on_sqlite
def test_a_month_without_any_audit_or_still_open_has_none(council: Council) -> None:
    drawn(council, (council.other_manager, council.practitioner))
    with refused(match="closes after Thu 28 Jan 2027"):
        shown(council)
    with council.database.begin() as session:
        found = audits.month_for(session, JANUARY)
        assert found is not None
        found.state = MonthState.CLOSED
    with refused(match="No audit was held in January 2027"):
        shown(council)
