"""What comes round again, and when: an RRULE (RFC 5545), on the working days of a calendar.

The words people type are read by `jobs.rules.recurrence_words`. What is kept is a bare rule and,
where the dates are fixed, the day from which they are counted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Final, Self

from dateutil.rrule import rrule, rrulestr

from jobs.rules.working_days import Calendar

FREQUENCIES: Final = ("WEEKLY", "MONTHLY", "YEARLY")
PLAIN_PARTS: Final = frozenset({"FREQ", "INTERVAL"})
FURTHEST: Final = timedelta(days=3660)  # no rule that is empty for ten years is looked at for ever
SHORTEST_MONTH: Final = 28
LAST_DAY: Final = "-1"
LONGEST_INTERVAL: Final = 60
LONGEST_RULE: Final = 150
_START: Final = "DTSTART;VALUE=DATE:"
_RULE: Final = "RRULE:"


@dataclass(frozen=True)
class Recurrence:
    """How an action comes round again: a bare RRULE, and the first day where dates are fixed."""

    rule: str
    start: date | None = None

    @classmethod
    def parse(cls, kept: str) -> Self:
        """Return what `str` wrote down: iCalendar's DTSTART and RRULE lines."""
        start, rule = None, ""
        for line in kept.splitlines():
            if line.startswith(_START):
                start = date.fromisoformat(line.removeprefix(_START))
            else:
                rule = line.removeprefix(_RULE)
        return cls(rule, start)

    def __str__(self) -> str:
        """Return it as it is kept, in lines of iCalendar (RFC 5545, 3.8.5.3)."""
        start = f"{_START}{self.start:%Y%m%d}\n" if self.start else ""
        return f"{start}{_RULE}{self.rule}"

    @property
    def parts(self) -> dict[str, str]:
        return dict(part.split("=", 1) for part in self.rule.split(";"))

    @property
    def is_plain(self) -> bool:
        """Say whether it is a number of weeks, months or years and nothing more."""
        return self.parts.keys() <= PLAIN_PARTS

    @property
    def is_by_the_month(self) -> bool:
        """Say whether it is due by the end of a month and not on a certain day."""
        return self.parts.get("BYMONTHDAY") == LAST_DAY and "BYDAY" not in self.parts

    def counted_from(self, start: date, *, by_the_month: bool) -> Self:
        """Return the same rule counted from a due date; one given as a month stays a month."""
        rule = self.rule
        if by_the_month and self.is_plain and self.parts["FREQ"] != "WEEKLY":
            month = f";BYMONTH={start.month}" if self.parts["FREQ"] == "YEARLY" else ""
            rule += f"{month};BYMONTHDAY={LAST_DAY}"
        return type(self)(rule, start)

    def next_after(self, day: date, calendar: Calendar) -> date | None:
        """Return the first occurrence after `day`, or None if there is none within ten years.

        An occurrence that is not a working day is the next working day.
        """
        return next(self.between(day, day + FURTHEST, calendar), None)

    def between(self, after: date, until: date, calendar: Calendar) -> Iterator[date]:
        """Yield the occurrences after the one day up to and including the other, each once."""
        latest = after
        for day in self._nominal(after, until):
            moved = day if self.is_by_the_month else calendar.next_working(day)
            if latest < moved <= until:
                yield moved
                latest = moved

    def _nominal(self, after: date, until: date) -> Iterator[date]:
        """Yield the rule's own days; from a week before, for one may be moved past `after`."""
        if self.start is None:
            raise ValueError("This rule is counted from completion: it has no days of its own.")
        days = _rrule(self.rule, self.start)
        begin = max(self.start, after - timedelta(days=14))
        for found in days.xafter(_midnight(begin), inc=True):
            # What came first is the action itself, not an occurrence to be made of it.
            if found.date() > until:
                return
            if found.date() > self.start:
                yield found.date()


def check(rule: str) -> None:
    """Raise ValueError unless `rule` is an RRULE that names weeks, months or years."""
    parts = dict(part.partition("=")[::2] for part in rule.split(";"))
    if parts.get("FREQ") not in FREQUENCIES:
        raise ValueError("FREQ is WEEKLY, MONTHLY or YEARLY")
    every = parts.get("INTERVAL", "1")
    is_short = every.isdigit() and 1 <= int(every) <= LONGEST_INTERVAL
    if not is_short or len(rule) > LONGEST_RULE:
        raise ValueError("too long a rule")
    found = rrulestr(f"{_RULE}{rule}", dtstart=_midnight(date(2024, 1, 1)))
    if not isinstance(found, rrule):
        raise ValueError("one rule at a time")
    if set(parts) & {"BYHOUR", "BYMINUTE", "BYSECOND"}:
        raise ValueError("days, not times")
    if next(islice(_rrule(rule, date(2024, 1, 1)).xafter(_midnight(date(2024, 1, 1))), 1), None):
        return
    raise ValueError("it names no day")


def _rrule(rule: str, start: date) -> rrule:
    parts = dict(part.split("=", 1) for part in rule.split(";"))
    if parts.keys() <= PLAIN_PARTS:
        rule += _at_the_end_of_short_months(parts["FREQ"], start)
    # UNTIL may not stand beside COUNT, which ends by itself.
    found = rrulestr(f"{_RULE}{rule}", dtstart=_midnight(start))
    assert isinstance(found, rrule)  # `check` let nothing else in
    if {"UNTIL", "COUNT"} & parts.keys():
        return found
    return found.replace(until=_midnight(start + FURTHEST * 10))


def _at_the_end_of_short_months(frequency: str, start: date) -> str:
    """Let what falls on the 31st fall on the last day of a shorter month, which RFC 5545 skips."""
    if start.day <= SHORTEST_MONTH or frequency == "WEEKLY":
        return ""
    days = ",".join(str(day) for day in range(SHORTEST_MONTH, start.day + 1))
    month = f";BYMONTH={start.month}" if frequency == "YEARLY" else ""
    return f"{month};BYMONTHDAY={days};BYSETPOS=-1"


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
