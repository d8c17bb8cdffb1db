"""What may be about a child is asked about, and whoever is sure that it isn't carries on."""

from collections.abc import Sequence

import pytest
from sqlalchemy import select

from db.models import Action, Event, GuardPass
from tests.end_to_end.persona import Persona
from tests.people import Council

pytestmark = pytest.mark.usefixtures("world", "council")

SURE = "It's not about a child"


def passes(council: Council) -> Sequence[tuple[int, str]]:
    with council.database.read() as session:
        return [(each.person_id, each.kind) for each in session.scalars(select(GuardPass))]


def notes(council: Council, number: int) -> Sequence[str]:
    with council.database.read() as session:
        query = select(Event.note).where(Event.action_id == number, Event.note != "")
        return session.scalars(query.order_by(Event.id)).all()


def test_what_was_typed_is_asked_about_and_carried_out_on_a_press(
    council: Council, practitioner: Persona
) -> None:
    number = council.action(council.practitioner)
    asked = practitioner.types(f"/action note {number} the office moves to 14 Acacia Avenue & on")
    assert "Is this about a child or a family? That looks like a home address." in asked.text
    assert (notes(council, number), passes(council)) == ([], [])

    practitioner.presses(asked, SURE)
    practitioner.sees_again(asked, f"#{number}")

    assert notes(council, number) == ["the office moves to 14 Acacia Avenue & on"]
    assert passes(council) == [(council.practitioner.id, "address")]


def test_whoever_is_not_sure_leaves_things_as_they_were(
    council: Council, practitioner: Persona
) -> None:
    number = council.action(council.practitioner)
    asked = practitioner.writes(f"note {number} visited child AB")
    practitioner.presses(asked, "Cancel")
    assert (notes(council, number), passes(council)) == ([], [])


def test_a_day_that_is_asked_about_afterwards_asks_about_no_child_again(
    council: Council, manager: Persona
) -> None:
    asked = manager.types("/action add by 1 Nov: Open the office at 14 Acacia Avenue")
    manager.presses(asked, SURE)
    which_day = manager.sees_again(asked, "Which one do you mean?")
    manager.presses(which_day, "Mon 1 Nov 2027")
    manager.sees_again(asked, "Added")
    with council.database.read() as session:
        assert [each.title for each in session.scalars(select(Action))] == [
            "Open the office at 14 Acacia Avenue"
        ]


OFFICE = "Open the office at 14 Acacia Avenue"


def test_whether_it_is_another_is_asked_afterwards_and_about_no_child_again(
    council: Council, manager: Persona
) -> None:
    for words in ("Added", "This looks like one that's already there"):
        asked = manager.types(f"/action add {OFFICE}")
        manager.presses(asked, SURE)
        manager.sees_again(asked, words)
    is_another = manager.sees_again(asked, "This looks like one that's already there")
    manager.presses(is_another, "Add anyway")
    manager.sees_again(asked, "Added")
    with council.database.read() as session:
        assert [each.title for each in session.scalars(select(Action))] == [OFFICE, OFFICE]


def test_who_owns_it_and_that_they_are_away_is_asked_afterwards_and_about_no_child_again(
    council: Council, manager: Persona
) -> None:
    manager.types("/action away <@U05> from 23 November 2026 to 24 November 2026")
    asked = manager.types(f"/action add {OFFICE} (<@U05> or <@U06>)")
    manager.presses(asked, SURE)
    which = manager.sees_again(asked, "Who owns this one?")
    manager.presses(which, "Practitioner 1, Permanence")
    away = manager.sees_again(asked, "Give it to them anyway?")
    manager.presses(away, "Give it anyway")
    manager.sees_again(asked, "Added")
    assert passes(council)[0] == (council.manager.id, "address")


def test_a_form_keeps_what_was_typed_asks_and_is_submitted_again(
    council: Council, manager: Persona
) -> None:
    manager.posts("/action add")
    form = manager.opened()
    handed_in = manager.submits(form, title="Open the office at 14 Acacia Avenue")
    assert handed_in["outcome"] == "updated"
    asked = manager.opened_with("Is this about a child or a family?")
    assert "submit again to save it" in asked.text

    outcome = manager.submits(asked, title="Open the office at 14 Acacia Avenue")

    assert outcome["outcome"] == "closed"
    assert passes(council) == [(council.manager.id, "address")]
    with council.database.read() as session:
        assert session.scalars(select(Action)).one().title == "Open the office at 14 Acacia Avenue"


def test_what_is_too_long_for_a_button_is_told_a_way_on(
    council: Council, practitioner: Persona
) -> None:
    number = council.action(council.practitioner)
    told = practitioner.writes(f"note {number} the office at 14 Acacia Avenue {'moves on ' * 230}")
    assert "If it isn't, send it in parts: this is too long for a button" in told.text
    assert (told.buttons, notes(council, number)) == ([], [])


def test_what_is_plainly_personal_data_has_no_button(practitioner: Persona) -> None:
    told = practitioner.types("/action add Ring the family on 07700 900123, child AB")
    assert "That looks like a phone number." in told.text
    assert told.buttons == []
