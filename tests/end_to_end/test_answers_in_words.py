"""What the bot has asked in direct messages is answered in words as well as with a button."""

import pytest
from sqlalchemy import select

from db.models import Absence, Action
from tests.end_to_end.persona import Persona
from tests.end_to_end.world import World
from tests.people import Council

NEXT_FRIDAY = "add Write to the schools by next friday"


def due(council: Council) -> list[str]:
    with council.database.read() as session:
        return [f"{day}" for day in session.scalars(select(Action.due_on).order_by(Action.id))]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("the second one please", "2026-12-04"),
        ("the first", "2026-11-27"),
        ("4 Dec", "2026-12-04"),
        ("no, 4 December", "2026-12-04"),
        ("the 4th", "2026-12-04"),
        ("No date", "None"),
    ],
)
def test_a_question_about_a_date_is_answered_in_words(
    council: Council, manager: Persona, words: str, day: str
) -> None:
    asked = manager.writes(NEXT_FRIDAY)
    assert asked.buttons[:3] == ["Fri 27 Nov 2026", "Fri 4 Dec 2026", "No date"]

    assert "Added #1" in manager.writes(words).text

    assert due(council) == [day]
    manager.sees_again(asked, "Write to the schools", without="No date")


def test_yes_is_what_was_asked_where_there_is_one_thing_it_can_mean(
    council: Council, manager: Persona
) -> None:
    manager.writes("add Write to the schools Friday")
    assert "Added #1" in manager.writes("Yes please").text
    assert due(council) == ["2026-11-27"]


def test_an_answer_that_may_be_either_is_asked_about_again_and_nothing_is_saved(
    council: Council, manager: Persona
) -> None:
    manager.writes(NEXT_FRIDAY)
    again = manager.writes("yes")
    assert "Which one do you mean?" in again.text
    assert "Fri 4 Dec 2026" in again.buttons
    assert due(council) == []
    assert "Which one" in manager.writes("11 Dec").text
    assert "Which one" in manager.writes("next Friday").text  # that was the question
    assert "Added #1" in manager.writes("first one").text


def test_yes_below_something_that_asks_nothing_presses_nothing(
    council: Council, manager: Persona
) -> None:
    council.action(council.manager, "Ring round")
    manager.writes("show 1")
    assert "press its button" in manager.writes("yes").text


def test_nothing_is_done_that_was_not_understood_in_the_first_place(
    council: Council, manager: Persona
) -> None:
    manager.writes("something nobody could understand at all")
    assert "press its button" in manager.writes("yes").text
    assert due(council) == []


def test_what_was_just_done_is_put_right_after_a_question(
    council: Council, manager: Persona
) -> None:
    manager.writes("add me: Write to the schools by Friday")
    asked = manager.writes("no, Thursday")
    assert "Do you mean #1" in asked.text
    assert asked.buttons[0] == "Move #1 to Thursday"
    assert due(council) == ["2026-11-27"]
    asked = manager.writes("for <@U05>")
    assert asked.buttons[0] == "Give #1 to them"
    assert "#1" in manager.writes("yes").text
    with council.database.read() as session:
        assert session.get_one(Action, 1).owner_id == council.practitioner.id


def test_the_date_of_what_nobody_owns_is_put_right_by_whoever_takes_it(
    council: Council, manager: Persona
) -> None:
    manager.writes("add Write to the schools by Friday")
    asked = manager.writes("no, Thursday")
    assert asked.buttons == ["It's mine", "Show #1"]
    manager.presses(asked, "It's mine")
    asked = manager.writes("no, Thursday")
    manager.presses(asked, "Move #1 to Thursday")
    manager.submits(manager.opened(), why="The panel meets then")
    assert due(council) == ["2026-11-26"]


def test_due_friday_right_after_adding_is_its_date_or_a_list(
    council: Council, manager: Persona
) -> None:
    manager.writes("add Write to the schools")
    asked = manager.writes("due Friday")
    assert "Do you mean #1" in asked.text
    assert asked.buttons == ["Move #1 to Friday", "List what is due Friday"]
    manager.presses(asked, "Move #1 to Friday")
    assert due(council) == ["2026-11-27"]
    assert "due Fri 27 Nov 2026" in manager.writes("due Friday").text


def test_no_leaves_a_question_at_that_and_yes_then_does_nothing(
    council: Council, manager: Persona
) -> None:
    manager.writes(NEXT_FRIDAY)
    assert "Nothing was saved" in manager.writes("no").text
    assert "press its button" in manager.writes("yes").text
    assert due(council) == []


def test_another_day_is_asked_about_instead_of_the_one_that_was_offered(
    council: Council, manager: Persona
) -> None:
    manager.writes("add me: Write to the schools by Friday")
    manager.writes("no, Thursday")
    assert manager.writes("no, Wednesday").buttons[0] == "Move #1 to Wednesday"


@pytest.mark.parametrize("ended", ["undo", "delete 1"])
def test_what_was_just_deleted_is_not_offered_another_day(
    council: Council, manager: Persona, ended: str
) -> None:
    manager.writes("add Write to the schools by Friday")
    manager.writes(ended)
    assert "Do you mean" not in manager.writes("no, Thursday").text


def test_a_reason_that_a_day_needs_is_asked_for_in_the_form_pressed_or_in_words(
    council: Council, manager: Persona
) -> None:
    manager.writes("add me: Write to the schools by Friday")
    asked = manager.writes("no, Thursday")
    assert manager.writes("yes").buttons == ["Move it"]
    manager.presses(asked, "Move #1 to Thursday")
    manager.submits(manager.opened(), why="The panel meets then")
    assert due(council) == ["2026-11-26"]


@pytest.mark.parametrize(("hours", "when"), [(2, "earlier"), (24, "on Mon 23 Nov 2026")])
def test_a_yes_presses_nothing_that_was_asked_long_ago_but_is_shown_it_again(
    council: Council, manager: Persona, world: World, hours: int, when: str
) -> None:
    asked = manager.writes("add Write to the schools Friday")
    world.later(hours=hours)

    again = manager.writes("yes")

    assert f"I asked you this {when}." in again.text
    assert due(council) == []
    manager.sees_again(asked, "Write to the schools", without="No date")  # one place to press
    assert "Added #1" in manager.writes("yes").text
    assert due(council) == ["2026-11-27"]


def test_a_yes_presses_nothing_where_a_command_was_asked_back_since(
    council: Council, manager: Persona, world: World
) -> None:
    manager.writes("add Write to the schools Friday")
    world.later(minutes=1)
    manager.types("/action add Ring Legal next Friday")  # only they see what is asked here
    world.later(minutes=1)
    assert "I asked you this earlier" in manager.writes("yes").text
    assert due(council) == []


def test_a_day_that_is_another_by_now_is_neither_pressed_nor_offered_again(
    council: Council, manager: Persona, world: World
) -> None:
    asked = manager.writes("in court tomorrow")
    world.later(hours=24)

    assert "Say it again with the date" in manager.writes("yes").text

    manager.presses(asked, "Yes, tomorrow")
    manager.sees_again(asked, "/action away tomorrow")
    with council.database.read() as session:
        assert session.scalars(select(Absence)).all() == []
