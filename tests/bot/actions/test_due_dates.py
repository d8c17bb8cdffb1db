"""What is typed about dates and about where actions stand."""

from datetime import date

import pytest

from bot.actions.due_dates import Approve, Decline
from bot.actions.due_dates_view import ask_blocks
from bot.actions.rag import Rate, TellRule
from bot.slack.blocks import Answer
from bot.slack.numbered import Several, WhichOne
from bot.slack.registry import OpenForm, Request
from db.errors import RefusedError
from db.models import Action, DateMove
from tests.bot.delivery.as_read import as_read
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
        ("approve 12 it is fine", "To approve, give only the number. Try `/action approve 12`."),
    ],
)
def test_what_is_not_understood_is_refused_with_an_example(typed: str, told: str) -> None:
    with pytest.raises(RefusedError) as refused:
        parse_action(typed)
    assert told in str(refused.value)


def test_a_move_of_what_was_due_in_a_month_is_told_as_people_say_it() -> None:
    due = {"from_on": date(2020, 4, 30), "from_precision": "month", "days": 1704, "number": 1}
    move = DateMove(**due, to_on=date(2027, 1, 31), to_precision="day", reason="It begins again")
    told = as_read(Answer("", ask_blocks(Action(id=1, title="Write it"), move)))
    assert "from the end of April 2020 to *Sun 31 Jan 2027*, 1,704 working days later." in told
