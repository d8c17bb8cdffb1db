"""Where things stand on a day, for whom: each part measured once, when somebody first asks for it.

What every number means: docs/digest.md.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Final

from db.audits import coverage as audit_coverage
from db.audits.debts import Owed
from db.digest import audits as audit_counts
from db.digest import counts, moves, risk_forecast
from db.digest import scope as digest_scope
from db.digest.audits import AuditMonthCounts
from db.digest.counts import DigestLine, StatusCounts, Who
from db.digest.moves import MovedAction
from db.digest.scope import DigestScope
from db.people.memberships import Roster
from db.session import Session
from jobs.audits import learning, re_audits, settings
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
    OtherRegister,
    Overdue,
    OwnersAndDates,
    PractitionersSeen,
    Risk,
    TeamSeen,
    Theme,
    Themes,
)
from jobs.measures.distance import as_a_whole
from jobs.rules.distance import MeasureTrack
from jobs.rules.grade_profile import GradeProfiles
from jobs.rules.months import months_before
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
    def status_counts(self) -> StatusCounts:
        """Count the actions by status."""
        return counts.standing(self.session, self.scope, self.today)

    @cached_property
    def headline(self) -> Headline:
        """Say where things stand in one line, the slippage beside the lateness."""
        counted = self.status_counts
        return Headline(
            total=counted.total,
            open=counted.open,
            overdue=counted.overdue,
            re_dated=self.moved.number,
            slipped=self.moved.days,
            by_status=counted.by_status,
        )

    @cached_property
    def done(self) -> DoneSince:
        """Tell what was finished since the day asked from."""
        start = _begins(self.first_day)
        counted = counts.finished(self.session, self.scope, start)
        numbers = counts.done_since(self.session, self.scope, start, self.shown)
        return DoneSince(self.first_day, *counted, tuple(self._lines(numbers)))

    @cached_property
    def overdue(self) -> Overdue:
        """Tell which open actions are past their date."""
        counted = self.status_counts
        numbers = counts.overdue(self.session, self.scope, self.today, self.shown)
        return Overdue(counted.overdue, counted.open, tuple(self._lines(numbers)))

    @cached_property
    def newly_overdue(self) -> int:
        """Tell how many of them became so since the day asked from."""
        return counts.newly_overdue(self.session, self.scope, self.today, self.first_day)

    @cached_property
    def at_risk(self) -> AtRisk:
        """Tell which actions of the next 30 days are at risk, and why."""
        until = self.today + AHEAD
        records = risk_forecast.due_between(self.session, self.scope, self.today, until)
        risks = Risks(self.session, self.today, self.council.calendar)
        found = risks.all(records, self.council.rag)
        chosen = list(found.items())[: self.shown]
        lines = counts.lines(self.session, [number for number, _ in chosen])
        right, settled = risk_forecast.hits(self.session, self.scope)
        return AtRisk(
            until=until,
            number=len(found),
            of=len(records),
            right=right,
            settled=settled,
            shown=tuple(Risk(lines[number], why) for number, why in chosen),
        )

    @cached_property
    def moved(self) -> Moved:
        """Tell which open actions were given another date, and by how many working days."""
        found = moves.moved(self.session, self.scope)
        days = {one.id: self._slipped(one) for one in found}
        furthest = sorted(found, key=lambda one: (-days[one.id], one.id))[: self.shown]
        named = self._moves(furthest, days)
        return Moved(len(found), self.status_counts.open, sum(days.values()), named)

    @cached_property
    def gaps(self) -> OwnersAndDates:
        """Tell how many open actions have no owner or no date."""
        counted = self.status_counts
        unowned, everywhere = counted.without_owner, counted.open
        if not self.scope.is_everybody:
            unowned, everywhere = counts.unowned(self.session)
        return OwnersAndDates(
            without_owner=counted.without_owner,
            without_date=counted.without_date,
            of=counted.open,
            unowned=unowned,
            everywhere=everywhere,
        )

    @cached_property
    def besides(self) -> tuple[OtherRegister, ...]:
        """Tell how many actions stand in the other registers: the rest is the plan alone."""
        found = self.status_counts.others
        return tuple(
            OtherRegister(name, found[name].open, found[name].overdue, found[name].done)
            for name in sorted(found)
        )

    @cached_property
    def audits(self) -> tuple[AuditMonthCounts, ...]:
        """Tell of the months of live audits since the day asked from, the latest first."""
        months = audit_counts.months(self.session, self.scope, self.first_day, self.today)
        return tuple(replace(one, not_held=told_counts(one.not_held)) for one in months)

    @cached_property
    def coverage(self) -> PractitionersSeen:
        """Tell which teams' practitioners had a live audit in the last three months."""
        if self.then is not None:
            roster, day = self.then.roster, self.then.day
            found = audit_coverage.coverage_then(self.session, roster, day)
        else:
            members = self._members()
            found = audit_coverage.coverage(self.session, self.today, members=members)
        return PractitionersSeen(
            tuple(
                TeamSeen(
                    team=one.team,
                    service=one.service,
                    seen=one.seen,
                    total=one.total,
                    unseen=tuple(Who(person.name, person.role) for person in one.unseen),
                )
                for one in found
            )
        )

    @cached_property
    def themes(self) -> Themes:
        """Tell the themes of the last three months' audits and of the open actions."""
        since = min(months_before(self.today, THREE_MONTHS), self.first_day)
        held = audit_counts.themes(self.session, self.scope, _begins(since))
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
        if self.scope.is_one_person or self.coverage.total < FEWEST_GRADED:
            return Inadequates(0, 0, 0)
        sets = settings.rule_sets(self.session)
        here = self.then.is_here if self.then else None
        looks = re_audits.files_owed(self.session, self.today, sets, self.scope, here)
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

    def _members(self) -> Collection[int] | None:
        return digest_scope.people_in(self.session, self.scope)

    def _lines(self, numbers: Sequence[int]) -> Sequence[DigestLine]:
        lines = counts.lines(self.session, numbers)
        return [lines[number] for number in numbers]

    def _slipped(self, moved: MovedAction) -> int:
        """Return the working days from an action's first date to the one now, zero at least.

        The lines of its ledger add up to the same, but older moves have none.
        """
        if moved.original_on is None or moved.due_on is None:
            return max(moved.days, 0)
        return max(self.council.calendar.between(moved.original_on, moved.due_on), 0)

    def _moves(
        self, chosen: Sequence[MovedAction], days: Mapping[int, int]
    ) -> tuple[MovedDate, ...]:
        numbers = [one.id for one in chosen]
        lines = counts.lines(self.session, numbers)
        why = moves.reasons(self.session, numbers)
        older = moves.older(self.session, numbers)
        return tuple(
            MovedDate(
                line=lines[one.id],
                original_on=one.original_on,
                times=(one.lines + older.get(one.id, 0)) or 1,
                days=days[one.id],
                why=why.get(one.id, ""),
            )
            for one in chosen
        )


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
