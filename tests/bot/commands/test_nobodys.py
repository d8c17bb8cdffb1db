"""What nobody owns is closed by whoever says it is theirs; a card says what it is late by."""

from datetime import date

import pytest

from bot.slack.blocks import Answer
from db.models import Action
from tests.bot.commands.board import board
from tests.bot.commands.said import Saying
from tests.people import Council

__all__ = ["board"]


@pytest.fixture(params=["sqlite"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Give the quicker database alone."""
    return str(request.param)


def test_whoever_added_an_action_without_an_owner_can_close_it(board: Council) -> None:
    manager = Saying(board, board.manager)
    manager.says("/action add Book the hall")
    asked = manager.says("/action done 10 the minutes are out")
    assert isinstance(asked, Answer)
    assert asked.text == "#10 has no owner. Is it yours, and done?"
    manager.presses(asked, "Yes, it's mine and done")
    with board.database.read() as session:
        action = session.get_one(Action, 10)
        assert (action.is_done, action.owner_id) == (True, board.manager.id)
    assert "the minutes are out" in str(manager.says("/action show 10"))


def test_a_note_of_several_lines_goes_with_it(board: Council) -> None:
    manager = Saying(board, board.manager)
    manager.says("/action add Book the hall")
    asked = manager.says("/action done 10 the minutes are out\nand the room is booked")
    assert isinstance(asked, Answer)
    manager.presses(asked, "Yes, it's mine and done")
    with board.database.read() as session:
        assert session.get_one(Action, 10).is_done
    assert "and the room is booked" in str(manager.says("/action show 10"))


def test_a_lead_closes_what_nobody_owns_at_once(board: Council) -> None:
    Saying(board, board.manager).says("/action add Book the hall")
    assert Saying(board, board.director).outcome("/action done 10") == "done #10"


def test_what_is_late_by_its_original_date_alone_says_so(board: Council) -> None:
    with board.database.begin() as session:
        session.get_one(Action, 2).original_due_on = date(2026, 11, 2)
    manager = Saying(board, board.manager)
    assert "late by its original date \u25a0" in str(manager.says("/action show 2"))
    assert "by its original date" not in str(manager.says("/action show 5"))
