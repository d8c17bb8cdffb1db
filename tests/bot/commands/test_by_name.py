"""Whoever is named in words is chosen in the form that opens; who it is is always looked at."""

import pytest

from bot.slack.blocks import Answer
from tests.bot.commands.board import board
from tests.bot.commands.said import Saying
from tests.people import Council, change

__all__ = ["board"]


@pytest.fixture(params=["sqlite"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Give the quicker database alone."""
    return str(request.param)


@pytest.fixture
def named(board: Council) -> Saying:
    change(board, board.practitioner, name="Siobhan O\u2019Neill")
    change(board, board.colleague, name="Anne-Marie Birch-Alder")
    change(board, board.stranger, name="Robin Alder")
    return Saying(board, board.manager)


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("give 2 to Siobhan", "U05"),
        ("give 2 to siobhan o'neill", "U05"),
        ("pass 2 to Siobhan O\u2019Neill please", "U05"),
        ("give 2 to oneill", "U05"),
        ("give 2 to anne-marie", "U06"),
        ("give 2 to Anne Marie Birch Alder", "U06"),
        ("give 2 to Birch-Alder, Anne-Marie", "U06"),
        ("give 2 to O'Neill, Siobhan because she leads", "U05"),
    ],
)
def test_one_of_that_name_stands_in_the_form(named: Saying, typed: str, who: str) -> None:
    told = named.outcome(typed)
    assert "Check, then press Give." in told
    assert f"owner={who}" in told


def test_of_two_of_one_name_neither_is_chosen(named: Saying) -> None:
    change(named.council, named.council.colleague, name="Siobhan Birch")
    told = named.outcome("give 2 to Siobhan because she leads")
    assert "could be Siobhan Birch and Siobhan O\u2019Neill. Choose the new owner." in told
    assert "owner=" not in told
    assert "why=she leads" in told


@pytest.mark.parametrize("typed", ["give 2 to Robin", "give 2 to Nobody", "give 2 to Alder Robin"])
def test_whoever_may_not_be_given_anything_is_like_nobody(named: Saying, typed: str) -> None:
    assert "I don't know who" in named.outcome(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "add Siobhan O'Neill by Fri 4 Dec: Order the new lanyards",
        "/action add siobhan: order the new lanyards by Fri 4 Dec",
        "/action add O'Neill, Siobhan to order the new lanyards by Fri 4 Dec",
        "add for Siobhan: order the new lanyards, due Fri 4 Dec",
    ],
)
def test_a_name_where_an_owner_stands_is_asked_about_before_it_is_added(
    named: Saying, typed: str
) -> None:
    asked = named.says(typed)
    assert isinstance(asked, Answer)
    assert "Does Siobhan O\u2019Neill own this?" in str(asked.blocks)
    added = named.presses(asked, "Yes, Siobhan O\u2019Neill")
    assert isinstance(added, Answer)
    assert "rder the new lanyards" in str(added.blocks)
    assert "Siobhan O\u2019Neill" in str(added.blocks)
    assert "Fri 4 Dec 2026" in str(added.blocks)


@pytest.mark.parametrize("typed", ["add Housing: order badges", "add Alder to order badges"])
def test_what_is_nobodys_name_or_several_peoples_stays_in_the_words(
    named: Saying, typed: str
) -> None:
    told = named.outcome(typed)
    assert told.startswith(f"added {typed.removeprefix('add ')} | no owner")
