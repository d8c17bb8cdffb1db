"""Opens the App Home and answers direct messages."""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

from slack_bolt import App, BoltContext
from slack_sdk import WebClient

from bot.context import Body
from bot.home.answering import (
    AnswerInWords,
    Question,
    close_question,
    is_unsure,
    no_question,
    question_above,
)
from bot.home.blocks import Choice, stranger
from bot.home.gist import OrGist
from bot.home.view import home_view
from bot.registry import ACTIONS, AUDITS, BUTTONS, FORMS, STATUS
from bot.slack import parsing, references
from bot.slack.arguments import with_names
from bot.slack.audit_words import AUDIT_WORD
from bot.slack.blocks import Answer, Block, with_aside
from bot.slack.buttons import Button, opened
from bot.slack.carrying_out import carry_out, way_in
from bot.slack.command_set import CommandSet
from bot.slack.commands import typed_first
from bot.slack.listening import Listening
from bot.slack.plain_text import plain, says_nothing
from bot.slack.registry import OpenForm, Reply, Request
from bot.slack.turn import Asked, Turn
from bot.slack.view_state import ViewState
from db.errors import RefusedError
from db.home import queries as homes
from db.patterns import pattern
from jobs.context import CommandNames, RequestContext
from jobs.people import welcoming

NO_FILES = "I don't keep files. Say in a note what it shows, or add a link."
_SAID = (None, "file_share")
MENTION_AT_START = pattern(rf"^\s*{parsing.A_MENTION}[\s:,]*")
_OF_ONE_AUDIT = pattern(rf"(?P<verb>[A-Za-z]{{1,20}})\s{{1,3}}{references.AUDIT}\b", re.IGNORECASE)


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
            tab = body["event"].get("tab")
            if tab == "messages":
                greet(turn)
            if tab != "home":
                return
            with turn.look() as ctx:
                kept = Choice.read(homes.choice(ctx.session, ctx.person))
                said = homes.said_until(ctx.session, ctx.person)
                view = home_view(ctx, replace(kept, page=0))
            turn.acknowledge()
            turn.show(lambda: client.views_publish(user_id=user, view=view))
            turn.contexts.keep_aside(
                body, lambda ctx: homes.opened(ctx.session, ctx.person, ctx.now, said)
            )

    def message(self, context: BoltContext, client: WebClient, body: Body) -> None:
        """Answer what is written to the bot directly as if it stood after the command."""
        event = body["event"]
        is_said = event.get("subtype") in _SAID and not event.get("bot_id")
        if event.get("channel_type") != "im" or not is_said:
            context.ack()
            return
        text = _without_me(event.get("text") or "", context)
        self._reply(context, client, body, text, question_above)

    def mentioned(self, context: BoltContext, client: WebClient, body: Body) -> None:
        """Answer a mention in a channel, in a direct message: details are not for channels."""
        words = MENTION_AT_START.sub("", body["event"].get("text") or "")
        self._reply(context, client, body, _without_me(words, context))

    def _reply(
        self,
        context: BoltContext,
        client: WebClient,
        body: Body,
        text: str,
        above: Callable[[WebClient, Body], Question | None] = no_question,
    ) -> None:
        verbs, command, words = addressed(text, self.listening.contexts.council.commands)
        ask_first = partial(typed_first, words, command)
        with self.listening.turn(Asked(context, client, body), None, ask_first) as turn:
            if "<@" in words:
                with self.listening.contexts.database.read() as session:
                    words = with_names(words, session)
            request = verbs.parse(words, command)
            asked = above(client, body["event"]) if is_unsure(request) else None
            if asked is not None:
                request = AnswerInWords(words, asked, turn.user, button_called, request)
            told = self._answer(turn, OrGist(words, request))
            if body["event"].get("files"):
                told = with_aside(told, NO_FILES)
            turn.acknowledge()
            turn.answer(told)
            turn.bring(told)
            if isinstance(request, AnswerInWords):
                close_question(client, request, told)

    def _answer(self, turn: Turn, request: Request) -> Answer:
        def finish(reply: Reply, ctx: RequestContext) -> Reply:
            if isinstance(reply, OpenForm):
                about: Sequence[Block] = ()
                if reply.number is not None:  # refuses what may not be opened
                    about = opened(FORMS, reply, ViewState(), ctx).view["blocks"][:1]
                reply = _way_in(reply, [each for each in about if each["type"] == "rich_text"])
            turn.replied(ctx, reply)
            return reply

        unit = turn.look if request.only_looks else turn.open
        reply = carry_out(unit, request, finish)
        if isinstance(reply, Answer):
            return reply
        raise TypeError(f"a message is not answered with {type(reply).__name__}")


def button_called(action_id: str) -> Button:
    """Return what a press of a button does."""
    return next(each for each in BUTTONS if each.matches(action_id))


def _without_me(text: str, context: BoltContext) -> str:
    """Return what was written without the bot's own mention, wherever it stands."""
    return re.sub(rf"<@{context.bot_user_id}(?:\|[^<>]*)?>[,:]?", " ", text).strip()


def greet(turn: Turn) -> None:
    """Write to somebody who is here for the first time; whoever is unknown hears when asked."""
    with suppress(RefusedError), turn.open() as ctx:
        welcoming.greet(ctx)


def addressed(text: str, names: CommandNames) -> tuple[CommandSet, str, str]:
    """Return which verbs what is written to the bot is about, their command, and the words.

    What begins with a command is that command; a verb before an audit's reference is an audit's.
    """
    words = plain(text)
    about_status = re.match(
        rf"(?:{re.escape(names.status)}|{names.status_alias})(?:[?!.,:]+(?=\s|$)|(?=\s|$))", words
    )
    if about_status:
        return STATUS, names.status, words[about_status.end() :]
    about_audits = re.match(
        rf"(?:{re.escape(names.audit)}|{AUDIT_WORD}\b(?!\s+(?:is|are|was)\b))[\s:]*",
        words,
        re.IGNORECASE,
    )
    if _is_about_one_audit(words):
        return AUDITS, names.audit, words
    if about_audits:
        return AUDITS, names.audit, words[about_audits.end() :]
    return ACTIONS, names.action, "help" if says_nothing(words) else words


def _is_about_one_audit(words: str) -> bool:
    """Say whether a verb of audits stands before a reference: "note LA-…" is an action's."""
    found = _OF_ONE_AUDIT.match(words)
    verb = AUDITS.verb_called(found["verb"]) if found else None
    return verb is not None and bool(verb.subject or not ACTIONS.verb_called(verb.name))


def _way_in(asked: OpenForm, about: Sequence[Block]) -> Answer:
    """Return the button that opens a form, below what the form is about."""
    # A direct message brings no trigger_id, without which Slack opens no form.
    if asked.text:
        raise RefusedError(
            "That is too long for one message here. Send it in two, or press “Add several” in my "
            "Home tab, where more fits."
        )
    words = asked.problem or "Press the button to fill it in."
    form = FORMS[asked.form]
    made = way_in(asked, words, form.way_in or form.title, form.opener, form.number_key)
    if made is None:
        raise RefusedError("That is too long for a button. Please use my Home tab.")
    return replace(made, blocks=[*about, *made.blocks])
