"""What a digest asks of the moved dates: the ledger's lines, and the events from before it."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from db.among import is_one_of
from db.digest.counts import OPEN, DigestLine, line_of, line_query
from db.digest.scope import DigestScope
from db.models import Action, DateMove, Event, MoveState
from db.models.event_kinds import EventKind

_AGREED = (DateMove.state == MoveState.AGREED, DateMove.from_on.is_not(None))


class MovedAlike(NamedTuple):
    """How many actions were moved from one first date to one date now; `first` is the lowest.

    `days` are what the ledger adds up to, where a date is not known any more; older moves have no
    line in it.
    """

    original_on: date | None
    due_on: date | None
    days: int | None
    number: int
    first: int


def moved(session: Session, scope: DigestScope) -> Sequence[MovedAlike]:
    """Return the open actions that were given another date than the first one, by their dates.

    A first date given to an action that had none is not a move, and neither is one that waits for
    an answer, was declined or was taken back.
    """
    dates = (Action.original_due_on, Action.due_on, _undated_days())
    query = select(*dates, func.count(), func.min(Action.id))
    found = session.execute(query.where(*_were_moved(scope)).group_by(*dates))
    return [MovedAlike(*row) for row in found]


def furthest(
    session: Session, scope: DigestScope, days: Mapping[MovedAlike, int], limit: int
) -> Sequence[tuple[DigestLine, date | None, int | None, int]]:
    """Return the actions of those that were moved furthest, by the days of each group of them.

    With each comes its first date, its days as those of its group, and the lines of its ledger.
    """
    dates = (Action.original_due_on, _undated_days(), lines_in_ledger())
    found = line_query().add_columns(*dates)
    query = found.where(*_were_moved(scope))
    # As many groups as actions have the furthest of all among them: each has one at least.
    first = sorted(days, key=lambda one: (-days[one], one.first))[:limit]
    if len(first) < len(days):
        far = case(*((_is_one_of(group), -days[group]) for group in first))
        query = query.where(far.is_not(None)).order_by(far, Action.id).limit(limit)
    return [(line_of(row), *row[-3:]) for row in session.execute(query)]


def _were_moved(scope: DigestScope) -> tuple[ColumnElement[bool], ...]:
    differs = Action.due_on != Action.original_due_on
    return OPEN, scope.actions(), or_(differs, exists().where(*_of_ledger()))


def _is_one_of(group: MovedAlike) -> ColumnElement[bool]:
    same = and_(
        Action.original_due_on.is_not_distinct_from(group.original_on),
        Action.due_on.is_not_distinct_from(group.due_on),
    )
    return same if group.days is None else and_(same, _undated_days() == group.days)


def _undated_days() -> ColumnElement[int | None]:
    """Return the working days in the ledger of an action of which a date is not known."""
    undated = or_(Action.original_due_on.is_(None), Action.due_on.is_(None))
    days = select(func.sum(func.coalesce(DateMove.days, 0))).where(*_of_ledger())
    return case((undated, days.scalar_subquery()))


def _of_ledger() -> tuple[ColumnElement[bool], ...]:
    """Return the condition that a move is an agreed line of an action's ledger."""
    return DateMove.action_id == Action.id, *_AGREED


def lines_in_ledger() -> ColumnElement[int]:
    """Return how many agreed lines the ledger of an action has."""
    return select(func.count()).where(*_of_ledger()).scalar_subquery()


def why_and_how_often(
    session: Session, numbers: Collection[int]
) -> tuple[Mapping[int, str], Mapping[int, int]]:
    """Return why each of these moved last, if anybody said, and how often before the ledger."""
    if not numbers:
        return {}, {}
    lines = (is_one_of(DateMove.action_id, numbers), *_AGREED)
    query = select(DateMove.action_id, DateMove.reason).where(*lines).order_by(DateMove.id)
    last = dict(session.execute(query).all())
    events = _moves(session, numbers)
    why = {action: note for action, note in events if note}
    why |= {action: reason for action, reason in last.items() if reason}
    return why, Counter(action for action, _ in events)


def older(session: Session, numbers: Collection[int]) -> Mapping[int, int]:
    """Return how often each of these actions moved before there was a ledger."""
    return Counter(action for action, _ in _moves(session, numbers)) if numbers else {}


@cache  # not at import: an alias makes SQLAlchemy put all the models together
def _undoing() -> type[Event]:
    return aliased(Event)


def _moves(session: Session, numbers: Collection[int]) -> list[tuple[int, str]]:
    """Return the action and the note of each event without a line in the ledger that moved a date.

    That is, changed one for another.
    """
    # The action is asked for as well, because it is what the ledger has an index of.
    in_ledger = and_(DateMove.action_id == Event.action_id, DateMove.event_id == Event.id)
    query = (
        select(Event.action_id, Event.note, Event.changes)
        .where(
            is_one_of(Event.action_id, numbers),
            Event.kind == EventKind.MOVED,
            ~exists().where(_undoing().undoes_id == Event.id),
            ~exists().where(in_ledger),
        )
        .order_by(Event.id)
    )
    # Which date an event took away stands in its JSON, which the two databases read differently.
    found = session.execute(query)
    return [(action, note) for action, note, changes in found if changes.get("due_on", [None])[0]]
