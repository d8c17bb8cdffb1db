"""How many statements a command costs, whole: the mark that it was seen, its work, its commit."""

from datetime import datetime
from itertools import count

import pytest
from sqlalchemy import select

from bot.context import ContextFactory
from bot.home.blocks import Choice
from bot.home.view import home_view
from bot.registry import ACTIONS, AUDITS, STATUS
from bot.slack.command_set import CommandSet
from db.models import Action, Person, Register, Status
from tests.contexts import COUNCIL
from tests.people import LINE, NOW, Council
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


# Two of each keep Homes and messages as things stand; a message to somebody costs three.
@pytest.mark.parametrize(
    ("register", "somebody_may_sign", "most"),
    [
        (Register.TEAM, True, 8),  # signed off by nobody
        (Register.PLAN, False, 9),  # there is nobody to tell either
        (Register.PLAN, True, 14),  # who is away, and who is asked least, is looked up
    ],
)
def test_done_costs_so_many_statements_at_most(
    council: Council, register: Register, somebody_may_sign: bool, most: int
) -> None:
    number = council.action(council.practitioner)
    with council.database.begin() as session:
        session.get_one(Action, number).register = register
        for one in session.scalars(select(Person)):
            one.is_lead = one.id == council.director.id
            one.left_slack = not (somebody_may_sign or one.id == council.practitioner.id)
    seen = _cost(council, ACTIONS, "/action", f"done {number}")
    assert len(seen) <= most, "\n".join(seen)
    is_asked = register == Register.PLAN and somebody_may_sign
    assert any("INTO message " in one for one in seen) == is_asked


# What it costs, whatever there is: where it must cost more, say so here.
@pytest.mark.parametrize(
    ("verbs", "command", "words", "most"),
    [
        (ACTIONS, "/action", "list", 8),
        (STATUS, "/status", "", 13),  # what needs the reader among them
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


def test_a_leads_home_costs_the_same_for_many_sign_offs_as_for_one(council: Council) -> None:
    """Whoever owns them: whether a lead may sign off is asked of everybody above the owner."""
    contexts = ContextFactory(council.database, _now, COUNCIL)

    def cost() -> tuple[int, list[str]]:
        body = {"user_id": council.director.slack_id}
        with counted(council.database) as seen, contexts.look(body) as ctx:
            return str(home_view(ctx, Choice())).count("action_sign"), seen

    def wait_for_sign_off(role: str) -> None:
        number = council.action(council[role])
        with council.database.begin() as session:
            done = session.get_one(Action, number)
            done.status, done.done_at, done.needs_sign_off = Status.DONE, NOW, True

    wait_for_sign_off("Head of Service")
    told_one, one = cost()
    for role in LINE:
        wait_for_sign_off(role)
    told_many, many = cost()
    assert told_many > told_one > 0
    assert len(many) == len(one), "\n".join(many)
