"""The dates of a month of live audits."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from jobs.rules.audit_rules import AuditRules
from jobs.rules.working_days import Calendar

A_DAY: Final = timedelta(days=1)
A_YEAR: Final = 12  # months
LONGER_THAN_A_MONTH: Final = timedelta(days=32)


@dataclass(frozen=True)
class MonthDates:
    """When a month is drawn, opens, is due and is moderated; each is a working day."""

    draw_on: date
    opens_on: date
    due_on: date
    moderate_by: date


def dates(month: date, rules: AuditRules, calendar: Calendar) -> MonthDates:
    """Return the dates of the month that `month` falls in.

    It is due on its last working day, and moderated by a working day of the month after.
    """
    first, after = first_of(month), next_month(month)
    return MonthDates(
        draw_on=calendar.shift(first, -rules.draw_working_days_before),
        opens_on=calendar.shift(first - A_DAY, rules.opens_on_working_day),
        due_on=calendar.shift(after, -1),
        moderate_by=calendar.shift(after - A_DAY, rules.moderation_by_working_day),
    )


def first_of(day: date) -> date:
    """Return the first day of the month, which is how a month is named."""
    return day.replace(day=1)


def next_month(month: date) -> date:
    """Return the first day of the month after."""
    return first_of(first_of(month) + LONGER_THAN_A_MONTH)


def previous_month(month: date) -> date:
    """Return the first day of the month before."""
    return first_of(first_of(month) - A_DAY)


def months_before(day: date, number: int) -> date:
    """Return the same day some months earlier, or that month's last day where it has no such.

    A negative number is that many months later.
    """
    year, month = divmod(day.year * A_YEAR + day.month - 1 - number, A_YEAR)
    first = date(year, month + 1, 1)
    return min(first + timedelta(days=day.day - 1), next_month(first) - A_DAY)
