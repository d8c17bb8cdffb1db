"""How an action's due date is moved: the original one is kept, and each move has its line."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from db.actions.changes import change, decide, require_open, withdraw
from db.actions.roles import move_needs_approval, require_may
from db.context import ChangeContext
from db.errors import RefusedError
from db.models import Action, DateMove, Due, Event, MoveState, Register
from db.models.event_kinds import EventKind
from db.permissions import Permission

CountDays = Callable[[date, date], int]  # the working days after one day, up to another


@dataclass(frozen=True)
class MoveTerms:
    """How working days are counted, and in which registers a second move needs approval."""

    count: CountDays
    approval: frozenset[str] = frozenset({Register.PLAN})


def move(ctx: ChangeContext, action: Action, due: Due, why: str, terms: MoveTerms) -> Event:
    """Give it another due date, or ask for it where that needs approval.

    The first move takes effect at once. A later one does if this person may approve it, and waits
    otherwise; a newer ask takes an older one's place. Only some registers ask for approval.
    """
    require_may(ctx.person, permission_to_date(action), action)
    require_open(action, "move")
    _refuse_no_move(action, due, why)
    if action.due_on is None or due.day == action.due_on:
        return _set_due(ctx, action, EventKind.MOVED, why, due)
    line = _line(ctx, action, due, why, terms.count)
    if move_needs_approval(action, ctx.person, terms.approval):
        event = change(ctx, action, EventKind.MOVE_ASKED, {}, why)
        withdraw(action, "a newer date was asked for", event, ctx)
    else:
        event = _set_due(ctx, action, EventKind.MOVED, why, due)
        decide(line, MoveState.AGREED, ctx.person, ctx.now)
    line.event = event
    action.moves.append(line)
    return event


def permission_to_date(action: Action) -> Permission:
    """Return what it takes to date an action: what is nobody's yet is given its first by anyone."""
    is_first = action.owner_id is None and action.due_on is None
    return Permission.EDIT if is_first else Permission.MOVE


def approve(ctx: ChangeContext, action: Action, asked: int | None = None) -> Event:
    """Agree to the date that was asked for; `asked` says which line of the ledger was seen."""
    line = _undecided(ctx, action, asked)
    decide(line, MoveState.AGREED, ctx.person, ctx.now)
    line.event = _set_due(ctx, action, EventKind.MOVE_APPROVED, line.reason, line.due)
    return line.event


def decline(ctx: ChangeContext, action: Action, why: str, asked: int | None = None) -> Event:
    """Refuse the date that was asked for; the date stays as it is."""
    line = _undecided(ctx, action, asked)
    if not why.strip():
        raise RefusedError("due_date.declined_without_reason", "why", number=action.number)
    line.event = change(ctx, action, EventKind.MOVE_DECLINED, {}, why)
    decide(line, MoveState.DECLINED, ctx.person, ctx.now, line.event.note)
    return line.event


def take_back(action: Action, event: Event, undone: Event) -> None:
    """Put the line of the ledger that an event changed back as it was before.

    What had been asked for waits again; what was never more than an ask, or was done at once, no
    longer counts.
    """
    for line in (each for each in action.moves if each.event_id == event.id):
        was_only_asked = line.state == MoveState.WAITING
        done_at_once = line.state == MoveState.AGREED and not line.was_asked
        line.decided_by = line.decided_by_id = line.decided_at = None
        line.decision, line.event = "", undone
        line.state = MoveState.UNDONE if was_only_asked or done_at_once else MoveState.WAITING


def _refuse_no_move(action: Action, due: Due, why: str) -> None:
    if due == action.due:
        raise RefusedError("due_date.same", "due", number=action.number)
    if not why.strip() and action.due_on is not None:
        raise RefusedError("due_date.moved_without_reason", "why", number=action.number)


def _line(ctx: ChangeContext, action: Action, due: Due, why: str, count: CountDays) -> DateMove:
    before, after = action.due, due
    return DateMove(
        number=action.times_moved + 1,
        asked_by=ctx.person,
        asked_by_id=ctx.person.id,
        asked_at=ctx.now,
        from_on=before.day,
        from_precision=before.precision,
        to_on=after.day,
        to_precision=after.precision,
        days=count(before.day, after.day) if before.day and after.day else None,
        reason=why.strip(),
        state=MoveState.WAITING,
    )


def _set_due(ctx: ChangeContext, action: Action, kind: EventKind, why: str, due: Due) -> Event:
    fields = {
        "due_on": due.day,
        "due_precision": due.precision,
        "due_known_since": ctx.today,
        "original_due_on": action.original_due_on or due.day,
    }
    return change(ctx, action, kind, fields, why)


def _undecided(ctx: ChangeContext, action: Action, asked: int | None) -> DateMove:
    require_may(ctx.person, Permission.APPROVE, action)
    line = action.waiting_move
    if line is None:
        raise RefusedError("due_date.none_waits", number=action.number, **_last_decision(action))
    if asked not in {None, line.id}:
        raise RefusedError("due_date.another_was_asked", number=action.number)
    return line


def _last_decision(action: Action) -> dict[str, str]:
    """Return who decided the last date that was asked for, and what they said."""
    decided = [move for move in action.moves if move.decided_by is not None and move.was_asked]
    if not decided or decided[-1].decided_by is None:
        return {"name": "", "decision": ""}
    return {"name": decided[-1].decided_by.called, "decision": decided[-1].state}
