"""What each picture is drawn from: plain values, with small numbers hidden or ready to be.

Leads see every number in their own direct messages (`is_exact`); whatever leaves them hides the
small ones.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jobs.rules.audit_tallies import MonthTally
from jobs.rules.burn_up import BurnUp
from jobs.rules.distance import MeasureTrack
from jobs.rules.looks import Look
from jobs.rules.small_numbers import Cell


@dataclass(frozen=True)
class DistanceChart:
    """What is measured, and its tracks: the whole first, then the themes or teams."""

    title: str
    tracks: Sequence[MeasureTrack]
    is_exact: bool = False


@dataclass(frozen=True)
class AuditsChart:
    """The live audits of some months, as they may be told."""

    months: Sequence[MonthTally]
    is_exact: bool = False


@dataclass(frozen=True)
class MonthChart:
    """A month, who looks on which of its days, and how many audits are booked for each."""

    month: date
    today: date
    looks: Sequence[Look]
    booked: Mapping[date, Cell]
    is_exact: bool = False

    @property
    def title(self) -> str:
        return f"Key dates: {self.month:%B %Y}"


Drawing = DistanceChart | BurnUp | AuditsChart | MonthChart
