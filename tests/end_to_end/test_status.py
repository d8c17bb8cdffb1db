"""Where things stand, asked in every way there is: the answer is the same, and only one's own."""

import pytest

from tests.end_to_end.persona import Persona
from tests.end_to_end.world import World
from tests.people import Council
from tests.plans import board

__all__ = ["board"]

HEADLINE = {
    "practitioner": "*Overdue*: 1 of 2",
    "manager": "*Overdue*: 1 of 5",
    "director": "*Overdue*: 3 of 9",
}


@pytest.mark.parametrize("who", HEADLINE)
def test_every_way_in_gives_the_same_digest(
    board: Council, request: pytest.FixtureRequest, who: str
) -> None:
    asker: Persona = request.getfixturevalue(who)
    told = asker.types("/status").text
    assert HEADLINE[who] in told

    for command in ("/action-status", "/action status"):
        assert asker.types(command).text == told
    assert asker.writes("status").text == told
    asker.mentions_the_bot("status")
    assert asker.reads().text == told

    asker.chooses_shortcut("status")
    window = asker.opened().text
    assert HEADLINE[who] in window
    assert told.startswith(window)  # a window has no buttons

    home = asker.opens_home()
    asker.presses(home, "Where things stand")
    assert told.removesuffix(buttons_of(told, window)) in asker.sees_home(HEADLINE[who]).text


def buttons_of(told: str, window: str) -> str:
    return told.removeprefix(window)


def test_sections_can_be_asked_for_in_every_way_too(board: Council, director: Persona) -> None:
    told = director.types("/status drift").text
    assert "At risk: 1 of 3 due in the next 30 days" in told
    assert director.types("/action-status drift").text == told
    assert director.types("/action status drift").text == told
    assert director.writes("status drift").text == told


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ("Everything", "Owners and dates"),
        ("All overdue", "Overdue: 3 of 9 open actions"),
        ("Open the list", "Open actions of the improvement plan"),
        ("Everything, At risk", "nothing heard for 35 working days, moved twice"),
        ("Everything, Audits", "October 2026: 2 of 3 held"),
        ("Everything, Coverage", "not seen: Practitioner 2, Permanence"),
        ("Everything, Closing the loop", "1 of 2 awaiting sign-off, longest 9 working days"),
    ],
)
def test_a_button_opens_what_the_digest_counts(
    board: Council, director: Persona, button: str, words: str
) -> None:
    told = director.types("/status")
    for each in button.split(", "):
        director.presses(told, each)
        told = director.reads(director.channel)
    assert words in told.text


def test_an_action_is_opened_from_a_list_of_them(board: Council, director: Persona) -> None:
    late = director.types("/status overdue")
    options = [each["text"]["text"] for each in late.control("Open an action")["options"]]
    assert len(options) == 3
    director.chooses(late, "Open an action", next(one for one in options if "guide" in one))
    assert "Publish the placement guide" in director.reads(director.channel).text


def test_a_button_under_a_teams_digest_stays_with_that_team(
    board: Council, director: Persona
) -> None:
    digest = director.types("/status team Assessment")
    director.presses(digest, "All overdue")
    told = director.reads(director.channel).text
    assert "Overdue: 1 of 2 open actions" in told
    assert "the actions of Assessment" in told


def test_a_manager_asks_after_one_of_their_people(board: Council, manager: Persona) -> None:
    told = manager.types("/status <@U05>")
    assert "Where the actions of Practitioner 1, Permanence in the plan stand" in told.text
    manager.presses(told, "All overdue")
    assert "Overdue: 1 of 2" in manager.reads(manager.channel).text


def test_a_colleague_is_told_whose_work_it_is_not_theirs_to_see(
    board: Council, colleague: Persona
) -> None:
    for asked in ("<@U05>", "team Permanence", "service Children", "all", "drift all"):
        assert "Only " in colleague.types(f"/status {asked}").text


def test_a_forged_button_shows_nobody_elses_work(board: Council, colleague: Persona) -> None:
    digest = colleague.types("/status everything")
    forged = '{"whose":"all","name":"","person":null}'
    colleague.presses(digest, "Coverage", forging=forged)
    assert "Only a lead or an administrator" in colleague.reads(colleague.channel).text


def test_the_calendar_is_the_one_of_the_live_audits(council: Council, manager: Persona) -> None:
    assert manager.types("/status calendar").text == manager.types("/audit calendar").text


def test_help_lists_what_can_be_asked(council: Council, manager: Persona) -> None:
    usual = manager.types("/status help")
    assert "drift" in usual.text
    assert "subscriptions" not in usual.text
    manager.presses(usual, "More")
    manager.sees_again(usual, "subscriptions")


def test_a_slip_is_answered_with_an_example(council: Council, manager: Persona) -> None:
    assert "Did you mean /status overdue?" in manager.types("/status overdeu").text


def test_somebody_unknown_is_told_so(world: World, stranger: Persona) -> None:
    assert "I don't know you yet" in stranger.types("/status").text
