"""What became of an action's fields since somebody began to edit it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from db.models import Action, Event, Person


@dataclass(frozen=True)
class Overtaken:
    """A field that others changed meanwhile: what it held before (as JSON), and who was last."""

    before: Any
    by: Person | None


def latest(session: Session, action: Action) -> int:
    """Return the number of the last thing that happened to an action; 0 if nothing did."""
    query = select(func.max(Event.id)).where(Event.action_id == action.id)
    return session.scalar(query) or 0


def since(session: Session, action: Action, event_id: int) -> Mapping[str, Overtaken]:
    """Return the fields that were changed after that event, by their columns."""
    query = (
        select(Event)
        .options(joinedload(Event.person))
        .where(Event.action_id == action.id, Event.id > event_id)
        .order_by(Event.id)
    )
    found: dict[str, Overtaken] = {}
    for event in session.scalars(query):
        for column, (old, _) in event.changes.items():
            before = found[column].before if column in found else old
            found[column] = Overtaken(before, event.person)
    return found
