"""Listens for the command about live audits."""

from dataclasses import dataclass
from functools import partial

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.commands.audit_answers import AuditForm, audit_answer
from bot.commands.audit_parse import parse_audit
from bot.commands.audit_views import audit_view
from bot.desk import Body, Desk
from bot.explain import answered
from bot.messages.audit_forms import About
from bot.messages.blocks import Answer
from bot.messages.forms import Origin
from bot.show import show
from bot.upload import bring


@dataclass(frozen=True)
class AuditCommands:
    """Answers `/audit …`, only to the person who typed it."""

    desk: Desk

    def register(self, app: App) -> None:
        """Listen under the name this workspace uses."""
        app.command(self.desk.names.audit)(self.audit)

    def audit(self, ack: Ack, respond: Respond, client: WebClient, body: Body) -> None:
        """Answer `/audit …`."""
        ack()
        with answered(partial(show, respond)):
            request = parse_audit(body.get("text") or "", self.desk.names.audit)
            with self.desk.visit(body) as visit:
                reply = audit_answer(request, visit)
                about = About(Origin(reply_to=body["response_url"]))
                view = audit_view(reply, about, visit) if isinstance(reply, AuditForm) else None
            if isinstance(reply, Answer):
                show(respond, reply)
                bring(client, body["user_id"], reply)
            elif view:
                client.views_open(trigger_id=body["trigger_id"], view=view)
