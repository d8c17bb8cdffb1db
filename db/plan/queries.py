"""Questions asked of what a review says, and of which actions answer it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, case, exists, func, select
from sqlalchemy.orm import Session, aliased, joinedload

from db.actions import importing
from db.actions.roles import require_may
from db.among import is_one_of
from db.context import ChangeContext
from db.errors import RefusedError
from db.models import Action, Answering, Event, ItemLink, Person, PlanItem, Register, Status
from db.models.event_kinds import EventKind
from db.permissions import Permission
from db.plan.known import reference_of

GAP_KINDS = ("tip", "area")  # what an action is to answer; tips are shown first
Pair = tuple[str, str]


@dataclass(frozen=True)
class PlanGaps:
    """Top tips and areas that no action answers: part of them, and how many of how many."""

    rows: Sequence[PlanItem]
    offset: int
    open: Mapping[str, int]
    all: Mapping[str, int]

    @property
    def total(self) -> int:
        """Return how many gaps there are altogether."""
        return sum(self.open.values())


def gaps(session: Session, *, start: int, size: int) -> PlanGaps:
    """Return part of what no action answers, top tips first, in the order of the report.

    An action that was dropped answers nothing.
    """
    unanswered = _open()
    rows = session.scalars(
        select(PlanItem)
        .where(unanswered)
        .order_by(case((PlanItem.kind == "tip", 0), else_=1), PlanItem.id)
        .offset(start)
        .limit(size)
    ).all()
    is_gap_kind = PlanItem.kind.in_(GAP_KINDS)
    return PlanGaps(rows, start, _counts(session, unanswered), _counts(session, is_gap_kind))


def _open() -> ColumnElement[bool]:
    answered = (
        exists()
        .where(Answering.item_id == PlanItem.id, Answering.action_id == Action.id)
        .where(Action.status != Status.DROPPED)
    )
    return PlanItem.kind.in_(GAP_KINDS) & ~answered


def _counts(session: Session, chosen: ColumnElement[bool]) -> dict[str, int]:
    query = select(PlanItem.kind, func.count()).where(chosen).group_by(PlanItem.kind)
    found = {str(kind): number for kind, number in session.execute(query)}
    return {kind: found.get(kind, 0) for kind in GAP_KINDS}


def find(session: Session, reference: str) -> PlanItem:
    """Return what goes by a reference, in capitals or not, or refuse."""
    wanted = reference.strip()
    item = session.scalar(
        select(PlanItem)
        .where(func.lower(PlanItem.reference) == wanted.lower())
        .order_by(PlanItem.id)
        .limit(1)
    )
    if item is None:
        known = session.scalar(select(PlanItem.reference).order_by(PlanItem.id).limit(1))
        raise RefusedError("plan.no_such_item", "item", reference=wanted, known=known)
    return item


def several(session: Session, ids: Collection[int]) -> Sequence[PlanItem]:
    """Return things that a review says, by their ids, in the order of the report."""
    query = select(PlanItem).where(is_one_of(PlanItem.id, ids)).order_by(PlanItem.id)
    return session.scalars(query).all()


def answered_by(session: Session, action: Action) -> Sequence[PlanItem]:
    """Return what an action answers, in the order of the report."""
    query = (
        select(PlanItem)
        .join(Answering, Answering.item_id == PlanItem.id)
        .where(Answering.action_id == action.id)
        .order_by(PlanItem.id)
    )
    return session.scalars(query).all()


def join(session: Session, action: Action, item: PlanItem, by: Person | None, at: datetime) -> None:
    """Record that an action answers something; the caller writes the event."""
    session.add(
        Answering(
            action_id=action.id, item_id=item.id, made_by_id=by.id if by else None, made_at=at
        )
    )
    session.flush()


def answer(ctx: ChangeContext, action: Action, items: Sequence[PlanItem]) -> Event:
    """Record, with its event, that an action answers things a review says; refuse what is so."""
    require_may(ctx.person, Permission.LINK, action)
    before = {item.id for item in answered_by(ctx.session, action)}
    new = [item for item in items if item.id not in before]
    if not new:
        raise RefusedError(
            "plan.answers_already", "item", number=action.number, items=_listed(items)
        )
    event = importing.link(ctx, action, [], [item.reference for item in new])
    for item in new:
        join(ctx.session, action, item, ctx.person, ctx.now)
    return event


def part(ctx: ChangeContext, action: Action, items: Sequence[PlanItem]) -> Event:
    """Record, with its event, that an action does not answer these after all."""
    require_may(ctx.person, Permission.LINK, action)
    found = {
        row.item_id: row
        for row in ctx.session.scalars(select(Answering).where(Answering.action_id == action.id))
    }
    gone = [item for item in items if item.id in found]
    if not gone:
        raise RefusedError(
            "plan.does_not_answer", "item", number=action.number, items=_listed(items)
        )
    event = importing.link(ctx, action, [item.reference for item in gone], [])
    for item in gone:
        ctx.session.delete(found[item.id])
    ctx.session.flush()
    return event


def _listed(items: Sequence[PlanItem]) -> str:
    return ", ".join(item.reference for item in items)


def pairs(session: Session) -> frozenset[Pair]:
    """Return every action's reference with that of each thing it answers."""
    query = select(Answering).options(joinedload(Answering.action), joinedload(Answering.item))
    rows = session.scalars(query)
    return frozenset((reference_of(row.action), row.item.reference) for row in rows)


def parted(session: Session) -> frozenset[Pair]:
    """Return every pair that somebody parted here, and nobody joined since."""
    query = select(Event).options(joinedload(Event.action)).order_by(Event.id)
    apart: dict[Pair, bool] = {}
    for event in session.scalars(query.where(Event.kind == EventKind.LINKED)):
        old, new = event.changes["answers"]
        reference = reference_of(event.action)
        apart |= {(reference, each): True for each in old} | {(reference, e): False for e in new}
    return frozenset(pair for pair, is_apart in apart.items() if is_apart)


def places(session: Session) -> frozenset[Pair]:
    """Return every reference with that of each thing it stands under."""
    upper = aliased(PlanItem)
    query: Select[str, str] = (
        select(PlanItem.reference, upper.reference)
        .join(ItemLink, ItemLink.item_id == PlanItem.id)
        .join(upper, upper.id == ItemLink.under_id)
    )
    return frozenset((lower, above) for lower, above in session.execute(query))


def all_actions(session: Session) -> Sequence[Action]:
    """Return the actions that a file may hold, with their owners, by number.

    What a live audit led to leaves the bot in no file.
    """
    query = select(Action).options(joinedload(Action.owner))
    query = query.where(Action.register != Register.AUDITS)
    return session.scalars(query.order_by(Action.id)).all()


def all_items(session: Session) -> Sequence[PlanItem]:
    """Return everything that reviews say, in the order in which it came in."""
    return session.scalars(select(PlanItem).order_by(PlanItem.id)).all()


def latest_notes(session: Session) -> Mapping[int, str]:
    """Return the latest note of each action that a person or a file wrote."""
    query = (
        select(Event.action_id, Event.note)
        .where(Event.note != "", Event.kind.in_((EventKind.NOTED, EventKind.IMPORTED)))
        .order_by(Event.id)
    )
    return {int(row.action_id): str(row.note) for row in session.execute(query)}
