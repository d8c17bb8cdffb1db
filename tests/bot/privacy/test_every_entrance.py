"""No verb and no answer keeps a number of a child; the fields of forms: `test_every_field.py`."""

from collections.abc import Collection, Iterator
from contextlib import suppress
from typing import Final

import pytest

from bot.context import ContextFactory
from bot.presenter import MessagePresenter
from bot.registry import ACTIONS, AUDITS, FORMS, STATUS
from bot.slack.listening import Listening
from bot.slack.registry import Command
from db.errors import RefusedError
from db.models import Person
from tests.bot.commands.board import board
from tests.bot.commands.said import Saying
from tests.contexts import COUNCIL, asking
from tests.databases import each_statement
from tests.people import NOW, Council

__all__ = ["board"]

HARMLESS, SECRET = "Zebra crossing", "zebra 943 476 5919"
SETS: Final = {"/action": ACTIONS, "/audit": AUDITS, "/status": STATUS}


@pytest.fixture(params=["sqlite"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Give one database: what is let in does not depend on it."""
    return str(request.param)


def kept(council: Council, words: str, among: Collection[str] = ()) -> set[str]:
    """Type every verb that writes, or those named, with these words; return which kept them."""
    written: list[str] = []

    def note(statement: str, parameters: object) -> None:
        if not statement.startswith("SELECT") and "zebra" in str(parameters).lower():
            written.append(statement)

    found = set()
    with each_statement(council.database, note):
        for command, known in SETS.items():
            for verb in known.verbs:
                if verb.takes_long or verb.only_looks or (among and verb.name not in among):
                    continue
                for text in typed(verb, words):
                    with council.database.begin() as session:
                        ctx = asking(session.get_one(Person, council.director.id), NOW)
                        with suppress(RefusedError):
                            known.parse(text, command).run(ctx)
                            session.flush()
                        session.rollback()
                if written:
                    found.add(verb.name)
                    written.clear()
    return found


def typed(verb: type[Command], words: str) -> Iterator[str]:
    yield f"{verb.name} {words}"
    yield f"{verb.name} 1 {words}"
    yield f"{verb.name} 1 14 January because {words}"
    known = verb.example.replace("@person", "<@U05|x>").split()
    yield from (" ".join([*known[:at], words, *known[at:]]) for at in range(1, len(known)))


def test_no_verb_keeps_a_number_of_a_child_and_those_that_keep_words_are_many(
    board: Council,
) -> None:
    verbs = kept(board, HARMLESS)
    assert verbs >= {"add", "calendar", "defer", "done", "drop", "move", "note", "phase"}
    assert kept(board, SECRET, verbs) == set()


NOTHING_KNOWN: Final = ("wombat", "ntoe 1", "find", "I am unsure about 1")


def test_no_answer_carries_a_number_of_a_child_in_its_words_its_buttons_or_its_fields(
    board: Council,
) -> None:
    somebody = Saying(board, board.director)
    listening = Listening(ContextFactory(board.database, lambda: NOW, COUNCIL), MessagePresenter())
    verbs = [verb for known in SETS.values() for verb in known.verbs if not verb.takes_long]
    typed = [*NOTHING_KNOWN, *(verb.name for verb in verbs), *(verb.example for verb in verbs)]
    refused = []
    for words in (f"{command} {each} {SECRET}" for command in ("", *SETS) for each in typed):
        try:
            said = repr(somebody.tries(words.strip()))
        except RefusedError as error:
            said = listening.words_for(error)
            refused.append("NHS number" in said)
        assert "943 476" not in said, words
    assert refused.count(True) > len(typed)


def test_a_form_lets_by_the_number_that_becomes_a_fingerprint_and_nothing_else() -> None:
    assert {name for form in FORMS.values() for name in form.unguarded} == {"case"}
