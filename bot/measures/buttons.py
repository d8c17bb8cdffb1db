"""Listens for the buttons about the distance travelled, pictures and the calendar file."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.actions.verbs import answer
from bot.audits.calendar import calendar_file
from bot.context import Body, ContextFactory
from bot.measures.requests import CHARTS, ShowChart, StatusDistance
from bot.presenter import prepare, present
from bot.slack.blocks import Answer, saying
from bot.slack.errors import answered
from bot.slack.press import Press
from jobs.context import RequestContext

CHART = re.compile(rf"chart_(?:{'|'.join(CHARTS)})$")
TRAVELLED = re.compile(r"distance_(?:whole|theme|team)$")
SENT = "The calendar of the coming year is in your direct messages, as a file to import."


@dataclass(frozen=True)
class Pictures:
    """Shows and sends what leads look at; who may is asked again below."""

    contexts: ContextFactory

    def register(self, app: App) -> None:
        """Listen for every such button."""
        app.action(CHART)(self.chart)
        app.action(TRAVELLED)(self.travelled)
        app.action("looks_file")(self.file)

    def chart(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Draw the picture that the button names, and send it."""
        ack()
        press = Press(client, body)
        request = ShowChart(str(press.value["chart"]))
        self._show(press, lambda ctx: _said(answer(request, ctx)))

    def travelled(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Show the distance travelled as a whole, by theme or by team."""
        ack()
        press = Press(client, body)
        request = StatusDistance(str(press.value["by"]))
        self._show(press, lambda ctx: _said(answer(request, ctx)))

    def file(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Send the calendar of the coming year to whoever pressed."""
        ack()

        def sent(ctx: RequestContext) -> Answer:
            made, said = calendar_file(ctx), saying(SENT)
            return Answer(said.text, said.blocks, lambda: made)

        self._show(Press(client, body), sent)

    def _show(self, press: Press, work: Callable[[RequestContext], Answer]) -> None:
        origin = press.origin()
        with answered(press.tell):
            with self.contexts.open(press.body) as ctx:
                shown = prepare(ctx, origin, work(ctx), None)
            present(press.client, origin, press.user, shown)


def _said(reply: object) -> Answer:
    if isinstance(reply, Answer):
        return reply
    raise TypeError(f"a button cannot be answered with {type(reply).__name__}")
