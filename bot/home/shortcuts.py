"""Answers the global shortcuts (https://docs.slack.dev/interactivity/implementing-shortcuts)."""

import logging
from contextlib import AbstractContextManager
from dataclasses import dataclass

from slack_bolt import App, BoltContext
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.actions.adding_forms import ADD, from_message
from bot.context import Body
from bot.digest.verbs import ShowDigest
from bot.slack.blocks import Answer
from bot.slack.forms import window
from bot.slack.listening import Listening
from bot.slack.turn import Asked, Turn
from bot.slack.view_state import ViewState
from db.models.action import LINK_LENGTH

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Shortcuts:
    """What can be done from anywhere in Slack without typing."""

    listening: Listening

    def register(self, app: App) -> None:
        app.shortcut("add_action")(self.add)
        app.shortcut("status")(self.status)
        app.shortcut("make_action")(self.make)

    def add(self, context: BoltContext, client: WebClient, body: Body) -> None:
        with self._turn(context, client, body) as turn:
            with turn.look() as ctx:
                view = ADD.view(ViewState(), ctx)
            turn.acknowledge()
            turn.open_view(view)

    def make(self, context: BoltContext, client: WebClient, body: Body) -> None:
        """Open the form for a new action, made of the message in whose menu this was chosen."""
        with self._turn(context, client, body) as turn:
            link = message_link(client, body)
            with turn.look() as ctx:
                origin = ViewState(reply_to=str(body.get("response_url") or ""), link=link)
                view = from_message(body["message"], origin, ctx)
            turn.acknowledge()
            turn.open_view(view)

    def status(self, context: BoltContext, client: WebClient, body: Body) -> None:
        with self._turn(context, client, body) as turn:
            with turn.look() as ctx:
                told = ShowDigest().run(ctx)
            turn.acknowledge()
            turn.answer(told, lambda shown: _open(client, body, "Where things stand", shown))

    def _turn(
        self, context: BoltContext, client: WebClient, body: Body
    ) -> AbstractContextManager[Turn]:
        def tell(told: Answer) -> None:
            _open(client, body, "That did not work", told)

        return self.listening.turn(Asked(context, client, body), tell)


def message_link(client: WebClient, body: Body) -> str:
    """Return the address of a message, or nothing where the bot may not know of it."""
    channel, ts = body["channel"]["id"], body["message"]["ts"]
    try:
        found = client.chat_getPermalink(channel=channel, message_ts=ts)
    except (SlackApiError, OSError):
        log.info("no link to the message in %s", channel)
        return ""
    link = str(found["permalink"])
    return link if len(link) <= LINK_LENGTH else ""


def _open(client: WebClient, body: Body, title: str, told: Answer) -> None:
    client.views_open(trigger_id=body["trigger_id"], view=window(title, told))
