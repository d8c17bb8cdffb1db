"""The one listener for what is typed: after a slash command, in a direct message, in a mention."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from slack_bolt import App, BoltContext
from slack_sdk import WebClient

from bot.context import Body
from bot.slack.blocks import Answer
from bot.slack.buttons import opened
from bot.slack.forms import Form
from bot.slack.listening import Listening
from bot.slack.registry import Command, CommandSet, OpenForm, OpenView, Reply
from bot.slack.respond import show
from bot.slack.turn import Asked, Turn
from bot.slack.view_state import ViewState
from db import privacy

COMMAND: Final = "command"
# What of a command is needed to carry it out later.
_WORK: Final = ("command", "text", "user_id", "channel_id", "response_url", "trigger_id")


@dataclass(frozen=True)
class CommandListener:
    """Answers what is typed after each slash command, only to the person who typed it."""

    listening: Listening
    sets: Mapping[str, CommandSet]  # by the command's name in this workspace
    forms: Mapping[str, Form]

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
        with self.listening.turn(asked, partial(show, asked.client, body["response_url"])) as turn:
            turn.is_resumed = is_resumed
            request = verbs.parse(text, body.get("command") or name)
            if isinstance(request, Command) and request.takes_long:
                privacy.refuse(text, self.listening.contexts.now().date())
                turn.write_down(COMMAND, _WORK)
            with turn.open() as ctx:
                reply = request.run(ctx)
                if isinstance(reply, OpenForm):
                    state = ViewState(reply_to=body["response_url"])
                    reply = opened(self.forms, reply, state, ctx)
            turn.acknowledge()
            _answer(turn, reply)


def _answer(turn: Turn, reply: Reply) -> None:
    reply_to = partial(show, turn.client, turn.body["response_url"])
    if isinstance(reply, Answer):
        turn.answer(reply, reply_to)
        turn.bring(reply)
    elif isinstance(reply, OpenView):
        turn.open_view(reply.view, reply_to)
    else:
        raise TypeError(f"a command is not answered with {type(reply).__name__}")
