"""The one listener for what is typed: after a slash command, in a direct message, in a mention."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from slack_bolt import App, BoltContext
from slack_sdk import WebClient

from bot.context import Body
from bot.slack import sure
from bot.slack.arguments import with_names
from bot.slack.blocks import Answer
from bot.slack.buttons import Button, opened
from bot.slack.carried import one_of
from bot.slack.carrying_out import carry_out
from bot.slack.command_set import CommandSet
from bot.slack.forms import Form
from bot.slack.interaction import Interaction
from bot.slack.listening import Listening
from bot.slack.registry import Command, OpenForm, OpenView, Reply, Request
from bot.slack.respond import show
from bot.slack.turn import Asked, Turn
from bot.slack.view_state import ViewState
from db.privacy import PersonalDataError
from jobs.context import CommandNames, RequestContext

COMMAND: Final = "command"
# What of a command is needed to carry it out later.
_WORK: Final = ("command", "text", "user_id", "channel_id", "response_url", "trigger_id")


@dataclass(frozen=True)
class CommandListener:
    """Answers what is typed after each slash command, only to the person who typed it."""

    listening: Listening
    sets: Mapping[str, CommandSet]  # by the command's name in this workspace
    forms: Mapping[str, Form]
    in_gist: Callable[[str, Request], Request]  # what is asked by words that nobody understood

    def register(self, app: App) -> None:
        for name, verbs in self.sets.items():
            app.command(name)(self._listener(name, verbs))

    def _listener(self, name: str, verbs: CommandSet) -> Callable[..., None]:
        def typed(context: BoltContext, client: WebClient, body: Body) -> None:
            self._typed(name, verbs, Asked(context, client, body))

        return typed

    def resume(self, context: BoltContext, client: WebClient, body: Body) -> None:
        """Carry out what a bot that was killed had acknowledged."""
        name = body["command"]
        self._typed(name, self.sets[name], Asked(context, client, body), is_resumed=True)

    def _typed(
        self, name: str, verbs: CommandSet, asked: Asked, *, is_resumed: bool = False
    ) -> None:
        body, text = asked.body, str(asked.body.get("text") or "")
        command = str(body.get("command") or name)
        reply_to = partial(show, asked.client, body["response_url"])
        ask_first = partial(typed_first, text, command)
        with self.listening.turn(asked, reply_to, ask_first) as turn:
            turn.is_resumed = is_resumed
            request = verbs.parse(text, command)
            if isinstance(request, Command) and request.takes_long:
                turn.write_down(COMMAND, _WORK, text)
            state = ViewState(reply_to=body["response_url"])

            def finish(reply: Reply, ctx: RequestContext) -> Reply:
                turn.replied(ctx, reply)
                if isinstance(reply, OpenForm):
                    return opened(self.forms, reply, state, ctx)
                return reply

            looks = request.only_looks or (
                isinstance(request, OpenForm) and self.forms[request.form].opening_only_looks
            )
            unit = turn.look if looks and not is_resumed else turn.open
            reply = carry_out(unit, self.in_gist(text, request), finish)
            turn.acknowledge()
            _answer(turn, reply)


def typed_first(text: str, command: str, error: PersonalDataError) -> Answer:
    """Ask whether what was typed is about a child; the button carries the words."""
    return sure.question(error, "typed_again", {"c": command, "t": text}, ())


def typed_again_button(sets: Callable[[CommandNames], Mapping[str, CommandSet]]) -> Button:
    """Return the button that does what was typed, once it was asked about."""

    def work(click: Interaction, ctx: RequestContext) -> Reply:
        command, text = str(click.value["c"]), str(click.value["t"])
        words = with_names(text, ctx.session)
        meant = one_of(sets(ctx.council.commands), command).parse(words, command)
        return click.in_gist(text, meant).run(ctx)

    return Button("typed_again", work, replaces=True)


def _answer(turn: Turn, reply: Reply) -> None:
    reply_to = partial(show, turn.client, turn.body["response_url"])
    if isinstance(reply, Answer):
        turn.answer(reply, reply_to)
        turn.bring(reply)
    elif isinstance(reply, OpenView):
        turn.open_view(reply.view, reply_to)
    else:
        raise TypeError(f"a command is not answered with {type(reply).__name__}")
