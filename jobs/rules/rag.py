"""Where an action stands by the written rule: complete, on track, at risk or late.

The rule looks at the original date, which no move changes. It is at risk before that date passes,
where it is near and nothing was heard for long, or where it has been moved too often.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from jobs.rules.deadlines import counted_days, spell
from jobs.rules.months import months_after
from jobs.rules.working_days import Calendar


class Level(StrEnum):
    """Where an action stands; what has no date or is put off is not rated."""

    COMPLETE = "complete"
    ON_TRACK = "on track"
    AT_RISK = "at risk"
    LATE = "late"
    NOT_RATED = "not rated"


COMPLETE, ON_TRACK, AT_RISK, LATE, NOT_RATED = Level

# Each level has a shape of its own, because one reader in twelve cannot tell red from green.
SIGNS: Final[Mapping[Level, str]] = {
    COMPLETE: "✓",
    ON_TRACK: "●",
    AT_RISK: "▲",
    LATE: "■",
    NOT_RATED: "○",
}
COLOURS: Final[Mapping[Level, str]] = {
    COMPLETE: "blue",
    ON_TRACK: "green",
    AT_RISK: "amber",
    LATE: "red",
}
_TIMES: Final = {1: "once", 2: "twice"}


@dataclass(frozen=True)
class Words:
    """What a council calls the levels; `behind` is at risk once the date has passed."""

    complete: str = "complete"
    on_track: str = "on track"
    at_risk: str = "at risk"
    behind: str = "behind"
    late: str = "late"


@dataclass(frozen=True)
class RagRules:
    """A written rule: its words, where they come from, and from when on an action is what.

    At risk: due within `due_within` working days with nothing heard for `quiet_for`, or moved
    `moved` times. Late: more than `late_after` calendar months past the date, at risk until then.
    """

    name: str = "standard"
    source: str = ""
    words: Words = field(default_factory=Words)
    due_within: int = 10
    quiet_for: int = 20
    moved: int = 2
    late_after: int = 0


@dataclass(frozen=True)
class RagFacts:
    """What the rule asks of an action; `heard_on` is the day of the last update by a person."""

    status: str
    is_open: bool
    is_done: bool
    original_on: date | None
    due_on: date | None
    heard_on: date | None
    times_moved: int

    @property
    def owed_on(self) -> date | None:
        """Return the date that counts: the original one, or a date it was brought forward to."""
        return min(filter(None, (self.original_on, self.due_on)), default=None)


@dataclass(frozen=True)
class Said:
    """What somebody says of an action, against the rule: who, when, and why."""

    level: Level
    word: str
    by: str
    on: date
    why: str


@dataclass(frozen=True)
class Rag:
    """Where an action stands: by the rule, with its reason; and what a person says of it, if so."""

    level: Level
    word: str
    reason: str
    said: Said | None = None

    @property
    def sign(self) -> str:
        return SIGNS[self.level]


def word_of(level: Level, rules: RagRules) -> str:
    words = rules.words
    called = {
        COMPLETE: words.complete,
        ON_TRACK: words.on_track,
        AT_RISK: words.at_risk,
        LATE: words.late,
    }
    return called.get(level, level.value)


def stands(facts: RagFacts, today: date, calendar: Calendar, rules: RagRules) -> Rag:
    if facts.is_done:
        return Rag(COMPLETE, rules.words.complete, "done")
    if not facts.is_open:
        return Rag(NOT_RATED, word_of(NOT_RATED, rules), facts.status)
    owed = facts.owed_on
    if owed is None:
        return Rag(NOT_RATED, word_of(NOT_RATED, rules), "no date")
    if today > owed:
        return _overdue(facts, owed, today, calendar, rules)
    return _to_come(facts, owed, today, calendar, rules)


def _overdue(facts: RagFacts, owed: date, today: date, calendar: Calendar, rules: RagRules) -> Rag:
    first = "first due" if facts.due_on != owed else "due"
    reason = f"{first} {spell(owed)}, {counted_days(owed, today, calendar)} ago"
    if today > months_after(owed, rules.late_after):
        return Rag(LATE, rules.words.late, reason)
    return Rag(AT_RISK, rules.words.behind, reason)


def _to_come(facts: RagFacts, owed: date, today: date, calendar: Calendar, rules: RagRules) -> Rag:
    near = "due today" if owed == today else f"due in {counted_days(today, owed, calendar)}"
    risks = []
    heard = facts.heard_on
    is_near = calendar.between(today, owed) <= rules.due_within
    if is_near and (heard is None or calendar.between(heard, today) >= rules.quiet_for):
        since = f"for {calendar.between(heard, today)}" if heard else "yet"
        risks.append(f"{near} and nothing heard {since}")
    if facts.times_moved >= rules.moved:
        risks.append(f"moved {times(facts.times_moved)}")
    if risks:
        return Rag(AT_RISK, rules.words.at_risk, "; ".join(risks))
    return Rag(ON_TRACK, rules.words.on_track, near)


def times(number: int) -> str:
    """Return how often, in words: once, twice, 3 times."""
    return _TIMES.get(number, f"{number} times")
