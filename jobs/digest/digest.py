"""Where things stand on a day, for whom: each part measured once, when somebody first asks for it.

What every number means: docs/digest.md.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from heapq import nlargest
from itertools import chain
from typing import Final

from db.audits import coverage as audit_coverage
from db.audits.debts import Owed
from db.days import start_of
from db.digest import audits as audit_counts
from db.digest import counts, month_ago, moves, risk_forecast
from db.digest.audits import AuditMonthCounts
from db.digest.counts import StatusCounts
from db.digest.month_ago import StoodThen
from db.digest.scope import ALL, DigestScope
from db.models import Register
from db.people.memberships import Roster
from db.session import Session
from jobs.audits import learning, re_audits
from jobs.audits.learning import NoteDiscussed
from jobs.context import Council
from jobs.digest.grades import profiles_of
from jobs.digest.loop import loop_of
from jobs.digest.risks import Risks
from jobs.digest.values import (
    AtRisk,
    DoneSince,
    Headline,
    Inadequates,
    Loop,
    Moved,
    MovedDate,
    Overdue,
    OwnersAndDates,
    PractitionersSeen,
    Risk,
    Theme,
    Themes,
    Unowned,
)
from jobs.measures.distance import as_a_whole
from jobs.rules.audit_month import same_working_day
from jobs.rules.distance import MeasureTrack
from jobs.rules.grade_profile import GradeProfiles
from jobs.rules.months import first_of, months_before, previous_month
from jobs.rules.not_held import told_counts

AHEAD: Final = timedelta(days=30)
LOOKS_BACK: Final = timedelta(days=30)
THREE_MONTHS: Final = 3
SHOWN: Final = 5
FEWEST_GRADED: Final = 2


@dataclass(frozen=True)
class Then:
    """The last day of a past time, and where everybody belonged at its end."""

    day: date
    roster: Roster

    def is_here(self, owed: Owed) -> bool:
        """Say whether it was known who held a file, and they were here."""
        member = self.roster.get(owed.debt.holder_id or 0)
        return member is not None and member.works_here


@dataclass(frozen=True)
class Digest:
    """Where the work of a scope stands on a day, by the council's calendar and rules.

    What happened is counted from `since`, 30 days ago unless somebody says otherwise; `shown` is
    how many rows of each part are named: everything is counted all the same. Whether somebody may
    ask is decided by `db.digest.scope`.
    """

    session: Session
    scope: DigestScope
    today: date
    council: Council
    since: date | None = None
    shown: int = SHOWN
    then: "Then | None" = None  # of a past time: its last day, and who was where on it

    @property
    def first_day(self) -> date:
        """Return the day from which "since last time" counts."""
        return self.since or self.today - LOOKS_BACK

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing at all to tell."""
        return not (self.headline.total or self.besides or self.has_audits or self.travelled)

    @property
    def has_audits(self) -> bool:
        """Say whether there are live audits to tell of; a council may keep actions alone."""
        return bool(self.audits) or self.coverage.seen > 0

    @cached_property
    def _registers(self) -> Mapping[str, StatusCounts]:
        return counts.standing(self.session, self.scope, self.today, self.first_day)

    @property
    def status_counts(self) -> StatusCounts:
        """Count the plan's actions by status."""
        return self._registers.get(Register.PLAN, StatusCounts(Register.PLAN))

    @cached_property
    def month_ago(self) -> StoodThen | None:
        """Tell how things stood as the day began from which is counted, where that is known.

        What comes by itself says first what has changed since the last one, so it is not told here.
        """
        if self.since is not None:
            return None
        then = month_ago.stood(self.session, self.scope, self.first_day)
        return then if then and then.open else None

    @cached_property
    def headline(self) -> Headline:
        """Say where things stand in one line, the slippage beside the lateness."""
        counted = self.status_counts
        return Headline(
            total=counted.total,
            open=counted.open,
            overdue=counted.overdue,
            re_dated=len(self._slipped),
            slipped=sum(self._slipped.values()),
            by_status=counted.by_status,
        )

    @cached_property
    def finished(self) -> DoneSince:
        """Count what was finished since the day asked from, and name none of it."""
        start = start_of(self.session, self.first_day)
        return DoneSince(self.first_day, *counts.finished(self.session, self.scope, start))

    @cached_property
    def done(self) -> DoneSince:
        """Tell what was finished since the day asked from."""
        start = start_of(self.session, self.first_day)
        named = counts.done_since(self.session, self.scope, start, self.shown)
        return replace(self.finished, shown=tuple(named))

    @cached_property
    def overdue(self) -> Overdue:
        """Tell which open actions are past their date."""
        counted = self.status_counts
        named = counts.overdue(self.session, self.scope, self.today, self.shown)
        return Overdue(counted.overdue, counted.open, counted.newly_overdue, tuple(named))

    @cached_property
    def at_risk(self) -> AtRisk:
        """Tell which actions of the next 30 days are at risk, and why."""
        until = self.today + AHEAD
        records = risk_forecast.due_between(self.session, self.scope, self.today, until)
        risks = Risks(self.session, self.today, self.council.calendar)
        number, found = risks.all(records, self.council.rag, self.shown)
        lines = counts.lines(self.session, found)
        return AtRisk(
            until=until,
            number=number,
            of=len(records),
            shown=tuple(Risk(lines[one], why) for one, why in found.items()),
        )

    @cached_property
    def forecasts(self) -> tuple[int, int]:
        """Tell how many forecasts of the past came true, of how many."""
        return risk_forecast.hits(self.session, self.scope)

    @cached_property
    def moved(self) -> Moved:
        """Tell which open actions were given another date, and by how many working days."""
        told = self.headline
        named = tuple(self._moves()) if told.re_dated else ()
        return Moved(told.re_dated, told.open, told.slipped, named)

    @cached_property
    def _slipped(self) -> Mapping[int, int]:
        """Return by how many working days each of the moved actions was moved, zero at least.

        The lines of a ledger add up to the same, but older moves have none.
        """
        found = moves.moved(self.session, self.scope)
        days = self.council.calendar.between_each(found.original_on, found.due_on)
        numbers = chain(found.dated, found.undated)
        return {
            number: far if far > 0 else 0
            for number, far in zip(numbers, chain(days, found.days), strict=True)
        }

    @cached_property
    def gaps(self) -> OwnersAndDates:
        """Tell how many open actions have no owner or no date."""
        counted = self.status_counts
        return OwnersAndDates(counted.without_owner, counted.without_date, counted.open)

    @cached_property
    def unowned(self) -> Unowned:
        """Tell how many open actions have no owner in all the council, for whoever may know."""
        counted = self.status_counts
        if self.scope.on_roster and not self.scope.is_everybody:
            counted = replace(self, scope=ALL).status_counts
        return Unowned(counted.without_owner, counted.open)

    @cached_property
    def besides(self) -> tuple[StatusCounts, ...]:
        """Tell how many actions stand in the other registers: the rest is the plan alone."""
        found = self._registers
        return tuple(found[name] for name in sorted(found) if name != Register.PLAN)

    @cached_property
    def audits(self) -> tuple[AuditMonthCounts, ...]:
        """Tell of the months of live audits since the day asked from, the latest first."""
        return tuple(one for one in self._months if one.month >= first_of(self.first_day))

    @cached_property
    def _months(self) -> tuple[AuditMonthCounts, ...]:
        """Return these months, and the one before this if it is not among them."""
        before = previous_month(self.today)
        first = min(self.first_day, before)
        by = same_working_day(self.today, before, self.council.calendar)
        months = audit_counts.months(self.session, self.scope, first, self.today, by)
        return tuple(replace(one, not_held=told_counts(one.not_held)) for one in months)

    @property
    def month_now(self) -> AuditMonthCounts | None:
        """Tell of the month that runs; else of the next that comes, else of the last there was.

        One to come of which nobody has been told is told of where there is no other.
        """
        now = first_of(self.today)
        told = [one for one in self.audits if one.month == now or not one.is_draft] or self.audits
        running = (one for one in told if one.month == now)
        coming = (one for one in reversed(told) if one.month > now)
        return next((one for one in (*running, *coming, *told)), None)

    @property
    def month_before(self) -> AuditMonthCounts | None:
        """Tell of the month before the one that runs, with what was held by this working day.

        None where neither can be compared: nothing was expected then, or nothing can be held yet.
        """
        now, before = self.month_now, previous_month(self.today)
        if now is None or now.month != first_of(self.today) or now.is_draft or not now.expected:
            return None
        told = (one for one in self._months if one.month == before and not one.is_draft)
        return next((one for one in told if one.expected), None)

    @cached_property
    def coverage(self) -> PractitionersSeen:
        """Tell which teams' practitioners had a live audit in the last three months."""
        since = months_before(self.then.day if self.then else self.today, THREE_MONTHS)
        if self.then is not None:
            roster, day = self.then.roster, self.then.day
            found = audit_coverage.coverage_then(self.session, roster, day, since)
        else:
            found = audit_coverage.coverage(self.session, self.today, since, self.scope)
        return PractitionersSeen(tuple(found))

    @cached_property
    def themes(self) -> Themes:
        """Tell the themes of the last three months' audits and of the open actions."""
        since = min(months_before(self.today, THREE_MONTHS), self.first_day)
        held = audit_counts.themes(self.session, self.scope, start_of(self.session, since))
        actions = counts.open_by_theme(self.session, self.scope, self.today)
        names = sorted({*held.strengths, *held.areas, *actions})
        told = (
            Theme(
                name,
                strengths=held.strengths.get(name, 0),
                areas=held.areas.get(name, 0),
                open=actions.get(name, (0, 0))[0],
                overdue=actions.get(name, (0, 0))[1],
            )
            for name in names
        )
        weakest = sorted(told, key=lambda one: (-one.areas, -one.overdue, -one.open, one.name))
        return Themes(since, held.audits, tuple(weakest[: self.shown]))

    @cached_property
    def discussed(self) -> NoteDiscussed | None:
        """Tell which teams have discussed the last learning note; of everybody's work alone."""
        return learning.discussed(self.session) if self.scope.is_everybody else None

    @cached_property
    def inadequates(self) -> Inadequates:
        """Tell how many files are to be looked at again, unless that would name somebody.

        Among so few practitioners a count is a grade beside a name.
        """
        if self.scope.is_one_person:
            return Inadequates(0, 0, 0)
        here = self.then.is_here if self.then else None
        looks = re_audits.files_owed(self.session, self.today, self.scope, here)
        # Who has practised is asked only where it matters: mostly nothing was ever owed.
        if not looks.of or self.coverage.total < FEWEST_GRADED:
            return Inadequates(0, 0, 0)
        return Inadequates(looks.of, looks.without, looks.overdue)

    @cached_property
    def grades(self) -> GradeProfiles:
        """Tell how the audits of the last three months were graded, of audits and not of people.

        Nothing is told of one person, or where there are so few that it would be about one.
        """
        first = min(months_before(self.today, THREE_MONTHS - 1), self.first_day)
        if self.scope.is_one_person or not self.has_audits or self.coverage.total < FEWEST_GRADED:
            return GradeProfiles(first)
        return profiles_of(self.session, self.scope, first, self.today)

    @cached_property
    def travelled(self) -> Sequence[MeasureTrack]:
        """Tell how far the measures have come; of everybody's work alone."""
        return as_a_whole(self.session, self.today) if self.scope.is_everybody else ()

    @cached_property
    def loop(self) -> Loop:
        """Tell how long each step from finding to re-audit takes, and what is stuck where."""
        return loop_of(self.session, self.scope, self.today, self.council.calendar)

    def _moves(self) -> Iterator[MovedDate]:
        """Yield those that were moved furthest."""
        slipped = self._slipped
        furthest = _furthest(slipped, self.shown)
        rows = moves.several(self.session, furthest)
        older = moves.older(self.session, [one.id for one in rows.values() if one.has_older])
        noted = {number: note for number, note in older if note}
        times = Counter(number for number, _ in older)
        for row in (rows[number] for number in furthest):
            yield MovedDate(
                line=counts.line_of(row),
                original_on=row.original_due_on,
                times=(row.lines + times[row.id]) or 1,
                days=slipped[row.id],
                why=row.reason or noted.get(row.id, ""),
            )


def _furthest(slipped: Mapping[int, int], shown: int) -> list[int]:
    """Return those that were moved furthest, of as many the first of them."""
    # There are very many, and to put all of them in order takes long.
    least = min(nlargest(shown, slipped.values()), default=0)
    far = (number for number, days in slipped.items() if days >= least)
    return sorted(far, key=lambda number: (-slipped[number], number))[:shown]
