"""A plan's own number stands beside the number here, wherever an action is named, in one form."""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.delivery.render import answer_of, why
from bot.digest.sections import OPENED
from bot.refusals import refusal_words
from bot.registry import ACTIONS
from bot.slack import references
from bot.slack.blocks import Answer
from bot.slack.registry import Command, OpenView, Reply
from db.errors import RefusedError
from db.models import Action, MessageName, Register
from jobs.context import CommandNames
from jobs.context import Council as Rules
from tests import plans
from tests.bot.commands.board import board
from tests.bot.commands.said import Saying
from tests.bot.delivery.as_read import as_read
from tests.bot.delivery.samples.every_kind import SAMPLES, job_of
from tests.bot.delivery.samples.kit import Sample, month_of_audits
from tests.end_to_end.seen import words_in
from tests.people import Council

__all__ = ["board"]

pytestmark = pytest.mark.mostly_sqlite
# A command that may be typed has the number alone; so has what somebody may no longer see.
NO_NAME = re.compile(
    r"`[^`]*`|Numbers: #7 #9\.|#\d+: no longer yours to see|#\d+ an action from a live audit"
)
A_NUMBER = re.compile(r"#(\d+)(?! ?\d)")
VERBS: list[type[Command]] = [verb for verb in ACTIONS.verbs if references.anywhere(verb.example)]
LISTS = [
    *(f"/status {name}" for name in OPENED),
    *("/action list all", "/action list", "/action done", "/action overdue", "/action find a"),
    *("/action show 1", "/action show 2", "/action choose", "/action phases", "/action"),
]


def number_the_plan(session: Session) -> set[int]:
    """Give every action of the plan a number of its plan; return which have one."""
    numbered = set()
    for action in session.scalars(select(Action).where(Action.register != Register.AUDITS)):
        action.reference = f"R{action.id}.1"
        numbered.add(action.id)
    session.flush()
    return numbered


def half_named(told: str, numbered: set[int]) -> list[str]:
    """Return where an action of the plan is named without its plan's number."""
    said = NO_NAME.sub("", told)
    return [
        said[max(0, found.start() - 30) : found.end() + 20]
        for found in A_NUMBER.finditer(said)
        if int(found[1]) in numbered and not said.startswith(f" (R{found[1]}.1)", found.end())
    ]


def shown(reply: Reply) -> Iterator[str]:
    if isinstance(reply, Answer):
        yield from (reply.text, *words_in(list(reply.blocks)))
    elif isinstance(reply, OpenView):
        yield from words_in(reply.view["blocks"])


def told_by(somebody: Saying, typed: str) -> str:
    try:
        return "\n".join(shown(somebody.tries(typed)))
    except RefusedError as refused:
        return refusal_words(refused, CommandNames())


def test_every_message_names_an_action_by_both_numbers(council: Council) -> None:
    month_of_audits(council)
    for name in MessageName:
        with council.database.begin() as session:
            for sample in SAMPLES[name](council, session):
                numbered = number_the_plan(session)
                told = message_of(session, name, sample)
                assert half_named(told, numbered) == [], (name, sample.name)
            session.rollback()


def message_of(session: Session, name: MessageName, sample: Sample) -> str:
    """Return one message as it is read."""
    job = job_of(session, name, sample, Rules(plans.ENGLAND))
    answer = answer_of(job)
    return f"{as_read(answer)}\n{as_read(why(job))}" if answer else ""


def test_every_verb_and_every_list_names_an_action_by_both_numbers(board: Council) -> None:
    somebody = Saying(board, board.director)
    with board.database.begin() as session:
        numbered = number_the_plan(session)
    somebody.says("/action after 2 1")
    for typed in (*map(about_the_first, VERBS), *LISTS):
        assert half_named(told_by(somebody, typed), numbered) == [], typed
    somebody.says("/action done 1")
    for typed in map(about_the_first, VERBS):
        assert half_named(told_by(somebody, typed), numbered) == [], typed


def about_the_first(verb: type[Command]) -> str:
    """Return the example of a verb, about an action that is there."""
    return f"/action {re.sub(r'[0-9]+', '1', verb.example, count=1)}"


def test_what_is_shown_can_be_typed_as_it_stands(board: Council) -> None:
    somebody = Saying(board, board.manager)
    assert somebody.outcome("/action done #4 (1.2)") == "done #4"
    assert somebody.outcome("/action note #4 (1.2) sent to Legal") == "noted #4 | sent to Legal"
    assert somebody.outcome("/action note #4 (as agreed)") == "noted #4 | (as agreed)"


def test_the_number_in_a_plan_is_not_told_of_what_a_live_audit_brought() -> None:
    assert Action(id=7, reference="1.2", register=Register.AUDITS).called == "#7"
    assert Action(id=7, reference="1.2", register=Register.PLAN).called == "#7 (1.2)"
    assert Action(id=7, reference=None, register=Register.TEAM).called == "#7"
