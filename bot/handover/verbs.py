"""Carries out what was asked about handing over."""

from collections.abc import Sequence

from bot.actions.verbs import Reply, answer, person_of, reader_of
from bot.context import Visit
from bot.handover import view as messages
from bot.handover.letters import of_offer, subjects_of
from bot.handover.requests import HandOver, Holdings, OfferedToMe
from bot.slack.blocks import DIVIDER, Answer
from db import handovers
from db.errors import RefusedError
from db.models import Handover, HandoverItem, Person
from jobs.handover import handovers as handing
from jobs.handover.handovers import Answered


@answer.register
def _(request: OfferedToMe, visit: Visit) -> Reply:
    offers = handovers.offered_to(visit.session, visit.person)
    if not offers:
        return messages.nothing_offered(visit.names.action)
    shown = [shown_offer(offer, visit) for offer in offers]
    blocks = [block for each in shown for block in (*each.blocks, DIVIDER)]
    return Answer(shown[0].text, blocks[:50])


@answer.register
def _(request: Holdings, visit: Visit) -> Reply:
    giver = person_of(request.giver, visit)
    held = handing.holdings(visit.session, giver, visit.person)
    return messages.holdings(giver, held, subjects_of(visit.session, held, reader_of(visit)))


@answer.register
def _(request: HandOver, visit: Visit) -> Reply:
    giver, taker = person_of(request.giver, visit), person_of(request.taker, visit)
    return hand_over(giver, taker, request.why, visit, sure=request.sure)


def hand_over(giver: Person, taker: Person, why: str, visit: Visit, *, sure: bool) -> Answer:
    """Offer everything somebody holds to another, once whoever asks has seen what that is."""
    if sure:
        return messages.begun(
            handing.offer(visit.session, giver, taker, by=visit.person, at=visit.at, reason=why)
        )
    held = handing.preview(visit.session, giver, taker, by=visit.person, at=visit.at, reason=why)
    subjects = subjects_of(visit.session, held, reader_of(visit))
    return messages.preview(giver, taker, held, subjects, why)


def accept(number: int, item: int | None, visit: Visit) -> Answered:
    """Take over one thing that was offered, or all of them that can be."""
    offer = handovers.find(visit.session, number)
    told = handing.accept(
        visit.session,
        offer,
        items_of(offer, item),
        by=visit.person,
        at=visit.at,
        calendar=visit.calendar,
    )
    if item is not None and told.problems:
        raise RefusedError(told.problems[0])
    return told


def refuse(number: int, item: int | None, why: str, visit: Visit) -> Answer:
    """Say no to one thing that was offered, or to all of them."""
    offer = handovers.find(visit.session, number)
    told = handing.refuse(
        visit.session, offer, items_of(offer, item), by=visit.person, at=visit.at, why=why
    )
    return messages.answered(told)


def items_of(offer: Handover, number: int | None) -> Sequence[HandoverItem]:
    """Return one thing of an offer, or all of them."""
    found = [item for item in offer.items if number in (None, item.id)]
    if not found:
        raise RefusedError("That is not part of this handover.")
    return found


def shown_offer(offer: Handover, visit: Visit, message_id: int | None = None) -> Answer:
    """Return an offer as it stands."""
    subjects = of_offer(visit.session, offer, reader_of(visit))
    return messages.offered(offer, subjects, message_id)
