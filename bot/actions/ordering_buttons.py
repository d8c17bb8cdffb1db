"""Listens for the buttons about phases and where an action came from."""

from dataclasses import dataclass

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.actions.buttons import carry_out, said
from bot.actions.ordering_requests import Phases
from bot.actions.verbs import answer
from bot.context import Body, ContextFactory
from bot.slack.press import Press


@dataclass(frozen=True)
class OrderButtons:
    """Carries out a press, with the permission table asked again below."""

    contexts: ContextFactory

    def register(self, app: App) -> None:
        """Listen for these buttons."""
        app.action("order_phases")(self.phases)
        app.action("source_link")(self.follow)

    def phases(self, ack: Ack, client: WebClient, body: Body) -> None:
        """List the phases of the plan."""
        ack()
        press = Press(client, body)
        carry_out(self.contexts, press, lambda ctx: said(answer(Phases(), ctx)), press.origin())

    def follow(self, ack: Ack) -> None:
        """Take note that a link was followed: Slack tells of that too, and waits for an answer."""
        ack()
