"""Order, phases and recurrence, typed and by hand."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from db.models import Action, Status
from tests.end_to_end.audits import Month
from tests.end_to_end.persona import Persona
from tests.end_to_end.world import World
from tests.people import Council

FAR_OFF = date(2027, 3, 1)  # so that no reminder comes between
pytestmark = pytest.mark.usefixtures("world", "council")


def kept(council: Council, number: int) -> Action:
    with council.database.read() as session:
        return session.get_one(Action, number)


def all_kept(council: Council) -> list[Action]:
    with council.database.read() as session:
        return list(session.scalars(select(Action).order_by(Action.id)))


@pytest.mark.on_both
def test_an_action_waits_and_its_owner_hears_once_when_it_can_begin(
    council: Council, world: World, manager: Persona, practitioner: Persona, colleague: Persona
) -> None:
    first = council.action(council.colleague, "Finalise the strategy", FAR_OFF)
    second = council.action(council.practitioner, "Train the staff", FAR_OFF)

    told = manager.types(f"/action after {second} #{first}")
    assert f"#{second} is blocked by #{first}." in told.text
    assert f"blocked by #{first}" in told.text
    assert f"blocked by #{first}" in practitioner.types("/action list").text

    assert f"No longer blocked: #{second}." in colleague.types(f"/action done {first}").text
    world.tick()
    assert practitioner.has_nothing_new()  # it can still be undone
    world.later(seconds=61)
    world.tick()
    world.tick()

    notice = practitioner.reads()
    assert f"#{second} is no longer blocked: #{first} is done." in notice.text
    assert practitioner.has_nothing_new()
    practitioner.presses(notice, "Done")
    practitioner.sees_again(notice, "✅ Done.")


@pytest.mark.on_both
def test_what_is_undone_within_its_minute_sets_nothing_free(
    council: Council, world: World, manager: Persona, practitioner: Persona, colleague: Persona
) -> None:
    first = council.action(council.colleague, "Finalise the strategy", FAR_OFF)
    second = council.action(council.practitioner, "Train the staff", FAR_OFF)
    manager.types(f"/action after {second} #{first}")

    done = colleague.types(f"/action done {first}")
    colleague.presses(done, "Undo")
    colleague.sees_again(done, "Undone.")
    world.later(seconds=61)
    world.tick()

    assert practitioner.has_nothing_new()


def test_the_owner_hears_when_what_was_done_is_open_again(
    council: Council, world: World, manager: Persona, practitioner: Persona, colleague: Persona
) -> None:
    first = council.action(council.colleague, "Finalise the strategy", FAR_OFF)
    second = council.action(council.practitioner, "Train the staff", FAR_OFF)
    manager.types(f"/action after {second} #{first}")
    colleague.types(f"/action done {first}")
    world.later(minutes=2)
    world.tick()
    practitioner.reads()

    colleague.types(f"/action reopen {first} the board asked for more")
    world.tick()

    assert f"#{first} was reopened and blocks #{second} again." in practitioner.reads().text


def test_a_loop_is_refused_and_named(council: Council, manager: Persona) -> None:
    a, b, c = (council.action(council.practitioner, title) for title in ("One", "Two", "Three"))
    manager.types(f"/action after {b} #{a}")
    manager.types(f"/action after {c} #{b}")

    told = manager.types(f"/action after {a} #{c}").text

    assert (
        f"#{a} already blocks #{c}, so that would go round in a circle: #{a} → #{b} → #{c}." in told
    )
    assert f"#{a} can't block itself." in manager.types(f"/action after {a} #{a}").text
    assert "There is no action #999" in manager.types(f"/action after {a} #999").text


def test_it_can_wait_for_nothing_again(council: Council, manager: Persona) -> None:
    a, b = (council.action(council.practitioner, title) for title in ("One", "Two"))
    manager.types(f"/action after {b} #{a}")

    told = manager.types(f"/action after {b} none").text

    assert f"#{b} is no longer blocked." in told
    assert "blocked by" not in told


def test_one_may_only_wait_for_what_one_may_see(
    council: Council, stranger: Persona, practitioner: Persona
) -> None:
    theirs = council.action(council.stranger, "Something else")
    own = council.action(council.practitioner, "Train the staff")

    unseen = practitioner.types(f"/action after {own} #{theirs}").text
    assert f"There is no action #{theirs}." in unseen
    assert f"There is no action #{own}" in stranger.types(f"/action after {own} none").text


def test_a_new_action_can_come_after_others_at_once(council: Council, manager: Persona) -> None:
    first = council.action(council.practitioner, "Finalise the strategy")

    told = manager.types(f"/action add <@U05> by Fri 18 Dec after #{first}: Train the staff").text

    assert f"blocked by #{first}" in told
    assert "There is no action #999" in manager.types("/action add after #999: Look at it").text
    assert len(all_kept(council)) == 2  # a refusal leaves nothing half done


def test_the_reminder_of_a_blocked_action_says_what_it_waits_for(
    council: Council, world: World, manager: Persona, practitioner: Persona
) -> None:
    first = council.action(council.manager, "Finalise the strategy", due=None)
    second = council.action(council.practitioner, "Train the staff", due=date(2026, 11, 24))
    manager.types(f"/action after {second} #{first}")

    world.clock.time = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    world.tick()

    assert f"blocked by #{first}" in practitioner.reads().text


def test_phases_are_listed_with_how_many_of_how_many_are_done(
    council: Council, manager: Persona
) -> None:
    a, b = (council.action(council.practitioner, title) for title in ("One", "Two"))
    council.action(council.practitioner, "Three")
    manager.types(f"/action phase {a} Phase 1: Stabilise")
    assert (
        "is now in Phase 1: Stabilise."
        in manager.types(f"/action phase {b} phase 1: stabilise").text
    )
    manager.types(f"/action done {a}")

    phases = manager.types("/action phases")
    assert "Phase 1: Stabilise · 1 of 2 done" in phases.text
    assert "No phase: 0 of 1 done" in phases.text
    manager.presses(phases, "List")
    assert "Phase 1: Stabilise · 2" in manager.reads(manager.channel).text
    assert "Phase 1: Stabilise · 2" in manager.types("/action list phase phase 1").text
    assert "There is no such phase" in manager.types("/action list phase 9").text
    assert "Phase: Phase 1: Stabilise" in manager.types(f"/action show {b}").text
    assert "is in no phase now" in manager.types(f"/action phase {b} none").text


def test_a_phase_with_personal_data_is_refused(council: Council, manager: Persona) -> None:
    number = council.action(council.practitioner)

    assert "postcode" in manager.types(f"/action phase {number} at YO1 7HH").text
    assert kept(council, number).phase == ""


def test_the_phases_open_from_the_home(council: Council, manager: Persona) -> None:
    number = council.action(council.manager)
    manager.types(f"/action phase {number} Phase 1: Stabilise")
    home = manager.opens_home("Phases")

    manager.presses(home, "Phases")

    assert "0 of 1 done" in manager.sees_home("Phases of the plan").text


def test_order_phase_and_return_are_set_in_one_form(council: Council, manager: Persona) -> None:
    first = council.action(council.practitioner, "Finalise the strategy")
    second = council.action(council.practitioner, "Train the staff")
    manager.presses(manager.types(f"/action show {second}"), "Dependencies")
    form = manager.opened()

    refused = manager.submits(form, after="soon", counted="date")
    assert "Write the numbers" in refused["errors"]["after"]
    refused = manager.submits(form, repeats="every term", counted="date")
    assert "Terms begin on other days" in refused["errors"]["repeats"]
    assert kept(council, second).recurrence == ""
    filled = {"after": f"#{first}", "phase": "Phase 2", "repeats": "three times a year"}
    assert manager.submits(form, **filled, counted="date")["outcome"] == "closed"

    told = manager.reads(manager.channel).text
    assert f"blocked by #{first}" in told
    assert "Phase: Phase 2" in told
    assert "Repeats: every 4 months, next Mon 5 Apr 2027" in told


@pytest.mark.on_both
def test_a_recurring_action_comes_round_once_it_is_done_and_its_time_is_near(
    council: Council, world: World, manager: Persona, practitioner: Persona
) -> None:
    number = council.action(council.practitioner, "Run the social work academy")
    told = manager.types(f"/action repeat {number} three times a year").text
    assert f"#{number} repeats every 4 months, next Mon 5 Apr 2027." in told

    done = practitioner.types(f"/action done {number}").text
    assert "It repeats, next due Mon 5 Apr 2027; the next one appears 20 working days" in done
    world.later(minutes=5)
    world.tick()
    assert len(all_kept(council)) == 1
    world.clock.time = datetime(2027, 3, 3, 9, 0, tzinfo=UTC)
    world.tick()
    assert len(all_kept(council)) == 1
    world.clock.time = datetime(2027, 3, 4, 9, 0, tzinfo=UTC)  # 20 working days before
    world.tick()
    world.tick()

    former, following = all_kept(council)
    assert (following.due_on, following.previous_id) == (date(2027, 4, 5), former.id)
    assert (following.title, following.owner_id) == (former.title, former.owner_id)
    shown = practitioner.types(f"/action show {following.id}").text
    assert f"Repeated after #{number}" in shown
    assert "Repeats: every 4 months, next Wed 4 Aug 2027" in shown
    refused = manager.types(f"/action reopen {number} it was not quite done").text
    assert f"was repeated as #{following.id}, which is open" in refused


def test_counted_from_completion_it_comes_at_once_and_never_again_when_told_so(
    council: Council, world: World, manager: Persona
) -> None:
    number = council.action(council.practitioner, "Look at supervision", due=None)
    refused = manager.types(f"/action repeat {number} monthly").text
    assert f"#{number} has no date to count from" in refused
    told = manager.types(f"/action repeat {number} monthly from completion").text
    assert f"#{number} repeats every month, counted from when it is done." in told

    assert "due Wed 23 Dec 2026" in manager.types(f"/action done {number}").text
    world.later(minutes=3)
    world.tick()
    following = all_kept(council)[-1]
    assert following.due_on == date(2026, 12, 23)

    manager.types(f"/action repeat {following.id} never")
    manager.types(f"/action done {following.id}")
    world.later(days=90)
    world.tick()
    assert len(all_kept(council)) == 2


@pytest.mark.on_both
def test_undone_within_its_minute_it_does_not_come_round(
    council: Council, world: World, practitioner: Persona
) -> None:
    number = council.action(council.practitioner, due=None)
    practitioner.types(f"/action repeat {number} weekly from completion")

    done = practitioner.types(f"/action done {number}")
    practitioner.presses(done, "Undo")
    practitioner.sees_again(done, "Undone.")
    world.later(minutes=5)
    world.tick()

    assert [action.status for action in all_kept(council)] == [Status.NOT_STARTED]


@pytest.mark.on_both
def test_what_is_still_open_when_its_next_date_comes_is_not_doubled(
    council: Council, world: World, manager: Persona
) -> None:
    number = council.action(council.practitioner, due=date(2026, 11, 30))
    manager.types(f"/action repeat {number} weekly")

    world.later(days=17)  # Thursday 10 December: the 7th has come and gone
    world.tick()
    world.tick()

    assert len(all_kept(council)) == 1
    shown = manager.types(f"/action show {number}").text
    assert shown.count("A repeat was skipped") == 1
    assert "as this one was still open: Mon 7 Dec 2026" in shown
    manager.types(f"/action done {number}")
    world.later(minutes=3)
    world.tick()
    assert all_kept(council)[-1].due_on == date(2026, 12, 14)


@pytest.mark.on_both
def test_an_action_from_an_audit_leads_back_to_it(
    council: Council, world: World, director: Persona
) -> None:
    month = Month(world, council, director)
    auditor = world.persona(4)
    month.publish()
    month.hold(auditor)
    made = all_kept(council)[-1]
    auditor.catch_up()

    shown = auditor.types(f"/action show {made.id}")
    assert "From: LA-2026-12-" in shown.text
    auditor.presses(shown, f"Open {made.source}")

    assert made.source in auditor.reads(auditor.channel).text
    refused = world.persona(6).types(f"/action show {made.id}")
    assert f"There is no action #{made.id}" in refused.text
    assert not [name for name in refused.buttons if name.startswith("Open LA-")]
