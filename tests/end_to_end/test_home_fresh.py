"""The App Home: all that waits for somebody, its filters and pages, and that it stays fresh."""

import json
from datetime import timedelta

import pytest

from db.models import Home
from tests.end_to_end.persona import Persona, ask
from tests.end_to_end.world import World
from tests.people import TODAY, Council, becomes

pytestmark = pytest.mark.usefixtures("world", "council")


def published(world: World) -> int:
    """Return how often the bot has published anybody's Home."""
    calls = ask(f"{world.workspace.url}/control/calls")
    return sum(call["method"] == "views.publish" for call in calls)


@pytest.mark.on_both
def test_a_change_by_a_colleague_is_shown_in_the_home_of_the_owner(
    council: Council, manager: Persona, practitioner: Persona, world: World
) -> None:
    number = council.action(council.practitioner, "Write the plan")
    practitioner.opens_home("Write the plan")
    world.tick()

    manager.types(f"/action move {number} to 18 Dec 2026 because the panel meets then")
    world.later(seconds=5)
    world.tick()

    practitioner.sees_home("Fri 18 Dec 2026")


@pytest.mark.on_both
def test_both_owners_and_the_manager_see_it_when_an_action_is_given(
    council: Council, head: Persona, practitioner: Persona, colleague: Persona, world: World
) -> None:
    number = council.action(council.practitioner, "Write the plan", due=TODAY - timedelta(days=1))
    practitioner.opens_home("Write the plan")
    colleague.opens_home("You have no open actions.")
    head.opens_home("Practitioner 1, Permanence · 1 open, 1 overdue")
    world.tick()

    head.types(f"/action give {number} to <@U06>")
    world.later(seconds=5)
    world.tick()

    colleague.sees_home("Write the plan")
    practitioner.sees_home("You have no open actions.")
    head.sees_home("Practitioner 2, Permanence · 1 open, 1 overdue")


@pytest.mark.on_both
def test_what_is_done_in_the_database_by_anything_at_all_is_shown(
    council: Council, practitioner: Persona, world: World
) -> None:
    """An import or a tick goes through no listener: the change itself is what is noted."""
    practitioner.opens_home("You have no open actions.")
    world.tick()

    council.action(council.practitioner, "Brought in")
    world.later(seconds=5)
    world.tick()

    practitioner.sees_home("Brought in")


@pytest.mark.on_both
def test_many_changes_at_once_draw_it_once(
    council: Council, practitioner: Persona, world: World
) -> None:
    practitioner.opens_home("You have no open actions.")
    world.later(seconds=5)
    world.tick()
    practitioner.sees_home("You have no open actions.")
    before = published(world)

    for number in range(20):
        council.action(council.practitioner, f"Part {number}")
    world.later(seconds=5)
    world.tick()
    world.tick()

    practitioner.sees_home("Part 19")
    assert published(world) == before + 1


@pytest.mark.on_both
def test_whoever_never_opened_it_is_sent_none(
    council: Council, practitioner: Persona, world: World
) -> None:
    before = published(world)
    council.action(council.practitioner, "Write the plan")
    world.tick()

    assert published(world) == before
    with council.database.read() as session:
        assert session.get(Home, council.practitioner.id) is None


@pytest.mark.on_both
def test_what_slack_did_not_take_is_drawn_later(
    council: Council, practitioner: Persona, world: World
) -> None:
    practitioner.opens_home("You have no open actions.")
    world.tick()
    world.control("faults", method="views.publish", kind="ratelimited", retry_after=30, times=1)
    council.action(council.practitioner, "Brought in")
    world.later(seconds=5)
    world.tick()
    assert "Brought in" not in practitioner.sees_home("").text

    world.later(seconds=31)
    world.tick()

    practitioner.sees_home("Brought in")


@pytest.mark.on_both
def test_an_undo_stays_within_reach_when_somebody_else_changes_something(
    council: Council, practitioner: Persona, world: World
) -> None:
    council.action(council.practitioner, "Write the plan")
    practitioner.presses(practitioner.opens_home("Write the plan"), "Done")
    practitioner.sees_home("is done")
    council.action(council.practitioner, "Brought in")
    world.later(seconds=10)
    world.tick()

    home = practitioner.sees_home("Brought in")

    assert "Undo" in home.buttons


def test_it_shows_what_waits_for_ones_word_and_whom_one_stands_in_for(
    council: Council, head: Persona, manager: Persona, practitioner: Persona, colleague: Persona
) -> None:
    number = council.action(council.practitioner, "Write the plan")
    other = council.action(council.practitioner, "Tell the board")
    for day in ("10 Dec 2026", "18 Dec 2026"):
        practitioner.types(f"/action move {number} to {day} because the panel meets then")
    practitioner.types(f"/action deputy {other} <@U06>")
    practitioner.types("/action handover me to <@U06> because I move on")

    home = head.opens_home("Waiting for your approval")
    assert "Approve" in home.buttons
    head.presses(home, "Approve")
    head.sees_home("Fri 18 Dec 2026")

    assert "Tell the board" in colleague.opens_home("You're covering").text


def test_an_offer_is_answered_in_the_home(
    council: Council, practitioner: Persona, colleague: Persona
) -> None:
    council.action(council.practitioner, "Write the plan")
    colleague_home = colleague.opens_home("You have no open actions.")
    assert "Accept all" not in colleague_home.buttons
    preview = practitioner.types("/action handover me to <@U06> because I move on")
    practitioner.presses(preview, "Offer it")
    practitioner.sees_last(practitioner.channel, "I asked")

    home = colleague.opens_home("Offered to you")
    colleague.presses(home, "Accept all")

    colleague.sees_home("Write the plan")


def test_the_filter_shows_a_part_and_is_kept_when_it_is_drawn_again(
    council: Council, manager: Persona, world: World
) -> None:
    council.action(council.manager, "Mine")
    council.action(council.practitioner, "Theirs", due=TODAY - timedelta(days=1))
    home = manager.opens_home("Mine")

    manager.chooses(home, "Show", "My team")
    shown = manager.sees_home("Theirs")
    assert "Mine" in shown.text  # a manager is of the team
    manager.chooses(shown, "Show", "Overdue")
    assert "Theirs" not in manager.sees_home("None of your actions is overdue.").text

    council.action(council.manager, "Late now", due=TODAY - timedelta(days=3))
    world.later(seconds=10)
    world.tick()
    assert "Mine" not in manager.sees_home("Late now").text


def test_a_press_shows_what_was_chosen_though_that_is_not_kept_yet(
    council: Council, practitioner: Persona, world: World
) -> None:
    council.action(council.practitioner, "Late", due=TODAY - timedelta(days=1))
    council.action(council.practitioner, "In time", due=TODAY + timedelta(days=30))
    practitioner.chooses(practitioner.opens_home("In time"), "Show", "Overdue")
    home = practitioner.sees_home_without("In time")
    world.rests()
    with council.database.begin() as session:
        session.get_one(Home, council.practitioner.id).choice = {}

    practitioner.presses(home, "Done")

    assert "In time" not in practitioner.sees_home("is done").text
    world.later(minutes=5)
    world.tick()
    practitioner.sees_home("None of your actions is overdue.")


def test_a_theme_can_be_looked_at(council: Council, practitioner: Persona) -> None:
    number = council.action(council.practitioner, "Of the theme")
    council.action(council.practitioner, "Of none")
    becomes(council, number, theme="Permanence")

    home = practitioner.opens_home("Of none")
    practitioner.chooses(home, "Show", "Theme: Permanence")

    shown = practitioner.sees_home_without("Of none")
    assert "Of the theme" in shown.text


def test_pages_are_turned_and_the_last_stays_the_last(
    council: Council, practitioner: Persona
) -> None:
    for number in range(60):
        council.action(council.practitioner, f"Part {number:02}", TODAY + timedelta(days=30))
    home = practitioner.opens_home("page 1 of 3")
    practitioner.presses(home, "More")
    second = practitioner.sees_home("page 2 of 3")
    practitioner.presses(second, "More", forging=json.dumps({"page": 99}))

    last = practitioner.sees_home("page 3 of 3")

    assert "More" not in last.buttons
    assert "Part 59" in last.text


def test_the_menu_beside_an_action_edits_and_shows_it(
    council: Council, practitioner: Persona
) -> None:
    council.action(council.practitioner, "Write the plan")
    home = practitioner.opens_home("Write the plan")

    practitioner.chooses(home, "item_more", "Show everything")
    practitioner.sees_home("added it")
    practitioner.chooses(practitioner.sees_home("added it"), "item_more", "Edit")
    practitioner.submits(practitioner.opened(), title="Write it all")

    practitioner.sees_home("Write the plan → Write it all")
