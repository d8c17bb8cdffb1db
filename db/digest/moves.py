"""What a digest asks of the moved dates: the ledger's lines, and the events from before it."""

from collections.abc import Collection, Sequence
from datetime import date
from functools import cache, partial
from heapq import nsmallest
from itertools import starmap
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from db.among import is_one_of
from db.digest.counts import OPEN, DigestLine, line_of, line_query
from db.digest.scope import DigestScope, rows_of
from db.models import Action, DateMove, Event, MoveState
from db.models.event_kinds import EventKind

# Its working days, how many actions, the lowest of their numbers, their two dates, and what their
# ledger adds up to: a tuple, for there are very many, and a row finds what is named much later.
Group = tuple[int, int, int, date | None, date | None, int | None]
_AGREED = (DateMove.state == MoveState.AGREED, DateMove.from_on.is_not(None))


def moved(session: Session, scope: DigestScope) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return how many open actions were moved from one first date to one date now: a row for each.

    `days` are what the ledger adds up to, where a date is not known any more, and `first` is the
    lowest number. A first date given to an action that had none is not a move, and neither is one
    that waits for an answer, was declined or was taken back.
    """
    return scope.ask(session, _moved).all()


@cache  # here and below: to build a statement costs more than to execute it
def _moved(scope: DigestScope) -> Select[*tuple[Any, ...]]:
    dates = (Action.original_due_on, Action.due_on, _undated_days().label("days"))
    query = select(*dates, func.count().label("number"), func.min(Action.id).label("first"))
    return query.where(*_were_moved(scope)).group_by(*dates)


def furthest(
    session: Session, scope: DigestScope, groups: Sequence[Group], limit: int
) -> Sequence[tuple[DigestLine, date | None, int | None, int, str | None]]:
    """Return the actions of those that were moved furthest, by the days of each group of them.

    With each comes its first date, its days as those of its group, the lines of its ledger, and
    the reason of the last of them.
    """
    # As many groups as actions have the furthest of all among them: each has one at least.
    first = nsmallest(limit, groups, key=lambda one: (-one[0], one[2]))
    asked = {"dates": [due_on for *_, due_on, _ in first if due_on], "limit": limit}
    for place, (days, _, _, original_on, due_on, ledger) in enumerate(first):
        kept = {"from": original_on, "to": due_on, "days": ledger, "rank": -days}
        asked |= {f"{name}_{place}": value for name, value in kept.items()}
    dated = tuple(None not in one[3:5] for one in first)
    found = scope.ask(session, partial(_furthest, dated), **asked)
    return [(line_of(row), *row[-4:]) for row in found]


@cache
def _furthest(dated: Sequence[bool], scope: DigestScope) -> Select[*tuple[Any, ...]]:
    """Return the question for the actions of as many groups, by whether their dates are known."""
    ranked = (bindparam(f"rank_{n}", type_=Action.id.type) for n in range(len(dated)))
    far = case(*zip(starmap(_is_one_of, enumerate(dated)), ranked, strict=True))
    # An index has the dates; they alone would not do.
    on: ColumnElement[bool] = Action.due_on.in_(bindparam("dates", expanding=True))
    if not all(dated):
        on = or_(on, Action.due_on.is_(None))
    reason = select(DateMove.reason).where(*_of_ledger()).order_by(DateMove.id.desc()).limit(1)
    told = Action.original_due_on, _undated_days(), lines_in_ledger(), reason.scalar_subquery()
    query = line_query().add_columns(*told).where(*_were_moved(scope), on, far.is_not(None))
    return query.order_by(far, Action.id).limit(bindparam("limit"))


def _were_moved(scope: DigestScope) -> tuple[ColumnElement[bool], ...]:
    differs = Action.due_on != Action.original_due_on
    return OPEN, scope.actions(), or_(differs, exists().where(*_of_ledger()))


def _is_one_of(group: int, is_dated: bool) -> ColumnElement[bool]:
    original_on: Any = bindparam(f"from_{group}")
    due_on: Any = bindparam(f"to_{group}")
    if is_dated:
        return and_(Action.original_due_on == original_on, Action.due_on == due_on)
    return and_(
        Action.original_due_on.is_not_distinct_from(original_on),
        Action.due_on.is_not_distinct_from(due_on),
        _undated_days().is_not_distinct_from(bindparam(f"days_{group}")),
    )


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


def older(session: Session, numbers: Collection[int]) -> Sequence[tuple[int, str]]:
    """Return the action and the note of each event without a line in the ledger that moved a date.

    That is, changed one for another, before there was a ledger.
    """
    if not numbers:
        return []
    # Which date an event took away stands in its JSON, which the two databases read differently.
    found = rows_of(session, _without_line(), numbers=numbers)
    return [(action, note) for action, note, changes in found if changes.get("due_on", [None])[0]]


@cache
def _without_line() -> Select[int, str, dict[str, Any]]:
    # The action is asked for as well, because it is what the ledger has an index of.
    in_ledger = and_(DateMove.action_id == Event.action_id, DateMove.event_id == Event.id)
    return (
        select(Event.action_id, Event.note, Event.changes)
        .where(
            is_one_of(Event.action_id, given="numbers"),
            Event.kind == EventKind.MOVED,
            ~exists().where(aliased(Event).undoes_id == Event.id),
            ~exists().where(in_ledger),
        )
        .order_by(Event.id)
    )
