import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.actions.adding import Add
from bot.actions.closing import Done, DoneByWords, DoneList, Reopen
from bot.actions.due_dates import Move
from bot.actions.lists import List
from bot.actions.show import Show
from bot.actions.verbs import Give, Note
from bot.digest.verbs import ShowDigest
from bot.registry import ACTIONS
from bot.slack.registry import ME, Help, OpenForm, Request
from db.errors import RefusedError
from tests.bot.typed import parse_action


@pytest.mark.parametrize(
    ("typed", "request_"),
    [
        ("", OpenForm("add")),
        ("add", OpenForm("add")),
        (
            "add <@U05|practitioner> by Fri 4 Dec: Finalise the Adolescent Strategy",
            Add("Finalise the Adolescent Strategy", "U05", "Fri 4 Dec"),
        ),
        ("add <@U05> Finalise it", Add("Finalise it", "U05")),
        ("add me by friday: Finalise it", Add("Finalise it", ME, "friday")),
        ("add by friday: Finalise it", Add("Finalise it", None, "friday")),
        ("add: Finalise it", Add("Finalise it")),
        ("add Finalise it: part two", Add("Finalise it: part two")),
        ("add to plan <@U05> by friday: Do it", Add("Do it", "U05", "friday", register="plan")),
        ("add to the plan: Finalise it", Add("Finalise it", register="plan")),
        ("add to team me by friday: Do it", Add("Do it", ME, "friday")),
        ("add to plan the day well", Add("to plan the day well")),
        ("ADD Finalise it", Add("Finalise it")),
        ("add Finalise Q&amp;A &lt;draft&gt;", Add("Finalise Q&A <draft>")),
        ("list", List("mine")),
        ("list overdue", List("overdue")),
        ("list plan", List("plan")),
        ("list audits", List("audits")),
        ("list team  ALL", List("team all")),
        ("list <@U05|practitioner>", List("person", "U05")),
        ("list me", List("mine")),
        ("show 12", Show(12)),
        ("show #12", Show(12)),
        ("done", DoneList()),
        ("done 12", Done(12)),
        ("done #12: minutes of the board", Done(12, "minutes of the board")),
        ("done adolescent strategy", DoneByWords(("adolescent", "strategy"))),
        ("close 12", Done(12)),
        ("reopen 12 the board asked", Reopen(12, "the board asked")),
        (
            "move 12 to 30 April because the panel meets then",
            Move(12, "30 April", "the panel meets then"),
        ),
        ("move 12 30 April: the panel", Move(12, "30 April", "the panel")),
        ("move 12 to 30 April", Move(12, "30 April")),
        ("move 12", OpenForm("move", 12)),
        ("give 12 to <@U05|x>", Give(12, "U05")),
        ("give 12 to me because I lead on it", Give(12, ME, "I lead on it")),
        ("give 12", OpenForm("give", 12)),
        ("note 12 draft sent", Note(12, "draft sent")),
        ("note 12 asked <@U05|Ana> about it", Note(12, "asked @Ana about it")),
        ("note 12", OpenForm("note", 12)),
        ("status", ShowDigest()),
        ("help", Help()),
    ],
)
def test_what_is_typed_is_understood(typed: str, request_: Request) -> None:
    assert parse_action(typed) == request_


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("dnoe 12", "Did you mean `/action done 12`?"),
        ("frobnicate", "Try `/action done 12`"),
        ("show", "Try `/action show 12`"),
        ("show twelve", "Try `/action show 12`"),
        ("list everybody", "Try `/action list overdue`"),
        ("add by friday Finalise it", "Put a colon"),
        ("add by friday:", "Say what is to be done"),
        ("add @practitioner by friday: x", "Pick the owner from the list"),
        ("give 12 to practitioner", "Pick the person from the list"),
        ("move 12 because I say so", "Say which date it moves to"),
        ("show 9999999999999999999999", "Which one?"),
    ],
)
def test_a_slip_is_answered_with_an_example_that_works(typed: str, words: str) -> None:
    with pytest.raises(RefusedError) as refused:
        parse_action(typed)
    assert words in str(refused.value)


@pytest.mark.parametrize("example", [verb.example for verb in ACTIONS.verbs])
def test_every_example_the_bot_gives_can_be_typed(example: str) -> None:
    parse_action(example.replace("@owner", "<@U05|owner>").replace("@person", "<@U05|person>"))


def test_an_example_uses_the_name_the_command_has_here() -> None:
    with pytest.raises(RefusedError, match="`/plan done 12`"):
        parse_action("dnoe 1", "/plan")


def check_example(refused: RefusedError) -> None:
    assert "`/action " in str(refused)


@given(st.text())
def test_nothing_that_can_be_typed_breaks_the_reading(text: str) -> None:
    try:
        parse_action(text)
    except RefusedError as refused:
        check_example(refused)


@given(st.sampled_from(sorted(ACTIONS.by_name)), st.text())
def test_nothing_after_a_verb_breaks_the_reading(verb: str, rest: str) -> None:
    try:
        parse_action(f"{verb} {rest}")
    except RefusedError as refused:
        check_example(refused)
