"""Carries out what was asked about handing over."""

from collections.abc import Sequence

from bot.actions.render_context import reader_of
from bot.actions.verbs import answer
from bot.handover import view as messages
from bot.handover.letters import of_offer, subjects_of
from bot.handover.requests import HandOver, Holdings, OfferedToMe
from bot.slack.arguments import person_of
from bot.slack.blocks import DIVIDER, Answer
from bot.slack.registry import Reply
from db import handovers
from db.errors import RefusedError
from db.models import Handover, HandoverItem, Person
from jobs.context import RequestContext
from jobs.handover import handovers as handing
from jobs.handover.handovers import Answered


@answer.register
def _(request: OfferedToMe, ctx: RequestContext) -> Reply:
    offers = handovers.offered_to(ctx.session, ctx.person)
    if not offers:
        return messages.nothing_offered(ctx.council.commands.action)
    shown = [shown_offer(offer, ctx) for offer in offers]
    blocks = [block for each in shown for block in (*each.blocks, DIVIDER)]
    return Answer(shown[0].text, blocks[:50])


@answer.register
def _(request: Holdings, ctx: RequestContext) -> Reply:
    giver = person_of(request.giver, ctx)
    held = handing.holdings(ctx, giver)
    return messages.holdings(giver, held, subjects_of(ctx.session, held, reader_of(ctx)))


@answer.register
def _(request: HandOver, ctx: RequestContext) -> Reply:
    giver, taker = person_of(request.giver, ctx), person_of(request.taker, ctx)
    return hand_over(giver, taker, request.why, ctx, sure=request.sure)


def hand_over(giver: Person, taker: Person, why: str, ctx: RequestContext, *, sure: bool) -> Answer:
    """Offer everything somebody holds to another, once whoever asks has seen what that is."""
    if sure:
        return messages.begun(handing.offer(ctx, giver, taker, why))
    held = handing.preview(ctx, giver, taker, why)
    subjects = subjects_of(ctx.session, held, reader_of(ctx))
    return messages.preview(giver, taker, held, subjects, why)


def accept(number: int, item: int | None, ctx: RequestContext) -> Answered:
    """Take over one thing that was offered, or all of them that can be."""
    offer = handovers.find(ctx.session, number)
    told = handing.accept(ctx, offer, items_of(offer, item))
    if item is not None and told.problems:
        raise told.problems[0]
    return told


def refuse(number: int, item: int | None, why: str, ctx: RequestContext) -> Answer:
    """Say no to one thing that was offered, or to all of them."""
    offer = handovers.find(ctx.session, number)
    told = handing.refuse(ctx, offer, items_of(offer, item), why)
    return messages.answered(told, ctx.council.commands)


def items_of(offer: Handover, number: int | None) -> Sequence[HandoverItem]:
    """Return one thing of an offer, or all of them."""
    found = [item for item in offer.items if number in (None, item.id)]
    if not found:
        raise RefusedError("That is not part of this handover.")
    return found


def shown_offer(offer: Handover, ctx: RequestContext, message_id: int | None = None) -> Answer:
    """Return an offer as it stands."""
    subjects = of_offer(ctx.session, offer, reader_of(ctx))
    return messages.offered(offer, subjects, message_id)
