"""At risk by forecast, by the council's written rule, or because a person says so."""

from datetime import date, timedelta

from db.digest.scope import ALL
from db.models.event_kinds import EventKind
from jobs import context
from jobs.digest.digest import Digest
from jobs.digest.values import AtRisk
from jobs.rules.rag import RagRules
from tests.people import TODAY, Council
from tests.plans import ENGLAND, Story

LATELY = date(2026, 11, 20)
SOON = date(2026, 12, 18)
STANDARD = RagRules()


def at_risk(council: Council, rules: RagRules = STANDARD) -> AtRisk:
    with council.database.read() as session:
        return Digest(session, ALL, TODAY, context.Council(ENGLAND, rag=rules)).at_risk


def spoken_of_lately(council: Council, due: date = SOON) -> int:
    with council.database.begin() as session:
        story = Story.begins(session, "Write it", council.practitioner, due, date(2026, 10, 1))
        story.noted(LATELY)
        return story.action.id


def test_what_is_under_way_is_not_at_risk(council: Council) -> None:
    spoken_of_lately(council)
    found = at_risk(council)
    assert (found.number, found.of) == (0, 1)


def test_a_persons_word_counts_with_its_reason(council: Council) -> None:
    with council.database.begin() as session:
        story = Story.begins(session, "Write it", council.practitioner, SOON, LATELY)
        story.happens(EventKind.RATED, LATELY, "Nobody to write it", rag_override="at risk")
    (risk,) = at_risk(council).shown
    assert risk.why == "Practitioner 1, Permanence says at risk: “Nobody to write it”"


def test_a_word_that_all_is_well_does_not_outweigh_the_forecast(council: Council) -> None:
    with council.database.begin() as session:
        due = TODAY + timedelta(days=7)
        story = Story.begins(session, "Write it", council.practitioner, due, date(2026, 10, 1))
        story.happens(EventKind.RATED, LATELY, "It is in hand", rag_override="on track")
    (risk,) = at_risk(council).shown
    assert risk.why == "due in 5 working days, nothing heard for 37 working days"


def test_the_councils_own_rule_is_the_one_that_counts(council: Council) -> None:
    spoken_of_lately(council)
    strict = RagRules(due_within=20, quiet_for=1)
    (risk,) = at_risk(council, strict).shown
    assert "nothing heard" in risk.why


def test_what_is_due_later_or_was_due_before_is_not_among_them(council: Council) -> None:
    spoken_of_lately(council, TODAY + timedelta(days=31))
    spoken_of_lately(council, TODAY - timedelta(days=1))
    spoken_of_lately(council, TODAY + timedelta(days=30))
    spoken_of_lately(council, TODAY)
    assert at_risk(council).of == 2
