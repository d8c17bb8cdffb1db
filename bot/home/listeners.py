"""Opens the App Home and answers direct messages."""

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

from slack_bolt import App
from slack_sdk import WebClient

from bot.context import Body
from bot.home.blocks import Choice, stranger
from bot.home.view import home_view
from bot.registry import ACTIONS, AUDITS, FORMS, STATUS
from bot.slack.blocks import Answer
from bot.slack.buttons import opened
from bot.slack.carrying_out import carry_out, way_in
from bot.slack.listening import Listening
from bot.slack.plain_text import plain, says_nothing
from bot.slack.registry import OpenForm, Reply, Request
from bot.slack.respond import payload
from bot.slack.upload import bring
from bot.slack.view_state import ViewState
from db.errors import RefusedError
from db.home import queries as homes
from jobs.context import CommandNames, RequestContext
from jobs.people import welcoming

MENTION_AT_START = re.compile(r"^\s*<@[UW][A-Z0-9]+(?:\|[^>]*)?>[\s:,]*")


@dataclass(frozen=True)
class HomeListener:
    """What the bot does in its own two tabs, Home and Messages."""

    listening: Listening

    def register(self, app: App) -> None:
        app.event("app_home_opened")(self.opened)
        app.event("message")(self.message)
        app.event("app_mention")(self.mentioned)

    def opened(self, client: WebClient, body: Body) -> None:
        """Show the person their own actions (https://docs.slack.dev/surfaces/app-home)."""
        user = body["event"]["user"]
        if body["event"].get("tab") == "messages":
            self._greet(client, body)
        if body["event"].get("tab") != "home":
            return
        with self.listening.report_errors(lambda told: _publish(client, user, stranger(told))):
            with self.listening.contexts.open(body) as ctx:
                homes.opened(ctx.session, ctx.person, ctx.now)
                kept = Choice.read(homes.choice(ctx.session, ctx.person))
                view = home_view(ctx, replace(kept, page=0))
            _publish(client, user, view)

    def _greet(self, client: WebClient, body: Body) -> None:
        """Write to somebody who is here for the first time; whoever is unknown hears when asked."""
        with (
            self.listening.report_errors(partial(_post, client, body["event"]["user"])),
            suppress(RefusedError),
            self.listening.contexts.open(body) as ctx,
        ):
            welcoming.greet(ctx)

    def message(self, client: WebClient, body: Body) -> None:
        """Answer what is written to the bot directly as if it stood after the command."""
        event = body["event"]
        if event.get("channel_type") != "im" or event.get("subtype") or event.get("bot_id"):
            return
        self._reply(client, body, event.get("text") or "", event["channel"])

    def mentioned(self, client: WebClient, body: Body) -> None:
        """Answer a mention in a channel, in a direct message: details are not for channels."""
        event = body["event"]
        words = MENTION_AT_START.sub("", event.get("text") or "")
        self._reply(client, body, words, event["user"])

    def _reply(self, client: WebClient, body: Body, text: str, channel: str) -> None:
        with self.listening.report_errors(partial(_post, client, channel)):
            names = self.listening.contexts.council.commands
            request = understood(text, names)
            told = self._answer(body, request)
            _post(client, channel, told)
            bring(client, body["event"]["user"], told)

    def _answer(self, body: Body, request: Request) -> Answer:
        def finish(reply: Reply, ctx: RequestContext) -> Reply:
            if isinstance(reply, OpenForm) and reply.number is not None:
                opened(FORMS, reply, ViewState(), ctx)  # refuses what may not be opened
            return reply

        reply = carry_out(self.listening.contexts, body, request, finish)
        if isinstance(reply, OpenForm):
            return _way_in(reply)
        if isinstance(reply, Answer):
            return reply
        raise TypeError(f"a message is not answered with {type(reply).__name__}")


def understood(text: str, names: CommandNames) -> Request:
    """Read what is written to the bot: what begins with a command is that command."""
    words = plain(text)
    about_status = re.match(rf"(?:{re.escape(names.status)}|{names.status_alias})(?=\s|$)", words)
    if about_status:
        return STATUS.parse(words[about_status.end() :], names.status)
    about_audits = re.match(
        rf"(?:{re.escape(names.audit)}|audits?\b(?!\s+(?:is|are|was)\b))[\s:]*",
        words,
        re.IGNORECASE,
    )
    if about_audits:
        return AUDITS.parse(words[about_audits.end() :], names.audit)
    return ACTIONS.parse("help" if says_nothing(words) else words, names.action)


def _publish(client: WebClient, user: str, view: dict[str, object]) -> None:
    client.views_publish(user_id=user, view=view)


def _post(client: WebClient, channel: str, told: Answer) -> None:
    client.chat_postMessage(channel=channel, **payload(told))


def _way_in(asked: OpenForm) -> Answer:
    # A direct message brings no trigger_id, without which Slack opens no form.
    if asked.text:
        raise RefusedError(
            "That is too long to be shown here in one message. Send it in two, or press "
            "“Add several” in my Home tab, where more fits."
        )
    words = asked.problem or "Press the button to fill it in."
    form = FORMS[asked.form]
    made = way_in(asked, words, form.way_in or form.title, form.opener, form.number_key)
    if made is None:
        raise RefusedError("That is too long to be kept in a button. Use the Home tab for it.")
    return made
