"""When an open action is chased, and who hears of it.

The council's rule: 14, 7 and 1 working days before the due date, on the day, then every 5 working
days; first the owner, then their manager too, then the lead too.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, Self, get_args

from db.patterns import pattern
from jobs.rules.errors import UnreadableError
from jobs.rules.months import A_DAY
from jobs.rules.working_days import Calendar

Recipient = Literal["owner", "manager", "lead"]
RECIPIENTS: Final[tuple[Recipient, ...]] = get_args(Recipient)

DEFAULT_POLICY: Final = (
    "-14 owner; -7 owner; -1 owner; 0 owner; +5 owner manager; +10 owner manager lead; every 5"
)
FURTHEST_OFFSET: Final = 250

_STEP: Final = pattern(r"([+-]?\d{1,4})((?: [a-z]+)+)", re.ASCII)
_REPEAT: Final = pattern(r"every (\d{1,4})", re.ASCII)


@dataclass(frozen=True)
class Step:
    """One chase: its distance from the due date in working days, and who hears."""

    offset: int
    recipients: tuple[Recipient, ...]

    @property
    def name(self) -> str:
        """Say which chase this is, in the same words every time: "-14", "0", "+15"."""
        return f"{self.offset:+d}" if self.offset else "0"


@dataclass(frozen=True)
class Policy:
    """The steps of the chase, earliest first, and how often the last one is repeated.

    A due date that is not a working day is chased from the working day before it: told on the
    Friday, people can still do what is due on the Saturday; told on the Monday, they are late.
    """

    steps: tuple[Step, ...]
    repeat_every: int | None = None

    @classmethod
    def of(cls, steps: Iterable[Step], repeat_every: int | None = None) -> Self:
        """Return a policy of these steps, given in any order.

        Raises UnreadableError where there is none, or where two fall on one day.
        """
        ordered = tuple(sorted(steps, key=lambda step: step.offset))
        if not ordered:
            raise UnreadableError("steps.none")
        if len({step.offset for step in ordered}) < len(ordered):
            raise UnreadableError("steps.same_day")
        return cls(ordered, repeat_every)

    def latest_step(
        self, due: date, today: date, calendar: Calendar, known_since: date | None = None
    ) -> Step | None:
        """Return the latest step whose day has come by `today`, or None.

        Only the latest: after a week's outage people get one message, not three. A step whose day
        was not after `known_since` (when the action got this date and this owner) is never sent:
        whoever has just set a date need not be told that it is near.
        """
        step = self._reached(calendar.between(due, today))
        if step is None or known_since is None:
            return step
        return step if self.day_of(step, due, calendar) > known_since else None

    def day_of(self, step: Step, due: date, calendar: Calendar) -> date:
        anchor = due if calendar.is_working(due) else calendar.shift(due, -1)
        return calendar.shift(anchor, step.offset)

    def is_urgent(self, step: Step) -> bool:
        """Say whether a step is heard however much was heard already: due today, or first late."""
        return step.offset in (0, self._first_late)

    def first_late_day(self, due: date, calendar: Calendar) -> date:
        """Return the day of the first step after the due date; that date where there is none."""
        if self._first_late is None:
            return due
        return self.day_of(Step(self._first_late, ()), due, calendar)

    def next_step(
        self, due: date, today: date, calendar: Calendar, recipient: Recipient | None = None
    ) -> Step | None:
        """Return the first step after `today` that tells `recipient` (any, if None), or None."""
        passed = calendar.between(due, today)
        to_come = [step for step in self.steps if step.offset > passed]
        if self.repeat_every is not None:
            last = self.steps[-1]
            turn = max(0, (passed - last.offset) // self.repeat_every) + 1
            # Two: a due date that is not a working day brings each step a day forward.
            offsets = (last.offset + turns * self.repeat_every for turns in (turn, turn + 1))
            to_come += [Step(offset, last.recipients) for offset in offsets]
        hearing = (step for step in to_come if recipient is None or recipient in step.recipients)
        return next((one for one in hearing if self.day_of(one, due, calendar) > today), None)

    @property
    def _first_late(self) -> int | None:
        late = [step.offset for step in self.steps if step.offset > 0]
        if late:
            return late[0]
        last = self.steps[-1].offset
        if self.repeat_every is None:
            return None
        return last + (-last // self.repeat_every + 1) * self.repeat_every

    def horizon(self, today: date, calendar: Calendar) -> date:
        """Return the latest due date that any step can have reached by `today`.

        For a query over people with different working weeks, ask it of the sparsest calendar.
        """
        first = self.steps[0].offset
        if first > 0:
            return calendar.shift(today + A_DAY, -first) - A_DAY
        return calendar.shift(today, 1 - first) - A_DAY

    def _reached(self, working_days_past_due: int) -> Step | None:
        reached = [step for step in self.steps if step.offset <= working_days_past_due]
        if not reached:
            return None
        if reached[-1] is self.steps[-1]:
            return self._repeated(working_days_past_due)
        return reached[-1]

    def _repeated(self, working_days_past_due: int) -> Step:
        last = self.steps[-1]
        if self.repeat_every is None:
            return last
        since = working_days_past_due - last.offset
        return Step(working_days_past_due - since % self.repeat_every, last.recipients)


def parse_policy(text: str, first: str = RECIPIENTS[0]) -> Policy:
    """Read a chasing policy such as `DEFAULT_POLICY`: steps in working days from the due date.

    Steps are separated by semicolons; "every 5" at the end repeats the last step every 5 working
    days. `first` is what the owner is called in it. Raises UnreadableError.
    """
    parts = [" ".join(part.lower().split()) for part in text.split(";")]
    parts = [part for part in parts if part]
    repeat = _REPEAT.fullmatch(parts[-1]) if parts else None
    steps = parts[:-1] if repeat else parts
    called = dict(zip((first, *RECIPIENTS[1:]), RECIPIENTS, strict=True))
    return Policy.of((_read_step(p, called) for p in steps), _read_repeat(repeat))


def _read_step(part: str, called: Mapping[str, Recipient]) -> Step:
    match = _STEP.fullmatch(part)
    if match is None:
        raise UnreadableError("steps.unreadable", part=part)
    if abs(int(match[1])) > FURTHEST_OFFSET:
        raise UnreadableError("steps.too_far", most=FURTHEST_OFFSET)
    return Step(int(match[1]), _read_recipients(match[2].split(), called))


def _read_recipients(
    names: Sequence[str], called: Mapping[str, Recipient]
) -> tuple[Recipient, ...]:
    for name in names:
        if name not in called:
            raise UnreadableError("steps.recipient", known=tuple(called), name=name)
    if len(set(names)) < len(names):
        raise UnreadableError("steps.twice", names=" ".join(names))
    return tuple(called[name] for name in names)


def _read_repeat(match: re.Match[str] | None) -> int | None:
    if match is None:
        return None
    if not 1 <= int(match[1]) <= FURTHEST_OFFSET:
        raise UnreadableError("steps.repeat", most=FURTHEST_OFFSET)
    return int(match[1])
