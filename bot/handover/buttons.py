"""Listens for the buttons and forms about handing over."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.actions.verbs import answer
from bot.audits.fields import Filled
from bot.audits.forms import AuditForms
from bot.context import Body, ContextFactory
from bot.handover import verbs as answers
from bot.handover import view as messages
from bot.handover.requests import OfferedToMe
from bot.presenter import prepare, present
from bot.slack.blocks import Answer, Block
from bot.slack.errors import answered
from bot.slack.press import Press
from bot.slack.view_state import ViewState
from db import handovers
from db.errors import RefusedError
from db.models import Person
from db.people import queries as people
from jobs.context import RequestContext
from jobs.handover import handovers as handing

Work = Callable[[RequestContext, Mapping[str, Any]], Answer]


@dataclass(frozen=True)
class Handovers:
    """Carries out a press or a form; who may is asked again below."""

    contexts: ContextFactory

    def register(self, app: App) -> None:
        """Listen for every button and form about handing over."""
        app.action("handover_offer")(self.offer)
        app.action("handover_accept")(self.accept)
        app.action("handover_refuse")(self.refuse)
        app.action("handover_form")(self.form)
        app.action("handover_see")(self.see)
        AuditForms(self.contexts, "handover", FORMS).register(app)

    def offer(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Ask the other, once everything was seen."""
        ack()
        press = Press(client, body)
        self._carry_out(press, _offer, press.origin(replace=True))

    def accept(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Take over what stands beside the button."""
        ack()
        press = Press(client, body)
        origin, value = press.origin(), press.value
        with answered(press.tell):
            with self.contexts.open(body) as ctx:
                told = answers.accept(value["h"], value.get("i"), ctx)
                said = messages.answered(told, ctx.council.commands)
                shown = prepare(ctx, origin, said, None)
            present(client, origin, press.user, shown)
            if told.problems and shown.rewritten is not None:
                press.tell(said)

    def see(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Show each thing that is offered."""
        ack()
        press = Press(client, body)
        self._carry_out(press, _seen, press.origin())

    def refuse(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Ask why not."""
        ack()
        press = Press(client, body)
        value = press.value
        about = replace(press.origin(), kept={"h": value["h"], "i": value.get("i")})
        with answered(press.tell):
            with self.contexts.open(body) as ctx:
                offer = handovers.find(ctx.session, value["h"])
                handing.refuse_others(offer, ctx.person)
            client.views_open(trigger_id=body["trigger_id"], view=messages.refusing(about))

    def form(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Ask to whom it goes."""
        ack()
        press = Press(client, body)
        with answered(press.tell):
            with self.contexts.open(body) as ctx:
                view = _choosing(press, ctx)
            client.views_open(trigger_id=body["trigger_id"], view=view)

    def _carry_out(self, press: Press, work: Work, origin: ViewState) -> None:
        with answered(press.tell):
            with self.contexts.open(press.body) as ctx:
                told = work(ctx, press.value)
                shown = prepare(ctx, origin, told, None)
            present(press.client, origin, press.user, shown)


def _person(ctx: RequestContext, number: int) -> Person:
    found = people.named(ctx.session, [number]).get(number)
    if found is None:
        raise RefusedError("I do not know that person any more.")
    return found


def _offer(ctx: RequestContext, value: Mapping[str, Any]) -> Answer:
    giver, taker = _person(ctx, value["giver"]), _person(ctx, value["taker"])
    return answers.hand_over(giver, taker, value["why"], ctx, sure=True)


def _seen(ctx: RequestContext, _: Mapping[str, Any]) -> Answer:
    told = answer(OfferedToMe(), ctx)
    if isinstance(told, Answer):
        return told
    raise TypeError("an offer is no form")


def _choosing(press: Press, ctx: RequestContext) -> Block:
    giver = _person(ctx, press.value["giver"])
    held = handing.holdings(ctx, giver)
    # The message that says it stays; the answer comes below it.
    origin = replace(press.origin(), message_id=None)
    return messages.choosing(giver, held, replace(origin, kept={"giver": giver.id}))


def _chosen(given: Filled, about: ViewState, ctx: RequestContext) -> Answer:
    giver = _person(ctx, about.kept["giver"])
    taker = given.person("taker", ctx.session)
    if taker is None:
        raise RefusedError("Choose who takes over.", about="taker")
    return answers.hand_over(giver, taker, given.text("why"), ctx, sure=True)


def _refused(given: Filled, about: ViewState, ctx: RequestContext) -> Answer:
    return answers.refuse(about.kept["h"], about.kept["i"], given.text("why"), ctx)


FORMS: Mapping[str, Callable[[Filled, ViewState, RequestContext], Answer]] = {
    "choose": _chosen,
    "refuse": _refused,
}
