"""Two people who edit one action at once: nothing that either wrote is lost without their word."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from bot.actions import editing
from bot.actions.editing_view import EditState
from bot.context import ContextFactory
from bot.slack.filled import as_given
from bot.slack.forms import ShowViewError
from bot.slack.view_state import ViewState
from db.models import Action, Person
from jobs import context
from jobs.context import RequestContext
from jobs.rules.working_days import Calendar
from localslack.blockkit.state import typed_state
from localslack.blockkit.surfaces import checked_view
from tests.people import NOW, Council
from tests.properties import examples

FIELDS = ("title", "source", "theme", "measure", "phase")
WORDS = st.sampled_from(["a", "b", "c"])
CHANGES = st.dictionaries(st.sampled_from(FIELDS), WORDS, max_size=3)
STEPS = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from(["open", "save"]), CHANGES), max_size=12
)
EVERY_FIELD = ViewState(kept={"more": True})
COLUMN = {"measure": "success_measure"}


def typed_in(view: dict[str, object]) -> dict[str, str]:
    given = as_given(view)
    return {name: given.text(name).strip() for name in given.values}


class Editor:
    """One person with one form: opens it, types into it, saves it."""

    def __init__(self, contexts: ContextFactory, person: Person, number: int) -> None:
        self.contexts, self.person, self.number = contexts, person, number
        self.view: dict[str, object] | None = None
        self.typed: dict[str, str] = {}
        self.saw: dict[str, str] = {}

    def open(self, at: datetime) -> None:
        with self.contexts.database.begin() as session:
            ctx = self._ctx(session, at)
            self._look_at(editing.opened(self.number, EVERY_FIELD, ctx))

    def save(self, changes: dict[str, str], at: datetime) -> bool:
        """Type, save, and say whether it was saved; if not, the form is shown again."""
        assert self.view is not None
        self.typed |= changes
        typed = typed_in(self.view) | self.typed
        about = EditState.of(ViewState.read(self.view))
        try:
            with self.contexts.database.begin() as session:
                editing.saved(editing.HandedIn(about, typed), self._ctx(session, at))
        except ShowViewError as overtaken:
            self._look_at(dict(overtaken.view))
            return False
        return True

    def _ctx(self, session: object, at: datetime) -> RequestContext:
        person = session.get_one(Person, self.person.id)  # type: ignore[attr-defined]
        return self.contexts.context_for(session, person, at)  # type: ignore[arg-type]

    def _look_at(self, view: dict[str, object]) -> None:
        shown = checked_view(view, "modal")
        shown["state"] = {"values": typed_state(shown["blocks"], {})}
        self.view, self.typed, self.saw = shown, {}, typed_in(shown)


def values(council: Council, number: int) -> dict[str, str]:
    with council.database.read() as session:
        action = session.get_one(Action, number)
        return {name: getattr(action, COLUMN.get(name, name)) for name in FIELDS}


@pytest.fixture
def contexts(council: Council) -> ContextFactory:
    return ContextFactory(council.database, lambda: NOW, context.Council(Calendar.of("ENG")))


@pytest.mark.mostly_sqlite
@examples(25, HealthCheck.function_scoped_fixture)
@given(STEPS)
def test_nothing_is_overwritten_that_its_author_did_not_see(
    contexts: ContextFactory, council: Council, steps: list[tuple[int, str, dict[str, str]]]
) -> None:
    """What stands after a save is what the saver typed, and what they did not touch is untouched.

    Where the saver's field was changed by the other since the saver last saw it, nothing is saved;
    the form then shows what was typed, and every other field as it is now.
    """
    number = council.action(council.practitioner, "first")
    editors = [
        Editor(contexts, council.practitioner, number),
        Editor(contexts, council.manager, number),
    ]
    known: list[dict[str, str]] = [{}, {}]
    at = NOW
    for who, what, changes in steps:
        editor, at = editors[who], at + timedelta(seconds=1)
        if what == "open" or editor.view is None:
            editor.open(at)
            known[who] = values(council, number)
            continue
        before = values(council, number)
        wanted = {name: editor.saw[name] for name in FIELDS} | changes
        mine = {n: v for n, v in wanted.items() if v != known[who][n] and v != before[n]}
        disputed = {name for name in mine if before[name] != known[who][name]}
        saved = editor.save(changes, at)
        assert saved is not bool(disputed)
        assert values(council, number) == (before | mine if saved else before)
        if saved:
            editor.view = None
        else:
            known[who] = before
            assert {name: editor.saw[name] for name in FIELDS} == before | mine
