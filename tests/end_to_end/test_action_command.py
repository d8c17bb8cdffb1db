"""What people type after /action, and what they read."""

import re
from collections.abc import Sequence

import pytest
from sqlalchemy import select

from db.models import Action, Person
from tests.end_to_end.persona import Persona
from tests.end_to_end.world import World
from tests.people import Council

pytestmark = pytest.mark.usefixtures("world", "council")


def kept(council: Council) -> Sequence[Action]:
    with council.database.read() as session:
        return session.scalars(select(Action)).all()


def test_an_action_is_added_with_its_owner_and_date(council: Council, manager: Persona) -> None:
    answer = manager.types("/action add <@U05> by Fri 4 Dec: Finalise the Adolescent Strategy")

    assert "Finalise the Adolescent Strategy" in answer.text
    assert "Practitioner 1, Permanence · Fri 4 Dec 2026, in 9 working days" in answer.text
    (made,) = kept(council)
    assert (made.owner_id, str(made.due_on)) == (council.practitioner.id, "2026-12-04")


def test_no_owner_and_no_date_are_shown_as_such(manager: Persona) -> None:
    answer = manager.types("/action add: Write the Adolescent Strategy")

    assert "no owner · no date" in answer.text


def test_an_action_for_somebody_outside_ones_line_is_refused_and_nothing_is_kept(
    council: Council, manager: Persona
) -> None:
    answer = manager.types("/action add <@U07> by friday week: Review the plan")

    assert "Only Practitioner 1, Assessment" in answer.text
    assert manager.types("/action list all").text.startswith("There are no actions yet.")


def test_an_owner_closes_their_action_with_evidence(
    council: Council, practitioner: Persona
) -> None:
    number = council.action(council.practitioner, "Finalise the Adolescent Strategy")

    answer = practitioner.types(f"/action done {number} Minutes of the board, item 4")

    assert f"#{number} Finalise the Adolescent Strategy is done." in answer.text
    assert "Minutes of the board, item 4" in answer.text


def test_a_colleague_is_told_whose_action_it_is(council: Council, colleague: Persona) -> None:
    number = council.action(council.practitioner)

    answer = colleague.types(f"/action done {number}")

    assert answer.text == (f"Only Practitioner 1, Permanence or their manager can close #{number}.")


def test_done_alone_lists_ones_own_each_with_a_button(
    council: Council, practitioner: Persona
) -> None:
    first = council.action(council.practitioner, "Write the plan")
    second = council.action(council.practitioner, "Share the plan")

    listed = practitioner.types("/action done")
    assert listed.buttons == ["Done", "Done"]
    practitioner.presses(listed, "Done", nth=1)
    left = practitioner.sees_again(listed, "is done.")

    assert f"#{second} Share the plan is done" in left.text
    assert f"#{first} Write the plan" in left.text
    assert left.buttons == ["Undo", "Done"]


def test_done_finds_an_action_by_its_words(council: Council, practitioner: Persona) -> None:
    number = council.action(council.practitioner, "Finalise the Adolescent Strategy")

    assert f"#{number}" in practitioner.types("/action done adolescent").text


def test_done_asks_when_two_actions_have_the_words(council: Council, practitioner: Persona) -> None:
    council.action(council.practitioner, "Adolescent Strategy: draft")
    second = council.action(council.practitioner, "Adolescent Strategy: final")

    asked = practitioner.types("/action done adolescent")
    assert "More than one action fits" in asked.text
    practitioner.presses(asked, "Done", nth=1)

    assert f"#{second}" in practitioner.sees_again(asked, "is done.").text


def test_undo_puts_an_action_back(council: Council, practitioner: Persona) -> None:
    number = council.action(council.practitioner)
    done = practitioner.types(f"/action done {number}")

    practitioner.presses(done, "Undo")

    assert "Undone." in practitioner.sees_again(done, "as it was").text
    assert "not started" in practitioner.types(f"/action show {number}").text


def test_undo_is_refused_after_its_minute(
    council: Council, practitioner: Persona, world: World
) -> None:
    number = council.action(council.practitioner)
    done = practitioner.types(f"/action done {number}")
    world.later(seconds=61)

    practitioner.presses(done, "Undo")

    assert "The minute for undoing is over" in practitioner.reads(practitioner.channel).text


def test_a_reopened_action_is_open_again(council: Council, practitioner: Persona) -> None:
    number = council.action(council.practitioner)
    practitioner.types(f"/action done {number}")

    answer = practitioner.types(f"/action reopen {number} the board asked for more")

    assert f"#{number} is open again." in answer.text
    assert "in progress" in answer.text


def test_a_move_shows_the_old_the_new_and_the_original_date(
    council: Council, manager: Persona
) -> None:
    number = council.action(council.practitioner)

    answer = manager.types(f"/action move {number} to 29 January because the panel meets then")

    assert "moves from Fri 4 Dec 2026 to Fri 29 Jan 2027, in 46 working days" in answer.text
    assert "Its original date stays on record: Fri 4 Dec 2026." in answer.text
    assert "the panel meets then" in answer.text


def test_a_month_stays_a_month(council: Council, manager: Persona) -> None:
    number = council.action(council.practitioner, due=None)

    answer = manager.types(f"/action move {number} to April 2027")

    assert "by the end of April 2027" in answer.text


def test_a_date_that_could_mean_two_days_is_asked_about_first(
    council: Council, manager: Persona
) -> None:
    asked = manager.types("/action add by next friday: Review the plan")
    assert "could be more than one day" in asked.text
    assert asked.buttons == ["Fri 27 Nov 2026", "Fri 4 Dec 2026", "Cancel"]
    assert not kept(council)

    manager.presses(asked, "Fri 4 Dec 2026")

    assert "Fri 4 Dec 2026, in 9 working days" in manager.sees_again(asked, "Added").text
    assert [str(made.due_on) for made in kept(council)] == ["2026-12-04"]


def test_nothing_is_saved_when_the_question_is_cancelled(
    council: Council, manager: Persona
) -> None:
    asked = manager.types("/action add by next friday: Review the plan")
    manager.presses(asked, "Cancel")

    manager.sees_again(asked, "Nothing was saved.")
    assert not kept(council)


def test_a_date_in_the_past_is_said_to_be_one(council: Council, manager: Persona) -> None:
    asked = manager.types("/action add by April 2020: Write the Adolescent Strategy")
    assert "“April 2020” has passed. Use it anyway?" in asked.text

    manager.presses(asked, "by the end of April 2020")

    assert "overdue" in manager.sees_again(asked, "Added").text
    assert [made.due_precision for made in kept(council)] == ["month"]


def test_an_unreadable_date_gets_one_sentence_with_an_example(manager: Persona) -> None:
    answer = manager.types("/action add by 31 february: Review the plan")

    assert "February" in answer.text
    assert answer.text.count(".") <= 2


def test_a_given_action_names_its_new_owner_who_is_told(
    council: Council, manager: Persona, colleague: Persona, world: World
) -> None:
    number = council.action(council.practitioner, "Write the plan")

    answer = manager.types(f"/action give {number} to <@U06>")
    assert "Practitioner 2, Permanence now owns" in answer.text
    world.later(seconds=61)
    world.tick()

    told = colleague.reads()
    assert f"The Team Manager, Permanence gave you #{number}:" in told.text
    assert told.buttons == ["Done", "Move", "Note", "Not my action"]


def test_who_had_an_action_hears_that_it_was_taken_over(
    council: Council, manager: Persona, practitioner: Persona, world: World
) -> None:
    number = council.action(council.practitioner)
    manager.types(f"/action give {number} to <@U06>")
    world.later(seconds=61)
    world.tick()

    assert f"gave #{number} away, so it is no longer yours" in practitioner.reads().text


def test_a_change_undone_within_its_minute_reaches_nobody(
    council: Council, manager: Persona, colleague: Persona, world: World
) -> None:
    number = council.action(council.practitioner)
    given = manager.types(f"/action give {number} to <@U06>")
    world.later(seconds=30)
    manager.presses(given, "Undo")
    manager.sees_again(given, "as it was")
    world.later(seconds=61)
    world.tick()

    assert colleague.has_nothing_new()


def test_show_tells_the_whole_story_newest_first(
    council: Council, manager: Persona, practitioner: Persona
) -> None:
    number = council.action(council.practitioner)
    practitioner.types(f"/action note {number} Draft sent to Legal")
    manager.types(f"/action move {number} to 29 January because the panel meets then")
    manager.types(f"/action give {number} to <@U06>")

    shown = manager.types(f"/action show {number}").text

    story = [
        "1 move, 37 working days in all; first due Fri 4 Dec 2026",
        "gave it: Practitioner 1, Permanence → Practitioner 2, Permanence",
        "moved the due date: Fri 4 Dec 2026 → Fri 29 Jan 2027",
        "noted",
        "Draft sent to Legal",
        "added it",
    ]
    places = [shown.index(part) for part in story]
    assert places == sorted(places)


def test_what_is_shown_offers_only_what_its_reader_may_do(
    council: Council, manager: Persona, colleague: Persona
) -> None:
    number = council.action(council.practitioner)

    shown = manager.types(f"/action show {number}")
    ending = ["RAG status", "Defer", "Drop", "Who signs off", "Dependencies", "Edit"]
    assert shown.buttons == ["Done", "Move", "Note", "Give", *ending]
    assert colleague.types(f"/action show {number}").buttons == []
    manager.presses(shown, "Done")

    assert "is done." in manager.reads(manager.channel).text
    assert manager.types(f"/action show {number}").buttons == ["Who signs off"]


def test_a_list_is_paged_with_buttons(council: Council, practitioner: Persona) -> None:
    numbers = [council.action(council.practitioner, f"Part {each}") for each in range(12)]

    first = practitioner.types("/action list")
    assert "1 to 10 of 12" in first.text
    assert first.buttons == ["More", "Choose several"]
    practitioner.presses(first, "More")
    second = practitioner.sees_again(first, "11 to 12 of 12")
    assert (second.buttons, f"#{numbers[-1]} " in second.text) == (
        ["Earlier", "Choose several"],
        True,
    )
    practitioner.presses(second, "Earlier")

    assert f"#{numbers[0]} " in practitioner.sees_again(second, "1 to 10 of 12").text


def test_an_action_is_opened_from_a_list(council: Council, practitioner: Persona) -> None:
    number = council.action(council.practitioner)
    listed = practitioner.types("/action list")

    practitioner.chooses(listed, "Open an action", f"#{number}")

    assert "added it" in practitioner.reads(practitioner.channel).text


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("list", {"manager's"}),
        ("list team all", {"manager's", "practitioner's"}),
        ("list <@U05>", {"practitioner's"}),
        ("list overdue", {"practitioner's"}),
        ("list all", {"manager's", "practitioner's", "nobody's"}),
    ],
)
def test_each_list_shows_what_it_says(
    council: Council, manager: Persona, world: World, typed: str, expected: set[str]
) -> None:
    council.action(council.manager, "the manager's")
    council.action(
        council.practitioner, "the practitioner's", due=world.clock().date().replace(day=2)
    )
    council.action(council.stranger, "the stranger's")
    council.action(None, "nobody's")

    shown = manager.types(f"/action {typed}").text

    every = {"manager's", "practitioner's", "stranger's", "nobody's"}
    assert {each for each in every if each in shown} == expected


def test_a_typing_slip_is_answered_with_an_example_that_works(practitioner: Persona) -> None:
    asked = practitioner.types("/action dnoe 1")
    assert "Did you mean /action done 1?" in asked.text
    assert asked.buttons == ["/action done 1", "Help"]


def test_help_names_every_verb(practitioner: Persona) -> None:
    shown = practitioner.types("/action help")

    for verb in ("add", "list", "done", "move", "note", "find"):
        assert f"/action {verb}" in shown.text
    practitioner.presses(shown, "More")
    more = practitioner.sees_again(shown, "/action give").text
    for verb in ("show", "give", "reopen", "status", "undo"):
        assert f"/action {verb}" in more


def test_an_unknown_number_is_said_to_be_unknown(practitioner: Persona) -> None:
    assert practitioner.types("/action done 4711").text.startswith("There is no action #4711.")


def test_somebody_the_bot_does_not_know_is_told_whom_to_ask(
    council: Council, stranger: Persona
) -> None:
    with council.database.begin() as session:
        session.get_one(Person, council.stranger.id).slack_id = None

    assert "I don't know you yet." in stranger.types("/action list").text


@pytest.mark.over_http
def test_a_command_delivered_twice_is_carried_out_once(
    council: Council, manager: Persona, world: World
) -> None:
    manager.types("/action add: Write the plan")
    world.control("redeliver")

    assert "Write the plan" in manager.types("/action list all").text
    assert len(kept(council)) == 1
    assert manager.has_nothing_new(manager.channel)


def test_a_crash_is_admitted_with_a_reference_and_changes_nothing(
    council: Council, manager: Persona
) -> None:
    number = council.action(council.practitioner)
    with council.database.begin() as session:
        session.get_one(Person, council.manager.id).time_zone = "Nowhere/Atlantis"

    answer = manager.types(f"/action move {number} to 29 January because")

    assert re.search(r"Something broke on my side.*reference: [0-9a-f]{6}", answer.text)
    with council.database.read() as session:
        assert not session.get_one(Action, number).is_done


def test_six_long_notes_are_shown_and_never_silence(
    council: Council, practitioner: Persona
) -> None:
    number = council.action(council.practitioner)
    for note in range(6):
        practitioner.types(f"/action note {number} {'the board met and ' * 105}{note}.")

    shown = practitioner.types(f"/action show {number}")

    assert f"#{number}" in shown.text
    assert "met and 5." in shown.text + practitioner.reads(practitioner.channel).text


def test_what_is_refused_is_told_where_it_was_typed(
    council: Council, practitioner: Persona
) -> None:
    number = council.action(council.practitioner)

    told = practitioner.types(f"/action note {number} {'the board met and ' * 150}")

    assert "2,000" in told.text or "2000" in told.text
    assert practitioner.has_nothing_new()
