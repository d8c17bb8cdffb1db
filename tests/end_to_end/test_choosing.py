"""Several actions at once: all of them or none."""

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from db.models import Action
from tests.end_to_end.persona import Persona
from tests.end_to_end.seen import Json, Seen, controls_in
from tests.end_to_end.world import World
from tests.people import Council, becomes

pytestmark = pytest.mark.usefixtures("world", "council")


def chooses(persona: Persona, what: str, *numbers: int, scope: str = "team all") -> Seen:
    """Open the list, tick these, and go on to the second form."""
    persona.presses(persona.types(f"/action list {scope}"), "Choose several")
    form = persona.opened()
    outcome = persona.submits(form, **ticked(form, *numbers), what=what)
    assert outcome["outcome"] == "updated", outcome
    return persona.opened()


def ticked(form: Seen, *numbers: int) -> dict[str, str]:
    found = {}
    for control in form.controls:
        if control["type"] == "checkboxes":
            here = [each["value"] for each in control["options"] if int(each["value"]) in numbers]
            if here:
                found[control["action_id"]] = ",".join(here)
    return found


def owners(council: Council) -> dict[int, int | None]:
    with council.database.read() as session:
        return {action.id: action.owner_id for action in session.scalars(select(Action))}


def test_several_are_given_at_once_and_their_new_owner_hears_once(
    council: Council, manager: Persona, colleague: Persona, world: World
) -> None:
    numbers = [council.action(council.practitioner, f"Part {n}") for n in range(3)]
    form = chooses(manager, "give", *numbers)
    assert all(f"Part {n}" in json.dumps(form.blocks) for n in range(3))

    assert manager.submits(form, owner="U06", why="She leads on it")["outcome"] == "closed"

    told = manager.reads(manager.channel)
    assert "3 actions now with Practitioner 2, Permanence" in told.text
    assert set(owners(council).values()) == {council.colleague.id}
    world.later(minutes=2)
    world.delivery.send_pending()
    heard = colleague.reads().text
    assert all(f"Part {n}" in heard for n in range(3))
    assert "She leads on it" in heard
    assert colleague.has_nothing_new()


def test_one_undo_takes_all_of_it_back_and_nobody_hears(
    council: Council, manager: Persona, colleague: Persona, world: World
) -> None:
    numbers = [council.action(council.practitioner, f"Part {n}") for n in range(3)]
    manager.submits(chooses(manager, "give", *numbers), owner="U06")

    manager.presses(manager.reads(manager.channel), "Undo all")

    assert "as before" in manager.sees_last(manager.channel, "as before")
    assert set(owners(council).values()) == {council.practitioner.id}
    world.later(minutes=2)
    world.delivery.send_pending()
    assert colleague.has_nothing_new()


def test_one_that_is_refused_stops_them_all_and_is_named_beside_its_box(
    council: Council, director: Persona
) -> None:
    """A lead outside the line may give, but not close; what nobody owns they may."""
    theirs = council.action(council.practitioner, "Theirs")
    free = council.action(None, "Nobody's")
    closed = council.action(council.officer, "The officer's")
    form = chooses(director, "done", theirs, free, closed, scope="all")
    becomes(council, closed, status="done")

    outcome = director.submits(form)

    assert outcome["outcome"] == "errors"
    (words,) = outcome["errors"].values()
    assert f"#{closed} was already done" in words
    assert "Nothing was changed" in words
    with council.database.read() as session:
        assert session.get_one(Action, free).status == "not started"
        assert session.get_one(Action, theirs).status == "not started"
    left = ticked(form, theirs, free)
    assert director.submits(form, **left)["outcome"] == "closed"


def test_several_are_closed_and_moved_by_the_rules_of_each(
    council: Council, manager: Persona
) -> None:
    numbers = [council.action(council.practitioner, f"Part {n}") for n in range(2)]
    form = chooses(manager, "move", *numbers)
    assert manager.submits(form, due="2026-11-02", why="x")["outcome"] == "errors"
    assert (
        manager.submits(form, due="2026-12-18", why="the panel meets then")["outcome"] == "closed"
    )
    told = manager.reads(manager.channel).text
    assert "A new due date for 2 actions" in told

    assert manager.submits(chooses(manager, "done", *numbers))["outcome"] == "closed"

    assert "2 actions done" in manager.reads(manager.channel).text


def test_personal_data_is_refused_beside_the_reason(council: Council, manager: Persona) -> None:
    number = council.action(council.practitioner)

    outcome = manager.submits(chooses(manager, "done", number), why="Ring 07700 900123")

    assert "phone" in outcome["errors"]["why"]


def test_nothing_ticked_or_a_page_turned_loses_nothing(council: Council, manager: Persona) -> None:
    first = [council.action(council.practitioner, f"Part {n}") for n in range(35)]
    manager.presses(manager.types("/action list team all"), "Choose several")
    form = manager.opened()
    assert manager.submits(form, what="done")["outcome"] == "updated"
    again = manager.opened()
    assert "Tick the actions first" in again.text

    turned = turn(manager, again, "More", first[:2])
    assert f"Chosen on other pages: #{first[0]} and #{first[1]}" in turned.text

    outcome = manager.submits(turned, **ticked(turned, first[34]), what="done")
    assert outcome["outcome"] == "updated"
    last = manager.opened()
    assert all(f"#{number} " in json.dumps(last.blocks) for number in (*first[:2], first[34]))


def test_who_is_away_is_asked_about_first(council: Council, manager: Persona) -> None:
    number = council.action(council.practitioner)
    manager.types("/action away <@U06> from 23 Nov 2026 to 27 Nov 2026")

    outcome = manager.submits(chooses(manager, "give", number), owner="U06")

    assert outcome["outcome"] == "updated"
    again = manager.opened()
    assert "is away until" in again.text
    assert manager.submits(again)["outcome"] == "closed"


def test_a_forged_choice_changes_nothing(council: Council, practitioner: Persona) -> None:
    """The boxes hold only what one may see; a number that was slipped in is refused."""
    mine = council.action(council.practitioner, "Mine")
    other = council.action(council.stranger, "Somebody else's")
    form = chooses(practitioner, "done", mine, scope="mine")
    view_id = form.container["view_id"]
    boxes = next(each for each in form.controls if each["type"] == "checkboxes")
    slipped = [*boxes["options"], {"text": boxes["options"][0]["text"], "value": str(other)}]

    outcome = practitioner.hands_in(
        view_id,
        {boxes["block_id"]: {"pick0": {"type": "checkboxes", "selected_options": slipped}}},
    )

    assert outcome["outcome"] in {"errors", "failed"}
    with council.database.read() as session:
        assert {action.status for action in session.scalars(select(Action))} == {"not started"}


def turn(persona: Persona, form: Seen, name: str, numbers: list[int]) -> Seen:
    """Press a button in a form with these ticked, and return the form as it is then."""
    state: Json = {}
    for control in controls_in(form.blocks):
        if control["type"] == "checkboxes":
            chosen = [each for each in control["options"] if int(each["value"]) in numbers]
            held = {"type": "checkboxes", "selected_options": chosen}
            state[control["block_id"]] = {control["action_id"]: held}
    persona.presses(form, name, state=state)
    return persona.opened()


def test_the_owner_is_told_of_many_in_one_message_of_no_more_than_fifty_blocks(
    council: Council, manager: Persona, colleague: Persona, world: World
) -> None:
    numbers = [
        council.action(council.practitioner, f"Part {n}", due=date(2026, 12, 4) + timedelta(n))
        for n in range(28)
    ]
    manager.submits(chooses(manager, "give", *numbers), owner="U06")
    manager.reads(manager.channel)
    world.later(minutes=2)
    world.delivery.send_pending()

    heard = colleague.reads()

    assert len(heard.blocks) <= 50
    assert "and 13 more in your list" in heard.text
