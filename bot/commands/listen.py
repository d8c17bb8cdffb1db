"""Listens for the slash commands."""

from dataclasses import dataclass, replace
from functools import partial

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.commands import (  # noqa: F401  (they register their answers)
    adding,
    calendar_answers,
    distance_answers,
    editing,
    ending_answers,
    handover_answers,
    order_answers,
    plan_answers,
    reminding_answers,
    report_answers,
    subscription_answers,
)
from bot.commands.answers import Form, answer, reader_of
from bot.commands.edit_parse import EDIT
from bot.commands.parse import parse_action
from bot.commands.requests import Request
from bot.commands.status_parse import parse_status
from bot.desk import Body, Desk, Visit
from bot.explain import answered
from bot.messages import dates
from bot.messages.blocks import Answer, Block
from bot.messages.forms import Origin, form
from bot.show import show
from bot.upload import bring
from db import actions
from db.models import Action
from jobs import approvals


@dataclass(frozen=True)
class Commands:
    """Answers what is typed after a slash, only to the person who typed it."""

    desk: Desk

    def register(self, app: App) -> None:
        """Listen under the names this workspace uses."""
        names = self.desk.names
        app.command(names.action)(self.action)
        for name in {names.status, names.status_alias}:
            app.command(name)(self.status)

    def action(self, ack: Ack, respond: Respond, client: WebClient, body: Body) -> None:
        """Answer `/action …`."""
        ack()
        with answered(partial(show, respond)):
            request = parse_action(body.get("text") or "", self.desk.names.action)
            self._answer(request, respond, client, body)

    def status(self, ack: Ack, respond: Respond, client: WebClient, body: Body) -> None:
        """Answer `/status …`."""
        ack()
        with answered(partial(show, respond)):
            typed = body.get("command") or self.desk.names.status
            request = parse_status(body.get("text") or "", typed)
            self._answer(request, respond, client, body)

    def _answer(self, request: Request, respond: Respond, client: WebClient, body: Body) -> None:
        with self.desk.visit(body) as visit:
            reply = answer(request, visit)
            origin = Origin(reply_to=body["response_url"])
            view = form_view(reply, origin, visit) if isinstance(reply, Form) else None
        if isinstance(reply, Answer):
            show(respond, reply)
            bring(client, body["user_id"], reply)
        elif view:
            client.views_open(trigger_id=body["trigger_id"], view=view)


def form_view(asked: Form, origin: Origin, visit: Visit) -> dict[str, object]:
    """Return the view of the form that a request asks for."""
    if asked.name == "several":
        return adding.several_view(asked.text, origin, visit)
    if asked.name == EDIT and asked.number is not None:
        return editing.opened(asked.number, origin, visit)
    action = None
    if asked.number is not None:
        action = actions.find(visit.session, asked.number, visit.person)
    origin = replace(origin, number=asked.number, move=asked.move)
    return form(asked.name, action, origin, reader_of(visit), _before(asked, action, visit))


def _before(asked: Form, action: Action | None, visit: Visit) -> list[Block]:
    """Return what a person should know before they fill a form in."""
    if asked.name != "move" or action is None:
        return []
    approvers = approvals.approvers(visit.session, action, visit.today)
    return dates.before_moving(action, visit.person, approvers)
