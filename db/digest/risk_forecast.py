"""What the drift forecast asks: each action's record, and the forecasts made and settled."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, exists, func, select
from sqlalchemy.orm import Session

from db.actions.date_changes import NO_NEWS
from db.actions.scopes import FINISHED, OPEN
from db.among import is_one_of
from db.days import day_asked
from db.digest.moves import has_older, lines_in_ledger
from db.digest.scope import DigestScope, rows_of
from db.models import Action, Event, Forecast
from db.session import insert_unless_known


class ForecastRecord(NamedTuple):  # there are very many of them
    """An open action with its date, when a person last said something of it, and its moves.

    `moves` are the ledger's, and `has_older` says that there may be older ones besides. `said` is
    what a person says of where it stands.
    """

    id: int
    due_on: date
    source: str
    heard_at: datetime
    moves: int
    has_older: bool
    original_on: date | None
    said: str | None


def due_between(
    session: Session, scope: DigestScope, first: date, last: date
) -> Sequence[ForecastRecord]:
    """Return the record of each open action due in a time, soonest first; both days count."""
    found = scope.ask(session, _due_between, first=first, last=last)
    return [ForecastRecord._make(row) for row in found.all()]


@cache  # here and below: to build a statement costs more than to execute it
def _due_between(scope: DigestScope) -> Select[*tuple[Any, ...]]:
    heard = select(func.max(Event.at)).where(
        Event.action_id == Action.id, Event.person_id.is_not(None), Event.kind.not_in(NO_NEWS)
    )
    created = Action.created_at
    in_time = Action.due_on.between(bindparam("first"), bindparam("last"))
    return (
        select(
            Action.id,
            Action.due_on,
            Action.source,
            func.coalesce(heard.scalar_subquery(), created, type_=created.type),
            lines_in_ledger(),
            has_older(),
            Action.original_due_on,
            Action.rag_override,
        )
        .where(OPEN, in_time, scope.actions())
        .order_by(Action.due_on, Action.id)
    )


def sources(session: Session, named: Collection[str]) -> Mapping[str, tuple[int, int]]:
    """Return for each source how many of its finished, dated actions were done late, of how many.

    Late is after the first date they had.
    """
    found = rows_of(session, _sources(), named=named)
    return {source: (number, of) for source, number, of in found}


@cache
def _sources() -> Select[str, int, int]:
    late = day_asked(Action.done_at) > Action.original_due_on
    return (
        select(Action.source, func.count().filter(late), func.count())
        .where(
            FINISHED,
            is_one_of(Action.source, given="named"),
            Action.done_at.is_not(None),
            Action.original_due_on.is_not(None),
        )
        .group_by(Action.source)
    )


def add(session: Session, made: Iterable[tuple[int, date, str]], on: date) -> None:
    """Write forecasts down (action, its date, why), one for an action and date.

    The first one made is kept: whoever made it knew least, which is what a forecast is worth.
    """
    rows = [
        {"action_id": action, "due_on": due_on, "made_on": on, "reason": why}
        for action, due_on, why in made
    ]
    if rows:
        session.execute(insert_unless_known(session, Forecast), rows)


def known(session: Session, first: date, last: date) -> frozenset[tuple[int, date]]:
    """Return for which actions and dates in a time there is a forecast already."""
    query = select(Forecast.action_id, Forecast.due_on).where(Forecast.due_on.between(first, last))
    return frozenset(session.execute(query))


def unsettled(session: Session) -> Sequence[tuple[Forecast, Action]]:
    """Return the forecasts of which nobody knows yet whether they came true, with their actions."""
    query = (
        select(Forecast, Action)
        .join(Action, Action.id == Forecast.action_id)
        .where(Forecast.settled_on.is_(None))
        .order_by(Forecast.id)
    )
    return session.execute(query).all()


def hits(session: Session, scope: DigestScope) -> tuple[int, int]:
    """Return how many forecasts came true, and of how many that is known."""
    right = func.count().filter(Forecast.came_true.is_(True))
    query = select(right, func.count()).where(Forecast.came_true.is_not(None))
    if not scope.is_everybody:
        theirs = exists().where(Action.id == Forecast.action_id, scope.actions())
        query = query.where(theirs)
    number, of = session.execute(query).one()
    return number, of
