"""Listens for the buttons that make reports; who may have them is asked again below."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.context import Body, Desk, Visit
from bot.presenter import prepare, present
from bot.report.requests import MakeReport
from bot.report.verbs import handed_over, reported
from bot.slack.blocks import Answer
from bot.slack.errors import answered
from bot.slack.interaction import Press
from jobs.report.values import Audience
from jobs.rules.periods import QUARTER

Work = Callable[[Visit], Answer]
MADE: Mapping[str, Work] = {
    "report_month": lambda visit: reported(MakeReport(), visit),
    "report_quarter": lambda visit: reported(MakeReport(QUARTER), visit),
    "report_scrutiny": lambda visit: reported(MakeReport(audience=Audience.SCRUTINY), visit),
    "report_pack": handed_over,
}


@dataclass(frozen=True)
class Reports:
    """Makes a report at a press."""

    desk: Desk

    def register(self, app: App) -> None:
        """Listen for every such button."""
        app.action(re.compile(rf"(?:{'|'.join(MADE)})$"))(self.made)

    def made(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Say what comes, and send it."""
        ack()
        press = Press(client, body)
        origin = press.origin()
        with answered(press.tell):
            with self.desk.visit(body) as visit:
                shown = prepare(visit, origin, MADE[press.name](visit), None)
            present(client, origin, press.user, shown)
