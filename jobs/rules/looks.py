"""Who looks at performance and on which day: the month of live audits, boards and panels."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from jobs.rules.audit_month import month_dates
from jobs.rules.audit_rules import AuditRules
from jobs.rules.months import A_DAY, first_of, next_month
from jobs.rules.scrutiny import ScrutinyDate
from jobs.rules.working_days import Calendar

NEAR: Final = timedelta(days=62)
BOARD: Final = "board"


@dataclass(frozen=True)
class Look:
    """A day on which somebody looks, or something is due: who or which month, and of which kind.

    `name` stays the same when the day moves, so that a calendar moves the entry and adds none.
    `month` is the month of live audits that it belongs to; a board's has none.
    """

    on: date
    what: str
    kind: str
    name: str
    month: date | None = None


def looks(rules: AuditRules, first: date, last: date, calendar: Calendar) -> list[Look]:
    """Return every look between two days, both included, earliest first."""
    found = [*_boards(rules, first, last, calendar)]
    month = first_of(first - NEAR)
    while month <= next_month(last):
        if month.month not in rules.months_off:
            found += _of_month(month, rules, calendar)
        month = next_month(month)
    return _between(first, last, found)


def next_look(rules: AuditRules, today: date, calendar: Calendar) -> Look | None:
    """Return when a board or panel looks next, today included; None if nobody has said."""
    end = next_month(next_month(today))
    late = [each.date for each in rules.scrutiny_dates if each.date >= today]
    found = _boards(rules, today, max([end, *late]), calendar)
    return next(iter(_between(today, date.max, found)), None)


def boards(rules: AuditRules, first: date, last: date, calendar: Calendar) -> list[ScrutinyDate]:
    """Return the days on which boards and panels look between two days, earliest first."""
    found = _between(first, last, _boards(rules, first, last, calendar))
    return sorted(ScrutinyDate(one.on, one.what) for one in found)


def _between(first: date, last: date, found: Iterable[Look]) -> list[Look]:
    kept = (one for one in found if first <= one.on <= last)
    return sorted(kept, key=lambda one: (one.on, one.name))


def _boards(rules: AuditRules, first: date, last: date, calendar: Calendar) -> Iterator[Look]:
    for each in rules.scrutiny_dates:
        yield Look(each.date, each.who, BOARD, f"board-{_slug(each.who)}-{each.date}")
    for monthly in rules.scrutiny_monthly:
        month = first_of(first)
        while month <= last:
            day = calendar.shift(month - A_DAY, monthly.working_day)
            yield Look(day, monthly.who, BOARD, f"board-{_slug(monthly.who)}-{month:%Y-%m}")
            month = next_month(month)


def _of_month(month: date, rules: AuditRules, calendar: Calendar) -> Sequence[Look]:
    found, name = month_dates(month, rules, calendar), f"{month:%B %Y}"
    told = (
        (found.draw_on, "draw"),
        (found.opens_on, "open"),
        (found.due_on, "due"),
        (found.moderate_by, "moderate"),
        (calendar.shift(found.moderate_by, 1), "close"),
    )
    return [Look(day, name, kind, f"{kind}-{month:%Y-%m}", month) for day, kind in told]


def _slug(who: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in who.casefold()).split())
