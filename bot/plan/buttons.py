"""Listens for the buttons under what no action answers, and for the form they open."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.actions.commands import form_view
from bot.actions.forms_view import SOURCE_LENGTH, Origin, answering
from bot.actions.verbs import Form, reader_of
from bot.audits.fields import filled
from bot.context import Body, Desk, RepeatedError, Visit
from bot.plan import forms_view
from bot.plan import view as plan_gaps
from bot.plan.verbs import gaps_page
from bot.presenter import prepare, present
from bot.slack.blocks import Answer
from bot.slack.errors import answered, words_for
from bot.slack.interaction import Press
from db.actions import queries as actions
from db.errors import RefusedError
from db.models import PlanItem
from db.plan import queries as plan

TURNED = re.compile(r"gaps_(?:earlier|more)$")


@dataclass(frozen=True)
class GapButtons:
    """Turns pages of gaps, and closes a gap with a new action or one that is there."""

    desk: Desk

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
            with self.desk.visit(press.body) as visit:
                shown = prepare(visit, origin, gaps_page(press.value["start"], visit), None)
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
        self, press: Press, make: Callable[[PlanItem, Origin, Visit], dict[str, object]]
    ) -> None:
        with answered(press.tell):
            with self.desk.visit(press.body) as visit:
                [item] = plan.several(visit.session, [press.value["i"]])
                view = make(item, replace(press.origin(), item=item.id), visit)
            press.client.views_open(trigger_id=press.body["trigger_id"], view=view)

    def answered(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Record which action answers the gap."""
        origin = Origin.read(body["view"])
        try:
            with self.desk.visit(body) as visit:
                chosen = filled(body["view"], visit.today).text("action")
                shown = prepare(visit, origin, _answered(chosen, origin, visit), None)
        except RepeatedError:
            ack()
        except Exception as error:  # noqa: BLE001  (words_for logs all that is not a refusal)
            ack(response_action="errors", errors={"action": words_for(error)})
        else:
            ack()
            present(client, origin, body["user"]["id"], shown)


def _adding(item: PlanItem, origin: Origin, visit: Visit) -> dict[str, object]:
    paragraph = f", paragraph {item.paragraph}" if item.paragraph else ""
    source = f"{item.source}{paragraph} ({item.reference})".removeprefix(", ")
    view = form_view(Form("add"), origin, visit)
    return answering(view, item, source[:SOURCE_LENGTH])


def _picking(item: PlanItem, origin: Origin, visit: Visit) -> dict[str, object]:
    rows = actions.linkable(visit.session, visit.person)
    if not rows:
        raise RefusedError(
            "There is no action that you may say this of. Add one for it, or ask a lead."
        )
    return forms_view.which_action(item, rows, origin)


def _answered(chosen: str, origin: Origin, visit: Visit) -> Answer:
    number = chosen.strip().removeprefix("#")
    if not number.isascii() or not number.isdigit():
        raise RefusedError("Give the action's number, for example 12.")
    action = actions.find(visit.session, int(number), visit.person)
    items = plan.several(visit.session, [origin.item] if origin.item else [])
    plan.answer(visit.session, action, items, visit.person, visit.at)
    return plan_gaps.answered(action, items, reader_of(visit))
