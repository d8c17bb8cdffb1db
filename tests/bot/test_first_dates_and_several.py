"""A first due date is no move, several numbers at once say which one asks, and examples exist."""

import re

import pytest

from bot.slack.registry import OpenView
from tests.bot.commands.board import board
from tests.bot.commands.said import Saying
from tests.people import TODAY, Council

__all__ = ["board"]


@pytest.fixture(params=["sqlite"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Give the quicker database alone."""
    return str(request.param)


def test_the_form_for_a_first_date_asks_for_no_reason(board: Council) -> None:
    form = Saying(board, board.manager).says("/action move 3")
    assert isinstance(form, OpenView)
    assert form.view["title"]["text"] == "Set the due date"
    assert "why" not in [block.get("block_id") for block in form.view["blocks"]]
    moving = Saying(board, board.manager).says("/action move 2")
    assert isinstance(moving, OpenView)
    assert moving.view["title"]["text"] == "Move the due date"


def test_neither_the_answer_nor_the_history_calls_a_first_date_a_move(board: Council) -> None:
    manager = Saying(board, board.manager)
    told = manager.reads("/action move 3 to 18 Dec")
    shown = manager.reads("/action show 3")
    assert "is due *Fri 18 Dec 2026" in told
    assert "set the first due date: Fri 18 Dec 2026" in shown
    assert not re.search(r"\bmove[sd]\b", told + shown)


@pytest.mark.parametrize("joined", ["6, 7 and {}", "6,7 & {}", "6, 7, {}"])
def test_of_several_the_one_that_asks_is_named(board: Council, joined: str) -> None:
    nobodys = board.action(None, "Book the hall", TODAY)
    told = Saying(board, board.practitioner).reads(f"/action done {joined.format(nobodys)}")
    assert f"I have to ask about #{nobodys} first, so nothing was changed yet." in told
    assert "takes one at a time" not in told


def test_the_example_for_a_measure_names_one_that_takes_a_reading(board: Council) -> None:
    lead = Saying(board, board.director)
    assert "A reading" not in lead.reads("/action measures")
    lead.says("/action measure good target 75 of 100")
    lead.says('/action measure add "Supervision on time" target 90 of 100')
    example = re.search(
        r"A reading: (/action measure \d+ = 72 of 80)", lead.reads("/action measures")
    )
    assert example
    assert "72 of 80" in lead.reads(example[1])
