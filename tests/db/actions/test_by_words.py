"""Actions found by their words, however many others there are."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from db.actions import queries as actions
from db.actions.finding import with_words
from db.models import Action, Person
from db.session import Session
from tests.people import Council

Finding = Callable[[Session, Person, Sequence[str]], Sequence[Action]]


def _closable(session: Session, asker: Person, words: Sequence[str]) -> Sequence[Action]:
    return actions.closable(session, asker, words, 5)


@contextmanager
def _loaded() -> Iterator[list[str]]:
    """Collect the titles of the actions that the block loads."""
    titles: list[str] = []

    def note(action: Action, _: object) -> None:
        titles.append(action.title)

    event.listen(Action, "load", note)
    yield titles
    event.remove(Action, "load", note)


@pytest.mark.parametrize("find", [with_words, _closable])
def test_no_action_is_loaded_that_has_not_the_words(council: Council, find: Finding) -> None:
    for title in ("Finalise the strategy", "Publish the Strategy for adolescents", "Train all"):
        council.action(council.practitioner, title)
    with council.database.read() as session, _loaded() as loaded:
        asker = session.get_one(Person, council.practitioner.id)
        found = find(session, asker, ["strategy", "adolescent"])
        assert [one.title for one in found] == ["Publish the Strategy for adolescents"]
    assert loaded == ["Publish the Strategy for adolescents"]
