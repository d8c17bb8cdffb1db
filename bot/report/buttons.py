"""Listens for the buttons that make reports; who may have them is asked again below."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.context import Body, ContextFactory
from bot.presenter import prepare, present
from bot.report.requests import MakeReport
from bot.report.verbs import handed_over, reported
from bot.slack.blocks import Answer
from bot.slack.errors import answered
from bot.slack.press import Press
from jobs.context import RequestContext
from jobs.report.values import Audience
from jobs.rules.periods import QUARTER

Work = Callable[[RequestContext], Answer]
MADE: Mapping[str, Work] = {
    "report_month": lambda ctx: reported(MakeReport(), ctx),
    "report_quarter": lambda ctx: reported(MakeReport(QUARTER), ctx),
    "report_scrutiny": lambda ctx: reported(MakeReport(audience=Audience.SCRUTINY), ctx),
    "report_pack": handed_over,
}


@dataclass(frozen=True)
class Reports:
    """Makes a report at a press."""

    contexts: ContextFactory

    def register(self, app: App) -> None:
        """Listen for every such button."""
        app.action(re.compile(rf"(?:{'|'.join(MADE)})$"))(self.made)

    def made(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Say what comes, and send it."""
        ack()
        press = Press(client, body)
        origin = press.origin()
        with answered(press.tell):
            with self.contexts.open(body) as ctx:
                shown = prepare(ctx, origin, MADE[press.name](ctx), None)
            present(client, origin, press.user, shown)
