"""The one listener for what is typed: after a slash command, in a direct message, in a mention."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.context import Body
from bot.slack.blocks import Answer
from bot.slack.buttons import opened
from bot.slack.carrying_out import carry_out
from bot.slack.command_set import CommandSet
from bot.slack.forms import Form
from bot.slack.listening import Listening
from bot.slack.registry import OpenForm, OpenView, Reply
from bot.slack.respond import show
from bot.slack.upload import bring
from bot.slack.view_state import ViewState
from jobs.context import RequestContext


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
            with self.listening.report_errors(partial(show, respond)):
                request = verbs.parse(body.get("text") or "", body.get("command") or name)
                state = ViewState(reply_to=body["response_url"])

                def finish(reply: Reply, ctx: RequestContext) -> Reply:
                    if isinstance(reply, OpenForm):
                        return opened(self.forms, reply, state, ctx)
                    return reply

                reply = carry_out(self.listening.contexts, body, request, finish)
                _answer(reply, respond, client, body)

        return typed


def _answer(reply: Reply, respond: Respond, client: WebClient, body: Body) -> None:
    if isinstance(reply, Answer):
        show(respond, reply)
        bring(client, body["user_id"], reply)
    elif isinstance(reply, OpenView):
        client.views_open(trigger_id=body["trigger_id"], view=dict(reply.view))
    else:
        raise TypeError(f"a command is not answered with {type(reply).__name__}")
