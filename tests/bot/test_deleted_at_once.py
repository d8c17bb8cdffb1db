"""What was deleted at once is gone for everybody but who added it and those who can redact it."""

from datetime import timedelta

import pytest

from bot.slack.blocks import Answer
from tests.bot.commands.said import Saying
from tests.bot.delivery.as_read import as_read
from tests.people import NOW, Council

WAYS = ("find biscuits", "list no owner", "list plan", "list all", "show 1", "undo", "note 1 seen")


def read(who: Saying, typed: str) -> str:
    answer = who.says(typed)
    return as_read(answer) if isinstance(answer, Answer) else str(answer)


@pytest.fixture
def deleted(council: Council) -> Council:
    adder = Saying(council, council.manager)
    told = read(adder, "/action add Buy biscuits for the visit")
    assert "Until somebody owns it, every colleague can see it." in told
    assert "biscuits" in read(Saying(council, council.colleague), "/action find biscuits")
    late = Saying(council, council.manager, NOW + timedelta(seconds=20))
    assert "deleted" in read(late, "undo")
    return council


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("role", ["Practitioner 1, Permanence", "Practitioner 1, Assessment"])
def test_others_find_it_nowhere(deleted: Council, role: str, way: str) -> None:
    outcome = Saying(deleted, deleted[role]).outcome(f"/action {way}")
    never = Saying(deleted, deleted[role]).outcome(f"/action {way.replace('1', '99')}")
    assert outcome.replace("#1", "#99") == never
    assert "biscuits for" not in outcome


@pytest.mark.parametrize("role", ["Team Manager, Permanence", "Assistant Director"])
def test_whoever_added_it_and_a_lead_still_know_of_it(deleted: Council, role: str) -> None:
    assert "Buy biscuits" in read(Saying(deleted, deleted[role]), "/action show 1")
