"""Distance travelled: what is measured now against 3, 6 and 12 months ago, the start and a target.

Every computed measure looks at a window of three months that ends on a day: what fell into it, and
how that stood at its end. It is always so many of so many. How each is measured, for those who
read them: docs/distance.md.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from jobs.rules.months import A_DAY, months_before

LOOKS_BACK: Final = (12, 6, 3, 0)  # months
WINDOW: Final = 3  # months
LONGEST_BACK: Final = 60  # months that the search for a baseline goes back
FINISHED: Final = frozenset({"done", "signed off"})
GONE: Final = frozenset({"dropped"})


COMPARED: Final = 10  # the fewest of which it is said that they are better or worse


@dataclass(frozen=True)
class Share:
    """So many of so many; a figure that is no share has no `out_of`."""

    number: float
    out_of: float | None = None

    @property
    def level(self) -> float:
        """Return where it stands, to compare with others: the part, or the figure itself."""
        if self.out_of is None:
            return self.number
        return self.number / self.out_of if self.out_of else 0.0


@dataclass(frozen=True)
class MeasureReading:
    """What was measured on a day."""

    on: date
    share: Share


@dataclass(frozen=True)
class MeasureTrack:
    """One measure over time: at the start, 12, 6 and 3 months ago and now, against its target.

    `looks` holds, for each of LOOKS_BACK, what was measured then, or None where nothing was.
    """

    name: str
    looks: Mapping[int, Share | None]
    baseline: MeasureReading | None = None
    target: Share | None = None
    more_is_better: bool = True
    theme: str = ""
    team: str = ""

    @property
    def now(self) -> Share | None:
        return self.looks.get(0)

    @property
    def start(self) -> Share | None:
        return self.baseline.share if self.baseline else None

    @property
    def way(self) -> str:
        """Say which way it went since its baseline: better, worse, level, or nothing known.

        Of fewer than ten nothing can be said: one more or less would turn it round.
        """
        if self.now is None or self.start is None:
            return ""
        if any(one.out_of is not None and one.out_of < COMPARED for one in (self.now, self.start)):
            return "too few"
        gone = _rounded(self.now.level - self.start.level)
        if gone == 0:
            return "level"
        return "better" if (gone > 0) == self.more_is_better else "worse"

    @property
    def is_met(self) -> bool | None:
        """Say whether it has reached its target; None where there is none or nothing known."""
        if self.now is None or self.target is None:
            return None
        ahead = _rounded(self.now.level - self.target.level)
        return ahead >= 0 if self.more_is_better else ahead <= 0


def _rounded(difference: float) -> float:
    return round(difference, 9)


@dataclass(frozen=True)
class AuditFact:
    """A live audit that was expected: when it was due and held, its last grade, whose it was."""

    due_on: date
    held_on: date | None
    grade: str | None
    team: str
    practitioner: int = 0
    themes: tuple[str, ...] = ()
    reason: str | None = None  # why it was not held


@dataclass(frozen=True)
class StatusStep:
    """A day on which an action's status became another."""

    on: date
    status: str


@dataclass(frozen=True)
class ActionFact:
    """An action's original date, and every status it has had, earliest first."""

    original_due_on: date | None
    steps: tuple[StatusStep, ...]
    due_on: date | None = None
    theme: str = ""
    team: str = ""

    def status_on(self, day: date) -> str | None:
        """Return the status at a day's end; None before there was such an action."""
        known = [step.status for step in self.steps if step.on <= day]
        return known[-1] if known else None

    @property
    def was_there_when_due(self) -> bool:
        return self.original_due_on is not None and self.status_on(self.original_due_on) is not None

    def is_finished_on(self, day: date) -> bool:
        return self.status_on(day) in FINISHED


@dataclass(frozen=True)
class MeasureWindow:
    """Three months up to and including a day."""

    last: date

    @cached_property  # very many days are asked about
    def _before(self) -> date:
        return months_before(self.last, WINDOW)

    def holds(self, day: date | None) -> bool:
        return day is not None and self._before < day <= self.last


@dataclass(frozen=True)
class Measured:
    """A computed measure: what it is in a window, and the first day that counts for it."""

    first: date | None
    at: Callable[[MeasureWindow], Share | None]


def _measured(days: Iterable[date | None], at: Callable[[MeasureWindow], Share | None]) -> Measured:
    return Measured(min((day for day in days if day is not None), default=None), at)


def graded_well(audits: Iterable[AuditFact], good: frozenset[str]) -> Measured:
    """Return a measure: of the audits held and graded in a window, those graded well."""
    kept = [audit for audit in audits if audit.grade is not None]

    def measure(window: MeasureWindow) -> Share | None:
        mine = [audit for audit in kept if window.holds(audit.held_on)]
        return _share(sum(audit.grade in good for audit in mine), len(mine))

    return _measured((audit.held_on for audit in kept), measure)


def held_of_expected(audits: Iterable[AuditFact]) -> Measured:
    """Return a measure: of the audits due in a window, those held by its end."""
    kept = list(audits)

    def measure(window: MeasureWindow) -> Share | None:
        mine = [audit for audit in kept if window.holds(audit.due_on)]
        held = [audit for audit in mine if audit.held_on and audit.held_on <= window.last]
        return _share(len(held), len(mine))

    return _measured((audit.due_on for audit in kept), measure)


def practitioners_seen(
    audits: Iterable[AuditFact], people_on: Callable[[date], frozenset[int]]
) -> Measured:
    """Return a measure: of the practitioners there on a window's last day, those audited in it."""
    kept = list(audits)

    def measure(window: MeasureWindow) -> Share | None:
        seen = {audit.practitioner for audit in kept if window.holds(audit.held_on)}
        # Without a single audit there was nothing to be seen by: live audits had not begun.
        people = people_on(window.last)
        return _share(len(people & seen), len(people)) if seen else None

    return _measured((audit.held_on for audit in kept), measure)


def signed_off(actions: Iterable[ActionFact]) -> Measured:
    """Return a measure: of the actions first due in a window, those signed off by its end."""
    return _of_those_due(actions, lambda one, window: one.status_on(window.last) == "signed off")


def on_time(actions: Iterable[ActionFact]) -> Measured:
    """Return a measure: of the actions first due in a window, those done by that first date."""

    def in_time(one: ActionFact, _: MeasureWindow) -> bool:
        return one.original_due_on is not None and one.is_finished_on(one.original_due_on)

    return _of_those_due(actions, in_time)


def _of_those_due(
    actions: Iterable[ActionFact], counts: Callable[[ActionFact, MeasureWindow], bool]
) -> Measured:
    kept = list(actions)

    def measure(window: MeasureWindow) -> Share | None:
        due = [one for one in kept if window.holds(one.original_due_on)]
        mine = [one for one in due if one.status_on(window.last) not in {None, *GONE}]
        return _share(sum(counts(one, window) for one in mine), len(mine))

    # An action that came with a date gone by, as a report's may, was never this council's to keep.
    return _measured((one.original_due_on for one in kept if one.was_there_when_due), measure)


def _share(number: int, out_of: int) -> Share | None:
    return Share(number, out_of) if out_of else None


@dataclass(frozen=True)
class MeasureAbout:
    """What a measure is called, what it aims at, and of which theme or team it is.

    Both are empty for the whole council.
    """

    name: str
    target: Share | None = None
    more_is_better: bool = True
    theme: str = ""
    team: str = ""

    def track(
        self, looks: Mapping[int, Share | None], baseline: MeasureReading | None
    ) -> MeasureTrack:
        more, theme, team = self.more_is_better, self.theme, self.team
        return MeasureTrack(self.name, looks, baseline, self.target, more, theme, team)


def tracked(about: MeasureAbout, measure: Measured, today: date) -> MeasureTrack:
    """Return a computed measure over time.

    Its baseline is the three months that begin with the first thing that counts for it.
    """
    looks = {back: measure.at(MeasureWindow(months_before(today, back))) for back in LOOKS_BACK}
    return about.track(looks, _baseline(measure, today))


def _baseline(measure: Measured, today: date) -> MeasureReading | None:
    if measure.first is None:
        return None
    day = min(months_before(measure.first - A_DAY, -WINDOW), today)
    share = measure.at(MeasureWindow(day))
    return MeasureReading(day, share) if share is not None else None


def read_by_hand(
    about: MeasureAbout, readings: Sequence[MeasureReading], today: date
) -> MeasureTrack:
    """Return a measure that people write down: at each look, the latest reading up to then.

    A reading stands for a year and no longer, so that an old one does not pass for news.
    """
    known = sorted((one for one in readings if one.on <= today), key=lambda one: one.on)
    looks: dict[int, Share | None] = {}
    for back in LOOKS_BACK:
        day = months_before(today, back)
        fresh = [one.share for one in known if months_before(day, 12) < one.on <= day]
        looks[back] = fresh[-1] if fresh else None
    baseline = known[0] if known else None
    return about.track(looks, baseline)
