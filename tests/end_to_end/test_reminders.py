"""What reaches people in the morning, and what their presses do to it."""

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from db.models import Action, Message, Person
from tests.end_to_end.persona import Persona
from tests.end_to_end.seen import GREETING
from tests.end_to_end.world import World
from tests.people import NOW, TODAY, Council

pytestmark = pytest.mark.usefixtures("world", "council")
LONG_AGO = NOW - timedelta(days=200)


def test_all_of_a_mornings_reminders_are_one_message(
    council: Council, practitioner: Persona, world: World
) -> None:
    first = council.action(council.practitioner, "Write the plan", due=TODAY, at=LONG_AGO)
    second = council.action(
        council.practitioner, "Share the plan", due=date(2026, 11, 24), at=LONG_AGO
    )

    world.tick()
    world.tick()

    morning = practitioner.reads()
    assert "Good morning. 2 actions for you." in morning.text
    assert f"#{first} Write the plan" in morning.text
    assert f"#{second} Share the plan" in morning.text
    assert morning.buttons == [*GREETING, *["Done", "Move", "Note", "Not my action"] * 2]
    assert practitioner.has_nothing_new()


def test_done_rewrites_the_message_in_place_and_can_be_undone(
    council: Council, practitioner: Persona, world: World
) -> None:
    number = council.action(council.practitioner, "Write the plan", due=TODAY, at=LONG_AGO)
    council.action(council.practitioner, "Share the plan", due=TODAY, at=LONG_AGO)
    world.tick()
    morning = practitioner.reads()

    practitioner.presses(morning, "Done")
    after = practitioner.sees_again(morning, "✅ Done.")
    assert after.buttons == [*GREETING, "Undo", "Done", "Move", "Note", "Not my action"]
    with council.database.read() as session:
        assert session.get_one(Action, number).is_done
    practitioner.presses(after, "Undo")

    back = practitioner.sees_again(after, "Write the plan", without="✅ Done.")
    assert back.buttons.count("Done") == 2
    with council.database.read() as session:
        assert not session.get_one(Action, number).is_done


def test_move_opens_a_form_and_its_result_is_shown_in_the_message(
    council: Council, practitioner: Persona, world: World
) -> None:
    council.action(council.practitioner, due=TODAY, at=LONG_AGO)
    world.tick()
    morning = practitioner.reads()

    practitioner.presses(morning, "Move")
    outcome = practitioner.submits(
        practitioner.opened(), due="2026-12-18", why="The panel meets then"
    )

    assert outcome["outcome"] == "closed"
    assert "Now due: Fri 18 Dec 2026" in practitioner.sees_again(morning, "📅").text


def test_a_note_is_kept_and_the_buttons_stay(
    council: Council, practitioner: Persona, world: World
) -> None:
    number = council.action(council.practitioner, due=TODAY, at=LONG_AGO)
    world.tick()
    morning = practitioner.reads()

    practitioner.presses(morning, "Note")
    practitioner.submits(practitioner.opened(), note="Draft sent to Legal")

    assert "Done" in practitioner.sees_again(morning, "Your note is saved.").buttons
    assert "Draft sent to Legal" in practitioner.types(f"/action show {number}").text


def test_not_mine_tells_the_manager_who_can_give_it_on(
    council: Council, practitioner: Persona, manager: Persona, world: World
) -> None:
    number = council.action(council.practitioner, due=TODAY, at=LONG_AGO)
    world.tick()
    morning = practitioner.reads()

    practitioner.presses(morning, "Not my action")
    practitioner.submits(practitioner.opened(), why="This sits with Assessment")
    practitioner.sees_again(morning, "You said it isn't yours")
    world.tick()

    told = manager.reads()
    assert f"says that #{number} is not theirs" in told.text
    assert "This sits with Assessment" in told.text
    manager.presses(told, "Give")
    manager.submits(manager.opened(), owner="U06")
    manager.sees_again(told, "Now with Practitioner 2, Permanence")


def test_a_morning_that_was_missed_is_made_up_once(
    council: Council, practitioner: Persona, world: World
) -> None:
    council.action(council.practitioner, due=date(2026, 12, 4), at=LONG_AGO)
    world.later(days=10)  # Thursday 3 December, after two reminders nobody sent

    world.tick()

    assert "1 action for you" in practitioner.reads().text
    assert practitioner.has_nothing_new()


def test_a_late_action_reaches_the_manager_and_then_the_lead(
    council: Council, manager: Persona, director: Persona, world: World
) -> None:
    number = council.action(council.practitioner, due=TODAY, at=LONG_AGO)
    world.tick()
    assert manager.has_nothing_new()
    world.later(days=7)  # five working days late

    world.tick()
    told = manager.reads()
    assert f"#{number}" in told.text
    assert "1 overdue item in your teams" in told.text
    assert told.buttons == GREETING, "it is the owner's to see to"
    assert director.has_nothing_new()
    world.later(days=7)
    world.tick()

    assert "1 overdue item in your teams" in director.reads().text


def test_an_action_nobody_owns_comes_to_the_lead(
    council: Council, director: Persona, world: World
) -> None:
    council.action(None, due=TODAY, at=LONG_AGO)

    world.tick()

    told = director.reads()
    assert "No owner: needs assigning." in told.text
    assert "Give" in told.buttons


def test_nobody_is_reminded_before_nine_on_their_own_clock(
    council: Council, practitioner: Persona, world: World
) -> None:
    with council.database.begin() as session:
        session.get_one(Person, council.practitioner.id).time_zone = "America/New_York"
    council.action(council.practitioner, due=TODAY, at=LONG_AGO)

    world.tick()
    assert practitioner.has_nothing_new()
    world.later(hours=5)
    world.tick()

    assert "1 action" in practitioner.reads().text


def test_what_was_done_before_the_message_went_out_is_not_mentioned(
    council: Council, practitioner: Persona, world: World
) -> None:
    number = council.action(council.practitioner, due=TODAY, at=LONG_AGO)
    world.control("faults", method="chat.postMessage", kind="ratelimited", times=1, retry_after=30)
    world.tick()
    practitioner.types(f"/action done {number}")
    world.later(seconds=31)
    world.tick()

    assert practitioner.has_nothing_new()


def test_a_forged_press_cannot_go_round_the_permission_table(
    council: Council, colleague: Persona, world: World
) -> None:
    number = council.action(council.practitioner, due=TODAY, at=LONG_AGO)
    council.action(council.colleague, due=TODAY, at=LONG_AGO)
    world.tick()
    morning = colleague.reads()

    colleague.presses(morning, "Done", forging=json.dumps({"n": number, "m": None}))

    refused = colleague.reads()
    why = f"Only Practitioner 1, Permanence or their manager can close #{number}."
    assert refused.text.startswith(why)  # how it stands follows, with nothing they may not press
    assert refused.buttons == []
    with council.database.read() as session:
        assert not session.get_one(Action, number).is_done


def test_a_forged_press_cannot_rewrite_somebody_elses_message(
    council: Council, practitioner: Persona, manager: Persona, world: World
) -> None:
    council.action(council.practitioner, due=TODAY, at=LONG_AGO)
    number = council.action(council.manager, due=TODAY, at=LONG_AGO)
    world.tick()
    with council.database.read() as session:
        theirs = session.scalars(
            select(Message).where(Message.person_id == council.practitioner.id)
        ).one()
    morning = manager.reads()

    manager.presses(morning, "Done", forging=json.dumps({"n": number, "m": theirs.id}))

    assert "was written to somebody else" in manager.reads().text
    with council.database.read() as session:
        assert not session.get_one(Action, number).is_done


def test_a_practitioner_closes_from_the_reminder_what_their_manager_moved_meanwhile(
    council: Council, practitioner: Persona, manager: Persona, world: World
) -> None:
    number = council.action(council.practitioner, due=TODAY, at=LONG_AGO)
    world.tick()
    morning = practitioner.reads()
    manager.types(f"/action move {number} to 18 December because the panel meets then")

    practitioner.presses(morning, "Done")

    practitioner.sees_again(morning, "✅ Done.")
