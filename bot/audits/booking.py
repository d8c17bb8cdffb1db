"""On which days the two of an audit are both at work."""

from collections.abc import Iterable
from datetime import date, timedelta

from db.audits import auditor_pool
from db.errors import RefusedError
from db.models import Absence, LiveAudit, Person
from jobs.context import RequestContext
from jobs.rules.deadlines import spell
from jobs.rules.working_days import Calendar

A_DAY = timedelta(days=1)
NAMED = 5


def common_days(audit: LiveAudit, ctx: RequestContext) -> list[date]:
    """Return the days still to come, up to the day it is due, on which both are at work."""
    first = max(audit.audit_month.opens_on, ctx.today)
    away = auditor_pool.absences(ctx.session, first, audit.due_on)
    span = range((audit.due_on - first).days + 1)
    pair = (audit.auditor, audit.practitioner)
    return [
        day
        for day in (first + number * A_DAY for number in span)
        if all(_at_work(person, day, ctx.council.calendar, away) for person in pair)
    ]


def refuse_unless_common(audit: LiveAudit, day: date, ctx: RequestContext) -> None:
    """Refuse a day of the window on which one of the two is away, naming some that suit."""
    days = common_days(audit, ctx)
    if day in days or not audit.audit_month.opens_on <= day <= audit.due_on:
        return
    if not days:
        raise RefusedError(
            f"You two are never both at work before {spell(audit.due_on)}. "
            f"Say so with `{ctx.council.commands.audit} cannot {audit.id}`.",
            about="day",
        )
    suits = ", ".join(spell(each) for each in days[:NAMED])
    raise RefusedError(
        f"{spell(day)} is not a day on which you are both at work; these are: {suits}.",
        about="day",
    )


def _at_work(person: Person, day: date, calendar: Calendar, away: Iterable[Absence]) -> bool:
    if not person.works_here(day) or not calendar.with_weekdays(person.weekdays).is_working(day):
        return False
    # Whoever can finish what they have is there for it.
    return not any(
        one.person_id == person.id and not one.can_finish and one.first_on <= day <= one.last_on
        for one in away
    )
