"""Listens for the command about live audits."""

from dataclasses import dataclass
from functools import partial

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.audits.forms_opening import audit_view
from bot.audits.parsing import parse_audit
from bot.audits.verbs import AuditForm, audit_answer
from bot.context import Body, ContextFactory
from bot.slack.blocks import Answer
from bot.slack.errors import answered
from bot.slack.respond import show
from bot.slack.upload import bring
from bot.slack.view_state import ViewState


@dataclass(frozen=True)
class AuditCommands:
    """Answers `/audit …`, only to the person who typed it."""

    contexts: ContextFactory

    def register(self, app: App) -> None:
        """Listen under the name this workspace uses."""
        app.command(self.contexts.council.commands.audit)(self.audit)

    def audit(self, ack: Ack, respond: Respond, client: WebClient, body: Body) -> None:
        """Answer `/audit …`."""
        ack()
        with answered(partial(show, respond)):
            request = parse_audit(body.get("text") or "", self.contexts.council.commands.audit)
            with self.contexts.open(body) as ctx:
                reply = audit_answer(request, ctx)
                about = ViewState(reply_to=body["response_url"])
                view = audit_view(reply, about, ctx) if isinstance(reply, AuditForm) else None
            if isinstance(reply, Answer):
                show(respond, reply)
                bring(client, body["user_id"], reply)
            elif view:
                client.views_open(trigger_id=body["trigger_id"], view=view)
