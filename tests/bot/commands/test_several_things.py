"""Several things said in one breath, and what takes back that something is done, as pressed."""

import pytest
from sqlalchemy import select

from bot.slack.blocks import Answer
from db.actions.queries import find
from db.errors import RefusedError
from db.models import Action, Event, Status
from tests.bot.commands.board import board
from tests.bot.commands.said import Saying, controls, words_on
from tests.people import Council

__all__ = ["board"]

TWO_THINGS = "Done 2 and give 3 to <@U05|ana> because I\u2019m leaving"


@pytest.fixture(params=["sqlite"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Give the quicker database alone."""
    return str(request.param)


def pressed(board: Council, typed: str, label: str) -> Action:
    """Return action 2 after somebody typed something and pressed a button of the question."""
    somebody = Saying(board, board.manager)
    asked = somebody.says(typed)
    assert isinstance(asked, Answer)
    somebody.presses(asked, label)
    return action(board, 2)


def action(board: Council, number: int) -> Action:
    with board.database.read() as session:
        found = find(session, number, board.manager)
        assert found.owner
        return found


def notes_of(board: Council, number: int) -> list[str]:
    with board.database.read() as session:
        return [*session.scalars(select(Event.note).where(Event.action_id == number))]


def test_all_of_it_is_carried_out_at_once(board: Council) -> None:
    assert pressed(board, TWO_THINGS, "All of it").status == Status.DONE
    given = action(board, 3)
    assert given.owner
    assert given.owner.role == "Practitioner 1, Permanence"
    assert "I\u2019m leaving" in notes_of(board, 3)


def test_the_rest_can_be_a_note_and_no_word_of_it_is_lost(board: Council) -> None:
    done = pressed(board, TWO_THINGS, "The first, with the rest as a note")
    assert done.status == Status.DONE
    assert "\u201cand give 3 to @ana because I\u2019m leaving\u201d" in notes_of(board, 2)


def test_what_cannot_be_done_at_once_has_buttons_that_stay(board: Council) -> None:
    asked = Saying(board, board.manager).says("Done 2. Also on leave from 7 Dec to 11 Dec.")
    assert isinstance(asked, Answer)
    made = list(controls(list(asked.blocks)))
    told = [words_on(each) for each in made]
    assert told == [
        "Done 2",
        "on leave from 7 Dec to 11 Dec",
        "The first, with the rest as a note",
    ]
    assert all(each["action_id"].startswith("go_") for each in made)


@pytest.mark.parametrize(
    "typed", ["2 is done except for the letter", "done 2 except for the letter"]
)
def test_what_is_done_after_all_keeps_the_words_as_its_note(board: Council, typed: str) -> None:
    done = pressed(board, typed, "It is done")
    assert done.status == Status.DONE
    assert "\u201cexcept for the letter\u201d" in notes_of(board, 2)


def test_a_line_that_asks_something_back_leaves_the_others_undone(board: Council) -> None:
    asked = Saying(board, board.manager).says("done 2\nadd Finalise the Adolescent Strategy")
    assert isinstance(asked, Answer)
    assert asked.text == "One at a time, please. Which one first?"
    assert action(board, 2).is_open


def test_a_note_of_what_is_not_done_closes_nothing(board: Council) -> None:
    noted = pressed(board, "done 2 except for the letter", "Add it as a note")
    assert noted.is_open
    assert "except for the letter" in notes_of(board, 2)


@pytest.mark.parametrize(
    "typed",
    [
        "done 2 and move 3 to Friday because of NHS number 943 476 5919",
        "done 2 3 people of NHS number 943 476 5919",
    ],
)
def test_what_may_not_be_kept_is_not_shown_again_either(board: Council, typed: str) -> None:
    with pytest.raises(RefusedError) as refused:
        Saying(board, board.manager).says(typed)
    assert "943" not in str(refused.value)
