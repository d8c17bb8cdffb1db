"""What a digest asks of the moved dates: the ledger's lines, and the events from before it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from db.actions.scopes import OPEN
from db.among import as_list, is_one_of
from db.digest.counts import line_query
from db.digest.scope import DigestScope, rows_of
from db.models import Action, DateMove, Event, MoveState
from db.models.event_kinds import EventKind

_AGREED = (DateMove.state == MoveState.AGREED, DateMove.from_on.is_not(None))


@dataclass(frozen=True)
class MovedActions:
    """The numbers of the open actions that were moved, with their first dates and those now.

    The dates are as they are written, 2026-11-23: there are very many. Of those of which a date is
    not known any more, it is the working days that their ledgers add up to.
    """

    dated: Sequence[int]
    original_on: Sequence[str]
    due_on: Sequence[str]
    undated: Sequence[int]
    days: Sequence[int]


def moved(session: Session, scope: DigestScope) -> MovedActions:
    """Return which open actions were moved.

    A first date given to an action that had none is not a move, and neither is one that waits for
    an answer, was declined or was taken back.
    """
    return MovedActions(*(each or () for each in scope.ask(session, _moved).one()))


@cache  # here and below: to build a statement costs more than to execute it
def _moved(scope: DigestScope) -> Select[*tuple[Any, ...]]:
    differs = Action.due_on != Action.original_due_on
    undated = or_(Action.original_due_on.is_(None), Action.due_on.is_(None))
    days = select(func.sum(func.coalesce(DateMove.days, 0))).where(*_of_ledger())
    # All of them in one row: to make a row of each costs more than all else that is asked.
    dates = (Action.id, Action.original_due_on, Action.due_on)
    of_dated = (as_list(each).filter(~undated) for each in dates)
    of_undated = (as_list(each).filter(undated) for each in (Action.id, days.scalar_subquery()))
    were_moved = or_(differs, exists().where(*_of_ledger()))
    return select(*of_dated, *of_undated).where(OPEN, scope.actions(), were_moved)


def several(session: Session, numbers: Collection[int]) -> Mapping[int, Row[*tuple[Any, ...]]]:
    """Return these actions as `line_of` reads them, by number.

    With each comes its first date, how many lines its ledger has, the reason of the last, and
    whether it may have been moved before there was one.
    """
    return {row.id: row for row in rows_of(session, _several(), numbers=numbers)}


@cache
def _several() -> Select[*tuple[Any, ...]]:
    reason = select(DateMove.reason).where(*_of_ledger()).order_by(DateMove.id.desc()).limit(1)
    told = (
        Action.original_due_on,
        lines_in_ledger().label("lines"),
        reason.label("reason"),
        has_older().label("has_older"),
    )
    return line_query().add_columns(*told).where(is_one_of(Action.id, given="numbers"))


def _of_ledger() -> tuple[ColumnElement[bool], ...]:
    """Return the condition that a move is an agreed line of an action's ledger."""
    return DateMove.action_id == Action.id, *_AGREED


def lines_in_ledger() -> ColumnElement[int]:
    """Return how many agreed lines the ledger of an action has."""
    return select(func.count()).where(*_of_ledger()).scalar_subquery()


def has_older() -> ColumnElement[bool]:
    """Return whether an action may have moves without a line in its ledger, which `older` knows."""
    # Counted: of whether there is one, PostgreSQL would look through the events of all actions.
    found = select(func.count(Event.id)).where(Event.action_id == Action.id, *_is_without_line())
    return found.scalar_subquery() > 0


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
    told = select(Event.action_id, Event.note, Event.changes).order_by(Event.id)
    return told.where(is_one_of(Event.action_id, given="numbers"), *_is_without_line())


def _is_without_line() -> tuple[ColumnElement[bool], ...]:
    # The action is asked for as well, because it is what the ledger has an index of.
    in_ledger = and_(DateMove.action_id == Event.action_id, DateMove.event_id == Event.id)
    was_undone = exists().where(aliased(Event).undoes_id == Event.id)
    return Event.kind == EventKind.MOVED, ~was_undone, ~exists().where(in_ledger)
