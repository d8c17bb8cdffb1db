"""What is left of the old listener: the status command, and how other rooms open a form."""

from dataclasses import dataclass
from functools import partial

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.actions.requests import answer
from bot.context import Body, ContextFactory
from bot.digest.parsing import parse_status
from bot.registry import FORMS
from bot.slack.blocks import Answer
from bot.slack.buttons import opened
from bot.slack.errors import answered
from bot.slack.forms import View
from bot.slack.registry import OpenForm
from bot.slack.respond import show
from bot.slack.upload import bring
from bot.slack.view_state import ViewState
from jobs.context import RequestContext


@dataclass(frozen=True)
class StatusCommand:
    """Answers `/status …`, only to the person who typed it."""

    contexts: ContextFactory

    def register(self, app: App) -> None:
        """Listen under the names this workspace uses."""
        names = self.contexts.council.commands
        for name in {names.status, names.status_alias}:
            app.command(name)(self.status)

    def status(self, ack: Ack, respond: Respond, client: WebClient, body: Body) -> None:
        """Answer `/status …`."""
        ack()
        with answered(partial(show, respond)):
            typed = body.get("command") or self.contexts.council.commands.status
            request = parse_status(body.get("text") or "", typed)
            with self.contexts.open(body) as ctx:
                reply = answer(request, ctx)
            if isinstance(reply, Answer):
                show(respond, reply)
                bring(client, body["user_id"], reply)


def form_view(asked: OpenForm, state: ViewState, ctx: RequestContext) -> View:
    """Return the view of the form that a request asks for."""
    return dict(opened(FORMS, asked, state, ctx).view)
