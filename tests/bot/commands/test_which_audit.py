"""What is said of "the audit", by somebody who has none that waits, one, or two."""

from datetime import date

import pytest

from bot.slack.blocks import Answer
from db.models import Action
from tests.bot.commands.said import Saying
from tests.db.audits.months import drawn
from tests.people import Council

NOVEMBER = date(2026, 11, 1)
SAID = (
    *("audit didn't go ahead", "the audit didn't happen", "our audit was cancelled"),
    *("/audit didn't go ahead", "/audit was cancelled", "my audit won't go ahead"),
    *("I can't make it", "can't make my audit", "cancel my audit", "/audit cannot because sick"),
    *("my audit is done", "audit done", "we held the audit yesterday", "/audit went ahead"),
    *("/audit held", "/audit book friday 2pm", "book friday 2pm", "move my audit to friday"),
    *("suggest friday 2pm", "need to move my audit", "/audit cannot", "the audit took place today"),
)


@pytest.fixture(params=["sqlite"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Give the quicker database alone."""
    return str(request.param)


@pytest.mark.parametrize("typed", SAID)
def test_somebody_without_one_hears_so(council: Council, typed: str) -> None:
    told = Saying(council, council.colleague).tries(typed)
    assert isinstance(told, Answer)
    assert told.text == "You have no open live audit."


@pytest.mark.parametrize("typed", SAID)
def test_of_the_only_one_it_is_not_asked_which(council: Council, typed: str) -> None:
    drawn(council, (council.manager, council.practitioner), month=NOVEMBER)
    outcome = Saying(council, council.manager).outcome(typed)
    assert outcome.startswith(("form ", "says Booked", "says I asked")), outcome


@pytest.mark.parametrize("typed", SAID)
def test_of_two_it_is_asked_which(council: Council, typed: str) -> None:
    manager = council.manager
    drawn(council, (manager, council.practitioner), (manager, council.colleague), month=NOVEMBER)
    outcome = Saying(council, manager).outcome(typed)
    first = "Practitioner 1, Permanence · November · LA-2026-11-001"
    assert outcome.startswith(f"asks {first} / "), outcome
    assert "Practitioner 2, Permanence · November · LA-2026-11-002" in outcome


def test_my_audits_are_shown_where_actions_came_from_audits(council: Council) -> None:
    """What an action came of is no title that anybody calls it by."""
    drawn(council, (council.manager, council.practitioner), month=NOVEMBER)
    action = council.action(council.manager, "Check ten plans of each team")
    with council.database.begin() as session:
        session.get_one(Action, action).source = "arising from the live audits of July 2026"
    outcome = Saying(council, council.manager).outcome("show my audits")
    assert outcome == "says 1 live audit for you to look at"
