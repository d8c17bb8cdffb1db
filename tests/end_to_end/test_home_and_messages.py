"""The bot's own two tabs."""

from datetime import timedelta

import pytest

from tests.end_to_end.persona import Persona
from tests.end_to_end.seen import Seen, words_in
from tests.end_to_end.world import World
from tests.people import NOW, TODAY, Council

pytestmark = pytest.mark.usefixtures("world", "council")


def test_the_home_shows_ones_own_actions_late_ones_first(
    council: Council, practitioner: Persona
) -> None:
    council.action(council.practitioner, "later", due=TODAY + timedelta(days=30))
    council.action(council.practitioner, "this week", due=TODAY + timedelta(days=2))
    council.action(council.practitioner, "late", due=TODAY - timedelta(days=2))
    council.action(council.colleague, "somebody else's")

    home = practitioner.opens_home("Later").text

    places = [home.index(heading) for heading in ("Overdue", "This week", "Later")]
    assert places == sorted(places)
    assert "somebody else's" not in home


def test_the_home_offers_tools_for_a_team_to_whoever_has_one(
    manager: Persona, practitioner: Persona
) -> None:
    ones_own = practitioner.opens_home("You have no open actions.").buttons
    of_a_team = manager.opens_home("You have no open actions.").buttons

    assert ones_own[-5:] == [
        "List all actions", "The review", "Calendar", "Set my leave", "Hand over",
    ]  # fmt: skip
    assert set(of_a_team) - set(ones_own) == {"Choose several", "Phases", "Set leave"}


def test_done_in_the_home_refreshes_it_and_offers_an_undo(
    council: Council, practitioner: Persona
) -> None:
    council.action(council.practitioner, "Write the plan")
    home = practitioner.opens_home("Write the plan")

    practitioner.presses(home, "Done")
    after = practitioner.sees_home("is done")
    assert "You have no open actions." in after.text
    practitioner.presses(after, "Undo")

    assert "Done" in practitioner.sees_home("Undone.").buttons


def test_the_form_opened_from_the_home_puts_the_new_action_there(
    council: Council, practitioner: Persona
) -> None:
    home = practitioner.opens_home("You have no open actions.")
    practitioner.presses(home, "Add an action")
    practitioner.submits(practitioner.opened(), title="Write the plan", owner="U05")

    assert "Write the plan" in practitioner.sees_home("No date").text


def test_a_refusal_in_the_home_is_shown_in_a_window(
    council: Council, practitioner: Persona
) -> None:
    number = council.action(council.practitioner, "Write the plan")
    home = practitioner.opens_home("Write the plan")
    practitioner.types(f"/action done {number}")

    practitioner.presses(home, "Done")

    assert "was already done" in practitioner.opened().text


def test_the_status_button_shows_the_digest_in_the_home(
    council: Council, practitioner: Persona
) -> None:
    council.action(council.practitioner)
    home = practitioner.opens_home("Later")

    practitioner.presses(home, "Where things stand")

    practitioner.sees_home("*Overdue*: 0 of 1")


def test_a_direct_message_is_answered_like_a_command(
    council: Council, practitioner: Persona
) -> None:
    number = council.action(council.practitioner)

    assert "*Overdue*: 0 of 1" in practitioner.writes("status").text
    assert "is done" in practitioner.writes(f"done {number}").text


def test_a_direct_message_that_needs_a_form_brings_a_button_to_it(
    practitioner: Persona,
) -> None:
    told = practitioner.writes("add")

    practitioner.presses(told, "Add an action")

    assert "What needs doing?" in practitioner.opened().text


def test_a_direct_message_nobody_can_read_is_answered_with_what_can_be_done(
    practitioner: Persona,
) -> None:
    lost = practitioner.writes("frobnicate")
    assert lost.text.startswith("I didn't understand that. /action help shows")
    assert lost.buttons == ["My actions", "Add an action", "Help"]


def test_hello_is_answered_with_what_this_is_and_where_to_begin(practitioner: Persona) -> None:
    told = practitioner.writes("hello there")
    assert told.text.startswith("Hello. I keep track of your actions and live audits")
    assert told.buttons == ["My actions", "My live audits", "What can I type?"]
    practitioner.presses(told, "My actions")
    assert "You have no open actions." in practitioner.reads(practitioner.dm).text


def test_a_mention_in_a_channel_is_answered_in_private(
    council: Council, practitioner: Persona, world: World
) -> None:
    council.action(council.practitioner)

    practitioner.mentions_the_bot("status")

    assert "*Overdue*: 0 of 1" in practitioner.reads().text
    assert practitioner.has_nothing_new(practitioner.channel)


@pytest.mark.parametrize("text", ["<@UBOT> done {}", "hi <@UBOT>, done {}", "done {} <@UBOT>"])
def test_the_bots_own_mention_is_no_part_of_what_is_written_to_it(
    council: Council, practitioner: Persona, text: str
) -> None:
    number = council.action(council.practitioner, "Write the plan")
    told = practitioner.writes(text.format(number))
    assert "Write the plan is done." in told.text
    assert "@" not in told.text


@pytest.mark.parametrize(
    ("who", "heading"),
    [
        ("practitioner", "Where your actions in the plan stand on Mon 23 Nov 2026"),
        ("manager", "Where your team's actions in the plan stand on Mon 23 Nov 2026"),
        ("director", "Where all actions in the plan stand on Mon 23 Nov 2026"),
    ],
)
@pytest.mark.parametrize("command", ["/status", "/action-status", "/action status"])
def test_status_answers_by_who_asks_under_each_of_its_names(
    council: Council, request: pytest.FixtureRequest, who: str, heading: str, command: str
) -> None:
    council.action(council.practitioner, due=TODAY - timedelta(days=3), at=NOW - timedelta(days=60))
    persona: Persona = request.getfixturevalue(who)

    told = persona.types(command).text

    assert heading in told
    assert "*Overdue*: 1 of 1" in told
    assert "%" not in told


@pytest.mark.parametrize("tool", ["List all actions", "The review", "Calendar"])
def test_the_answer_to_a_tool_at_the_end_of_the_home_stands_above_it_in_sight(
    council: Council, practitioner: Persona, tool: str
) -> None:
    council.action(council.practitioner, "Write the plan")
    before = practitioner.opens_home("Write the plan")

    practitioner.presses(before, tool)
    after = _answered(practitioner, before)

    _stands_above_the_last_row(after, before)


def _stands_above_the_last_row(after: Seen, before: Seen) -> None:
    """Check that an answer parts nothing, and stands where whoever pressed at the end looks."""
    now, was = _shown(after), _shown(before)
    first = next(at for at, each in enumerate(now) if each != was[at])
    assert 1 < first < len(was) - 1
    assert now[first - len(was) :] == was[first:]


def test_what_is_asked_of_one_action_in_the_home_is_answered_beside_it(
    council: Council, practitioner: Persona
) -> None:
    council.action(council.practitioner, "Write the plan")
    number = council.action(council.practitioner, "Train the team")
    before = practitioner.opens_home("Train the team")
    rows = [block.get("block_id") for block in before.blocks]
    where = rows.index(f"item-{number}")

    practitioner.chooses(before, "item_more", "Show everything", nth=1)
    after = _answered(practitioner, before)

    assert _shown(after)[:where] == _shown(before)[:where]


def test_what_is_pressed_in_an_answer_is_answered_where_that_stands(
    council: Council, practitioner: Persona
) -> None:
    council.action(council.practitioner, "Write the plan")
    before = practitioner.opens_home("Write the plan")
    practitioner.presses(before, "List all actions")
    listed = _answered(practitioner, before)

    practitioner.chooses(listed, "Open an action", "#1")
    after = _answered(practitioner, listed)

    _stands_above_the_last_row(after, before)


def test_where_things_stand_is_answered_at_the_top_whatever_was_pressed_before(
    council: Council, practitioner: Persona
) -> None:
    council.action(council.practitioner, "Write the plan")
    before = practitioner.opens_home("Write the plan")
    practitioner.presses(before, "The review")

    practitioner.presses(_answered(practitioner, before), "Where things stand")

    assert _shown(practitioner.sees_home("*Overdue*: 0 of 1"))[-len(before.blocks) :] == _shown(
        before
    )


def _answered(persona: Persona, before: Seen) -> Seen:
    """Return the Home once something else stands in it."""

    def shown() -> Seen | None:
        home = persona.sees_home("")
        return home if _shown(home) != _shown(before) else None

    return persona.waits_for(shown, "an answer in the Home")


def _shown(home: Seen) -> list[str]:
    """Return the words of each block."""
    return ["".join(words_in(block)) for block in home.blocks]
