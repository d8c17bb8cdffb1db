from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.actions.requests import Digest, Request, StatusHelp, WhoLooks
from bot.digest.opened import VIEWS
from bot.digest.parsing import VERBS, parse_status
from db.errors import RefusedError
from tests.bot.typed import parse_action

ASKED = [
    ("", Digest()),
    ("me", Digest(whose="own")),
    ("team", Digest(whose="line")),
    ("team Permanence", Digest(whose="team", name="Permanence")),
    ("TEAM Children &amp; Families", Digest(whose="team", name="Children & Families")),
    ("service Children Looked After", Digest(whose="service", name="Children Looked After")),
    ("all", Digest(whose="all")),
    ("everybody", Digest(whose="all")),
    ("<@U05|practitioner>", Digest(whose="person", name="U05")),
    ("overdue", Digest("overdue")),
    ("late", Digest("overdue")),
    ("overdue me", Digest("overdue", "own")),
    ("overdue <@U05>", Digest("overdue", "person", "U05")),
    ("drift team Permanence", Digest("drift", "team", "Permanence")),
    ("forecast", Digest("drift")),
    ("audits", Digest("audits")),
    ("coverage all", Digest("coverage", "all")),
    ("loop", Digest("loop")),
    ("calendar", WhoLooks()),
    ("help", StatusHelp()),
]


@pytest.mark.parametrize(("typed", "request_"), ASKED)
def test_what_is_typed_is_understood(typed: str, request_: Request) -> None:
    assert parse_status(typed) == request_


@pytest.mark.parametrize(("typed", "request_"), ASKED)
def test_it_is_the_same_after_the_action_command(typed: str, request_: Request) -> None:
    assert parse_action(f"status {typed}") == request_


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("overdoo", "Did you mean `/status overdue`?"),
        ("frobnicate", "Try `/status overdue`; `/status help` shows the rest."),
        ("@practitioner", "Pick the person from the list"),
        ("drift @practitioner", "Try `/status drift @person`"),
        ("overdue everywhere", "Try `/status overdue team Permanence`"),
        ("service", "Try `/status service Children Looked After`"),
        ("all of it", "Say whose"),
    ],
)
def test_a_slip_is_answered_with_an_example_that_works(typed: str, words: str) -> None:
    with pytest.raises(RefusedError) as refused:
        parse_status(typed)
    assert words in str(refused.value)


@pytest.mark.parametrize("example", [verb.example for verb in VERBS.values()])
def test_every_example_the_bot_gives_can_be_typed(example: str) -> None:
    parse_status(example)


def test_an_example_uses_the_words_that_were_typed_to_get_here() -> None:
    with pytest.raises(RefusedError, match="`/action-status overdue`"):
        parse_status("overdoo", "/action-status")
    with pytest.raises(RefusedError, match="`/plan status overdue`"):
        parse_action("status overdoo", "/plan")


def test_every_section_that_can_be_asked_for_has_an_answer() -> None:
    sections = {asked.view for _, asked in ASKED if isinstance(asked, Digest)} - {""}
    assert sections == set(VIEWS)


@given(st.text(max_size=40))
def test_no_words_break_the_parser(typed: str) -> None:
    with suppress(RefusedError):
        assert isinstance(parse_status(typed), Request)
