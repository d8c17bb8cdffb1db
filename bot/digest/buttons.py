"""Listens for the digest's buttons; who may see what is asked again below."""

import re
from dataclasses import dataclass

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.actions.requests import Digest
from bot.context import Body, ContextFactory
from bot.digest.verbs import shown_to
from bot.presenter import prepare, present
from bot.slack.errors import answered
from bot.slack.press import Press

OPENED = re.compile(r"status_(?P<view>overdue|drift|audits|coverage|loop)$")


@dataclass(frozen=True)
class StatusButtons:
    """Opens what a section of the digest only counts."""

    contexts: ContextFactory

    def register(self, app: App) -> None:
        """Listen for every button under the digest."""
        app.action(OPENED)(self.opened)

    def opened(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Show a section with its rows."""
        ack()
        press = Press(client, body)
        asked = OPENED.fullmatch(press.name)
        view, value = (asked["view"] if asked else ""), press.value
        request = Digest(view, value["whose"], value["name"], value["person"])
        origin = press.origin()
        with answered(press.tell):
            with self.contexts.open(body) as ctx:
                shown = prepare(ctx, origin, shown_to(request, ctx), None)
            present(client, origin, press.user, shown)
