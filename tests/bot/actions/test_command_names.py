"""A council that calls its commands otherwise is told of them by the names it gave them."""

from dataclasses import replace
from typing import Any, cast

import pytest

from bot.context import ContextFactory
from bot.registry import ACTIONS
from bot.slack.listening import Listening
from db.errors import RefusedError
from db.models import Person
from jobs.context import CommandNames, RequestContext
from tests.contexts import COUNCIL
from tests.people import NOW, Council

NAMES = CommandNames("/improve", "/review", "/standing", "/improve-status")
IMPROVING = replace(COUNCIL, commands=NAMES)


@pytest.mark.parametrize(
    ("before", "typed", "example"),
    [
        ("", "reopen 99", "/improve list all"),
        ("drop 1 because it is covered", "reopen 1", "/improve resume 1"),
        ("done 1", "reopen 1", "/improve reopen 1 the board asked for more"),
        ("", "drop 1 because", "/improve drop 1 because the new strategy covers it"),
        ("", "defer 1 until 1 March 2020 because it waits", "/improve defer 1 until 1 March"),
        ("", "rag 1 purple because I like it", "/improve rag 12 amber"),
        ("", "list phase nowhere", "/improve phases"),
    ],
)
def test_a_refusal_names_the_command_as_it_is_called_here(
    council: Council, before: str, typed: str, example: str
) -> None:
    council.action(council.director)
    listening = Listening(
        ContextFactory(council.database, lambda: NOW, IMPROVING), presenter=cast("Any", None)
    )
    with council.database.begin() as session:
        me = session.get_one(Person, council.director.id)
        ctx = RequestContext(session, me, NOW, IMPROVING)
        if before:
            ACTIONS.parse(before, NAMES.action).run(ctx)
            session.flush()
        with pytest.raises(RefusedError) as refused:
            ACTIONS.parse(typed, NAMES.action).run(ctx)
    assert example in listening.words_for(refused.value)
