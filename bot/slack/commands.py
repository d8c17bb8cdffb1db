"""The one listener for what is typed: after a slash command, in a direct message, in a mention."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.context import Body
from bot.slack import sure
from bot.slack.blocks import Answer
from bot.slack.buttons import Button, opened
from bot.slack.forms import Form
from bot.slack.interaction import Interaction
from bot.slack.listening import Listening
from bot.slack.registry import CommandSet, OpenForm, OpenView, Reply
from bot.slack.respond import show
from bot.slack.upload import bring
from bot.slack.view_state import ViewState
from db.privacy import PersonalDataError
from jobs.context import CommandNames, RequestContext


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
        def typed(ack: Ack, respond: Respond, client: WebClient, body: Body) -> None:
            ack()
            text, command = body.get("text") or "", body.get("command") or name
            ask_first = partial(typed_first, text, command)
            with self.listening.report_errors(partial(show, respond), ask_first):
                request = verbs.parse(text, command)
                with self.listening.contexts.open(body) as ctx:
                    reply = request.run(ctx)
                    if isinstance(reply, OpenForm):
                        state = ViewState(reply_to=body["response_url"])
                        reply = opened(self.forms, reply, state, ctx)
                _answer(reply, respond, client, body)

        return typed


def typed_first(text: str, command: str, error: PersonalDataError) -> Answer:
    """Ask whether what was typed is about a child; the button carries the words."""
    return sure.question(error, "typed_again", {"c": command, "t": text}, ())


def typed_again_button(sets: Callable[[CommandNames], Mapping[str, CommandSet]]) -> Button:
    """Return the button that does what was typed, once it was asked about."""

    def work(click: Interaction, ctx: RequestContext) -> Reply:
        command, text = str(click.value["c"]), str(click.value["t"])
        return sets(ctx.council.commands)[command].parse(text, command).run(ctx)

    return Button("typed_again", work, replaces=True)


def _answer(reply: Reply, respond: Respond, client: WebClient, body: Body) -> None:
    if isinstance(reply, Answer):
        show(respond, reply)
        bring(client, body["user_id"], reply)
    elif isinstance(reply, OpenView):
        client.views_open(trigger_id=body["trigger_id"], view=dict(reply.view))
    else:
        raise TypeError(f"a command is not answered with {type(reply).__name__}")
