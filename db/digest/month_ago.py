"""How the plan's actions stood a month ago: what is kept of it, and what is asked of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final

from sqlalchemy import Row, Select, bindparam, case, delete, exists, func, select
from sqlalchemy.orm import Session

from db.actions.scopes import OPEN
from db.digest.scope import ALL, DigestScope
from db.models import Action, MonthAgo
from db.session import insert_unless_known

COUNTED: Final = (
    MonthAgo.open,
    MonthAgo.overdue,
    MonthAgo.due_soon,
    MonthAgo.at_risk,
    MonthAgo.moved,
    MonthAgo.without_date,
)


@dataclass(frozen=True)
class StoodThen:
    """How many actions were open on a day, and of these how many stood how."""

    open: int
    overdue: int
    due_soon: int
    at_risk: int
    moved: int
    without_date: int
    without_owner: int


def stood(session: Session, scope: DigestScope, day: date) -> StoodThen | None:
    """Return how what people of a scope owned stood on a day; None where that is not kept.

    It is told of whoever is in the scope now, and of nobody who left it.
    """
    found = scope.ask(session, _stood, day=day).one()
    return None if found[0] is None else StoodThen(*found)


@cache  # to build a statement costs more than to execute it
def _stood(scope: DigestScope) -> Select[*tuple[Any, ...]]:
    theirs = (MonthAgo.day == bindparam("day"), scope.owned(MonthAgo.owner_id))
    # Two bots that look at once may both keep what nobody owned: a database takes that for two.
    most = (func.max(each).label(each.key) for each in COUNTED)
    once = select(MonthAgo.owner_id, *most).where(*theirs).group_by(MonthAgo.owner_id).subquery()
    told = once.c
    unowned = case((told.owner_id.is_(None), told.open), else_=0)
    return select(*(func.sum(told[each.key]) for each in COUNTED), func.sum(unowned))


def open_then(past: Session) -> Sequence[Row[int, int | None, date | None]]:
    """Return the number, the owner and the date of each open action of the plan."""
    asked = select(Action.id, Action.owner_id, Action.due_on)
    return past.execute(asked.where(OPEN, ALL.actions())).all()


def is_kept(session: Session, day: date) -> bool:
    """Say whether it is kept how things stood on a day, or on a later one."""
    return bool(session.scalar(select(exists().where(MonthAgo.day >= day))))


def keep(session: Session, day: date, rows: Sequence[Mapping[str, object]]) -> None:
    """Keep how things stood on a day, and of no day before; what another bot kept stays."""
    session.execute(delete(MonthAgo).where(MonthAgo.day < day))
    session.execute(insert_unless_known(session, MonthAgo), rows)
