"""What is typed about order, phases and return, and several lines after `add`."""

import pytest

from bot.actions.adding import Add, AddSeveral
from bot.actions.lists import List
from bot.actions.ordering import After, Phases, PutInPhase, Repeat
from bot.registry import ACTIONS
from bot.slack.lost import DidYouMean
from bot.slack.numbered import WhichOne
from bot.slack.registry import OpenForm, Request
from db.errors import RefusedError
from tests.bot.typed import parse_action


@pytest.mark.parametrize(
    ("typed", "request_"),
    [
        ("after 12 #7 #9", After(12, ("7", "9"))),
        ("after #12 7, 9 and #11", After(12, ("7", "9", "11"))),
        ("after 12 none", After(12)),
        ("after 12", OpenForm("order", 12)),
        ("phase 12 Phase 1: Stabilise", PutInPhase(12, "Phase 1: Stabilise")),
        ("phase 12 none", PutInPhase(12)),
        ("phase 12", OpenForm("order", 12)),
        ("phase", Phases()),
        ("phases", Phases()),
        ("list phase Phase 1", List("phase", phase="Phase 1")),
        ("repeat 12 three times a year", Repeat(12, "three times a year")),
        (
            "repeat 12 monthly from completion",
            Repeat(12, "monthly", from_completion=True),
        ),
        ("repeat 12 never", Repeat(12)),
        ("repeat 12", OpenForm("order", 12)),
        ("add - Train the staff", Add("Train the staff")),
        ("add\n- One\n\n2) Two\n• Three", AddSeveral(("One", "Two", "Three"))),
        ("- One\n- Two", AddSeveral(("One", "Two"))),
        ("1. One\r\n2. Two", AddSeveral(("One", "Two"))),
        ("add after the summer, ring round", Add("after the summer, ring round")),
        ("add after #7 Train the staff", Add("after #7 Train the staff")),
        ("add by friday Train the staff", Add("by friday Train the staff")),
        ("after", WhichOne(After, "", "/action")),
        ("One\nTwo", DidYouMean(ACTIONS, "One\nTwo", "/action")),
    ],
)
def test_it_is_understood(typed: str, request_: Request) -> None:
    assert parse_action(typed) == request_


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("after 12 the strategy", "Say which actions it comes after, by their numbers"),
        ("repeat 12 from completion", "Say how often it repeats."),
    ],
)
def test_it_is_refused_with_an_example(typed: str, words: str) -> None:
    with pytest.raises(RefusedError, match="`/action") as refused:
        parse_action(typed)
    assert words in str(refused.value)
