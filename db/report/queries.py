"""What a committee's report asks besides the digest: the plan's actions, moves and events."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from db.digest.scope import ALL
from db.models import Action, DateMove, Event, MoveState, Person


def actions(session: Session) -> Sequence[Action]:
    """Return every action of the plan with its owner and their team, by number."""
    owner = joinedload(Action.owner).joinedload(Person.team)
    query = select(Action).options(owner).where(ALL.actions())
    return session.scalars(query.order_by(Action.id)).all()


def moves(session: Session) -> Sequence[DateMove]:
    """Return every move that was agreed, with its people, by action and in their order."""
    people = (joinedload(DateMove.asked_by), joinedload(DateMove.decided_by))
    query = (
        select(DateMove)
        .join(Action, Action.id == DateMove.action_id)
        .where(DateMove.state == MoveState.AGREED, DateMove.from_on.is_not(None), ALL.actions())
        .options(*people)
    )
    return session.scalars(query.order_by(DateMove.action_id, DateMove.id)).all()


def events(session: Session, until: datetime) -> Sequence[Event]:
    """Return everything that happened to actions up to an instant, with who and with which."""
    query = (
        select(Event)
        .join(Action, Action.id == Event.action_id)
        .where(Event.at <= until, ALL.actions())
        .options(joinedload(Event.person), joinedload(Event.action))
    )
    return session.scalars(query.order_by(Event.action_id, Event.id)).all()
