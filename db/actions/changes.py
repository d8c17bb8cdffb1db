"""The one way in which a change of an action is made: guarded, and written down with its event."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, insert, update
from sqlalchemy.orm import object_session
from sqlalchemy.orm.attributes import set_committed_value

from db import loading, prepared, privacy
from db.context import ChangeContext
from db.errors import RefusedError
from db.history import Changes, differing, old_and_new, told
from db.models import Action, Base, DateMove, Event, MoveState, Person, Register, Status
from db.models.action import FROM_DATE, NOTE_LENGTH
from db.models.event_kinds import EventKind
from db.session import written_at_once

BEGINS_WITH: Final = ("title", "owner_id", "due_on", "due_precision", "original_due_on")
# What the first event tells too, where there is something to tell.
MAY_BEGIN_WITH: Final = (
    "audit_id", "source", "source_link", "reference", "theme", "phase", "success_measure",
    "deputy_id", "signer_id", "recurrence", "previous_id", "owner_as_given", "due_as_given",
    "due_known_since", "created_at", "created_by_id", "sign_off_asked_id", "sign_off_asked_on",
    "outcome_check_on", "rag_override", "evidence", "done_at",
)  # fmt: skip


def change(
    ctx: ChangeContext,
    action: Action,
    kind: EventKind,
    fields: Mapping[str, object],
    note: str = "",
) -> Event:
    """Change an action; a move that waits is withdrawn where nothing is left of what was asked."""
    text = guarded(ctx, note)
    if len(text) > NOTE_LENGTH:
        raise RefusedError("action.note_too_long", length=len(text), most=NOTE_LENGTH)
    changed = differing(action, fields)
    changes = old_and_new(action, changed)
    ctx.session.flush()  # what was done before comes before it in the history
    _set(ctx, action, changed)
    event = record(ctx, action, kind, changes, text)
    if not action.is_open:
        withdraw(action, f"it was {action.status}", event, ctx)
    elif "owner_id" in event.changes:
        withdraw(action, "it was given to somebody else", event, ctx)
    elif "due_on" in event.changes:
        withdraw(action, "its date was moved", event, ctx)
    return event


def _set(ctx: ChangeContext, action: Action, changed: Mapping[str, object]) -> None:
    """Write columns of an action, and let it hold them."""
    if changed:
        prepared.run(ctx.session, _SET, {"number": action.id, **changed})
    for name, value in changed.items():
        set_committed_value(action, name, value)


def record(
    ctx: ChangeContext, action: Action, kind: EventKind, changes: Changes, note: str = ""
) -> Event:
    """Write down what somebody did to an action that is there."""
    row = {"person_id": ctx.person.id, "at": ctx.now, "kind": kind, "changes": changes}
    row |= {"action_id": action.id, "note": note, "undoes_id": None}
    row["id"] = prepared.run(ctx.session, _NEW_EVENT, row).scalar_one()
    event = loading.made(ctx.session, Event, row)
    for name, whose in (("action", action), ("person", ctx.person)):
        set_committed_value(event, name, whose)
    written_at_once(ctx.session, action, event)
    return event


def record_by_itself(action: Action, at: datetime, kind: EventKind, changes: Changes) -> Event:
    """Write down what happened to an action though nobody asked for it just then."""
    return write(action, Event(person=None, at=at, kind=kind, changes=changes, note=""))


def write(action: Action, event: Event) -> Event:
    """Add an event to an action's history; that of a new action brings the action with it."""
    event.action = action
    if session := object_session(action):
        session.add(event)
    return event


def begins_with(action: Action) -> Changes:
    """Return what the first event of an action says of it: what every figure is counted by."""
    begins: Changes = {name: [None, told(getattr(action, name))] for name in BEGINS_WITH}
    begins["status"] = [None, action.status or Status.NOT_STARTED]
    begins["register"] = [None, action.register or Register.PLAN]
    begins["recurs_from"] = [None, action.recurs_from or FROM_DATE]
    more = {name: told(getattr(action, name)) for name in MAY_BEGIN_WITH}
    return begins | {name: [None, value] for name, value in more.items() if value}


def guarded(ctx: ChangeContext, text: str) -> str:
    """Return a text that has passed the privacy guard, without its outer blanks."""
    privacy.guard(ctx, text)
    return text.strip()


def require_open(action: Action, wish: str) -> None:
    """Refuse unless there is still work to do; `wish` is what was asked, as a word."""
    if not action.is_open:
        verb = "resume" if action.is_shelved else "reopen"
        raise RefusedError(
            "action.not_open", number=action.number, state=action.status, verb=verb, wish=wish
        )


def require_reason(action: Action, why: str, kind: str) -> None:
    """Refuse, in the words of `kind`, where no reason is given."""
    if not why.strip():
        raise RefusedError(kind, "why", number=action.number)


def withdraw(action: Action, why: str, event: Event, ctx: ChangeContext) -> None:
    """Withdraw the date that waits for approval, if one does, because of an event."""
    for line in action.moves:
        if line.state == MoveState.WAITING:
            decide(line, MoveState.WITHDRAWN, ctx.person, ctx.now, why)
            line.event = event


def decide(line: DateMove, state: MoveState, by: Person, at: datetime, decision: str = "") -> None:
    """Write down what became of a date that was asked for, who said so, and in which words."""
    line.state, line.decision = state, decision
    line.decided_by, line.decided_by_id, line.decided_at = by, by.id, at


# Two plain statements, for every command writes both: a flush, which looks at all that hangs on
# them, costs several times as much.
_ACTION, _EVENT = (Base.metadata.tables[one.__tablename__] for one in (Action, Event))
_SET: Final = update(_ACTION).where(_ACTION.c.id == bindparam("number"))
_NEW_EVENT: Final = insert(_EVENT).returning(_EVENT.c.id)
