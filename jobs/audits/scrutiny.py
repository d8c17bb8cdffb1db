"""Keeps who looks at performance and when: days of boards and panels, single or every month."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from db import privacy
from db.audits import rules
from db.audits.permissions import Permission, require
from db.errors import RefusedError
from db.models import Person
from db.session import Session
from jobs.audits.settings import rules_of
from jobs.rules.audit_month import A_YEAR, months_before
from jobs.rules.audit_rules import AuditRules, RulesError, kept, read
from jobs.rules.looks import Look, looks
from jobs.rules.working_days import Calendar


def add_dates(
    session: Session, who: str, days: Sequence[date], by: Person, at: datetime
) -> AuditRules:
    """Write down on which days somebody looks. Raises RefusedError."""
    passed = [day for day in days if day < at.date()]
    if passed:
        raise RefusedError("That day is over; give one that is still to come.", about="days")
    old = _rules(session, who, by, at)
    # What is over makes room for what is to come; what was told of it is not.
    coming = [each for each in old.scrutiny_dates if each.date >= at.date()]
    new = [{"date": day.isoformat(), "who": who} for day in days]
    return _keep(session, old, {"scrutiny_dates": [*coming, *new]}, by, at)


def add_monthly(
    session: Session, who: str, working_day: int, by: Person, at: datetime
) -> AuditRules:
    """Write down on which working day of every month somebody looks. Raises RefusedError."""
    old = _rules(session, who, by, at)
    others = [one for one in old.scrutiny_monthly if not _same(one.who, who)]
    monthly = [*others, {"working_day": working_day, "who": who}]
    return _keep(session, old, {"scrutiny_monthly": monthly}, by, at)


def remove(session: Session, who: str, day: date | None, by: Person, at: datetime) -> AuditRules:
    """Take a look out of the calendar: one day of it, or all that are to come."""
    old = _rules(session, who, by, at)
    dates = [
        one
        for one in old.scrutiny_dates
        if not (_same(one.who, who) and (one.date == day if day else one.date >= at.date()))
    ]
    monthly = [one for one in old.scrutiny_monthly if day or not _same(one.who, who)]
    if (len(dates), len(monthly)) == (len(old.scrutiny_dates), len(old.scrutiny_monthly)):
        raise RefusedError("Nobody of that name looks then; `/audit calendar` shows who does.")
    return _keep(session, old, {"scrutiny_dates": dates, "scrutiny_monthly": monthly}, by, at)


def _rules(session: Session, who: str, by: Person, at: datetime) -> AuditRules:
    require(by, Permission.RULES)
    privacy.refuse(who, at.date())
    return rules_of(session)


def _keep(
    session: Session, old: AuditRules, values: Mapping[str, Any], by: Person, at: datetime
) -> AuditRules:
    try:
        new = read(kept(old) | dict(values))
    except RulesError as error:
        raise RefusedError(_spoken(error), about="who") from error
    rules.change(session, kept(new), by, at)
    return new


def _spoken(error: RulesError) -> str:
    """Return what is wrong without the rule's name, which only a file has."""
    words = error.problems[0].partition(", such as ")[0]
    return f"The calendar {words.partition(' ')[2]}."


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


def coming_year(session: Session, today: date, calendar: Calendar) -> list[Look]:
    """Return who looks when in the coming twelve months, today included."""
    return looks(rules_of(session), today, months_before(today, -A_YEAR), calendar)
