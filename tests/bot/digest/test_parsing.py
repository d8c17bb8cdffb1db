from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digest.sections import OPENED
from bot.digest.verbs import ShowDigest, StatusCalendar
from bot.registry import STATUS
from bot.slack.command_set import Help
from bot.slack.lost import DidYouMean
from bot.slack.registry import Request
from db.errors import RefusedError
from tests.bot.typed import parse_action

ASKED = [
    ("", ShowDigest()),
    ("me", ShowDigest(whose="own")),
    ("team", ShowDigest(whose="line")),
    ("team Permanence", ShowDigest(whose="team", name="Permanence")),
    ("TEAM Children &amp; Families", ShowDigest(whose="team", name="Children & Families")),
    ("service Children Looked After", ShowDigest(whose="service", name="Children Looked After")),
    ("all", ShowDigest(whose="all")),
    ("everybody", ShowDigest(whose="all")),
    ("<@U05|practitioner>", ShowDigest(whose="person", name="U05")),
    ("overdue", ShowDigest("overdue")),
    ("late", ShowDigest("overdue")),
    ("overdue me", ShowDigest("overdue", "own")),
    ("overdue <@U05>", ShowDigest("overdue", "person", "U05")),
    ("drift team Permanence", ShowDigest("drift", "team", "Permanence")),
    ("forecast", ShowDigest("drift")),
    ("audits", ShowDigest("audits")),
    ("coverage all", ShowDigest("coverage", "all")),
    ("grades", ShowDigest("grades")),
    ("loop", ShowDigest("loop")),
    ("more", ShowDigest("everything")),
    ("calendar", StatusCalendar()),
    ("help", Help()),
]


@pytest.mark.parametrize(("typed", "request_"), ASKED)
def test_what_is_typed_is_understood(typed: str, request_: Request) -> None:
    assert STATUS.parse(typed, "/status") == request_


@pytest.mark.parametrize(("typed", "request_"), ASKED)
def test_it_is_the_same_after_the_action_command(typed: str, request_: Request) -> None:
    assert parse_action(f"status {typed}") == request_


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("@practitioner", "Pick the person from the list"),
        ("drift @practitioner", "Try `/status drift @person`"),
        ("overdue everywhere", "Try `/status overdue team Permanence`"),
        ("service", "Try `/status service Children Looked After`"),
        ("all of it", "Say whose"),
    ],
)
def test_a_slip_is_answered_with_an_example_that_works(typed: str, words: str) -> None:
    with pytest.raises(RefusedError) as refused:
        STATUS.parse(typed, "/status")
    assert words in str(refused.value)


@pytest.mark.parametrize("example", [verb.example for verb in STATUS.verbs])
def test_every_example_the_bot_gives_can_be_typed(example: str) -> None:
    STATUS.parse(example, "/status")


def test_an_example_uses_the_words_that_were_typed_to_get_here() -> None:
    asked = STATUS.parse("overdoo", "/action-status")
    assert asked == DidYouMean(STATUS, "overdoo", "/action-status")
    assert STATUS.nearest("overdoo") == ["overdue"]
    asked = parse_action("status overdoo", "/plan")
    assert asked == DidYouMean(STATUS, "overdoo", "/plan status")


def test_every_section_that_can_be_asked_for_has_an_answer() -> None:
    sections = {asked.view for _, asked in ASKED if isinstance(asked, ShowDigest)} - {""}
    assert sections == set(OPENED)


@given(st.text(max_size=40))
def test_no_words_break_the_parser(typed: str) -> None:
    with suppress(RefusedError):
        assert isinstance(STATUS.parse(typed, "/status"), Request)
