"""What the parts of a digest hold: plain values, worded anywhere.

The answer to the status command, a subscription and a report for a committee are all worded from
these. Every count stands beside what it is counted out of. People are told by name and role: who
words them chooses. What each number means: docs/digest.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from db.audits.coverage import TeamCoverage
from db.digest.counts import DigestLine


@dataclass(frozen=True)
class Headline:
    """Open actions of all there are, and of the open ones those overdue and given another date.

    `slipped` counts working days over the open actions given another date.
    """

    total: int
    open: int
    overdue: int
    re_dated: int
    slipped: int
    by_status: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class DoneSince:
    """What was finished since a day: how many, by their first date, and signed off by somebody.

    `dated` are those of `number` that had a date; `on_time` of these were done by the first one.
    `added` counts the actions that came.
    """

    since: date
    number: int
    dated: int
    on_time: int
    signed_off: int
    added: int
    shown: tuple[DigestLine, ...] = ()


@dataclass(frozen=True)
class Overdue:
    """The open actions whose date has passed, the longest ago first; `new` are since last time."""

    number: int
    of: int
    new: int
    shown: tuple[DigestLine, ...] = ()


@dataclass(frozen=True)
class Risk:
    """An open action that will probably miss its date, and why."""

    line: DigestLine
    why: str


@dataclass(frozen=True)
class AtRisk:
    """Of the open actions due from today until a day, those at risk, the soonest first."""

    until: date
    number: int
    of: int
    shown: tuple[Risk, ...] = ()


@dataclass(frozen=True)
class MovedDate:
    """An open action's first date against the present one: how often it moved, and why at last.

    `days` are working days, never below zero.
    """

    line: DigestLine
    original_on: date | None
    times: int
    days: int
    why: str = ""


@dataclass(frozen=True)
class Moved:
    """The open actions whose date was moved, the furthest first."""

    number: int
    of: int
    days: int
    shown: tuple[MovedDate, ...] = ()


@dataclass(frozen=True)
class OwnersAndDates:
    """Open actions with no owner and with no date."""

    without_owner: int
    without_date: int
    of: int


@dataclass(frozen=True)
class Unowned:
    """The whole council's open actions that nobody owns, which anybody may take on."""

    number: int
    of: int


@dataclass(frozen=True)
class PractitionersSeen:
    """The teams with practitioners, those least seen first."""

    teams: tuple[TeamCoverage, ...] = ()

    @property
    def seen(self) -> int:
        """Return how many practitioners had a live audit."""
        return sum(team.seen for team in self.teams)

    @property
    def total(self) -> int:
        """Return how many practitioners there are."""
        return sum(team.total for team in self.teams)

    @property
    def not_seen(self) -> int:
        """Return how many had none."""
        return self.total - self.seen

    @property
    def teams_not_seen(self) -> int:
        """Return in how many teams nobody had one."""
        return sum(not team.seen for team in self.teams)


@dataclass(frozen=True)
class Inadequates:
    """Files owed another look after an Inadequate, those that still wait, and those overdue."""

    of: int
    without: int
    overdue: int


@dataclass(frozen=True)
class Theme:
    """A theme: in how many of the audits it was a strength and an area, and its open actions."""

    name: str
    strengths: int
    areas: int
    open: int
    overdue: int


@dataclass(frozen=True)
class Themes:
    """The themes of the audits held since a day and of the open actions, the weakest first."""

    since: date
    audits: int
    shown: tuple[Theme, ...] = ()


@dataclass(frozen=True)
class LoopStep:
    """A step from finding to re-audit: `through` of `of` have come through, `stuck` have not.

    `median` and `longest` are working days: how long the step took, and how long the one that
    has waited longest has waited.
    """

    name: str
    of: int
    through: int
    median: int | None
    stuck: int
    longest: int | None


@dataclass(frozen=True)
class Loop:
    """How findings become actions, are done, signed off and looked at again."""

    steps: tuple[LoopStep, ...]
