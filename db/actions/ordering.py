"""How an action takes its place in the plan: what it waits for, its phase, its return."""

from collections.abc import Sequence
from datetime import date, datetime

from db.actions.changes import begins_with, change, guarded, record_by_itself, require_open
from db.actions.roles import require_may
from db.context import ChangeContext
from db.errors import RefusedError
from db.history import Changes, told
from db.models import Action, Event
from db.models.action import FROM_DATE, PHASE_LENGTH
from db.models.event_kinds import EventKind
from db.permissions import Permission


def arrange(ctx: ChangeContext, action: Action, numbers: Sequence[int]) -> Event:
    """Write down what it comes after; the caller has looked for loops and keeps the links."""
    require_may(ctx.person, Permission.ARRANGE, action)
    require_open(action, "arrange")
    old = sorted(before.id for before in action.after)
    if old == list(numbers):
        before = [one.number for one in action.after]
        raise RefusedError("ordering.same", "after", number=action.number, numbers=before)
    event = change(ctx, action, EventKind.ARRANGED, {})
    event.changes = {"after": [old, list(numbers)]}
    return event


def put_in_phase(ctx: ChangeContext, action: Action, phase: str) -> Event:
    """Say to which phase of the plan it belongs; an empty phase takes it out of its phase."""
    require_may(ctx.person, Permission.ARRANGE, action)
    words = guarded(ctx, phase)
    if len(words) > PHASE_LENGTH:
        raise RefusedError("ordering.phase_too_long", "phase", length=len(words), most=PHASE_LENGTH)
    if words == action.phase:
        raise RefusedError("ordering.same_phase", "phase", number=action.number, phase=words)
    return change(ctx, action, EventKind.PHASED, {"phase": words})


def repeat(ctx: ChangeContext, action: Action, kept: str, counted_from: str = FROM_DATE) -> Event:
    """Let it come round again by a rule, or, with none, never again."""
    require_may(ctx.person, Permission.ARRANGE, action)
    if action.following is not None:
        later = action.following.number
        raise RefusedError("ordering.has_come_round", "repeats", number=action.number, later=later)
    if not kept and not action.recurrence:
        raise RefusedError("ordering.does_not_come_round", "repeats", number=action.number)
    if (kept, counted_from) == (action.recurrence, action.recurs_from):
        raise RefusedError("ordering.comes_round_already", "repeats", number=action.number)
    fields = {"recurrence": kept, "recurs_from": counted_from}
    return change(ctx, action, EventKind.REPEATS, fields)


def come_round(action: Action, at: datetime) -> Event:
    """Write the first event of an occurrence; its words passed the guard when they were new."""
    first: Changes = {"previous_id": [None, action.previous_id]}
    return record_by_itself(action, at, EventKind.CAME_ROUND, begins_with(action) | first)


def pass_over(action: Action, at: datetime, days: Sequence[date]) -> Event:
    """Record the dates on which it would have come round again but for being open still."""
    passed: Changes = {"passed_over": [None, [told(day) for day in days]]}
    return record_by_itself(action, at, EventKind.PASSED_OVER, passed)
