"""What a digest asks of the moved dates: the ledger's lines, and the events from before it."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Subquery, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from db.digest.counts import OPEN
from db.digest.scope import DigestScope
from db.models import Action, DateMove, Event
from db.models.event_kinds import EventKind

AGREED = "agreed"


@dataclass(frozen=True)
class MovedAction:
    """An action whose date was moved, with its agreed lines in the ledger: how many, their days."""

    id: int
    original_on: date | None
    due_on: date | None
    lines: int
    days: int


def moved(
    session: Session, scope: DigestScope, condition: ColumnElement[bool] = OPEN
) -> Sequence[MovedAction]:
    """Return the actions that were given another date than the first one, by number.

    A first date given to an action that had none is not a move, and neither is one that waits for
    an answer, was declined or was taken back.
    """
    agreed = ledger(and_(condition, scope.actions()))
    query = (
        select(
            Action.id,
            Action.original_due_on,
            Action.due_on,
            func.coalesce(agreed.c.lines, 0),
            func.coalesce(agreed.c.days, 0),
        )
        .outerjoin(agreed, agreed.c.action_id == Action.id)
        .where(condition, scope.actions(), or_(agreed.c.lines > 0, differs()))
        .order_by(Action.id)
    )
    return [MovedAction(*row) for row in session.execute(query)]


def ledger(condition: ColumnElement[bool]) -> Subquery:
    """Return how many agreed lines each of these actions has, and their working days together."""
    return (
        select(
            DateMove.action_id,
            func.count().label("lines"),
            func.sum(func.coalesce(DateMove.days, 0)).label("days"),
        )
        .join(Action, Action.id == DateMove.action_id)
        .where(condition, DateMove.state == AGREED, DateMove.from_on.is_not(None))
        .group_by(DateMove.action_id)
        .subquery()
    )


def differs() -> ColumnElement[bool]:
    """Return the condition that an action's date is not its first one."""
    return and_(
        Action.original_due_on.is_not(None),
        Action.due_on.is_not(None),
        Action.due_on != Action.original_due_on,
    )


def reasons(session: Session, numbers: Collection[int]) -> Mapping[int, str]:
    """Return why each of these actions moved last; of those without a reason, nothing."""
    last = (
        select(func.max(DateMove.id))
        .where(
            DateMove.action_id.in_(numbers), DateMove.state == AGREED, DateMove.from_on.is_not(None)
        )
        .group_by(DateMove.action_id)
    )
    told = session.execute(select(DateMove.action_id, DateMove.reason).where(DateMove.id.in_(last)))
    by_events = {event.action_id: event.note for event in _moves(session, numbers) if event.note}
    return by_events | {action: why for action, why in told if why}


def older(session: Session, numbers: Collection[int]) -> Mapping[int, int]:
    """Return how often each of these actions moved before there was a ledger."""
    return Counter(event.action_id for event in _moves(session, numbers))


def _moves(session: Session, numbers: Collection[int]) -> Sequence[Event]:
    """Return the events without a line in the ledger that changed one date for another."""
    undoing = aliased(Event)
    # The action is asked for as well, because it is what the ledger has an index of.
    in_ledger = and_(DateMove.action_id == Event.action_id, DateMove.event_id == Event.id)
    query = (
        select(Event)
        .where(
            Event.action_id.in_(numbers),
            Event.kind == EventKind.MOVED,
            ~exists().where(undoing.undoes_id == Event.id),
            ~exists().where(in_ledger),
        )
        .order_by(Event.id)
    )
    # Which date an event took away stands in its JSON, which the two databases read differently.
    return [event for event in session.scalars(query) if event.changes.get("due_on", [None])[0]]
