"""Keeps who looks at performance and when: days of boards and panels, single or every month."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from db import privacy
from db.audits import queries as audits
from db.audits import rules
from db.context import ChangeContext
from db.errors import RefusedError
from db.permissions import Permission, require
from db.session import Session
from jobs.audits.settings import rules_of
from jobs.rules.audit_rules import AuditRules, RulesError, kept, read
from jobs.rules.looks import Look, looks
from jobs.rules.months import A_YEAR, first_of, months_before
from jobs.rules.working_days import Calendar


def add_dates(ctx: ChangeContext, who: str, days: Sequence[date]) -> AuditRules:
    """Write down on which days somebody looks. Raises RefusedError."""
    today = ctx.today
    if any(day < today for day in days):
        raise RefusedError("audit.look_is_over", "days")
    old = _rules(ctx, who)
    # What is over makes room for what is to come; what was told of it is not.
    coming = [each for each in old.scrutiny_dates if each.date >= today]
    new = [{"date": day.isoformat(), "who": who} for day in days]
    return _keep(ctx, old, {"scrutiny_dates": [*coming, *new]})


def add_monthly(ctx: ChangeContext, who: str, working_day: int) -> AuditRules:
    """Write down on which working day of every month somebody looks. Raises RefusedError."""
    old = _rules(ctx, who)
    others = [one for one in old.scrutiny_monthly if not _same(one.who, who)]
    monthly = [*others, {"working_day": working_day, "who": who}]
    return _keep(ctx, old, {"scrutiny_monthly": monthly})


def remove(ctx: ChangeContext, who: str, day: date | None) -> AuditRules:
    """Take a look out of the calendar: one day of it, or all that are to come."""
    old, today = _rules(ctx, who), ctx.today
    dates = [
        one
        for one in old.scrutiny_dates
        if not (_same(one.who, who) and (one.date == day if day else one.date >= today))
    ]
    monthly = [one for one in old.scrutiny_monthly if day or not _same(one.who, who)]
    if (len(dates), len(monthly)) == (len(old.scrutiny_dates), len(old.scrutiny_monthly)):
        raise RefusedError("audit.nobody_looks_then")
    return _keep(ctx, old, {"scrutiny_dates": dates, "scrutiny_monthly": monthly})


def _rules(ctx: ChangeContext, who: str) -> AuditRules:
    require(ctx.person, Permission.RULES)
    privacy.guard(ctx, who)
    return rules_of(ctx.session)


def _keep(ctx: ChangeContext, old: AuditRules, values: Mapping[str, Any]) -> AuditRules:
    try:
        new = read(kept(old) | dict(values))
    except RulesError as error:
        raise RefusedError("audit.calendar_wrong", "who", problem=error.problems[0]) from error
    rules.change(ctx, kept(new))
    return new


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


def coming_year(session: Session, today: date, calendar: Calendar) -> list[Look]:
    """Return who looks when in the coming twelve months, today included.

    Nothing is due of a month that is over and was never drawn.
    """
    drawn = {one.month for one in audits.latest_months(session)}
    return [
        one
        for one in looks(rules_of(session), today, months_before(today, -A_YEAR), calendar)
        if one.month is None or one.month >= first_of(today) or one.month in drawn
    ]
