"""Dates that move: who is told, who is asked, and what everybody sees, on the real bot."""

from datetime import date

import pytest

from db.models import Action
from tests.end_to_end.persona import Persona
from tests.end_to_end.world import World
from tests.people import Council

pytestmark = pytest.mark.usefixtures("world", "council")


@pytest.fixture
def number(council: Council) -> int:
    return council.action(council.practitioner)


@pytest.fixture
def moved_once(number: int, practitioner: Persona) -> int:
    practitioner.types(f"/action move {number} to 18 December because the panel meets then")
    return number


def due(council: Council, number: int) -> date | None:
    with council.database.read() as session:
        return session.get_one(Action, number).due_on


def minute_passes(world: World) -> None:
    world.later(seconds=61)
    world.delivery.send_pending()


def test_the_first_move_is_told_to_the_owners_manager(
    world: World, number: int, practitioner: Persona, manager: Persona
) -> None:
    answer = practitioner.types(f"/action move {number} to 18 December because the panel meets")
    assert "I'll tell the Team Manager, Permanence." in answer.text

    minute_passes(world)

    told = manager.reads().text
    assert "moved the due date of #" in told
    assert "Fri 4 Dec 2026 → Fri 18 Dec 2026" in told


def test_the_form_says_beforehand_who_will_be_asked_and_the_answer_who_is(
    moved_once: int, practitioner: Persona
) -> None:
    practitioner.posts(f"/action move {moved_once}")
    form = practitioner.opened()
    assert (
        "This would be the second move of its date, so the Head of Service will be asked."
        in form.text
    )

    handed_in = practitioner.submits(form, due="2027-01-29", why="The partner needs longer")

    assert handed_in["outcome"] == "closed"
    answer = practitioner.reads(practitioner.channel, "the answer").text
    assert "I'll ask the Head of Service for Fri 29 Jan 2027 (27 working days later)." in answer
    assert "Until then it stays due Fri 18 Dec 2026." in answer


def test_a_date_moved_twice_is_asked_for_by_one_approved_by_another_and_seen_by_a_third(
    world: World, moved_once: int, practitioner: Persona, head: Persona, manager: Persona
) -> None:
    practitioner.types(f"/action move {moved_once} to 29 January because it needs longer")
    minute_passes(world)
    asked = head.reads()
    assert "Practitioner 1, Permanence asks to move it from Fri 18 Dec 2026 to" in asked.text
    assert "it needs longer" in asked.text
    waiting = manager.types(f"/action show {moved_once}").text
    assert "waiting for the Head of Service to approve it" in waiting
    assert "Fri 18 Dec 2026 · due now" in waiting
    assert "A move to Fri 29 Jan 2027 is waiting" in practitioner.types("/action list").text

    head.presses(asked, "Approve")
    head.sees_again(asked, "Approved by the Head of Service. Now due: Fri 29 Jan 2027")
    minute_passes(world)
    assert "approved the new due date" in practitioner.reads().text
    assert "moved the due date" in manager.reads().text
    assert "approved the new due date" in manager.reads().text

    drawn = manager.types(f"/action show {moved_once}").text
    assert "2 moves, 37 working days in all; first due Fri 4 Dec 2026" in drawn
    assert "approved by Head of Service, Mon 23 Nov 2026" in drawn
    assert "at risk ▲: moved twice" in drawn


def test_an_approval_can_be_undone_in_the_message_for_a_minute(
    world: World, council: Council, moved_once: int, practitioner: Persona, head: Persona
) -> None:
    practitioner.types(f"/action move {moved_once} to 29 January because it needs longer")
    minute_passes(world)
    asked = head.reads()
    head.presses(asked, "Approve")
    approved = head.sees_again(asked, "Approved by")

    head.presses(approved, "Undo")

    again = head.sees_again(approved, "asks to move it")
    assert again.buttons == ["Approve", "Decline"]
    assert due(council, moved_once) == date(2026, 12, 18)


def test_a_new_date_is_declined_with_a_reason_in_a_form(
    world: World, council: Council, moved_once: int, practitioner: Persona, head: Persona
) -> None:
    practitioner.types(f"/action move {moved_once} to 29 January because it needs longer")
    minute_passes(world)
    asked = head.reads()

    head.presses(asked, "Decline")
    assert head.submits(head.opened(), why="The board meets before that")["outcome"] == "closed"

    head.sees_again(asked, "Declined by the Head of Service. It stays as it is.")
    world.delivery.send_pending()
    told = practitioner.reads().text
    assert "declined the new due date" in told
    assert "The board meets before that" in told
    assert due(council, moved_once) == date(2026, 12, 18)


def test_approve_and_decline_can_be_typed(
    moved_once: int, practitioner: Persona, head: Persona, council: Council
) -> None:
    practitioner.types(f"/action move {moved_once} to 29 January because it needs longer")
    answer = head.types(f"/action decline {moved_once} because the board meets before that").text
    assert f"Declined: #{moved_once} stays due as it is." in answer
    practitioner.types(f"/action move {moved_once} to 15 January because it needs longer")
    approved = head.types(f"/action approve {moved_once}").text
    assert "Approved. I'll tell Practitioner 1, Permanence." in approved
    assert due(council, moved_once) == date(2027, 1, 15)


def test_decline_typed_without_a_reason_opens_its_form(
    moved_once: int, practitioner: Persona, head: Persona
) -> None:
    practitioner.types(f"/action move {moved_once} to 29 January because it needs longer")
    head.posts(f"/action decline {moved_once}")
    assert "Why not?" in head.opened().text


def test_a_forged_approval_of_ones_own_date_is_refused(
    world: World, council: Council, moved_once: int, practitioner: Persona, head: Persona
) -> None:
    own = council.action(council.head)
    head.types(f"/action move {own} to 18 December because the panel meets then")
    head.types(f"/action move {own} to 29 January because it needs longer")
    practitioner.types(f"/action move {moved_once} to 29 January because it needs longer")
    minute_passes(world)
    asked = head.reads()
    with council.database.read() as session:
        waiting = session.get_one(Action, own).waiting_move
    assert waiting is not None

    head.presses(asked, "Approve", forging=f'{{"n":{own},"m":null,"move":{waiting.id}}}')

    refusal = head.reads(what="a refusal").text
    assert "Only their manager's manager or a lead can approve the new date" in refusal
    assert due(council, own) == date(2026, 12, 18)


def test_a_message_of_a_date_that_was_replaced_decides_nothing(
    world: World, council: Council, moved_once: int, practitioner: Persona, head: Persona
) -> None:
    practitioner.types(f"/action move {moved_once} to 29 January because it needs longer")
    minute_passes(world)
    older = head.reads()
    practitioner.types(f"/action move {moved_once} to 12 February because it needs longer still")

    head.presses(older, "Approve")

    refusal = head.reads(what="a refusal").text
    assert f"Another date for #{moved_once} has been asked for since" in refusal
    assert due(council, moved_once) == date(2026, 12, 18)


def test_an_ask_undone_within_its_minute_reaches_nobody(
    world: World, moved_once: int, practitioner: Persona, head: Persona
) -> None:
    asked = practitioner.types(f"/action move {moved_once} to 29 January because it needs longer")
    practitioner.presses(asked, "Undo")
    practitioner.sees_again(asked, "is as it was")

    minute_passes(world)

    assert head.has_nothing_new()


def test_whoever_leaves_an_ask_unanswered_finds_it_in_a_morning_message_once(
    world: World, council: Council, moved_once: int, practitioner: Persona, head: Persona
) -> None:
    practitioner.types(f"/action move {moved_once} to 29 January because it needs longer")
    minute_passes(world)
    head.reads()
    world.later(days=2)
    world.tick()
    assert head.has_nothing_new()

    world.later(days=1)
    world.tick()
    morning = head.reads()
    assert "Good morning. 1 new date to approve" in morning.text
    head.presses(morning, "Approve")

    head.sees_again(morning, "Approved by the Head of Service")
    assert due(council, moved_once) == date(2027, 1, 29)
    world.later(days=1)
    world.tick()
    assert head.has_nothing_new()
