"""The dates of a month of live audits."""

from dataclasses import dataclass
from datetime import date

from jobs.rules.audit_rules import AuditRules
from jobs.rules.months import A_DAY, first_of, next_month
from jobs.rules.working_days import Calendar


@dataclass(frozen=True)
class MonthDates:
    """When a month is drawn, opens, is due and is moderated; each is a working day."""

    draw_on: date
    opens_on: date
    due_on: date
    moderate_by: date


def month_dates(month: date, rules: AuditRules, calendar: Calendar) -> MonthDates:
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


def same_working_day(day: date, month: date, calendar: Calendar) -> date:
    """Return the day of another month before which as many working days have begun, or its last."""
    behind = calendar.between(first_of(day) - A_DAY, day)
    return min(calendar.shift(first_of(month) - A_DAY, behind), next_month(month) - A_DAY)
