"""Listens for the buttons and the form about digests that come by themselves."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import time
from typing import Any, Final

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.actions.requests import Digest
from bot.audits.fields import Filled
from bot.audits.forms import AuditForms, Work
from bot.context import Body, ContextFactory
from bot.digest import subscriptions as answers
from bot.digest import subscriptions_view as messages
from bot.digest.subscriptions_view import TO_CHANNEL
from bot.digest.verbs import asked_of
from bot.presenter import prepare, present
from bot.slack.blocks import Answer
from bot.slack.errors import answered
from bot.slack.press import Press
from bot.slack.view_state import ViewState
from db.errors import RefusedError
from jobs.context import RequestContext
from jobs.digest.subscriptions import Wish
from jobs.rules.subscriptions import EARLIEST, LATEST

CHANGED: Final = re.compile(r"subscription_(?P<change>pause|resume|stop)$")
OF_A_CHANNEL: Final = ("C", "G")  # how the id of a public and a private channel begins


@dataclass(frozen=True)
class SubscriptionButtons:
    """Carries out a press; who may is asked again below."""

    contexts: ContextFactory

    def register(self, app: App) -> None:
        """Listen for every button and form about subscriptions."""
        app.action("subscription_form")(self.form)
        app.action(CHANGED)(self.changed)
        AuditForms(self.contexts, "subscription", FORMS).register(app)

    def form(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Ask how often and to whom."""
        ack()
        press = Press(client, body)
        origin = press.origin()
        with answered(press.tell):
            with self.contexts.open(body) as ctx:
                in_channel = origin.channel.startswith(OF_A_CHANNEL)
                may_channel = in_channel and answers.may_use_channel(_asked(press.value), ctx)
                view = messages.form(replace(origin, kept=press.value), may_channel=may_channel)
            client.views_open(trigger_id=body["trigger_id"], view=view)

    def changed(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Pause, resume or stop what stands above the button."""
        ack()
        press = Press(client, body)
        asked = CHANGED.fullmatch(press.name)
        in_list = bool(press.value["list"])
        origin = press.origin(replace=in_list)
        with answered(press.tell):
            with self.contexts.open(body) as ctx:
                told = answers.change(press.value["s"], asked["change"] if asked else "", ctx)
                shown = answers.listed(ctx) if in_list else told
                made = prepare(ctx, origin, shown, None)
            present(client, origin, press.user, made)


def _asked(value: Mapping[str, Any]) -> Digest:
    return Digest(str(value.get("view", "")), value["whose"], value["name"], value["person"])


def _new(given: Filled, about: ViewState, ctx: RequestContext) -> Answer:
    at = time.fromisoformat(given.text("at"))
    if not EARLIEST <= at <= LATEST:
        raise RefusedError(f"Choose a time from {EARLIEST:%H:%M} to {LATEST:%H:%M}.", about="at")
    request = _asked(about.kept)
    channel = about.channel if given.text("to") == TO_CHANNEL else None
    wish = Wish(at, channel=channel, view=request.view, asked=asked_of(request, ctx))
    return answers.subscribe(answers.wish_of(given.text("often"), wish), ctx)


FORMS: Final[Mapping[str, Work]] = {"new": _new}
