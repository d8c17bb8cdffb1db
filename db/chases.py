"""Which open actions may be due for a chase, and which chases people have heard."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, insert, select
from sqlalchemy.orm import Session

from db.models import Action, Chase, Person
from db.models.action_row import OPEN_STATUSES


@dataclass(frozen=True)
class OpenAction:
    """What the chasing policy asks of an open action with a due date."""

    id: int
    owner_id: int | None
    due_on: date
    known_since: date | None


@dataclass(frozen=True)
class Heard:
    """One step about one due date of an action, as one person hears it."""

    action_id: int
    due_on: date
    step: str
    person_id: int


def roster(session: Session) -> Sequence[Person]:
    """Return everybody, by id; keep them, and walking up a line asks the database nothing."""
    return session.scalars(select(Person).order_by(Person.id)).all()


def open_until(session: Session, latest: date) -> list[OpenAction]:
    """Return the open actions due on `latest` or before, soonest first."""
    columns = (Action.id, Action.owner_id, Action.due_on, Action.due_known_since)
    waiting = select(*columns).where(Action.status.in_(OPEN_STATUSES), Action.due_on <= latest)
    rows = session.execute(waiting.order_by(Action.due_on, Action.id))
    return [
        OpenAction(number, owner, due, known_since)
        for number, owner, due, known_since in rows
        if due is not None
    ]


def heard(session: Session, steps: Collection[str]) -> frozenset[Heard]:
    """Return who has heard one of these steps about the due date an open action has now."""
    columns = (Chase.action_id, Chase.due_on, Chase.step, Chase.person_id)
    same_date = and_(Action.id == Chase.action_id, Action.due_on == Chase.due_on)
    still_open = select(*columns).join(Action, same_date).where(Action.status.in_(OPEN_STATUSES))
    rows = session.execute(still_open.where(Chase.step.in_(steps)))
    return frozenset(Heard(*row) for row in rows)


def heard_of(session: Session, numbers: Collection[int]) -> frozenset[Heard]:
    """Return everything that people have heard of these actions."""
    columns = (Chase.action_id, Chase.due_on, Chase.step, Chase.person_id)
    rows = session.execute(select(*columns).where(Chase.action_id.in_(numbers)))
    return frozenset(Heard(*row) for row in rows)


def record(session: Session, message_id: int, chases: Iterable[Heard]) -> None:
    """Write down what somebody hears in a message."""
    rows = [{**vars(chase), "message_id": message_id} for chase in chases]
    session.execute(insert(Chase), rows)
