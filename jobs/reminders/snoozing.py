"""Puts off what one person hears of an action, and nothing else: no date, and nobody else."""

from datetime import date, timedelta
from typing import Final

from db import council_events
from db.actions.roles import require_may
from db.context import ChangeContext
from db.errors import RefusedError
from db.models import Action, CouncilEventKind, Person
from db.outbox import reminders
from db.permissions import Permission
from jobs.context import RequestContext
from jobs.rules.escalation import Policy
from jobs.rules.quiet import first_of_week
from jobs.rules.working_days import Calendar

A_FEW: Final = 3  # working days
A_WEEK: Final = timedelta(days=7)


def put_off(ctx: RequestContext, action: Action, until: date) -> date:
    """Keep quiet to whoever asks about an action until a day; return that, or the last it can be.

    That is the day of the first reminder after the due date. Raises RefusedError.
    """
    asker, today = ctx.person, ctx.today
    require_may(asker, Permission.SNOOZE, action, today)
    if not action.is_open:
        raise RefusedError("reminders.not_open", number=action.number, status=action.status)
    if action.due_on is None:
        raise RefusedError("reminders.no_date", number=action.number)
    if until <= today:
        raise RefusedError("reminders.day_past", about="until")
    last = latest(action, ctx.council.cadence.policy, ctx.council.calendar)
    if last <= today:
        raise RefusedError("reminders.too_late", about="until", number=action.number, last=last)
    until = min(until, last)
    reminders.snooze(ctx, action.id, until)
    return until


def wake(ctx: ChangeContext, action: Action) -> None:
    """Take back that somebody put an action off."""
    reminders.wake(ctx.session, ctx.person.id, [action.id])
    council_events.did(ctx, CouncilEventKind.HEARS, "as before", {"action": action.id})


def latest(action: Action, policy: Policy, calendar: Calendar) -> date:
    """Return the last day until which an action with a due date can be put off."""
    if action.due_on is None:
        raise TypeError("an action without a date is never put off")
    owner = action.owner
    theirs = calendar.with_weekdays(owner.weekdays) if owner else calendar
    return policy.first_late_day(action.due_on, theirs)


def in_a_few_days(person: Person, today: date, calendar: Calendar) -> date:
    """Return the day that is three of somebody's own working days away."""
    return calendar.with_weekdays(person.weekdays).shift(today, A_FEW)


def next_week(person: Person, today: date, calendar: Calendar) -> date:
    """Return somebody's first working day of next week."""
    return calendar.with_weekdays(person.weekdays).next_working(first_of_week(today) + A_WEEK)
