"""Decides who must hear that somebody else changed an action."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Final

from db.actions import date_changes
from db.actions.operations import UNDO_FOR
from db.actions.roles import may_see
from db.context import ChangeContext
from db.days import day_of
from db.models import Action, Event, MessageName, Person
from db.models.event_kinds import MOVED, UNDOABLE, EventKind
from db.outbox import queries as outbox
from db.people import queries as people
from db.session import Session
from jobs.actions import approvals, ordering

_OF_DONE_WORK: Final = frozenset({EventKind.SIGNED_OFF, EventKind.RETURNED, EventKind.REOPENED})
_WRITTEN: Final = "notices: the message to each person in this unit of work"


def tell(
    session: Session, action: Action, event: Event, wait: timedelta = timedelta()
) -> Sequence[int]:
    """Write a notice for everyone an event concerns, other than the person who caused it.

    Return the numbers of the actions that can begin because of it. What can still be undone is
    told when its minute is over, so that a slip reaches nobody; `wait` is for what is undone with
    something else.
    """
    session.flush()
    due_at = event.at + (UNDO_FOR if event.kind in UNDOABLE else wait)
    for person in concerned(session, action, event):
        if person.id != event.person_id and _may_hear(person, action, event):
            _write(session, person, event, due_at)
    if event.kind == EventKind.MOVE_ASKED and action.waiting_move is not None:
        approvals.ask(session, action, action.waiting_move, due_at)
    return ordering.tell(session, action, event)


def _may_hear(person: Person, action: Action, event: Event) -> bool:
    """Say whether somebody may be told of it; whoever had it before knows it already."""
    had_it = person.id in event.changes.get("owner_id", [])
    return had_it or not action.is_from_audit or may_see(person, action)


def told(ctx: ChangeContext, action: Action, event: Event) -> Event:
    """Tell whom an event concerns, and return it."""
    tell(ctx.session, action, event)
    return event


def _write(session: Session, person: Person, event: Event, due_at: datetime) -> None:
    """Write to one person; what is done at once, in one unit of work, is told in one message."""
    written: dict[int, int] = session.info.setdefault(_WRITTEN, {})
    if person.id in written:
        outbox.tell_besides(session, written[person.id], event.id, due_at)
        return
    key = f"event:{event.id}:{person.id}"
    letter = outbox.NewMessage(key, person, MessageName.EVENT, {"event": event.id}, due_at)
    number = outbox.add(session, letter)
    if number is not None:
        written[person.id] = number


def concerned(session: Session, action: Action, event: Event) -> Iterable[Person]:
    """Return whom an event concerns: the owner, whoever had it before, or those who can give it."""
    if event.kind == EventKind.DISOWNED:
        return responsible(session, action, day_of(session, event.at))
    before, _ = event.changes.get("owner_id", [None, None])
    deputies = event.changes.get("deputy_id", []) if event.kind == EventKind.DEPUTY_NAMED else []
    besides = _asked_or_answering(session, action, event)
    ids = {before, action.owner_id, *deputies, *besides, *_at_its_end(action, event)} - {None}
    return people.named(session, ids).values()


def _asked_or_answering(session: Session, action: Action, event: Event) -> Iterator[int | None]:
    """Yield who asked for a date that was decided, and the manager of whoever's date it is."""
    if event.kind in {EventKind.MOVE_APPROVED, EventKind.MOVE_DECLINED}:
        yield from date_changes.askers(session, event)
    if event.kind in MOVED and was_a_move(event) and action.owner is not None:
        yield from (
            above.id for above in islice(action.owner.line_on(day_of(session, event.at)), 1)
        )


def was_a_move(event: Event) -> bool:
    """Say whether an event moved a date, rather than gave the first one."""
    before, _ = event.changes.get("due_on", [None, None])
    return before is not None


def _at_its_end(action: Action, event: Event) -> Iterable[int | None]:
    """Yield who marked done, or signed off, what somebody has now signed off or opened again."""
    if event.kind in _OF_DONE_WORK:
        yield action.done_by_id
        for field in ("done_by_id", "signed_off_by_id"):
            yield from event.changes.get(field, [])


def responsible(session: Session, action: Action, day: date) -> Sequence[Person]:
    """Return who must settle whose an action is: the owner's nearest manager, else the leads."""
    above = action.owner.line_on(day) if action.owner else ()
    nearest = next((one for one in above if may_see(one, action)), None)
    return [nearest] if nearest else people.leads_or_admins(session, day)
