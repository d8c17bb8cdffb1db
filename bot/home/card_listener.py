"""What people do at a message of the bot's other than press: a tick is Done, a reply is a note.

Only in the bot's direct messages, and only where the message is about one action; otherwise one
line says what to do. A tick taken away, and a reply that is changed or deleted, change nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

from slack_bolt import App, BoltContext
from slack_sdk import WebClient

from bot.actions.closing import Done
from bot.actions.verbs import Note
from bot.context import Body
from bot.home.listeners import NO_FILES
from bot.registry import ACTIONS
from bot.slack import letters
from bot.slack.again import MOST_OF_A_LABEL, Offer, buttons
from bot.slack.arguments import with_names
from bot.slack.blocks import Answer, row, saying, shortened, with_aside
from bot.slack.commands import typed_first
from bot.slack.listening import Listening
from bot.slack.parsing import unescaped
from bot.slack.plain_text import plain, says_nothing
from bot.slack.respond import reply_below
from bot.slack.shown import things_in
from bot.slack.signed import with_end
from bot.slack.turn import Asked, Turn
from bot.slack.view_state import ViewState
from db.actions import queries as actions
from db.actions.roles import can_sign
from db.errors import RefusedError
from db.models import Message
from db.outbox.pointing import PointedAt, message_at, pointed_at
from db.people import queries as people
from jobs.context import RequestContext

TICKS: Final = frozenset({"white_check_mark", "heavy_check_mark"})
_REPLIES: Final = (None, "file_share", "thread_broadcast")
NO_WORDS: Final = "A note needs words, so I saved nothing."
NONE_HERE: Final = "That message isn't about one action, so I changed nothing."


@dataclass(frozen=True)
class MessagePlace:
    """A message in the bot's direct messages, by where it stands."""

    channel: str
    ts: str


@dataclass(frozen=True)
class CardListener:
    """Carries out what a tick or a reply means."""

    listening: Listening
    otherwise: Callable[[BoltContext, WebClient, Body], None]  # answers a reply below anything else

    def register(self, app: App) -> None:
        app.event("reaction_added")(self.reacted)
        app.event("message", matchers=[is_reply])(self.replied)

    def reacted(self, context: BoltContext, client: WebClient, body: Body) -> None:
        """Mark the action of a message done."""
        event, item = body["event"], body["event"].get("item", {})
        spot = MessagePlace(str(item.get("channel", "")), str(item.get("ts", "")))
        if event.get("reaction") not in TICKS or not spot.channel.startswith("D"):
            context.ack()
            return
        with self.listening.turn(Asked(context, client, body)) as turn:
            presenter = self.listening.presenter
            with turn.open() as ctx:
                message = message_at(ctx.session, ctx.person, spot.channel, spot.ts)
                if message is None:
                    return
                number = _only_action(ctx, message, "done")
                answer = Done(number).run(ctx)
                state = ViewState(number, message.id, channel=spot.channel, ts=spot.ts)
                shown = presenter.render(ctx, state, answer)
            turn.acknowledge()
            presenter.send(turn, state, shown)
            if shown.rewritten is None or not things_in(shown.rewritten).action_events:
                turn.answer(answer)

    def replied(self, context: BoltContext, client: WebClient, body: Body) -> None:
        """Keep a reply below a message as a note on its action."""
        event = body["event"]
        subtype = event.get("subtype")
        if event.get("bot_id") or subtype not in _REPLIES:
            context.ack()
            return
        spot = MessagePlace(str(event["channel"]), str(event["thread_ts"]))
        about = self._about(body, spot)
        if about is None:
            self.otherwise(context, client, body)
            return
        words = str(event.get("text") or "").strip()
        below = partial(reply_below, client, spot.channel, spot.ts)
        command = self.listening.contexts.council.commands.action
        ask_first = partial(typed_first, f"note {next(iter(about.actions), '')} {words}", command)
        with self.listening.turn(Asked(context, client, body), below, ask_first) as turn:
            told = self._noted(turn, spot, words, has_files=subtype == "file_share")
            turn.acknowledge()
            turn.answer(told, below)

    def _noted(self, turn: Turn, spot: MessagePlace, words: str, *, has_files: bool) -> Answer:
        if not words:
            return saying(NO_FILES if has_files else NO_WORDS)
        with turn.open() as ctx:
            message = message_at(ctx.session, ctx.person, spot.channel, spot.ts)
            if message is None:
                raise RefusedError(NONE_HERE)
            whole = plain(with_names(words, ctx.session))
            said = letters.unsigned(whole)
            if says_nothing(said):
                return saying(NO_WORDS)
            number = _only_action(ctx, message, "note")
            told = _offering(Note(number, unescaped(said)).run(ctx), number, said)
            told = with_end(told, whole[len(said) :], ctx)
            return with_aside(told, NO_FILES) if has_files else told

    def _about(self, body: Body, spot: MessagePlace) -> PointedAt | None:
        """Return what the message is about below which somebody wrote; None: it is none of ours."""
        contexts = self.listening.contexts
        with contexts.database.read() as session:
            person = people.known_by_slack_id(session, contexts.account_of(body))
            if person is None or not people.is_somebody(person, contexts.now()):
                return None
            known = message_at(session, person, spot.channel, spot.ts) is not None
            return pointed_at(session, person, spot.channel, spot.ts) if known else None


def is_reply(event: Mapping[str, Any]) -> bool:
    """Say whether a message is a reply below another in direct messages."""
    thread = event.get("thread_ts")
    return event.get("channel_type") == "im" and thread is not None and thread != event.get("ts")


def _only_action(ctx: RequestContext, message: Message, verb: str) -> int:
    """Return the one action that a message is about, or say what to do instead."""
    where = message.slack_channel or "", message.slack_ts or ""
    about = pointed_at(ctx.session, ctx.person, *where)
    if about.actions and len(about.actions) + len(about.audits) > 1:
        raise RefusedError(_WHICH[verb].format(action=ctx.council.commands.action))
    if not about.actions:
        raise RefusedError(NONE_HERE)
    (number,) = about.actions
    action = actions.find(ctx.session, number, ctx.person)
    if verb == "done" and can_sign(action, ctx.person):
        said = f"{action.called} is done already. Press Sign off or Send back under it."
        raise RefusedError(said)
    return number


def _offering(told: Answer, number: int, said: str) -> Answer:
    """Offer what a note would have done if it had been typed to the bot: "done", "move to …"."""
    word, _, rest = said.partition(" ")
    verb = ACTIONS.verb_called(word)
    if verb is None or not verb.subject or verb.only_looks or verb is Note:
        return told
    typed = f"{verb.name} {number} {rest}".strip()
    offers = buttons([Offer(shortened(unescaped(typed), MOST_OF_A_LABEL), typed)])
    return replace(told, blocks=[*told.blocks, row("meant", *offers)])


_WHICH: Final[Mapping[str, str]] = {
    "done": "That message is about several things: press Done under the one you mean.",
    "note": (
        "That message is about several things, so I kept no note. Say which one: "
        "`{action} note 12 draft sent to Legal`."
    ),
}
