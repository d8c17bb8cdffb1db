"""How an action is put aside, until a day or for good, and taken up again."""

from datetime import date, datetime

from db.actions.changes import change, record_by_itself, require_open, require_reason
from db.actions.roles import require_may
from db.context import ChangeContext
from db.days import day_in
from db.errors import RefusedError
from db.history import put
from db.models import Action, Event, Status
from db.models.action import OPEN_STATUSES
from db.models.event_kinds import EventKind
from db.permissions import Permission


def defer(ctx: ChangeContext, action: Action, until: date | None, why: str) -> Event:
    """Put it aside until a day, on which it wakes by itself, or until somebody resumes it."""
    require_may(ctx.person, Permission.SHELVE, action)
    if action.status != Status.DEFERRED:
        require_open(action, "defer")
    if until is not None and until <= ctx.today:
        raise RefusedError("deferral.not_to_come", "until", number=action.number, day=until)
    require_reason(action, why, "deferral.deferred_without_reason")
    if (action.status, action.deferred_until) == (Status.DEFERRED, until):
        raise RefusedError("deferral.same", "until", number=action.number)
    fields = {"status": Status.DEFERRED, "deferred_until": until}
    return change(ctx, action, EventKind.DEFERRED, fields, why)


def drop(ctx: ChangeContext, action: Action, why: str) -> Event:
    """Put it aside for good; it stays on record, with the reason."""
    require_may(ctx.person, Permission.SHELVE, action)
    if action.status != Status.DEFERRED:
        require_open(action, "drop")
    require_reason(action, why, "deferral.dropped_without_reason")
    fields = {"status": Status.DROPPED, "deferred_until": None}
    return change(ctx, action, EventKind.DROPPED, fields, why)


def resume(ctx: ChangeContext, action: Action, was: str, why: str = "") -> Event:
    """Take it up again, as far as it `was` when it was put aside."""
    require_may(ctx.person, Permission.SHELVE, action)
    if not action.is_shelved:
        raise RefusedError("deferral.not_shelved", number=action.number, state=action.status)
    return change(ctx, action, EventKind.RESUMED, _taken_up(action, ctx.today, was), why)


def wake(action: Action, at: datetime, was: str) -> Event:
    """Take it up again because its day has come; nobody asked for it just now."""
    if action.status != Status.DEFERRED or action.deferred_until is None:
        raise RefusedError("deferral.not_until_a_day", number=action.number)
    return record_by_itself(
        action, at, EventKind.WOKE, put(action, _taken_up(action, day_in(action, at), was))
    )


def _taken_up(action: Action, day: date, was: str) -> dict[str, object]:
    if was not in OPEN_STATUSES:
        raise ValueError(f"#{action.id} cannot be taken up as {was}")
    # Known since today: what came due meanwhile is not chased all at once.
    return {"status": was, "deferred_until": None, "due_known_since": day}
