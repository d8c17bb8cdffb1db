"""Listens for the buttons about twins, several actions, phases and where an action came from."""

import html
import re
from dataclasses import dataclass

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.actions import adding
from bot.actions.buttons import carry_out, said
from bot.actions.commands import form_view
from bot.actions.requests import Add, Show
from bot.actions.verbs import answer
from bot.context import Body, ContextFactory
from bot.slack.errors import answered
from bot.slack.press import Press
from bot.slack.registry import OpenForm

TWIN = re.compile(r"twin_open_\d+$")


@dataclass(frozen=True)
class OrderButtons:
    """Carries out a press, with the permission table asked again below."""

    contexts: ContextFactory

    def register(self, app: App) -> None:
        """Listen for these buttons."""
        app.action("twin_add")(self.add)
        app.action(TWIN)(self.open)
        app.action("several_add")(self.add_several)
        app.action("several_change")(self.change)
        app.action("source_link")(self.follow)

    def add(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Add what looked like a twin."""
        ack()
        press = Press(client, body)
        value = press.value
        request = Add(**{**value, "after": tuple(value["after"])})
        origin = press.origin(replace=True)
        carry_out(self.contexts, press, lambda ctx: said(answer(request, ctx)), origin)

    def open(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Show a likely twin."""
        ack()
        press = Press(client, body)
        request = Show(press.value["n"])
        carry_out(self.contexts, press, lambda ctx: said(answer(request, ctx)), press.origin())

    def add_several(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Add all the lines that were looked over."""
        ack()
        press = Press(client, body)
        text = press.value["text"]
        origin = press.origin(replace=True)
        carry_out(self.contexts, press, lambda ctx: adding.add_all(text, ctx), origin)

    def change(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Open the lines in a form, where they can be put right."""
        ack()
        press = Press(client, body)
        with answered(press.tell):
            with self.contexts.open(body) as ctx:
                # A command's text arrives with & < > escaped.
                asked = OpenForm("several", text=html.unescape(press.value["text"]))
                view = form_view(asked, press.origin(replace=True), ctx)
            client.views_open(trigger_id=body["trigger_id"], view=view)

    def follow(self, ack: Ack) -> None:
        """Take note that a link was followed: Slack tells of that too, and waits for an answer."""
        ack()
