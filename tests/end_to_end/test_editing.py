"""Editing an action in its form, and two people who do so at once."""

import pytest

from db.models import Action
from tests.end_to_end.persona import Persona
from tests.end_to_end.seen import Json, Seen
from tests.end_to_end.world import World
from tests.people import Council, becomes

pytestmark = pytest.mark.usefixtures("world", "council")


def opens(persona: Persona, number: int) -> Seen:
    """Open the form with every field in it."""
    persona.posts(f"/action edit {number}")
    return persona.goes_on(persona.opened(), "More fields")


def shown_again(persona: Persona, outcome: Json) -> Seen:
    assert outcome["outcome"] == "updated", outcome
    return persona.opened()


def kept(council: Council, number: int) -> Action:
    with council.database.read() as session:
        return session.get_one(Action, number)


@pytest.mark.on_both
def test_every_field_is_saved_in_one_go_and_confirmed_from_old_to_new(
    council: Council, manager: Persona
) -> None:
    number = council.action(council.practitioner, "Write the plan")
    form = opens(manager, number)

    outcome = manager.submits(
        form,
        title="Write the whole plan",
        owner="U06",
        due="2026-12-18",
        source="Peer review, paragraph 38",
        theme="Permanence",
        measure="Every plan names a goal",
        why="the panel meets then",
    )

    assert outcome["outcome"] == "closed", outcome
    told = manager.reads(manager.channel).text
    for words in (
        "Write the plan → Write the whole plan",
        "Practitioner 1, Permanence → Practitioner 2, Permanence",
        "Fri 4 Dec 2026 → Fri 18 Dec 2026",
        "none → Permanence",
    ):
        assert words in told
    made = kept(council, number)
    assert (made.title, made.owner_id) == ("Write the whole plan", council.colleague.id)
    assert (made.source, made.theme) == ("Peer review, paragraph 38", "Permanence")
    history = manager.types(f"/action show {number}").text
    assert "what is to be done: “Write the plan” → “Write the whole plan”" in history


def test_what_was_edited_at_once_is_told_in_one_message(
    council: Council, manager: Persona, colleague: Persona, world: World
) -> None:
    number = council.action(council.colleague, "Write the plan")
    manager.submits(
        opens(manager, number), title="Write it", due="2026-12-18", why="the panel meets then"
    )
    manager.reads(manager.channel)
    world.later(minutes=2)
    world.delivery.send_pending()

    told = colleague.reads().text

    assert "“Write the plan” → “Write it”" in told
    assert "Fri 4 Dec 2026 → Fri 18 Dec 2026" in told
    assert colleague.has_nothing_new()


@pytest.mark.on_both
def test_the_same_field_changed_by_another_is_asked_about_and_what_was_typed_is_kept(
    council: Council, manager: Persona, practitioner: Persona
) -> None:
    number = council.action(council.practitioner, "Write the plan")
    form = opens(manager, number)
    practitioner.types(f"/action move {number} to 11 Dec 2026 because Legal asked")

    again = shown_again(
        manager,
        manager.submits(form, due="2026-12-18", title="Write it all", why="the panel meets then"),
    )

    assert "changed to “Fri 11 Dec 2026” by Practitioner 1, Permanence" in again.text
    assert "while you were typing" in again.text
    assert kept(council, number).title == "Write the plan"  # all or nothing
    assert _held(again, "due") == "2026-12-18"
    assert _held(again, "title") == "Write it all"
    assert manager.submits(again)["outcome"] == "closed"
    told = manager.reads(manager.channel).text
    assert "Write the plan → Write it all" in told
    assert "to approve the new date." in told  # the second move of its date


def test_theirs_can_be_kept_by_a_button(
    council: Council, manager: Persona, practitioner: Persona
) -> None:
    number = council.action(council.practitioner, "Write the plan")
    form = opens(manager, number)
    practitioner.submits(opens(practitioner, number), title="Write the first plan")
    again = shown_again(manager, manager.submits(form, title="Mine", theme="Permanence"))

    manager.presses(again, "Keep theirs")
    last = manager.opened()

    assert _held(last, "title") == "Write the first plan"
    assert "Keep theirs" not in last.buttons


def test_the_usual_fields_stand_alone_at_first_and_nothing_typed_is_lost_by_the_others(
    council: Council, manager: Persona, practitioner: Persona
) -> None:
    number = council.action(council.practitioner, "Write the plan")
    manager.posts(f"/action edit {number}")
    form = manager.opened()
    names = {each["action_id"] for each in form.controls}
    assert names == {"title", "owner", "due", "why", "more_edit"}
    practitioner.submits(opens(practitioner, number), title="Theirs", theme="Permanence")

    form = manager.goes_on(form, "More fields", title="Mine", why="the panel meets then")

    assert "was changed to “Theirs” by Practitioner 1, Permanence" in form.text
    assert _held(form, "title") == "Mine"
    assert _held(form, "why") == "the panel meets then"
    assert _held(form, "theme") == "Permanence"
    assert "More fields" not in form.buttons
    manager.submits(form, source="Peer review")
    assert (kept(council, number).title, kept(council, number).source) == ("Mine", "Peer review")


@pytest.mark.on_both
def test_what_was_not_touched_is_never_overwritten(
    council: Council, manager: Persona, practitioner: Persona
) -> None:
    number = council.action(council.practitioner, "Write the plan")
    form = opens(manager, number)
    practitioner.submits(opens(practitioner, number), title="Write the first plan")

    assert manager.submits(form, theme="Permanence")["outcome"] == "closed"

    made = kept(council, number)
    assert (made.title, made.theme) == ("Write the first plan", "Permanence")


@pytest.mark.on_both
def test_the_same_change_by_both_is_no_dispute(
    council: Council, manager: Persona, practitioner: Persona
) -> None:
    number = council.action(council.practitioner, "Write the plan")
    form = opens(manager, number)
    practitioner.submits(opens(practitioner, number), title="Write it")

    assert manager.submits(form, title="Write it")["outcome"] == "closed"

    assert "you changed nothing" in manager.reads(manager.channel).text


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", "Ring 07700 900123", "phone"),
        ("due", "2026-11-01", "has passed"),
        ("owner", "U07", "can give actions to"),
        ("due", "2026-12-18", "Say why it moves"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_saved(
    council: Council, manager: Persona, field: str, value: str, words: str
) -> None:
    number = council.action(council.practitioner, "Write the plan")

    outcome = manager.submits(opens(manager, number), **{"theme": "Permanence", field: value})

    (block,) = outcome["errors"]
    assert block.partition("~")[0] == ("why" if "Say why" in words else field)
    assert words in outcome["errors"][block]
    assert kept(council, number).theme == ""


def test_what_one_may_not_change_is_shown_as_text(council: Council, practitioner: Persona) -> None:
    number = council.action(council.practitioner, "Write the plan")

    form = opens(practitioner, number)

    assert "You can't change" in form.text
    assert "signer" not in {each["action_id"] for each in form.controls}


def test_nobody_edits_what_is_not_theirs_nor_what_is_done(
    council: Council, colleague: Persona, practitioner: Persona
) -> None:
    number = council.action(council.practitioner, "Write the plan")
    assert "You can't change anything in" in colleague.types(f"/action edit {number}").text
    practitioner.types(f"/action done {number}")
    assert "reopen it first to edit it" in practitioner.types(f"/action edit {number}").text


def test_a_form_that_is_forged_cannot_change_what_is_not_ones_own(
    council: Council, manager: Persona, world: World
) -> None:
    """The form stays open while the action is given to another team: the table is asked again."""
    number = council.action(council.practitioner, "Write the plan")
    form = opens(manager, number)
    becomes(council, number, owner_id=council.stranger.id)

    outcome = manager.submits(form, title="Mine")

    assert f"There is no action #{number}." in next(iter(outcome["errors"].values()))
    assert kept(council, number).title == "Write the plan"


def test_an_owner_who_is_away_is_asked_about_first(
    council: Council, manager: Persona, world: World
) -> None:
    number = council.action(council.practitioner, "Write the plan")
    manager.types("/action away <@U06> from 23 Nov 2026 to 27 Nov 2026")

    again = shown_again(manager, manager.submits(opens(manager, number), owner="U06"))

    assert "is away until Fri 27 Nov 2026" in again.text
    assert manager.submits(again)["outcome"] == "closed"
    assert kept(council, number).owner_id == council.colleague.id


def test_the_form_opens_from_the_button_under_an_action(
    council: Council, practitioner: Persona
) -> None:
    number = council.action(council.practitioner, "Write the plan")
    practitioner.presses(practitioner.types(f"/action show {number}"), "Edit")

    assert _held(practitioner.opened(), "title") == "Write the plan"


@pytest.mark.parametrize("words", ["edit", "snooze"])
def test_written_to_the_bot_directly_a_button_opens_the_form(
    council: Council, practitioner: Persona, words: str
) -> None:
    number = council.action(council.practitioner, "Write the plan")
    told = practitioner.writes(f"{words} {number}")

    practitioner.presses(told, told.buttons[0])

    assert practitioner.opened().controls


def _held(form: Seen, field: str) -> object:
    control = next(each for each in form.controls if each["action_id"] == field)
    return control.get("initial_value") or control.get("initial_date")
