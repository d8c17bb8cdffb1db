"""Opens the App Home and answers direct messages."""

import re
from dataclasses import dataclass, replace
from functools import partial

from slack_bolt import App, BoltContext
from slack_sdk import WebClient

from bot.context import Body
from bot.home.blocks import Choice, stranger
from bot.home.view import home_view
from bot.registry import ACTIONS, AUDITS, FORMS
from bot.slack.blocks import Answer, button, row, spoken
from bot.slack.buttons import opened
from bot.slack.commands import typed_first
from bot.slack.listening import Listening
from bot.slack.registry import OpenForm, Request
from bot.slack.turn import Asked, Turn
from bot.slack.view_state import ViewState
from db.errors import RefusedError
from db.home import queries as homes

MENTION_AT_START = re.compile(r"^\s*<@[UW][A-Z0-9]+(?:\|[^>]*)?>[\s:,]*")
ABOUT_AUDITS = re.compile(r"\s*audits?\b[\s:]*", re.IGNORECASE)


@dataclass(frozen=True)
class HomeListener:
    """What the bot does in its own two tabs, Home and Messages."""

    listening: Listening

    def register(self, app: App) -> None:
        app.event("app_home_opened")(self.opened)
        app.event("message")(self.message)
        app.event("app_mention")(self.mentioned)

    def opened(self, context: BoltContext, client: WebClient, body: Body) -> None:
        """Show the person their own actions (https://docs.slack.dev/surfaces/app-home)."""
        user = body["event"]["user"]

        def tell(told: Answer) -> None:
            client.views_publish(user_id=user, view=stranger(told))

        with self.listening.turn(Asked(context, client, body), tell) as turn:
            if body["event"].get("tab") != "home":
                return
            with turn.open() as ctx:
                homes.opened(ctx.session, ctx.person, ctx.now)
                kept = Choice.read(homes.choice(ctx.session, ctx.person))
                view = home_view(ctx, replace(kept, page=0))
            turn.acknowledge()
            turn.show(lambda: client.views_publish(user_id=user, view=view))

    def message(self, context: BoltContext, client: WebClient, body: Body) -> None:
        """Answer what is written to the bot directly as if it stood after the command."""
        event = body["event"]
        if event.get("channel_type") != "im" or event.get("subtype") or event.get("bot_id"):
            context.ack()
            return
        self._reply(context, client, body, event.get("text") or "")

    def mentioned(self, context: BoltContext, client: WebClient, body: Body) -> None:
        """Answer a mention in a channel, in a direct message: details are not for channels."""
        words = MENTION_AT_START.sub("", body["event"].get("text") or "")
        self._reply(context, client, body, words)

    def _reply(self, context: BoltContext, client: WebClient, body: Body, text: str) -> None:
        names = self.listening.contexts.council.commands
        about_audits = ABOUT_AUDITS.match(text)
        verbs, command = (AUDITS, names.audit) if about_audits else (ACTIONS, names.action)
        words = text[about_audits.end() :] if about_audits else text.strip() or "help"
        ask_first = partial(typed_first, words, command)
        with self.listening.turn(Asked(context, client, body), None, ask_first) as turn:
            request = verbs.parse(words, command)
            told = self._answer(turn, request)
            turn.acknowledge()
            turn.answer(told)
            turn.bring(told)

    def _answer(self, turn: Turn, request: Request) -> Answer:
        with turn.open() as ctx:
            reply = request.run(ctx)
            if isinstance(reply, OpenForm) and reply.number is not None:
                opened(FORMS, reply, ViewState(), ctx)  # refuses what may not be opened
            if isinstance(reply, OpenForm):
                reply = _way_in(reply)
        if isinstance(reply, Answer):
            return reply
        raise TypeError(f"a message is not answered with {type(reply).__name__}")


def _way_in(asked: OpenForm) -> Answer:
    # A direct message brings no trigger_id, without which Slack opens no form.
    if asked.text:
        raise RefusedError(
            "That is too long to be shown here in one message. Send it in two, or press "
            "“Add several” in my Home tab, where more fits."
        )
    form = FORMS[asked.form]
    value = {form.number_key: asked.number} if asked.number is not None else {}
    opener = button(form.way_in or form.title, form.opener, value, "primary")
    return Answer(
        "Press the button to fill it in.",
        [spoken("Press the button to fill it in."), row("way-in", opener)],
    )
