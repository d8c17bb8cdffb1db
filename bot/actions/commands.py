"""Listens for the slash commands."""

from dataclasses import dataclass, replace
from functools import partial

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.actions import adding, due_dates_view
from bot.actions.forms_view import form
from bot.actions.parsing import parse_action
from bot.actions.render_context import action_context
from bot.actions.requests import Request
from bot.actions.verbs import answer
from bot.context import Body, ContextFactory
from bot.registry import FORMS, STATUS
from bot.slack.blocks import Answer, Block
from bot.slack.errors import answered
from bot.slack.registry import OpenForm
from bot.slack.respond import show
from bot.slack.upload import bring
from bot.slack.view_state import ViewState
from db.actions import queries as actions
from db.models import Action
from jobs.actions import approvals
from jobs.context import RequestContext


@dataclass(frozen=True)
class Commands:
    """Answers what is typed after a slash, only to the person who typed it."""

    contexts: ContextFactory

    def register(self, app: App) -> None:
        """Listen under the names this workspace uses."""
        names = self.contexts.council.commands
        app.command(names.action)(self.action)
        for name in {names.status, names.status_alias}:
            app.command(name)(self.status)

    def action(self, ack: Ack, respond: Respond, client: WebClient, body: Body) -> None:
        """Answer `/action …`."""
        ack()
        with answered(partial(show, respond)):
            request = parse_action(body.get("text") or "", self.contexts.council.commands.action)
            self._answer(request, respond, client, body)

    def status(self, ack: Ack, respond: Respond, client: WebClient, body: Body) -> None:
        """Answer `/status …`."""
        ack()
        with answered(partial(show, respond)):
            typed = body.get("command") or self.contexts.council.commands.status
            request = STATUS.parse(body.get("text") or "", typed)
            self._answer(request, respond, client, body)

    def _answer(self, request: Request, respond: Respond, client: WebClient, body: Body) -> None:
        with self.contexts.open(body) as ctx:
            reply = answer(request, ctx)
            origin = ViewState(reply_to=body["response_url"])
            view = form_view(reply, origin, ctx) if isinstance(reply, OpenForm) else None
        if isinstance(reply, Answer):
            show(respond, reply)
            bring(client, body["user_id"], reply)
        elif view:
            client.views_open(trigger_id=body["trigger_id"], view=view)


def form_view(asked: OpenForm, origin: ViewState, ctx: RequestContext) -> dict[str, object]:
    """Return the view of the form that a request asks for."""
    if asked.form in FORMS:
        return FORMS[asked.form].view(replace(origin, number=asked.number), ctx)
    if asked.form == "several":
        return adding.several_view(asked.text, origin, ctx)
    action = None
    if asked.number is not None:
        action = actions.find(ctx.session, asked.number, ctx.person)
    origin = replace(origin, number=asked.number, move=asked.move)
    return form(asked.form, action, origin, action_context(ctx), _before(asked, action, ctx))


def _before(asked: OpenForm, action: Action | None, ctx: RequestContext) -> list[Block]:
    """Return what a person should know before they fill a form in."""
    if asked.form != "move" or action is None:
        return []
    approvers = approvals.approvers(ctx.session, action, ctx.today)
    return due_dates_view.before_moving(action, ctx.person, approvers)
