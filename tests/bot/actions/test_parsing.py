import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.actions.adding import Add
from bot.actions.closing import Close, Done, DoneByWords, DoneList, Reopen
from bot.actions.due_dates import Move
from bot.actions.lists import Find, List
from bot.actions.show import Show
from bot.actions.verb import WhichPerson
from bot.actions.verbs import Give, GiveByName, Note
from bot.digest.verbs import ShowDigest
from bot.registry import ACTIONS
from bot.slack.command_set import Help
from bot.slack.lost import DidYouMean
from bot.slack.numbered import LookedUp, WhichOne, how_many
from bot.slack.references import Named, leading
from bot.slack.registry import ME, OpenForm, Request
from db.errors import RefusedError
from tests.bot.typed import parse_action


@pytest.mark.parametrize(
    ("typed", "request_"),
    [
        ("", OpenForm("add")),
        ("add", OpenForm("add")),
        ("add: Finalise it", Add("Finalise it")),
        ("add Finalise it: part two", Add("Finalise it: part two")),
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
        ("close 12", Close(12)),
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


THREE = Named(("12", "3"), "sessions were held", False, "3 sessions were held")


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("dnoe 12", DidYouMean(ACTIONS, "dnoe 12", "/action")),
        ("frobnicate", DidYouMean(ACTIONS, "frobnicate", "/action")),
        ("show", WhichOne(Show, "", "/action")),
        ("show twelve", WhichOne(Show, "twelve", "/action")),
        ("show 9999999999999999999999", WhichOne(Show, "9999999999999999999999", "/action")),
        ("list everybody", List("all")),
        ("list whatever there is", Find(("whatever", "there", "is"))),
        ("add by friday Finalise it", Add("by friday Finalise it")),
        ("add by friday:", Add("by friday:")),
        ("add @practitioner by friday: x", Add("@practitioner by friday: x")),
        ("give 12 to practitioner", GiveByName(12, "practitioner")),
        ("give 12 to <@U05> and <@U06>", WhichPerson(Give, 12, ("U05", "U06"))),
        (
            "move 12 because I say so",
            OpenForm(
                "move",
                12,
                fields=(("why", "I say so"),),
                problem="Which date does it move to?",
                beside="due",
            ),
        ),
        ("done 12 3 sessions were held", how_many(Done, THREE)),
        ("done 1.2", LookedUp(Done, "1.2", "", "/action", "1.2")),
        ("12", Show(12)),
        ("/action done 12", Done(12)),
    ],
)
def test_what_is_in_doubt_is_asked_about_and_kept(typed: str, asked: Request) -> None:
    assert parse_action(typed) == asked


@pytest.mark.parametrize("example", [verb.example for verb in ACTIONS.verbs])
def test_every_example_the_bot_gives_can_be_typed(example: str) -> None:
    parse_action(example.replace("@owner", "<@U05|owner>").replace("@person", "<@U05|person>"))


def test_a_slip_of_the_pen_keeps_the_number() -> None:
    assert ACTIONS.nearest("dnoe") == ["done"]
    assert ACTIONS.nearest("complte") == ["done"]
    assert ACTIONS.nearest("frobnicate") == []


@pytest.mark.parametrize("word", ["chase", "phone", "ring", "thing", "today"])
def test_a_word_of_its_own_is_no_slip_for_a_verb(word: str) -> None:
    assert ACTIONS.nearest(word) == []


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


@pytest.mark.parametrize("number", ["1", "007", "123456789"])
@pytest.mark.parametrize("dated", [False, True])
def test_a_number_alone_is_what_it_is_before_a_blank(number: str, dated: bool) -> None:
    assert leading(number, dated=dated) == Named((number,), "")
    assert leading(f"{number} ", dated=dated) == Named((number,), "")
