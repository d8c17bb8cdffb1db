"""`undo` is about the last thing somebody did: it undoes that, or says what it was."""

from datetime import timedelta

import pytest

from bot.refusals import refusal_words
from bot.slack.blocks import Answer
from db.errors import RefusedError
from db.models import Action, Status
from tests.bot.commands.board import board
from tests.bot.commands.said import NAMES, Saying
from tests.people import Council

__all__ = ["board"]

# What can be done after something else, and the way on that is told of it.
AFTERWARDS = {
    "/action away from 14 dec to 16 dec": "`/action back`",
    "/action snooze 6 until tomorrow": "snooze 12 off",
    "/action settings light": "`/action settings`",
    "/action note 6 the hall is free": "action #6",
}


@pytest.fixture(params=["sqlite"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Give the quicker database alone."""
    return str(request.param)


@pytest.fixture
def manager(board: Council) -> Saying:
    manager = Saying(board, board.manager)
    manager.says("/action add Book the training room")
    return manager


def later(who: Saying) -> Saying:
    who.at += timedelta(seconds=9)
    return who


def status_of(board: Council, number: int) -> str:
    with board.database.read() as session:
        return session.get_one(Action, number).status


@pytest.mark.parametrize("typed", AFTERWARDS)
def test_what_cannot_be_undone_is_named_with_the_way_on_and_the_thing_before_it_stands(
    board: Council, manager: Saying, typed: str
) -> None:
    later(manager).says(typed)
    with pytest.raises(RefusedError) as refused:
        later(manager).says("undo")
    told = refusal_words(refused.value, NAMES)
    assert told.startswith("I can't undo the last thing you did, and nothing was changed.")
    assert AFTERWARDS[typed] in told
    assert status_of(board, 10) == Status.NOT_STARTED


def test_what_only_looked_is_not_the_last_thing(board: Council, manager: Saying) -> None:
    later(manager).says("/action about me")
    later(manager).says("undo")
    assert status_of(board, 10) == Status.DROPPED


def test_all_that_was_done_at_once_is_undone_at_once(board: Council, manager: Saying) -> None:
    later(manager).says("/action done 6 2")
    assert {status_of(board, 6), status_of(board, 2)} == {Status.DONE}
    told = later(manager).says("undo")
    assert isinstance(told, Answer)
    assert Status.DONE not in {status_of(board, 6), status_of(board, 2)}
    assert status_of(board, 10) == Status.NOT_STARTED
