"""What only looks waits for nobody who writes."""

import json
from contextlib import closing, suppress
from dataclasses import dataclass, field
from typing import cast

import pytest
from slack_bolt import BoltContext
from slack_sdk import WebClient
from sqlalchemy import func, select
from sqlalchemy.exc import InvalidRequestError

from bot.context import Body, ContextFactory
from bot.home.gist import OrGist
from bot.presenter import MessagePresenter, Shown
from bot.registry import BUTTONS, FORMS, command_sets
from bot.slack.buttons import Button, ButtonListener, opened
from bot.slack.interaction import Interaction
from bot.slack.listening import Listening
from bot.slack.registry import OpenForm
from bot.slack.turn import Turn
from bot.slack.view_state import ViewState
from db.errors import RefusedError
from db.models import Person, PlanItem, ProcessedRequest
from jobs.context import CommandNames
from jobs.context import Council as CouncilOfRules
from jobs.rules.working_days import Calendar
from tests.bot import entrances
from tests.people import NOW, Council

LOOKS = (
    ("/status", ""),
    ("/status", "everything"),
    ("/status", "overdue"),
    ("/status", "distance"),
    ("/action", "list"),
    ("/action", "show 1"),
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
LOOKING = [
    (button, name) for button in BUTTONS if button.only_looks for name in entrances.named(button)
]
LOOKING_FORMS = [name for name, form in FORMS.items() if form.opening_only_looks]


@dataclass
class Watched(MessagePresenter):
    """Shows to a list what it would show to Slack."""

    seen: list[str] = field(default_factory=list)

    def send(self, turn: Turn, state: ViewState, shown: Shown) -> None:
        self.seen.append(shown.answer.text)


def pressed(council: Council, name: str, place: str, **carried: int) -> Body:
    about = entrances.Target("an action", council.action(council.practitioner), "", 1, ("", ""))
    value = json.dumps(about.value() | {"page": 1} | carried)
    click = {"action_id": name, "value": value, "selected_option": {"value": "1"}}
    return {
        "user": {"id": council.director.slack_id},
        "actions": [click],
        "trigger_id": "1.2.3",
        "container": {"type": place},
        "view": {"private_metadata": "{}"},
    }


@pytest.fixture
def contexts(council: Council) -> ContextFactory:
    with council.database.begin() as session:
        item = {"kind": "area", "reference": "AREA-1", "text": "Records", "added_at": NOW}
        session.add(PlanItem(id=entrances.ITEM, **item))
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


@pytest.mark.mostly_sqlite
@pytest.mark.parametrize(("button", "name"), LOOKING)
def test_a_button_that_only_looks_waits_for_nobody_who_writes_and_writes_nothing(
    council: Council, contexts: ContextFactory, button: Button, name: str
) -> None:
    click = Interaction(cast("WebClient", None), pressed(council, name, "view", m=1, i=1))
    with closing(contexts.notes), council.database.begin() as writer:
        writer.add(Person(name="Somebody new", email="new@council.example"))
        writer.flush()
        with contexts.look(click.body) as ctx, suppress(RefusedError):
            reply = button.work(click, ctx)
            if isinstance(reply, OpenForm):
                opened(FORMS, reply, button.state_of(click), ctx)


@pytest.mark.mostly_sqlite
def test_a_form_that_opens_waits_for_nobody_who_writes_and_writes_nothing(
    council: Council, contexts: ContextFactory
) -> None:
    about = entrances.Target("one", council.action(council.director), "", 1, ("", ""))
    with closing(contexts.notes), council.database.begin() as writer:
        writer.add(Person(name="Somebody new", email="new@council.example"))
        writer.flush()
        with contexts.look({"user_id": council.director.slack_id}) as ctx:
            for name in LOOKING_FORMS:
                with suppress(RefusedError, NotImplementedError):  # those with a view of their own
                    FORMS[name].view(entrances.state_for(name, about), ctx)


def test_a_press_is_answered_at_once_unless_what_it_is_pressed_in_keeps_the_answer(
    council: Council, contexts: ContextFactory
) -> None:
    shown = Watched()
    button = next(button for button in BUTTONS if button.matches("list_open"))
    press = ButtonListener(Listening(contexts, shown), [button], FORMS, OrGist).pressed
    where = BoltContext(), cast("WebClient", None)
    body = pressed(council, "list_open", "message")
    with closing(contexts.notes):
        with council.database.begin() as writer:
            writer.add(Person(name="Somebody new", email="new@council.example"))
            writer.flush()
            press(*where, body)
        with council.database.read() as session:
            assert not session.scalar(select(func.count(ProcessedRequest.key)))
        press(*where, body | {"container": {"type": "view"}})
    with council.database.read() as session:
        assert session.scalar(select(func.count(ProcessedRequest.key)))
    assert len(shown.seen) == 2


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
