"""Forms handed in, without a Slack: what it is answered, and when."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

from slack_bolt import Ack, App, BoltContext, BoltResponse
from slack_sdk import WebClient

from bot.context import ContextFactory
from bot.presenter import MessagePresenter
from bot.slack.filled import Filled
from bot.slack.forms import Form, FormListener, View, notice
from bot.slack.listening import Listening
from bot.slack.registry import UpdateView
from bot.slack.view_state import ViewState
from db.errors import RefusedError
from db.models import Team
from jobs import context
from jobs.context import RequestContext
from jobs.rules.working_days import Calendar
from tests.people import NOW, Council


class NewTeam(Form):
    """Asks for a team, which the database may refuse when the work is committed."""

    name = "team"
    title, submit_label = "A team", "Add it"

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> UpdateView:
        ctx.session.add(Team(name=given.text("called") or "Permanence"))
        return UpdateView(notice("Added", "It is added."), _counted)


def _counted(contexts: ContextFactory) -> View:
    with contexts.database.read() as session:
        number = session.query(Team).count()
    if number > 3:
        raise RefusedError("There are too many teams.")
    return notice("Added", f"{number} teams.")


@dataclass
class Window:
    """Stands where Bolt and Slack do: keeps the listener, and what the window was told to show."""

    shown: list[dict[str, Any]] = field(default_factory=list)
    submit: Callable[..., None] = print

    def view(self, _: str) -> Callable[[Callable[..., None]], None]:
        def keep(listener: Callable[..., None]) -> None:
            self.submit = listener

        return keep

    def views_update(self, view: View, **_: str) -> None:
        self.shown.append({"view": view})


class KeptAck(Ack):
    """Acknowledges as Bolt does, and keeps what the form is to show."""

    def __init__(self, shown: list[dict[str, Any]]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # slack_bolt leaves it untyped
        self.shown = shown

    def __call__(self, *args: Any, **answer: Any) -> BoltResponse:  # noqa: ANN401  (as Bolt's)
        self.shown.append(answer)
        return super().__call__(*args, **answer)


def _hand_in(council: Council, called: str, *, asks: bool = True) -> list[dict[str, Any]]:
    contexts = ContextFactory(council.database, lambda: NOW, context.Council(Calendar.of("ENG")))
    window, listening = Window(), Listening(contexts, MessagePresenter())
    FormListener(listening, [NewTeam()]).register(cast(App, window))
    element = {"type": "plain_text_input", "action_id": "called"}
    block = {"type": "input", "block_id": "called", "element": element}
    typed = {"called": {"called": {"type": "plain_text_input", "value": called}}}
    view = {
        "id": "V1",
        "callback_id": NewTeam().callback_id,
        "private_metadata": "{}",
        "blocks": [block] if asks else [],
        "state": {"values": typed},
    }
    body = {"user": {"id": council.director.slack_id}, "view": view}
    acknowledging = BoltContext({"ack": KeptAck(window.shown)})
    window.submit(context=acknowledging, client=cast(WebClient, window), body=body)
    return window.shown


def test_what_takes_long_takes_the_place_of_the_window_that_waits(council: Council) -> None:
    first, then = _hand_in(council, "Adoption")
    assert first["response_action"] == "update"
    assert "It is added." in str(first)
    assert "3 teams." in str(then)


def test_a_problem_of_what_takes_long_is_said_in_the_window(council: Council) -> None:
    _hand_in(council, "Adoption")
    _, then = _hand_in(council, "Fostering")
    assert "There are too many teams." in str(then)


def test_nothing_is_said_to_be_done_that_is_not_committed(council: Council) -> None:
    (told,) = _hand_in(council, "Permanence")
    assert told["response_action"] == "errors"
    assert "nothing was changed" in told["errors"]["called"]


def test_a_form_that_asks_nothing_says_its_problem_in_its_place(council: Council) -> None:
    (told,) = _hand_in(council, "Permanence", asks=False)
    assert told["response_action"] == "update"
    assert "nothing was changed" in str(told["view"])
