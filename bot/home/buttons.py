"""Listens for what is chosen in the App Home itself: what it shows, its pages, its menus."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.actions.commands import form_view
from bot.actions.show import Show
from bot.actions.verbs import answer
from bot.context import Body, ContextFactory
from bot.home.blocks import Choice
from bot.presenter import prepare, present, pressed_home
from bot.slack.blocks import Answer
from bot.slack.errors import answered
from bot.slack.press import Press
from bot.slack.registry import OpenForm
from jobs.context import RequestContext

TURNED = re.compile(r"home_(?:earlier|more)$")


@dataclass(frozen=True)
class HomePresses:
    """Carries out a choice made in the App Home."""

    contexts: ContextFactory

    def register(self, app: App) -> None:
        """Listen for the filter, the pages and the menu beside each action."""
        app.action("home_filter")(self.choose)
        app.action(TURNED)(self.turn)
        app.action("item_more")(self.more)

    def choose(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Show another part of what there is."""
        ack()
        chosen = str(body["actions"][0]["selected_option"]["value"])
        self._show(Press(client, body), lambda _: Choice(chosen))

    def turn(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Turn to another page."""
        ack()
        press = Press(client, body)
        self._show(press, lambda seen: replace(seen, page=int(press.value["page"])))

    def more(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Do what was chosen from the menu beside an action."""
        ack()
        press = Press(client, body)
        wish, number = str(body["actions"][0]["selected_option"]["value"]).split()
        origin = replace(press.origin(), number=int(number))
        with answered(press.tell):
            with self.contexts.open(body) as ctx:
                if wish == "show":
                    shown = prepare(ctx, origin, _shown(int(number), ctx), None)
                else:
                    view = form_view(OpenForm(wish, int(number)), origin, ctx)
            if wish == "show":
                present(client, origin, press.user, shown)
            else:
                client.views_open(trigger_id=body["trigger_id"], view=view)

    def _show(self, press: Press, chosen: Callable[[Choice], Choice]) -> None:
        with answered(press.tell):
            with self.contexts.open(press.body) as ctx:
                seen = Choice.read(json.loads(press.body["view"]["private_metadata"] or "{}"))
                view = pressed_home(ctx, chosen(seen), None)
            press.client.views_publish(user_id=press.user, view=view)


def _shown(number: int, ctx: RequestContext) -> Answer:
    told = answer(Show(number), ctx)
    if isinstance(told, Answer):
        return told
    raise TypeError("showing an action opens no form")
