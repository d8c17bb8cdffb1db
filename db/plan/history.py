"""What happened here to the actions of a plan, as far as an import must know of it."""

from collections.abc import Collection, Mapping
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Event
from db.models.event_kinds import EventKind
from db.plan.identity import plain

_WRITTEN_WITH_IT: Final = (EventKind.ADDED, EventKind.IMPORTED)


def notes(session: Session) -> Mapping[int, str]:
    """Return what every action's events say, for comparing."""
    found: dict[int, str] = {}
    for number, note in session.execute(
        select(Event.action_id, Event.note).where(Event.note != "")
    ):
        found[number] = f"{found.get(number, '')} {plain(note)}"
    return found


def touched(session: Session, numbers: Collection[int]) -> Mapping[int, frozenset[str]]:
    """Return which fields of each action people changed here, undone changes left out."""
    events = session.scalars(
        select(Event).where(Event.kind.not_in(_WRITTEN_WITH_IT)).order_by(Event.id)
    ).all()
    undone = {event.undoes_id for event in events if event.undoes_id}
    found: dict[int, frozenset[str]] = dict.fromkeys(numbers, frozenset())
    for event in events:
        if event.id not in undone and event.undoes_id is None:
            asked = {"due_on"} if event.kind == EventKind.MOVE_ASKED else set()
            found[event.action_id] = found.get(event.action_id, frozenset()) | {
                *event.changes,
                *asked,
            }
    return found
