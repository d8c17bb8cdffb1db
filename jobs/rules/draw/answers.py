"""What the draw answers: a plan's days, or what stands in the way; values alone, no solver.

What only reads an answer imports these; the solvers (numpy, OR-Tools) load when something is drawn.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from jobs.rules.draw.eligible import Refusal
from jobs.rules.draw.model import Blocking

FixKind = Literal["any team or service", "own supervisor", "more audits", "add", "fewer audits"]
PinRefusal = Refusal | Literal["more pins than quota", "more pins than audits allowed"]


@dataclass(frozen=True)
class Fix:
    """A change that makes the draw possible, tried out; `number` is how many, where it counts."""

    kind: FixKind
    number: int = 0


@dataclass(frozen=True)
class Blocked:
    """The draw's answer where the quotas cannot be met."""

    blocking: Blocking
    fixes: tuple[Fix, ...]


@dataclass(frozen=True)
class Undrawn:
    """A service whose auditors are given nothing this month, and what stands in their way."""

    service: str
    why: Blocked


@dataclass(frozen=True)
class BadPin:
    """A pinned pair that no plan can have, and the rule it breaks."""

    auditor: str
    practitioner: str
    why: PinRefusal


@dataclass(frozen=True)
class BadPins:
    """The draw's answer where pins contradict the rules or each other."""

    pins: tuple[BadPin, ...]


class TooManyPairsError(Exception):
    """The people who may meet are more than a draw has room for."""

    def __init__(self, auditors: int, practitioners: int, pairs: int) -> None:
        super().__init__(auditors, practitioners, pairs)
        self.auditors, self.practitioners, self.pairs = auditors, practitioners, pairs


@dataclass(frozen=True)
class Offer:
    """An audit and the day it is offered."""

    auditor: str
    practitioner: str
    day: date


@dataclass(frozen=True)
class Unplaced:
    """An audit that has no day: the days that would suit both, and who is busy on each.

    No `common` days: the two are never at work on the same day of the window.
    """

    auditor: str
    practitioner: str
    common: tuple[date, ...]
    auditor_busy: tuple[date, ...]
    practitioner_busy: tuple[date, ...]


@dataclass(frozen=True)
class TooClose:
    """Two audits of one auditor that are fewer working days apart than the rules ask."""

    auditor: str
    practitioners: tuple[str, str]
    apart: int


@dataclass(frozen=True)
class Diary:
    """The days offered, what could not be placed or kept apart, and the load of every day.

    `proven` says of each aim (placed, apart, heaviest day, lightest day) that none better exists.
    """

    offers: tuple[Offer, ...]
    unplaced: tuple[Unplaced, ...]
    too_close: tuple[TooClose, ...]
    load: tuple[tuple[date, int], ...]
    proven: tuple[bool, bool, bool, bool]

    @property
    def may_be_better(self) -> bool:
        """Say whether other days might place more audits, or keep more apart: nobody looked on."""
        placed, apart, *_ = self.proven
        return (bool(self.unplaced) and not placed) or (bool(self.too_close) and not apart)
