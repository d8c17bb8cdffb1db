"""Words the outbox's messages about handing over, from how things stand when they are read."""

from collections.abc import Callable, Mapping, Sequence

from bot.actions.view import ActionRenderContext
from bot.handover import view as words
from bot.handover.view import Subjects
from bot.slack.blocks import Answer
from db import handovers
from db.actions import queries as actions
from db.audits import queries as audits
from db.handovers import HandoverState, Held, HoldingKind
from db.models import Handover, Message
from db.people import queries as people
from db.session import Session

OF_ACTIONS = frozenset({HoldingKind.ACTION, HoldingKind.DEPUTY, HoldingKind.SIGN_OFF})


def offer(session: Session, message: Message, context: ActionRenderContext) -> Answer | None:
    """Return what is told of an offer, or None if it was answered before it could be sent."""
    found = handovers.get(session, message.about["handover"])
    event = message.about["event"]
    waits = any(item.state == HandoverState.WAITING for item in found.items)
    if message.done_at is None and not waits and event != "answered":
        return None
    if event == "begun":
        return words.begun_notice(found)
    subjects = of_offer(session, found, context)
    if event == "offered":
        return words.offered(found, subjects, message.id)
    return _TOLD_ABOVE[event](found, subjects)


_TOLD_ABOVE: Mapping[str, Callable[[Handover, Subjects], Answer]] = {
    "answered": words.settled,
    "unanswered": words.unanswered,
}


def leaver(session: Session, message: Message, context: ActionRenderContext) -> Answer | None:
    """Return what is told of a leaver, or None if they hold nothing any more."""
    number = message.about["person"]
    person = people.named(session, [number])[number]
    held = handovers.held_by(session, person)
    if message.done_at is None and not held:
        return None
    return words.leaving(person, held, subjects_of(session, held, context))


def of_offer(session: Session, found: Handover, context: ActionRenderContext) -> Subjects:
    """Return what an offer is about."""
    things = [Held(HoldingKind(item.kind), item.subject_id) for item in found.items]
    return subjects_of(session, things, context)


def subjects_of(session: Session, things: Sequence[Held], context: ActionRenderContext) -> Subjects:
    """Return the actions and live audits that these things are about."""
    acts = {thing.subject_id for thing in things if thing.kind in OF_ACTIONS}
    lives = {thing.subject_id for thing in things if thing.kind not in OF_ACTIONS}
    return Subjects(actions.several(session, acts), audits.several(session, list(lives)), context)
