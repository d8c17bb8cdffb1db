"""How the plan's actions stood a month ago: what is kept of it, and what is asked of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, case, delete, exists, func, select
from sqlalchemy.orm import Session

from db.actions.scopes import OPEN
from db.digest.scope import ALL, DigestScope
from db.models import Action, MonthAgo
from db.session import insert_unless_known

NOBODY = 0


@dataclass(frozen=True)
class StoodThen:
    """How many actions were open on a day, and of these how many stood how."""

    open: int
    overdue: int
    due_soon: int
    at_risk: int
    moved: int
    without_owner: int
    without_date: int


def stood(session: Session, scope: DigestScope, day: date) -> StoodThen | None:
    """Return how what people of a scope owned stood on a day; None where that is not kept.

    It is told of whoever is in the scope now, and of nobody who left it.
    """
    found = scope.ask(session, _stood, day=day).one()
    return None if found[0] is None else StoodThen(*found)


@cache  # to build a statement costs more than to execute it
def _stood(scope: DigestScope) -> Select[*tuple[Any, ...]]:
    unowned = case((MonthAgo.owner_id == NOBODY, MonthAgo.open), else_=0)
    counted = (
        MonthAgo.open,
        MonthAgo.overdue,
        MonthAgo.due_soon,
        MonthAgo.at_risk,
        MonthAgo.moved,
        unowned,
        MonthAgo.without_date,
    )
    theirs = (MonthAgo.day == bindparam("day"), scope.owned(MonthAgo.owner_id))
    return select(*map(func.sum, counted)).where(*theirs)


def open_then(past: Session) -> Sequence[tuple[int, int, date | None]]:
    """Return the number, the owner and the date of each open action of the plan."""
    owner = func.coalesce(Action.owner_id, NOBODY)
    found = past.execute(select(Action.id, owner, Action.due_on).where(OPEN, ALL.actions()))
    return [(number, owner_id, due_on) for number, owner_id, due_on in found]


def is_kept(session: Session, day: date) -> bool:
    """Say whether it is kept how things stood on a day, or on a later one."""
    return bool(session.scalar(select(exists().where(MonthAgo.day >= day))))


def keep(session: Session, day: date, rows: Sequence[Mapping[str, object]]) -> None:
    """Keep how things stood on a day, and of no day before; what another bot kept stays."""
    session.execute(delete(MonthAgo).where(MonthAgo.day < day))
    session.execute(insert_unless_known(session, MonthAgo), rows)
