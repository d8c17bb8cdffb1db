"""Decides who must hear that somebody else changed an action."""

from collections.abc import Iterable

from db import outbox, people
from db.models import Action, Event, Person
from db.models.action import UNDO_FOR, UNDOABLE
from db.session import Session


def tell(session: Session, action: Action, event: Event) -> None:
    """Write a notice for everyone an event concerns, other than the person who caused it.

    What can still be undone is told when its minute is over, so that a slip reaches nobody.
    """
    session.flush()
    due_at = event.at + UNDO_FOR if event.kind in UNDOABLE else event.at
    for person in concerned(session, action, event):
        if person.id != event.person_id:
            key = f"event:{event.id}:{person.id}"
            outbox.add(session, key, person, "event", about={"event": event.id}, at=due_at)


def concerned(session: Session, action: Action, event: Event) -> Iterable[Person]:
    """Return whom an event concerns: the owner, whoever had it before, or those who can give it."""
    if event.kind == "not mine":
        return responsible(session, action)
    before, _ = event.changes.get("owner_id", [None, None])
    deputies = event.changes.get("deputy_id", []) if event.kind == "deputy" else []
    ids = {before, action.owner_id, *deputies} - {None}
    return people.named(session, ids).values()


def responsible(session: Session, action: Action) -> list[Person]:
    """Return who must settle whose an action is: the owner's manager, else the leads."""
    manager = action.owner.manager if action.owner else None
    return [manager] if manager else list(people.leads(session))
