"""Handing over: everything somebody holds is offered to another, who says yes or no to each.

Nothing is left without a holder silently: what is refused stays where it is and is told, what is
not answered is chased, and what a leaver still holds is told to those above them until it is none.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from db import handovers, privacy
from db.actions import queries as actions
from db.audits import changes
from db.audits import queries as audits
from db.errors import RefusedError
from db.handovers import Held, Kind, State
from db.models import Action, Handover, HandoverItem, LiveAudit, MessageName, Person
from db.models.action_holding import Place
from db.outbox import queries as outbox
from db.permissions import Permission, may, who_may
from db.session import Session
from jobs.audits import taking_over
from jobs.context import RequestContext

_PLACES: Final[dict[str, Place]] = {
    Kind.ACTION: "owner",
    Kind.DEPUTY: "deputy",
    Kind.SIGN_OFF: "signer",
}


@dataclass(frozen=True)
class Answered:
    """What became of an answer: what passed, and what could not, each with the reason."""

    handover: Handover
    settled: Sequence[HandoverItem]
    problems: Sequence[RefusedError] = ()


def require_giving(by: Person, giver: Person) -> None:
    """Refuse unless somebody may hand over what `giver` holds: themselves, or those above."""
    if not may(by, Permission.HAND_OVER, giver):
        who = who_may(Permission.HAND_OVER, giver)
        raise RefusedError("permission.hand_over", who=who, giver=giver.called)


def holdings(session: Session, giver: Person, by: Person) -> list[Held]:
    """Return everything somebody holds, for those who may hand it over."""
    require_giving(by, giver)
    return handovers.held_by(session, giver)


def offer(
    session: Session, giver: Person, taker: Person, *, by: Person, at: datetime, reason: str = ""
) -> Handover:
    """Offer everything `giver` holds to `taker`, and ask them.

    An earlier offer of the same things is withdrawn. Raises RefusedError for whoever may not,
    where there is nothing, and for a taker who cannot be asked.
    """
    held = preview(session, giver, taker, by=by, at=at, reason=reason)
    made = handovers.write(session, giver, taker, held, by=by, at=at, reason=reason)
    _tell(session, made, [taker], "offered", at)
    if by.id != giver.id:
        _tell(session, made, [giver], "begun", at)
    return made


def preview(
    session: Session, giver: Person, taker: Person, *, by: Person, at: datetime, reason: str = ""
) -> list[Held]:
    """Return what would be offered, or refuse as the offer itself would; nothing changes."""
    privacy.refuse(reason, at.date())
    held = holdings(session, giver, by)
    _refuse_taker(giver, taker, at.date())
    if not held:
        raise RefusedError(f"{giver.called} holds nothing, so there is nothing to hand over.")
    return held


def _refuse_taker(giver: Person, taker: Person, today: date) -> None:
    if giver.id == taker.id:
        raise RefusedError("Choose somebody else to hand it over to.", about="taker")
    if not taker.is_reachable(today):
        raise RefusedError(
            f"{taker.called} is not here any more or cannot be reached in Slack, "
            "so nothing can be handed to them; choose somebody else.",
            about="taker",
        )


def accept(ctx: RequestContext, handover: Handover, items: Iterable[HandoverItem]) -> Answered:
    """Take over what was offered; what cannot pass stays offered, and the answer says why."""
    refuse_others(handover, ctx.person)
    refresh(ctx.session, handover, ctx.now)
    settled: list[HandoverItem] = []
    problems: list[RefusedError] = []
    for item in _waiting(items):
        try:
            _pass(ctx, item)
        except RefusedError as refused:
            problems.append(refused)
        else:
            settled.append(item)
    _tell_if_over(ctx.session, handover, ctx.now)
    return Answered(handover, settled, problems)


def refuse(
    session: Session,
    handover: Handover,
    items: Iterable[HandoverItem],
    *,
    by: Person,
    at: datetime,
    why: str,
) -> Answered:
    """Say no: it stays with whoever holds it, and whoever asked hears why."""
    refuse_others(handover, by)
    if not why.strip():
        raise RefusedError("Say why not, in a few words: no room this month.", about="why")
    settled = list(_waiting(items))
    for item in settled:
        handovers.settle(item, State.REFUSED, at, why)
    _tell_if_over(session, handover, at)
    return Answered(handover, settled)


def refresh(session: Session, handover: Handover, at: datetime) -> None:
    """Mark what was offered and is not the giver's any more."""
    held = set(handovers.held_by(session, handover.giver))
    for item in _waiting(handover.items):
        if Held(Kind(item.kind), item.subject_id) not in held:
            handovers.settle(item, State.GONE, at)


def refuse_others(handover: Handover, by: Person) -> None:
    """Refuse anybody but the one who was asked."""
    if by.id != handover.taker_id:
        raise RefusedError(f"Only {handover.taker.called} can answer that.")


def _waiting(items: Iterable[HandoverItem]) -> Iterable[HandoverItem]:
    return [item for item in items if item.state == State.WAITING]


def _pass(ctx: RequestContext, item: HandoverItem) -> None:
    giver = item.handover.giver
    if item.kind in _PLACES:
        action = _action(ctx.session, item)
        action.hand_over(_PLACES[item.kind], giver, ctx.person, ctx.now)
    elif item.kind == Kind.AUDIT:
        audit = _audit(ctx.session, item)
        _refuse_passed(audit.auditor_id, giver, audit)
        taking_over.take_audit(ctx, audit)
    else:
        audit = _audit(ctx.session, item)
        _refuse_passed(audit.moderator_id, giver, audit)
        changes.take_moderation(ctx, audit)
    handovers.settle(item, State.ACCEPTED, ctx.now)


def _refuse_passed(holder_id: int | None, giver: Person, audit: LiveAudit) -> None:
    if holder_id != giver.id:
        raise RefusedError(f"{audit.reference} is not with {giver.called} any more.")


def _action(session: Session, item: HandoverItem) -> Action:
    return actions.locked(session, item.subject_id)


def _audit(session: Session, item: HandoverItem) -> LiveAudit:
    return audits.several(session, [item.subject_id])[item.subject_id]


def _tell_if_over(session: Session, handover: Handover, at: datetime) -> None:
    """Tell the giver, who asked, and those above where something was refused, once all is said."""
    if any(item.state == State.WAITING for item in handover.items):
        return
    hearers = {handover.giver_id: handover.giver}
    if handover.asked_by is not None:
        hearers[handover.asked_by.id] = handover.asked_by
    manager = handover.giver.manager
    if manager and any(item.state == State.REFUSED for item in handover.items):
        hearers[manager.id] = manager
    hearers.pop(handover.taker_id, None)
    _tell(session, handover, hearers.values(), "answered", at)


def _tell(
    session: Session, handover: Handover, to: Iterable[Person], event: str, at: datetime
) -> None:
    for person in to:
        key = f"handover:{event}:{handover.id}:{person.id}"
        about = {"handover": handover.id, "event": event}
        outbox.add(
            session, outbox.NewMessage(key, person, MessageName.HANDOVER, about=about, at=at)
        )
