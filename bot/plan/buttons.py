"""Listens for the buttons under what no action answers, and for the form they open."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.actions.commands import form_view
from bot.actions.forms_view import SOURCE_LENGTH, answering
from bot.actions.render_context import reader_of
from bot.audits.fields import filled
from bot.context import Body, ContextFactory, RepeatedError
from bot.plan import forms_view
from bot.plan import view as plan_gaps
from bot.plan.verbs import gaps_page
from bot.presenter import prepare, present
from bot.slack.blocks import Answer
from bot.slack.errors import answered, words_for
from bot.slack.press import Press
from bot.slack.registry import OpenForm
from bot.slack.view_state import ViewState
from db.actions import queries as actions
from db.errors import RefusedError
from db.models import PlanItem
from db.plan import queries as plan
from jobs.context import RequestContext

TURNED = re.compile(r"gaps_(?:earlier|more)$")


@dataclass(frozen=True)
class GapButtons:
    """Turns pages of gaps, and closes a gap with a new action or one that is there."""

    contexts: ContextFactory

    def register(self, app: App) -> None:
        """Listen for the buttons and the form."""
        app.action("gaps_open")(self.opened)
        app.action(TURNED)(self.turned)
        app.action("gap_add")(self.add)
        app.action("gap_pick")(self.pick)
        app.view("gap_answered")(self.answered)

    def opened(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Show the gaps beside what was pressed."""
        ack()
        self._page(Press(client, body), replace_it=False)

    def turned(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Turn to another page."""
        ack()
        self._page(Press(client, body), replace_it=True)

    def _page(self, press: Press, *, replace_it: bool) -> None:
        origin = press.origin(replace=replace_it)
        with answered(press.tell):
            with self.contexts.open(press.body) as ctx:
                shown = prepare(ctx, origin, gaps_page(press.value["start"], ctx), None)
            present(press.client, origin, press.user, shown)

    def add(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Open the form for a new action that answers the gap beside the button."""
        ack()
        self._open(Press(client, body), _adding)

    def pick(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Ask which action answers the gap beside the button."""
        ack()
        self._open(Press(client, body), _picking)

    def _open(
        self, press: Press, make: Callable[[PlanItem, ViewState, RequestContext], dict[str, object]]
    ) -> None:
        with answered(press.tell):
            with self.contexts.open(press.body) as ctx:
                [item] = plan.several(ctx.session, [press.value["i"]])
                view = make(item, replace(press.origin(), item=item.id), ctx)
            press.client.views_open(trigger_id=press.body["trigger_id"], view=view)

    def answered(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Record which action answers the gap."""
        origin = ViewState.read(body["view"])
        try:
            with self.contexts.open(body) as ctx:
                chosen = filled(body["view"], ctx.today).text("action")
                shown = prepare(ctx, origin, _answered(chosen, origin, ctx), None)
        except RepeatedError:
            ack()
        except Exception as error:  # noqa: BLE001  (words_for logs all that is not a refusal)
            ack(response_action="errors", errors={"action": words_for(error)})
        else:
            ack()
            present(client, origin, body["user"]["id"], shown)


def _adding(item: PlanItem, origin: ViewState, ctx: RequestContext) -> dict[str, object]:
    paragraph = f", paragraph {item.paragraph}" if item.paragraph else ""
    source = f"{item.source}{paragraph} ({item.reference})".removeprefix(", ")
    view = form_view(OpenForm("add"), origin, ctx)
    return answering(view, item, source[:SOURCE_LENGTH])


def _picking(item: PlanItem, origin: ViewState, ctx: RequestContext) -> dict[str, object]:
    rows = actions.linkable(ctx.session, ctx.person)
    if not rows:
        raise RefusedError(
            "There is no action that you may say this of. Add one for it, or ask a lead."
        )
    return forms_view.which_action(item, rows, origin)


def _answered(chosen: str, origin: ViewState, ctx: RequestContext) -> Answer:
    number = chosen.strip().removeprefix("#")
    if not number.isascii() or not number.isdigit():
        raise RefusedError("Give the action's number, for example 12.")
    action = actions.find(ctx.session, int(number), ctx.person)
    items = plan.several(ctx.session, [origin.item] if origin.item else [])
    plan.answer(ctx, action, items)
    return plan_gaps.answered(action, items, reader_of(ctx))
