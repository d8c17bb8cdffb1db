"""Listens for buttons and pickers in messages and in the App Home."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.actions import view as messages
from bot.actions.commands import form_view
from bot.actions.due_dates_requests import Approve
from bot.actions.render_context import action_context
from bot.actions.requests import Add, Done, DoneList, Give, Move, Show
from bot.actions.verbs import answer, list_page
from bot.context import Body, ContextFactory
from bot.digest.verbs import ShowDigest
from bot.presenter import latest_event, prepare, present
from bot.signoff.deferral import Defer
from bot.slack.blocks import DIVIDER, Answer, saying
from bot.slack.errors import answered
from bot.slack.press import Press
from bot.slack.registry import OpenForm, Reply
from bot.slack.view_state import ViewState
from db.actions import operations
from db.actions.queries import Scope
from jobs.context import RequestContext

FORMS = (
    "add",
    "move",
    "note",
    "give",
    "disown",
    "decline",
    "rag",
    "several",
)
FORM_BUTTON = re.compile(rf"(?:action|form)_(?P<form>{'|'.join(FORMS)})$")
DATE_BUTTON = re.compile(r"date_\d+$")
TURNED = re.compile(r"list_(?:earlier|more)$")
OPENED = re.compile(r"list_(?:open|overdue)$")
CONFIRMABLE: dict[str, type[Add | Defer | Give | Move]] = {
    "Add": Add,
    "Defer": Defer,
    "Give": Give,
    "Move": Move,
}


@dataclass(frozen=True)
class Buttons:
    """Carries out a press, with the permission table asked again below."""

    contexts: ContextFactory

    def register(self, app: App) -> None:
        """Listen for every button the bot shows."""
        app.action("action_done")(self.done)
        app.action("action_undo")(self.undo)
        app.action("move_approve")(self.approve)
        app.action("action_open")(self.open)
        app.action("home_status")(self.status)
        app.action(FORM_BUTTON)(self.form)
        app.action(OPENED)(self.page)
        app.action(TURNED)(self.turn)
        app.action(DATE_BUTTON)(self.date)
        app.action("date_cancel")(self.cancel)

    def done(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Close the action beside the button."""
        ack()
        press = Press(client, body)
        number = press.value["n"]
        if _in_closing_list(body):
            self._carry_out(press, lambda ctx: _close_one(number, ctx), press.origin(replace=True))
        else:
            self._carry_out(press, lambda ctx: said(answer(Done(number), ctx)), press.origin())

    def undo(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Put back the change beside the button."""
        ack()
        press = Press(client, body)

        def put_back(ctx: RequestContext) -> Answer:
            action = operations.undo(ctx, press.value["event"])
            return messages.undone(action, action_context(ctx, [action]))

        self._carry_out(press, put_back, press.origin(replace=True))

    def approve(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Agree to the new date beside the button."""
        ack()
        press = Press(client, body)
        request = Approve(press.value["n"], press.value["move"])
        self._carry_out(press, lambda ctx: said(answer(request, ctx)), press.origin())

    def open(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Show the action chosen from a list."""
        ack()
        press = Press(client, body)
        chosen = int(body["actions"][0]["selected_option"]["value"])
        self._carry_out(press, lambda ctx: said(answer(Show(chosen), ctx)), press.origin())

    def status(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Say where things stand."""
        ack()
        press = Press(client, body)
        self._carry_out(press, lambda ctx: said(answer(ShowDigest(), ctx)), press.origin())

    def form(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Open the form the button names."""
        ack()
        press = Press(client, body)
        asked = FORM_BUTTON.fullmatch(press.name)
        with answered(press.tell):
            with self.contexts.open(body) as ctx:
                value = press.value
                wanted = OpenForm(
                    asked["form"] if asked else "add", value.get("n"), value.get("move")
                )
                view = form_view(wanted, press.origin(), ctx)
            client.views_open(trigger_id=body["trigger_id"], view=view)

    def page(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Open a list."""
        ack()
        press = Press(client, body)
        self._carry_out(press, lambda ctx: _page(press, ctx), press.origin())

    def turn(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Turn to another page of a list."""
        ack()
        press = Press(client, body)
        self._carry_out(press, lambda ctx: _page(press, ctx), press.origin(replace=True))

    def date(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Carry out a request whose date was asked about."""
        ack()
        press = Press(client, body)
        value = press.value
        request = CONFIRMABLE[value.pop("ask")](**value)
        origin = press.origin(replace=True)
        self._carry_out(press, lambda ctx: said(answer(request, ctx)), origin)

    def cancel(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Leave things as they are."""
        ack()
        press = Press(client, body)
        self._carry_out(press, lambda _: saying("Nothing was saved."), press.origin(replace=True))

    def _carry_out(
        self, press: Press, work: Callable[[RequestContext], Answer], origin: ViewState
    ) -> None:
        carry_out(self.contexts, press, work, origin)


def carry_out(
    contexts: ContextFactory,
    press: Press,
    work: Callable[[RequestContext], Answer],
    origin: ViewState,
) -> None:
    """Do the work of a press in one unit of work, and show what came of it."""
    with answered(press.tell):
        with contexts.open(press.body) as ctx:
            told = work(ctx)
            event = latest_event(ctx, origin.number) if origin.number else None
            shown = prepare(ctx, origin, told, event)
        present(press.client, origin, press.user, shown)


def _close_one(number: int, ctx: RequestContext) -> Answer:
    closed = said(answer(Done(number), ctx))
    left = said(answer(DoneList(), ctx))
    return Answer(closed.text, [*closed.blocks, DIVIDER, *left.blocks])


def _page(press: Press, ctx: RequestContext) -> Answer:
    value = press.value
    scope = Scope(value["scope"], value["person"], value.get("phase", ""))
    return list_page(scope, value["start"], ctx)


def said(reply: Reply) -> Answer:
    """Return the answer to a press; none is answered with a form."""
    if isinstance(reply, Answer):
        return reply
    raise TypeError(f"a button cannot be answered with {type(reply).__name__}")


def _in_closing_list(body: Body) -> bool:
    return str(body["actions"][0].get("block_id", "")).startswith("close-")
