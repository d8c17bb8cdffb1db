"""A tick under a message about one action is Done, and a reply below it is a note."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from db.models import Action, Event
from tests.end_to_end.persona import Persona
from tests.end_to_end.world import World
from tests.people import NOW, TODAY, Council

pytestmark = pytest.mark.usefixtures("world", "council")
LONG_AGO = NOW - timedelta(days=200)


def notes(council: Council) -> list[str]:
    with council.database.read() as session:
        return list(session.scalars(select(Event.note).where(Event.kind == "noted")))


def test_a_tick_is_done_and_can_be_undone(
    council: Council, practitioner: Persona, world: World
) -> None:
    council.action(council.practitioner, "Write the plan", due=TODAY, at=LONG_AGO)
    world.tick()
    morning = practitioner.reads()
    practitioner.reacts(morning, "tada")

    practitioner.reacts(morning, "heavy_check_mark")
    done = practitioner.sees_again(morning, "✅ Done.")
    practitioner.presses(done, "Undo")

    practitioner.sees_again(done, "Write the plan", without="✅ Done.")


def test_a_tick_that_cannot_mean_done_is_told_what_to_do(
    council: Council, practitioner: Persona, manager: Persona, world: World
) -> None:
    for title in ("Write the plan", "Share the plan"):
        council.action(council.practitioner, title, due=TODAY, at=LONG_AGO)
    world.tick()

    practitioner.reacts(practitioner.reads())

    told = practitioner.reads().text
    assert told == "That message is about several things: press Done under the one you mean."


def test_a_reply_that_would_do_something_if_it_were_typed_offers_that_beside_the_note(
    council: Council, practitioner: Persona, world: World
) -> None:
    number = council.action(council.practitioner, "Write the plan", due=TODAY, at=LONG_AGO)
    world.tick()
    told = practitioner.replies(practitioner.reads(), "Done!")
    assert f"Note added to #{number}" in told.text
    assert notes(council) == ["Done!"]
    practitioner.presses(told, f"done {number}")
    practitioner.sees_last(practitioner.dm, f"#{number} Write the plan")
    with council.database.read() as session:
        assert session.get_one(Action, number).is_done


def test_a_reply_is_a_note_and_what_cannot_be_one_is_kept_nowhere(
    council: Council, practitioner: Persona, world: World
) -> None:
    number = council.action(council.practitioner, "Write the plan", due=TODAY, at=LONG_AGO)
    world.tick()
    morning = practitioner.reads()

    told = practitioner.replies(morning, "Draft sent to Legal & Finance")
    assert f"Note added to #{number}" in told.text
    assert notes(council) == ["Draft sent to Legal & Finance"]
    told = practitioner.replies(morning, "See the *minutes*\n\nKind regards\nSam")
    assert f"Note added to #{number}" in told.text
    assert sorted(notes(council)) == ["Draft sent to Legal & Finance", "See the minutes"]

    guarded = practitioner.replies(morning, "Ring the family on 07700 900123")
    assert "Noted" not in guarded.text
    assert sorted(notes(council)) == ["Draft sent to Legal & Finance", "See the minutes"]


def test_a_button_that_was_overtaken_answers_with_how_things_stand(
    council: Council, practitioner: Persona, manager: Persona
) -> None:
    number = council.action(council.practitioner, "Write the plan", due=TODAY, at=LONG_AGO)
    shown = manager.types(f"/action show {number}")
    practitioner.types(f"/action done {number}")

    manager.presses(shown, "Done")

    told = manager.reads(manager.channel).text
    assert f"#{number} was already done" in told
    assert "✅ Done by Practitioner 1, Permanence on Mon 23 Nov 2026." in told
