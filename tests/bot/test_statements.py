"""How many statements a command costs, whole: the mark that it was seen, its work, its commit."""

from datetime import datetime
from itertools import count

import pytest

from bot.context import ContextFactory
from bot.registry import ACTIONS, AUDITS, STATUS
from bot.slack.command_set import CommandSet
from tests.contexts import COUNCIL
from tests.people import NOW, Council
from tests.statements import counted

_trigger = count(1)


def _now() -> datetime:
    return NOW


def _cost(council: Council, verbs: CommandSet, command: str, words: str) -> list[str]:
    contexts = ContextFactory(council.database, _now, COUNCIL)
    body = {"user_id": council.practitioner.slack_id, "trigger_id": f"{next(_trigger)}.test"}
    with counted(council.database) as seen, contexts.open(body) as ctx:
        verbs.parse(words, command).run(ctx)
    return seen


def test_done_costs_sixteen_statements_at_most(council: Council) -> None:
    """Four of them keep the messages that show it as things stand: two of its own, two of all.

    One reads whether the council has chosen which completed actions are signed off.
    """
    number = council.action(council.practitioner)
    seen = _cost(council, ACTIONS, "/action", f"done {number}")
    assert len(seen) <= 16, "\n".join(seen)


# What it costs, whatever there is: where it must cost more, say so here.
@pytest.mark.parametrize(
    ("verbs", "command", "words", "most"),
    [
        (ACTIONS, "/action", "list", 8),
        (STATUS, "/status", "", 14),  # what needs the reader among them
        (AUDITS, "/audit", "", 3),
    ],
)
def test_a_list_costs_the_same_for_many_as_for_one(
    council: Council, verbs: CommandSet, command: str, words: str, most: int
) -> None:
    council.action(council.practitioner)
    one = _cost(council, verbs, command, words)
    for _ in range(9):
        council.action(council.practitioner)
    many = _cost(council, verbs, command, words)
    assert len(one) == len(many) <= most, "\n".join(many)
