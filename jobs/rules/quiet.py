"""How much people may be chased: not at all in quiet weeks, and so often a week in the others."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from db.patterns import pattern
from jobs.rules.errors import UnreadableError
from jobs.rules.escalation import DEFAULT_POLICY, Policy, parse_policy
from jobs.rules.sign_off_steps import DEFAULT_SIGN_OFF_POLICY
from jobs.rules.working_days import Calendar

EXAMPLE: Final = "2026-12-21..2027-01-01; 2027-08-02..2027-08-13"
MOST_NAGS: Final = 7
NO_LIMIT: Final = 0
ESCALATES_FOR: Final = 40  # working days
FOR_GOOD: Final = 0
_SPAN: Final = pattern(r"(\d{4}-\d\d-\d\d)\s*\.\.\s*(\d{4}-\d\d-\d\d)", re.ASCII)


@dataclass(frozen=True)
class QuietWeeks:
    """Days on which nobody is chased, as spans with both ends included."""

    spans: tuple[tuple[date, date], ...] = ()

    def cover(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self.spans)


NEVER_QUIET: Final = QuietWeeks()


@dataclass(frozen=True)
class Limits:
    """How much chasing the council wants: `nag_budget` messages a person a week, 0 for no limit."""

    nag_budget: int = NO_LIMIT
    quiet: QuietWeeks = NEVER_QUIET

    def is_spent(self, heard_this_week: int) -> bool:
        """Say whether somebody has had as many messages that only chase as a week allows."""
        return self.nag_budget != NO_LIMIT and heard_this_week >= self.nag_budget


NO_LIMITS: Final = Limits()
USUAL_POLICY: Final = parse_policy(DEFAULT_POLICY)


@dataclass(frozen=True)
class Cadence:
    """When people are chased, and how much at most."""

    policy: Policy = USUAL_POLICY
    limits: Limits = NO_LIMITS
    sign_off: Policy = DEFAULT_SIGN_OFF_POLICY
    escalates_for: int = ESCALATES_FOR

    def still_escalates(self, working_days: int) -> bool:
        """Say whether what has waited so long is still told up the line."""
        return self.escalates_for == FOR_GOOD or working_days <= self.escalates_for


def parse_quiet_weeks(text: str) -> QuietWeeks:
    """Read spans such as `EXAMPLE`, parted by semicolons; nothing is no quiet weeks.

    Raises UnreadableError.
    """
    parts = (part.strip() for part in text.split(";"))
    return QuietWeeks(tuple(_read_span(part) for part in parts if part))


def first_of_week(day: date) -> date:
    """Return the Monday of the week that `day` is in."""
    return day - timedelta(days=day.weekday())


def roll_up_day(today: date, calendar: Calendar) -> date:
    """Return the day of this week as of which people hear what was escalated to them."""
    return min(today, calendar.next_working(first_of_week(today)))


def _read_span(part: str) -> tuple[date, date]:
    match = _SPAN.fullmatch(part)
    if match is None:
        raise UnreadableError("quiet.unreadable", part=part)
    try:
        first, last = map(date.fromisoformat, match.groups())
    except ValueError as error:
        raise UnreadableError("quiet.no_such_day", part=part) from error
    if last < first:
        raise UnreadableError("quiet.backwards", part=part)
    return first, last
