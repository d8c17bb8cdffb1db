"""Handing over: everything somebody holds is offered to another, who says yes or no to each.

Nothing is left without a holder silently: what is refused stays where it is and is told, what is
not answered is chased, and what a leaver still holds is told to those above them until it is none.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from db import handovers, privacy
from db.actions import operations
from db.actions import queries as actions
from db.actions.operations import Place
from db.audits import changes, locking
from db.audits import queries as audits
from db.audits.auditor_pool import auditors
from db.context import ChangeContext
from db.errors import RefusedError
from db.handovers import HandoverState, Held, HoldingKind
from db.models import Handover, HandoverItem, LiveAudit, MessageName, Person
from db.outbox import queries as outbox
from db.people.teams import nearest_above
from db.permissions import Permission, may, require_is_reachable, who_may
from jobs.audits import taking_over
from jobs.context import RequestContext

_PLACES: Final[dict[str, Place]] = {
    HoldingKind.ACTION: "owner",
    HoldingKind.DEPUTY: "deputy",
    HoldingKind.SIGN_OFF: "signer",
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


def holdings(ctx: ChangeContext, giver: Person) -> list[Held]:
    """Return everything somebody holds, for those who may hand it over."""
    require_giving(ctx.person, giver)
    held = handovers.held_by(ctx.session, giver)
    return [one for one in held if ctx.person.has_duties or one.kind == HoldingKind.ACTION]


def offer(ctx: ChangeContext, giver: Person, taker: Person, reason: str = "") -> Handover:
    """Offer everything `giver` holds to `taker`, and ask them.

    An earlier offer of the same things is withdrawn. Raises RefusedError for whoever may not,
    where there is nothing, and for a taker who cannot be asked.
    """
    held = preview(ctx, giver, taker, reason)
    made = handovers.write(ctx, giver, taker, held, reason)
    _tell(ctx, made, [taker], "offered")
    if ctx.person.id != giver.id:
        _tell(ctx, made, [giver], "begun")
    return made


def preview(ctx: ChangeContext, giver: Person, taker: Person, reason: str = "") -> list[Held]:
    """Return what would be offered, or refuse as the offer itself would; nothing changes."""
    privacy.guard(ctx, reason)
    held = holdings(ctx, giver)
    _refuse_taker(giver, taker, ctx.today)
    if not held:
        raise RefusedError("handover.nothing_held", name=giver.called)
    if not any(_could_have(ctx, taker, thing) for thing in held):
        raise RefusedError("handover.not_for_them", "taker", name=taker.called)
    return held


def _could_have(ctx: ChangeContext, taker: Person, thing: Held) -> bool:
    """Say whether something could pass to somebody; who may audit whom is asked as it passes."""
    if thing.kind == HoldingKind.AUDIT:
        return any(one.person.id == taker.id for one in auditors(ctx.session, ctx.today))
    if thing.kind == HoldingKind.MODERATION:
        return changes.could_moderate(ctx, _audit(ctx, thing.subject_id), taker)
    action = actions.several(ctx.session, [thing.subject_id])[thing.subject_id]
    place = _PLACES[thing.kind]
    try:
        operations.refuse_taking(action, place, taker, ctx.today)
    except RefusedError:
        return False
    return True


def _refuse_taker(giver: Person, taker: Person, today: date) -> None:
    if giver.id == taker.id:
        raise RefusedError("handover.same_person", "taker")
    require_is_reachable(taker, today, "taker")


def accept(ctx: RequestContext, handover: Handover, items: Iterable[HandoverItem]) -> Answered:
    """Take over what was offered; what cannot pass stays offered, and the answer says why."""
    refuse_others(handover, ctx.person)
    waiting = _waiting(items)
    _lock(ctx, waiting)
    refresh(ctx, handover)
    settled: list[HandoverItem] = []
    problems: list[RefusedError] = []
    for item in _waiting(waiting):
        try:
            _pass(ctx, item)
        except RefusedError as refused:
            problems.append(refused)
        else:
            settled.append(item)
    _tell_if_over(ctx, handover)
    return Answered(handover, settled, problems)


def refuse(
    ctx: ChangeContext, handover: Handover, items: Iterable[HandoverItem], why: str
) -> Answered:
    """Say no: it stays with whoever holds it, and whoever asked hears why."""
    refuse_others(handover, ctx.person)
    if not why.strip():
        raise RefusedError("handover.refused_without_reason", "why")
    settled = list(_waiting(items))
    for item in settled:
        handovers.settle(ctx, item, HandoverState.REFUSED, why)
    _tell_if_over(ctx, handover)
    return Answered(handover, settled)


def refresh(ctx: ChangeContext, handover: Handover) -> None:
    """Mark what was offered and is not the giver's any more."""
    held = set(handovers.held_by(ctx.session, handover.giver))
    for item in _waiting(handover.items):
        if Held(HoldingKind(item.kind), item.subject_id) not in held:
            handovers.settle(ctx, item, HandoverState.GONE)


def refuse_others(handover: Handover, by: Person) -> None:
    """Refuse anybody but the one who was asked."""
    if by.id != handover.taker_id:
        raise RefusedError("handover.not_asked", name=handover.taker.called)


def _waiting(items: Iterable[HandoverItem]) -> Sequence[HandoverItem]:
    return [item for item in items if item.state == HandoverState.WAITING]


def _lock(ctx: RequestContext, items: Collection[HandoverItem]) -> None:
    """Lock what may pass: the audits with their months, then the actions, as everybody does."""
    numbers = {item.subject_id for item in items if item.kind in _PLACES}
    in_months = {item.subject_id for item in items if item.kind not in _PLACES}
    locking.lock_months_of(ctx.session, in_months)
    actions.lock(ctx.session, numbers)


def _pass(ctx: RequestContext, item: HandoverItem) -> None:
    giver = item.handover.giver
    if item.kind in _PLACES:
        action = actions.locked(ctx.session, item.subject_id)
        operations.hand_over(ctx, action, _PLACES[item.kind], giver)
    elif item.kind == HoldingKind.AUDIT:
        audit = _audit(ctx, item.subject_id)
        _refuse_passed(audit.auditor_id, giver, audit)
        taking_over.take_audit(ctx, audit)
    else:
        audit = _audit(ctx, item.subject_id)
        _refuse_passed(audit.moderator_id, giver, audit)
        changes.take_moderation(ctx, audit)
    handovers.settle(ctx, item, HandoverState.ACCEPTED)


def _refuse_passed(holder_id: int | None, giver: Person, audit: LiveAudit) -> None:
    if holder_id != giver.id:
        raise RefusedError(
            "handover.audit_not_theirs", reference=audit.reference, name=giver.called
        )


def _audit(ctx: ChangeContext, number: int) -> LiveAudit:
    return audits.several(ctx.session, [number])[number]


def _tell_if_over(ctx: ChangeContext, handover: Handover) -> None:
    """Tell the giver, who asked, and those above where something was refused, once all is said."""
    if any(item.state == HandoverState.WAITING for item in handover.items):
        return
    recipients = {handover.giver_id: handover.giver}
    if handover.asked_by is not None:
        recipients[handover.asked_by.id] = handover.asked_by
    if any(item.state == HandoverState.REFUSED for item in handover.items):
        above = nearest_above([handover.giver], ctx.today)
        recipients |= {manager.id: manager for manager in above}
    recipients.pop(handover.taker_id, None)
    _tell(ctx, handover, recipients.values(), "answered")


def _tell(ctx: ChangeContext, handover: Handover, to: Iterable[Person], event: str) -> None:
    for person in to:
        key = f"handover:{event}:{handover.id}:{person.id}"
        about = {"handover": handover.id, "event": event}
        message = outbox.NewMessage(key, person, MessageName.HANDOVER, about=about, at=ctx.now)
        outbox.add(ctx.session, message)
