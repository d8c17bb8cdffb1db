"""What is typed about dates and about where actions stand."""

import pytest

from bot.actions.due_dates import Approve, Decline
from bot.actions.rag import Rate, TellRule
from bot.slack.numbered import Several, WhichOne
from bot.slack.registry import OpenForm, Request
from db.errors import RefusedError
from tests.bot.typed import parse_action


@pytest.mark.parametrize(
    ("typed", "request_"),
    [
        ("approve 12", Approve(12)),
        ("approve #12", Approve(12)),
        ("agree 12", Approve(12)),
        ("decline 12 because the board meets", Decline(12, "the board meets")),
        ("decline 12 the board meets", Decline(12, "the board meets")),
        ("decline 12", OpenForm("decline", 12)),
        ("approve", WhichOne(Approve, "", "/action")),
        ("approve 12 and 13", Several(Approve, ("12", "13"), "", "/action")),
        ("decline because", WhichOne(Decline, "because", "/action")),
        ("rag amber", WhichOne(Rate, "amber", "/action")),
        (
            "rag 12 because she is away",
            OpenForm(
                "rag",
                12,
                fields=(("why", "she is away"),),
                problem="Say red, amber, green or clear.",
                beside="level",
            ),
        ),
        ("rag", TellRule()),
        ("rag 12", OpenForm("rag", 12)),
        ("rag 12 amber because she is away", Rate(12, "amber", "she is away")),
        ("rag 12 at risk: she is away", Rate(12, "at risk", "she is away")),
        ("rag 12 Clear", Rate(12, None)),
    ],
)
def test_what_is_typed_is_understood(typed: str, request_: Request) -> None:
    assert parse_action(typed) == request_


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("approve 12 it is fine", "Approving takes the number alone. Try `/action approve 12`."),
    ],
)
def test_what_is_not_understood_is_refused_with_an_example(typed: str, told: str) -> None:
    with pytest.raises(RefusedError) as refused:
        parse_action(typed)
    assert told in str(refused.value)
