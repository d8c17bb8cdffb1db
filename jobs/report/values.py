"""What a report for a committee holds: plain frozen values, for officers or for scrutiny.

Both versions have the same shape. In what scrutiny gets, people are told as their service, what
people wrote is left out, and counts of people and audits are told as `jobs.rules.small_numbers`
lets them be told.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from db.digest.audits import AuditMonthCounts
from db.digest.counts import StatusCounts
from db.guard.named import KnownNames
from db.models.action import ActionNumber
from db.report.provenance import Provenance
from jobs.digest.values import (
    AtRisk,
    DoneSince,
    Headline,
    Inadequates,
    Loop,
    OwnersAndDates,
    PractitionersSeen,
    Themes,
)
from jobs.report.audience import Audience
from jobs.rules.burn_up import BurnUp
from jobs.rules.distance import MeasureTrack
from jobs.rules.grade_profile import GradeProfiles
from jobs.rules.periods import Period
from jobs.rules.rag import Level, RagRules
from jobs.rules.small_numbers import Cell


@dataclass(frozen=True)
class Stand:
    """Where an action stands by the rule, why, and what a person says of it, if so.

    `said_by` is their role; `is_worrying` says that to them it is at risk or late.
    """

    level: Level
    word: str
    sign: str
    why: str
    said: str = ""
    said_by: str = ""
    said_why: str = ""
    is_worrying: bool = False


@dataclass(frozen=True)
class ActionLine:
    """One action as the report shows it; `owner` is a role, or a service, or nothing."""

    number: ActionNumber
    reference: str
    title: str
    owner: str
    service: str
    status: str
    is_open: bool
    stand: Stand
    original_on: date | None
    due_on: date | None
    due_precision: str
    done_on: date | None
    signed_off_on: date | None
    texts: Mapping[str, str]  # by the column's name, what of a plan's columns a report has
    times_moved: int = 0
    days_moved: int = 0


@dataclass(frozen=True)
class ReviewLine:
    """Something a review says, with the numbers of the actions of the plan that answer it."""

    kind: str
    reference: str
    paragraph: str
    text: str
    source: str
    actions: tuple[int, ...] = ()


@dataclass(frozen=True)
class Extension:
    """An open action's first date against the one now, why it moved last, and who agreed."""

    line: ActionLine
    original_on: date | None
    times: int
    days: int
    why: str = ""
    agreed: str = ""


@dataclass(frozen=True)
class MoveLine:
    """One agreed move of a date: from, to, working days, who asked and agreed, and why."""

    number: ActionNumber
    title: str
    asked_on: date
    from_on: date | None
    to_on: date | None
    days: int | None
    asked_by: str = ""
    agreed_by: str = ""
    why: str = ""


@dataclass(frozen=True)
class CounterPart:
    """So many of so many, as they may be told."""

    number: Cell
    out_of: Cell
    words: str


@dataclass(frozen=True)
class ReportedMonth:
    """A month of live audits, or all of the period's (`month` is None), as it may be told.

    `not_held` are those that will not be held; `waiting` those that may still be. A month that
    `is_draft` was drawn and not published.
    """

    month: date | None
    is_over: bool
    expected: Cell
    held: Cell
    not_held: Cell
    by_reason: Mapping[str, Cell]
    waiting: Cell
    exempt: Cell
    to_moderate: Cell
    moderated: Cell
    changed: Cell
    is_draft: bool = False


@dataclass(frozen=True)
class CoverageRow:
    """A team's practitioners, or a service's, or all (`team` and `service` are empty)."""

    team: str
    service: str
    seen: Cell
    not_seen: Cell
    total: Cell


Tick = Literal["there", "family_asked", "family_declined", "standards_met"]


@dataclass(frozen=True)
class TickRow:
    """What was ticked when audits were written up, and of how many of the period's."""

    tick: Tick
    part: CounterPart


@dataclass(frozen=True)
class WaiverLine:
    """More time for a live audit (`until`) or its exemption: why, and who gave it, by their roles.

    It was asked for by `asked_by`, if by anybody; what was taken back later does not stand. With
    `file_of` it is a file of that month that is closed for good, and names no audit.
    """

    reference: str
    until: date | None
    reason: str | None
    note: str
    asked_by: str
    by: str
    on: date
    stands: bool
    file_of: date | None = None


@dataclass(frozen=True)
class ThemeRow:
    """A theme: in how many of the audits it was an area and a strength, and its open actions."""

    name: str
    areas: CounterPart
    strengths: CounterPart
    open: int
    overdue: int


@dataclass(frozen=True)
class TrackRow:
    """A measure over time: each look in words, None where nothing was measured."""

    name: str
    theme: str
    team: str
    start: str | None
    looks: Mapping[int, str | None]
    target: str
    way: str


@dataclass(frozen=True)
class ReportFacts:
    """Everything that a report is made of, with every number: what no version shows as it is."""

    council: str
    period: Period
    today: date
    provenance: Provenance
    rag: RagRules
    headline: Headline
    done: DoneSince
    done_before: DoneSince
    overdue: frozenset[int]
    at_risk: AtRisk
    forecasts: tuple[int, int]  # how many came true, of how many
    gaps: OwnersAndDates
    besides: tuple[StatusCounts, ...]
    actions: tuple[ActionLine, ...]
    review: tuple[ReviewLine, ...]
    priorities: tuple[ReviewLine, ...]
    extensions: tuple[Extension, ...]
    moves: tuple[MoveLine, ...]
    months: tuple[AuditMonthCounts, ...]
    waivers: tuple[WaiverLine, ...]
    coverage: PractitionersSeen
    inadequates: Inadequates
    grades: GradeProfiles
    themes: Themes
    tracks: tuple[MeasureTrack, ...]
    by_theme: tuple[MeasureTrack, ...]
    by_team: tuple[MeasureTrack, ...]
    loop: Loop
    burn_up: BurnUp
    known: KnownNames = field(repr=False)  # to find texts that name somebody; in no version

    @property
    def stands_on(self) -> date:
        """Return the day on which the plan stands as it is told: the period's last, once over."""
        return min(self.today, self.period.last)


@dataclass(frozen=True)
class Report:
    """A report on a period for an audience, every number as it may be told to them.

    `audits` are the period's months, the latest first, and their sum; `year` the months of the
    year before it as well, for the picture. `drafts` are the months, of the period or to come, that
    were drawn and not published.
    """

    audience: Audience
    facts: ReportFacts = field(repr=False)
    actions: tuple[ActionLine, ...]
    extensions: tuple[Extension, ...]
    moves: tuple[MoveLine, ...]
    from_audits: CounterPart  # of the actions that live audits led to, those that are open
    audits: tuple[ReportedMonth, ...]
    year: tuple[ReportedMonth, ...]
    drafts: tuple[ReportedMonth, ...]
    coverage: tuple[CoverageRow, ...]
    ticks: tuple[TickRow, ...]
    waivers: tuple[WaiverLine, ...]
    inadequates: tuple[Cell, Cell, Cell]  # files owed another look, still waiting, overdue
    grades: GradeProfiles
    themes: tuple[ThemeRow, ...]
    themed: Cell  # the audits that the themes are of
    tracks: tuple[TrackRow, ...]
