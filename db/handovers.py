"""What somebody holds, and what passes from their hands to another's."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, joinedload

from db import council_events, privacy
from db.among import is_one_of
from db.anew import ANEW
from db.context import ChangeContext, WorkContext
from db.errors import RefusedError
from db.models import (
    Action,
    AuditState,
    CouncilEventKind,
    Handover,
    HandoverItem,
    LiveAudit,
    Person,
    Status,
)
from db.models.audit import OPEN_STATES

REASON_LENGTH = 300


class HoldingKind(StrEnum):
    """As what somebody holds a thing, in the order in which it is listed."""

    ACTION = "action"
    DEPUTY = "deputy"
    SIGN_OFF = "sign-off"
    AUDIT = "audit"
    MODERATION = "moderation"

    @property
    def is_of_action(self) -> bool:
        """Say whether what is held so is an action, not a live audit."""
        return self in (HoldingKind.ACTION, HoldingKind.DEPUTY, HoldingKind.SIGN_OFF)


class HandoverState(StrEnum):
    """What became of one thing that was offered; `GONE`: it no longer was the giver's."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    GONE = "gone"


@dataclass(frozen=True, order=True)
class Held:
    """One thing in somebody's hands: as what, and the number of the action or live audit."""

    kind: HoldingKind
    subject_id: int


# Until it is signed off, somebody has to answer for it.
_ANSWERED_FOR = or_(
    Action.status.in_((Status.NOT_STARTED, Status.IN_PROGRESS, Status.DEFERRED)),
    and_(Action.status == Status.DONE, Action.needs_sign_off),
)


def held_by(session: Session, person: Person) -> list[Held]:
    """Return everything somebody holds, actions first."""
    kinds, held = list(HoldingKind), held_by_each(session, [person.id]).get(person.id, [])
    return sorted(held, key=lambda one: (kinds.index(one.kind), one.subject_id))


def held_by_each(session: Session, ids: Collection[int]) -> Mapping[int, list[Held]]:
    """Return what each of these people holds; nobody who holds nothing is in it."""
    found: dict[int, list[Held]] = {}
    for kind, (subject, holder, condition) in _HELD.items():
        query = select(holder, subject).where(is_one_of(holder, ids), condition)
        for person_id, subject_id in session.execute(query):
            if person_id is not None:
                found.setdefault(person_id, []).append(Held(kind, subject_id))
    return found


_TO_MODERATE = and_(LiveAudit.state == AuditState.HELD, LiveAudit.needs_moderation)
_HELD = {
    HoldingKind.ACTION: (Action.id, Action.owner_id, _ANSWERED_FOR),
    HoldingKind.DEPUTY: (Action.id, Action.deputy_id, _ANSWERED_FOR),
    HoldingKind.SIGN_OFF: (Action.id, Action.signer_id, _ANSWERED_FOR),
    HoldingKind.AUDIT: (LiveAudit.id, LiveAudit.auditor_id, LiveAudit.state.in_(OPEN_STATES)),
    HoldingKind.MODERATION: (LiveAudit.id, LiveAudit.moderator_id, _TO_MODERATE),
}


def write(
    ctx: ChangeContext, giver: Person, taker: Person, things: Sequence[Held], reason: str
) -> Handover:
    """Write an offer down; the reason passes the guard, and what waited elsewhere is withdrawn."""
    words = _guarded(ctx, reason)
    for item in waiting_of(ctx.session, giver):
        settle(ctx, item, HandoverState.GONE)
    made = Handover(giver=giver, taker=taker, asked_at=ctx.now, reason=words)
    made.asked_by_id = ctx.person.id
    made.items = [
        HandoverItem(kind=thing.kind, subject_id=thing.subject_id, state=HandoverState.WAITING)
        for thing in things
    ]
    ctx.session.add(made)
    ctx.session.flush()
    of = {"number": made.id, "to": taker.id, "things": len(things)}
    offered = council_events.did(ctx, CouncilEventKind.HANDOVER, "offered", of, giver)
    council_events.stand(offered, made, *made.items)
    return made


def get(session: Session, number: int) -> Handover:
    """Return a handover, to be read."""
    return session.get_one(Handover, number)


def find(session: Session, number: int, asker: Person) -> Handover:
    """Return a handover locked for a change, or refuse unless `asker` has a part in one."""
    query = select(Handover).where(Handover.id == number).with_for_update(of=Handover)
    found = session.scalar(query, execution_options=ANEW)
    if found is None or asker.id not in (found.giver_id, found.taker_id, found.asked_by_id):
        raise RefusedError("handover.unknown")
    return found


def waiting_of(session: Session, giver: Person) -> Sequence[HandoverItem]:
    """Return what somebody offered and nobody has answered, locked with the handovers."""
    theirs = select(Handover).where(Handover.giver_id == giver.id).order_by(Handover.id)
    session.scalars(theirs.with_for_update(of=Handover), execution_options=ANEW).all()
    query = (
        select(HandoverItem)
        .join(Handover)
        .where(Handover.giver_id == giver.id, HandoverItem.state == HandoverState.WAITING)
    )
    return session.scalars(query.order_by(HandoverItem.id), execution_options=ANEW).all()


def unanswered(session: Session) -> Sequence[Handover]:
    """Return the handovers of which something still waits for an answer, earliest first."""
    waiting = select(HandoverItem.handover_id).where(HandoverItem.state == HandoverState.WAITING)
    query = (
        select(Handover)
        .options(joinedload(Handover.giver), joinedload(Handover.taker))
        .where(Handover.id.in_(waiting))
        .order_by(Handover.id)
    )
    return session.scalars(query).all()


def offered_to(session: Session, person: Person) -> Sequence[Handover]:
    """Return the handovers that wait for somebody's answer, earliest first."""
    return [each for each in unanswered(session) if each.taker_id == person.id]


def leavers(session: Session, until: date) -> Mapping[Person, Sequence[Held]]:
    """Return what those hold and cannot keep who leave by then, or are not on the roster."""
    gone = or_(Person.ends_on <= until, Person.left_slack, ~Person.has_duties)
    found = session.scalars(select(Person).where(gone).order_by(Person.id)).all()
    held = held_by_each(session, [person.id for person in found])
    kept = ((person, not_kept(person, held.get(person.id, ()))) for person in found)
    return {person: things for person, things in kept if things}


def not_kept(person: Person, held: Sequence[Held]) -> list[Held]:
    """Return what of these must pass on: all of a leaver's, else all but their own actions."""
    leaves = person.has_duties or person.ends_on is not None or person.left_slack
    return [one for one in held if leaves or one.kind != HoldingKind.ACTION]


def settle(ctx: WorkContext, item: HandoverItem, state: HandoverState, note: str = "") -> None:
    """Write down what became of one thing; the words pass the guard."""
    item.state, item.decided_at, item.note = state, ctx.now, _guarded(ctx, note)
    ctx.session.flush()
    of = {"number": item.handover_id, "thing": f"{item.kind} {item.subject_id}"}
    council_events.stand(council_events.did(ctx, CouncilEventKind.HANDOVER, state, of), item)


def _guarded(ctx: WorkContext, reason: str) -> str:
    words = reason.strip()
    privacy.guard(ctx, words)
    if len(words) > REASON_LENGTH:
        raise RefusedError("handover.reason_too_long", "why", most=REASON_LENGTH)
    return words
