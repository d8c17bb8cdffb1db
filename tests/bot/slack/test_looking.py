"""What only looks waits for nobody who writes."""

from contextlib import closing

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import InvalidRequestError

from bot.context import ContextFactory
from bot.registry import command_sets
from db.models import Person, ProcessedRequest
from jobs.context import CommandNames
from jobs.context import Council as CouncilOfRules
from jobs.rules.working_days import Calendar
from tests.people import NOW, Council

LOOKS = (
    ("/status", ""),
    ("/status", "everything"),
    ("/status", "overdue"),
    ("/status", "distance"),
    ("/action", "list"),
    ("/action", "list all"),
    ("/action", "find strategy"),
    ("/action", "review"),
    ("/action", "gaps"),
    ("/action", "waiting"),
    ("/action", "help"),
    ("/action", "measures"),
    ("/audit", "mine"),
    ("/audit", "help"),
)
CHANGES = (("/action", "add Review the template"), ("/action", "done 1"), ("/audit", "draw"))


@pytest.fixture
def contexts(council: Council) -> ContextFactory:
    return ContextFactory(council.database, lambda: NOW, CouncilOfRules(Calendar.of("ENG")))


@pytest.mark.parametrize(("command", "text"), LOOKS)
def test_whoever_looks_is_answered_while_somebody_else_writes(
    council: Council, contexts: ContextFactory, command: str, text: str
) -> None:
    council.action(council.practitioner)
    request = command_sets(CommandNames())[command].parse(text, command)
    body = {"user_id": council.director.slack_id, "trigger_id": "1.2.3"}
    assert request.only_looks
    with closing(contexts.notes), council.database.begin() as writer:
        writer.add(Person(name="Somebody new", email="new@council.example"))
        writer.flush()  # on SQLite nobody else can write from here on
        with contexts.look(body) as ctx:
            request.run(ctx)
    with council.database.read() as session:
        assert not session.scalar(select(func.count(ProcessedRequest.key)))


@pytest.mark.parametrize(("command", "text"), CHANGES)
def test_what_changes_something_does_not_only_look(command: str, text: str) -> None:
    assert not command_sets(CommandNames())[command].parse(text, command).only_looks


def test_whatever_is_written_where_one_only_looks_is_a_fault_and_never_lost_in_silence(
    council: Council,
) -> None:
    with council.database.read() as session:
        session.add(Person(name="Somebody new", email="new@council.example"))
        with pytest.raises(InvalidRequestError, match="only looks"):
            session.flush()
