"""A leaver hands over, and the one who takes over says yes or no to each thing."""

import json
from datetime import date

import pytest
from sqlalchemy import select

from db.models import Action, HandoverItem
from tests.end_to_end.persona import Persona
from tests.end_to_end.world import World
from tests.people import Council

pytestmark = pytest.mark.usefixtures("world", "council")


def owner(council: Council, number: int) -> int | None:
    with council.database.read() as session:
        return session.get_one(Action, number).owner_id


def test_a_leaver_is_handed_over_thing_by_thing(
    world: World, council: Council, manager: Persona, practitioner: Persona, colleague: Persona
) -> None:
    first = council.action(council.practitioner, "Refresh the chronology template")
    second = council.action(council.practitioner, "Agree the threshold document")
    seen = manager.types("/action handover <@U05> to <@U06> because she leaves in May")
    assert "holds 2 actions. Offer it all to Practitioner 2, Permanence?" in seen.text
    assert "Refresh the chronology template" in seen.text
    assert owner(council, first) == council.practitioner.id

    manager.presses(seen, "Offer it")
    assert "I asked Practitioner 2, Permanence." in manager.sees_again(seen, "I asked").text
    world.tick()
    assert "has offered what you hold" in practitioner.reads().text
    offer = colleague.reads()
    assert "is handing over to you: 2 actions." in offer.text
    assert "she leaves in May" in offer.text

    colleague.presses(offer, "Accept")
    offer = colleague.sees_again(offer, "Accepted: ")
    assert owner(council, first) == council.colleague.id
    assert owner(council, second) == council.practitioner.id


def test_what_is_refused_stays_and_whoever_asked_hears_why(
    world: World, council: Council, manager: Persona, colleague: Persona
) -> None:
    number = council.action(council.practitioner)
    manager.presses(manager.types("/action handover <@U05> to <@U06>"), "Offer it")
    world.tick()
    offer = colleague.reads()

    colleague.presses(offer, "Refuse")
    outcome = colleague.submits(colleague.opened(), why="No room before the summer")

    assert outcome["outcome"] == "closed"
    colleague.sees_again(offer, "Refused: ")
    assert owner(council, number) == council.practitioner.id
    world.tick()
    told = manager.reads()
    assert "has taken over 0 of 1 from Practitioner 1, Permanence" in told.text
    assert "No room before the summer" in told.text
    assert "Hand over the rest" in told.buttons


def test_all_is_accepted_with_one_press(
    world: World, council: Council, manager: Persona, colleague: Persona
) -> None:
    numbers = [council.action(council.practitioner) for _ in range(3)]
    manager.presses(manager.types("/action handover <@U05> to <@U06>"), "Offer it")
    world.tick()
    offer = colleague.reads()

    colleague.presses(offer, "Accept all")

    colleague.sees_again(offer, "Accepted: ", without="Accept all")
    assert {owner(council, number) for number in numbers} == {council.colleague.id}


def test_a_forged_press_takes_nothing_that_was_offered_to_another(
    world: World, council: Council, director: Persona, colleague: Persona
) -> None:
    number = council.action(council.practitioner)
    council.action(council.stranger)
    director.presses(director.types("/action handover <@U05> to <@U03>"), "Offer it")
    director.presses(director.types("/action handover <@U07> to <@U06>"), "Offer it")
    world.tick()
    offer = colleague.reads()

    with council.database.read() as session:
        theirs = session.scalars(
            select(HandoverItem).where(HandoverItem.subject_id == number)
        ).one()
        forged = json.dumps({"h": theirs.handover_id, "i": theirs.id, "m": None})

    colleague.presses(offer, "Accept", forging=forged)

    refused = colleague.reads()
    assert "That handover is not there any more." in refused.text
    assert owner(council, number) == council.practitioner.id


def test_a_manager_hears_of_a_leaver_and_hands_over_with_the_button(
    world: World, council: Council, manager: Persona, colleague: Persona
) -> None:
    council.action(council.practitioner)
    with council.database.begin() as session:
        session.merge(council.practitioner).ends_on = date(2026, 12, 4)
    world.tick()
    told = manager.reads()
    assert "leaves on Fri 4 Dec 2026 and still holds 1 action." in told.text

    manager.presses(told, "Hand it over")
    outcome = manager.submits(manager.opened(), taker="U06", why="They leave")

    assert outcome["outcome"] == "closed"
    world.tick()
    assert "is handing over to you: 1 action." in colleague.reads().text


def test_what_somebody_holds_is_listed_before_anything_is_chosen(
    council: Council, practitioner: Persona
) -> None:
    council.action(council.practitioner, "Agree the threshold document")

    assert "Agree the threshold document" in practitioner.types("/action handover me").text
    assert "Nothing has been offered to you" in practitioner.types("/action handover").text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("handover somebody", "Pick both people from the list"),
        ("handover <@U05> <@U06>", "Say who it goes to."),
        ("handover <@U05> to <@U06> in May", "Put the reason after the word because."),
        ("handover <@U05> to <@U05>", "Choose somebody else to hand it over to."),
    ],
)
def test_a_slip_is_answered_with_an_example(
    council: Council, manager: Persona, typed: str, words: str
) -> None:
    council.action(council.practitioner)

    assert words in manager.types(f"/action {typed}").text
