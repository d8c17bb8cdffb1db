"""Listens for what stands under reminders: remind me later, and why somebody sees a message."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.actions.commands import form_view
from bot.actions.verbs import answer
from bot.context import Body, ContextFactory
from bot.delivery.message_kind import RenderJob
from bot.delivery.render import why
from bot.presenter import prepare, present
from bot.reminders import verbs as reminding_answers
from bot.reminders.requests import Wake
from bot.reminders.view import A_DATE, A_FEW_DAYS, NEXT_WEEK
from bot.slack.blocks import Answer
from bot.slack.errors import answered
from bot.slack.press import Press
from bot.slack.registry import OpenForm
from bot.slack.view_state import ViewState
from db.actions import queries as actions
from db.errors import RefusedError
from db.outbox import queries as outbox
from jobs.context import RequestContext
from jobs.reminders import snoozing
from jobs.rules.working_days import Calendar

Day = Callable[..., date]
WISHES: dict[str, Day] = {A_FEW_DAYS: snoozing.in_a_few_days, NEXT_WEEK: snoozing.next_week}


@dataclass(frozen=True)
class Reminding:
    """Carries out a press that is about reminders; who may is asked again below."""

    contexts: ContextFactory

    def register(self, app: App) -> None:
        """Listen for the picker and the buttons."""
        app.action("snooze_pick")(self.snooze)
        app.action("snooze_off")(self.wake)
        app.action("why_message")(self.why)

    def snooze(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Put the action beside the picker off, or ask until when."""
        ack()
        press = Press(client, body)
        wish, number, message = body["actions"][0]["selected_option"]["value"].split()
        origin = replace(press.origin(), number=int(number), message_id=int(message))
        if wish == A_DATE:
            self._ask_until(press, origin)
        else:
            self._carry_out(press, origin, lambda ctx: _put_off(int(number), wish, ctx))

    def wake(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Take back that the action beside the button was put off."""
        ack()
        press = Press(client, body)
        number = int(press.value["n"])

        def awake(ctx: RequestContext) -> Answer:
            told = answer(Wake(number), ctx)
            assert isinstance(told, Answer)
            return told

        self._carry_out(press, press.origin(), awake)

    def why(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Say why this person sees the message above the button."""
        ack()
        press = Press(client, body)
        with answered(press.tell):
            with self.contexts.open(body) as ctx:
                told = _why(int(press.value["m"]), ctx)
            press.tell(told)

    def _ask_until(self, press: Press, origin: ViewState) -> None:
        with answered(press.tell):
            with self.contexts.open(press.body) as ctx:
                view = form_view(OpenForm("snooze", origin.number), origin, ctx)
            press.client.views_open(trigger_id=press.body["trigger_id"], view=view)

    def _carry_out(
        self, press: Press, origin: ViewState, work: Callable[[RequestContext], Answer]
    ) -> None:
        with answered(press.tell):
            with self.contexts.open(press.body) as ctx:
                told = work(ctx)
                shown = prepare(ctx, origin, told, None)
            present(press.client, origin, press.user, shown)


def _put_off(number: int, wish: str, ctx: RequestContext) -> Answer:
    action = actions.find(ctx.session, number, ctx.person)
    calendar: Calendar = ctx.council.calendar
    until = WISHES[wish](ctx.person, ctx.today, calendar)
    return reminding_answers.snooze(action, until, ctx)


def _why(number: int, ctx: RequestContext) -> Answer:
    message = outbox.find(ctx.session, number)
    if message.person_id != ctx.person.id:
        raise RefusedError("That message was written to somebody else.")
    return why(RenderJob(ctx, message))
