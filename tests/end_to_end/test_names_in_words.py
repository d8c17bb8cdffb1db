"""Whoever is mentioned in somebody's words stands in them by name, whichever way the words came."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from db.models import Action, Event
from tests.end_to_end.persona import Persona
from tests.end_to_end.seen import Seen
from tests.end_to_end.world import World
from tests.people import NOW, TODAY, Council

pytestmark = pytest.mark.usefixtures("world", "council")

WHO = "<@U06>"
NAMED = "@Practitioner 2, Permanence"
SURE = "It's not about a child"
ADDRESS = "the office moves to 14 Acacia Avenue"


def kept(council: Council) -> list[str]:
    """Return every word that was kept: notes and titles."""
    with council.database.read() as session:
        notes = session.scalars(select(Event.note).where(Event.note != "").order_by(Event.id))
        return [*notes, *session.scalars(select(Action.title).order_by(Action.id))]


def is_sure(persona: Persona, asked: Seen) -> None:
    assert "Is this about a child or a family?" in asked.text
    persona.presses(asked, SURE)
    persona.sees_again(asked, "#1")


def test_a_note_names_people_on_every_road(
    council: Council, practitioner: Persona, world: World
) -> None:
    council.action(council.practitioner, "Write the plan", due=TODAY, at=NOW - timedelta(days=99))
    world.tick()
    morning = practitioner.reads()

    practitioner.types(f"/action note 1 typed for {WHO}")
    practitioner.writes(f"note 1 written for {WHO}")
    practitioner.replies(morning, f"replied to {WHO}")
    is_sure(practitioner, practitioner.types(f"/action note 1 {WHO} says {ADDRESS}"))
    is_sure(practitioner, practitioner.writes(f"note 1 {WHO} writes {ADDRESS}"))
    is_sure(practitioner, practitioner.replies(morning, f"{WHO} replies {ADDRESS}"))
    practitioner.posts("/action note 1")
    practitioner.submits(practitioner.opened(), note=f"filled in for {WHO}")
    practitioner.waits_for(lambda: len(kept(council)) > 7 or None, "the last note")

    assert [words for words in kept(council) if "<@" in words or "U06" in words] == []
