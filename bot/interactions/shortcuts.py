"""Answers the global shortcuts (https://docs.slack.dev/interactivity/implementing-shortcuts)."""

from dataclasses import dataclass

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.commands.answers import Form, answer
from bot.commands.listen import form_view
from bot.commands.requests import Digest
from bot.desk import Body, Desk
from bot.explain import answered
from bot.messages.blocks import Answer
from bot.messages.forms import Origin, window


@dataclass(frozen=True)
class Shortcuts:
    """What can be done from anywhere in Slack without typing."""

    desk: Desk

    def register(self, app: App) -> None:
        """Listen for the shortcuts that the manifest declares."""
        app.shortcut("add_action")(self.add)
        app.shortcut("status")(self.status)

    def add(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Open the form for a new action."""
        ack()
        with answered(lambda told: _open(client, body, window("That did not work", told))):
            with self.desk.visit(body) as visit:
                view = form_view(Form("add"), Origin(), visit)
            _open(client, body, view)

    def status(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Show where things stand."""
        ack()
        with answered(lambda told: _open(client, body, window("That did not work", told))):
            with self.desk.visit(body) as visit:
                told = answer(Digest(), visit)
            if isinstance(told, Answer):
                _open(client, body, window("Where things stand", told))


def _open(client: WebClient, body: Body, view: dict[str, object]) -> None:
    client.views_open(trigger_id=body["trigger_id"], view=view)
