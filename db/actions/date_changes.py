"""Questions asked of actions' dates: their ledger, what waits for approval, and the last update."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from db.among import is_one_of
from db.days import day_of
from db.models import Action, DateMove, Event, MoveState
from db.models.event_kinds import EventKind

# What somebody says of an action's state brings no news of the action itself.
NO_NEWS = frozenset({EventKind.RATED})


def ledger(session: Session, action: Action) -> Sequence[DateMove]:
    """Return every move of an action that was asked for, first to last, with its people."""
    people = (joinedload(DateMove.asked_by), joinedload(DateMove.decided_by))
    query = select(DateMove).where(DateMove.action_id == action.id).options(*people)
    return session.scalars(query.order_by(DateMove.id)).all()


def move(session: Session, number: int) -> DateMove | None:
    """Return one line of the ledger with its people, by its id."""
    people = (joinedload(DateMove.asked_by), joinedload(DateMove.decided_by))
    return session.scalar(select(DateMove).where(DateMove.id == number).options(*people))


def waiting(session: Session, numbers: Collection[int] | None = None) -> Mapping[int, DateMove]:
    """Return the moves that wait for approval, by action; of these actions alone, if given."""
    query = select(DateMove).where(DateMove.state == MoveState.WAITING)
    if numbers is not None:
        query = query.where(is_one_of(DateMove.action_id, numbers))
    rows = session.scalars(query.options(joinedload(DateMove.asked_by)).order_by(DateMove.id))
    return {row.action_id: row for row in rows}


def askers(session: Session, event: Event) -> Sequence[int | None]:
    """Return who had asked for the dates that an event decided, by id."""
    asked = select(DateMove.asked_by_id).where(DateMove.event_id == event.id)
    return session.scalars(asked.order_by(DateMove.id)).all()


def times_moved(session: Session, numbers: Collection[int]) -> Mapping[int, int]:
    """Return how often the date of each of these actions was moved, by action."""
    counted = select(DateMove.action_id, func.count()).where(
        is_one_of(DateMove.action_id, numbers), DateMove.state == MoveState.AGREED
    )
    rows = session.execute(counted.group_by(DateMove.action_id))
    return dict(rows.all())


def last_heard(session: Session, numbers: Collection[int]) -> Mapping[int, date]:
    """Return the day of the last update by a person on each of these actions, by action."""
    latest = select(Event.action_id, func.max(Event.at)).where(
        is_one_of(Event.action_id, numbers),
        Event.person_id.is_not(None),
        Event.kind.not_in(NO_NEWS),
    )
    rows = session.execute(latest.group_by(Event.action_id))
    return {number: day_of(session, at) for number, at in rows}


def ratings(session: Session, numbers: Collection[int]) -> Mapping[int, Event]:
    """Return the latest word of a person on where each of these actions stands, by action."""
    latest = (
        select(func.max(Event.id))
        .where(is_one_of(Event.action_id, numbers), Event.kind == EventKind.RATED)
        .group_by(Event.action_id)
    )
    query = select(Event).where(Event.id.in_(latest)).options(joinedload(Event.person))
    return {event.action_id: event for event in session.scalars(query)}
