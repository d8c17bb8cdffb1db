"""Puts off what one person hears of an action, and nothing else: no date, and nobody else."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from db.actions.roles import deputising
from db.errors import RefusedError
from db.history import spoken
from db.models import Action, Person
from db.outbox import reminders
from db.permissions import Permission, require
from db.session import Session
from jobs.rules.escalation import Policy
from jobs.rules.quiet import first_of_week
from jobs.rules.working_days import Calendar

A_FEW: Final = 3  # working days
A_WEEK: Final = timedelta(days=7)


@dataclass(frozen=True)
class Wait:
    """Until when somebody wants to wait, what is counted from, and by whose days and rules."""

    until: date
    today: date
    policy: Policy
    calendar: Calendar


def put_off(session: Session, action: Action, by: Person, wait: Wait) -> date:
    """Keep quiet to `by` about an action until a day; return that day, or the last it can be.

    That is the day of the first reminder after the due date. Raises RefusedError.
    """
    require(by, Permission.SNOOZE, action.owner, action.id, deputising(action, wait.today))
    if not action.is_open or action.due_on is None:
        why = "has no date" if action.is_open else f"is {action.status}"
        raise RefusedError(f"#{action.id} {why}, so there is nothing to remind you of.")
    if wait.until <= wait.today:
        raise RefusedError("Choose a day to come.", about="until")
    last = latest(action, wait.policy, wait.calendar)
    if last <= wait.today:
        raise RefusedError(
            f"#{action.id} is too late to be put off: that ends on {spoken(last)}, the first "
            "reminder after its date. Mark it done, or move its date.",
            about="until",
        )
    until = min(wait.until, last)
    reminders.snooze(session, by.id, action.id, until)
    return until


def wake(session: Session, action: Action, by: Person) -> None:
    """Take back that somebody put an action off."""
    reminders.wake(session, by.id, [action.id])


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
