"""The parts of a digest, each measured by itself; what every number means: docs/digest.md."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from db.audits import coverage as audit_coverage
from db.digest import audits as board_audits
from db.digest import counts, drift, moves
from db.digest import scope as board_whose
from db.digest.counts import Row, Standing
from db.digest.moves import MovedAction
from db.digest.scope import Whose
from db.session import Session
from jobs.audits import re_audits, settings
from jobs.digest.risks import Risks
from jobs.digest.values import (
    AtRisk,
    AuditMonth,
    Coverage,
    Done,
    Gaps,
    Headline,
    Inadequates,
    Line,
    Move,
    Moved,
    Overdue,
    Risk,
    TeamSeen,
    Theme,
    Themes,
    Who,
)
from jobs.rules import audit_month
from jobs.rules.rag import RagRules
from jobs.rules.working_days import Calendar

AHEAD: Final = timedelta(days=30)
THREE_MONTHS: Final = 3
SHOWN: Final = 5
STANDARD: Final = RagRules()
FEWEST_GRADED: Final = 2


@dataclass(frozen=True)
class Board:
    """What somebody asks about: whose work, on which day, and since when.

    `shown` is how many rows of each part are named; everything is counted all the same.
    """

    session: Session
    whose: Whose
    today: date
    since: date
    calendar: Calendar
    shown: int = SHOWN
    rules: RagRules = STANDARD

    def headline(self, standing: Standing, moved: Moved) -> Headline:
        """Say where things stand in one line, the slippage beside the lateness."""
        return Headline(
            total=standing.total,
            open=standing.open,
            overdue=standing.overdue,
            re_dated=moved.number,
            slipped=moved.days,
            by_status=standing.by_status,
        )

    def standing(self) -> Standing:
        """Count the actions by status."""
        return counts.standing(self.session, self.whose, self.today)

    def done(self) -> Done:
        """Tell what was finished since the day asked from."""
        start = _begins(self.since)
        counted = counts.finished(self.session, self.whose, start)
        numbers = counts.done_since(self.session, self.whose, start, self.shown)
        return Done(
            since=self.since,
            number=counted.number,
            dated=counted.dated,
            on_time=counted.on_time,
            signed_off=counted.signed_off,
            added=counted.added,
            shown=tuple(self._lines(numbers)),
        )

    def overdue(self, standing: Standing) -> Overdue:
        """Tell which open actions are past their date."""
        numbers = counts.overdue(self.session, self.whose, self.today, self.shown)
        return Overdue(standing.overdue, standing.open, tuple(self._lines(numbers)))

    def at_risk(self) -> AtRisk:
        """Tell which actions of the next 30 days are at risk, and why."""
        until = self.today + AHEAD
        records = drift.due_between(self.session, self.whose, self.today, until)
        risks = Risks(self.session, self.today, self.calendar).all(records, self.rules)
        chosen = list(risks.items())[: self.shown]
        rows = counts.rows(self.session, [number for number, _ in chosen])
        right, settled = drift.hits(self.session, self.whose)
        return AtRisk(
            until=until,
            number=len(risks),
            of=len(records),
            right=right,
            settled=settled,
            shown=tuple(Risk(_line(rows[number]), why) for number, why in chosen),
        )

    def moved(self, open_actions: int) -> Moved:
        """Tell which open actions were given another date, and by how many working days."""
        found = moves.moved(self.session, self.whose)
        days = {one.id: self._slipped(one) for one in found}
        furthest = sorted(found, key=lambda one: (-days[one.id], one.id))[: self.shown]
        return Moved(len(found), open_actions, sum(days.values()), self._moves(furthest, days))

    def _slipped(self, moved: MovedAction) -> int:
        """Return the working days from an action's first date to the one now, nought at least.

        The lines of its ledger add up to the same, but older moves have none.
        """
        if moved.original_on is None or moved.due_on is None:
            return max(moved.days, 0)
        return max(self.calendar.between(moved.original_on, moved.due_on), 0)

    def _moves(self, chosen: Sequence[MovedAction], days: Mapping[int, int]) -> tuple[Move, ...]:
        numbers = [one.id for one in chosen]
        rows = counts.rows(self.session, numbers)
        why = moves.reasons(self.session, numbers)
        older = moves.older(self.session, numbers)
        return tuple(
            Move(
                line=_line(rows[one.id]),
                original_on=one.original_on,
                times=(one.lines + older.get(one.id, 0)) or 1,
                days=days[one.id],
                why=why.get(one.id, ""),
            )
            for one in chosen
        )

    def gaps(self, standing: Standing) -> Gaps:
        """Tell how many open actions have no owner or no date."""
        if self.whose.is_everybody:
            unowned, everywhere = standing.without_owner, standing.open
        else:
            unowned, everywhere = counts.unowned(self.session)
        return Gaps(
            without_owner=standing.without_owner,
            without_date=standing.without_date,
            of=standing.open,
            unowned=unowned,
            everywhere=everywhere,
        )

    def audits(self) -> tuple[AuditMonth, ...]:
        """Tell of the months of live audits since the day asked from, the latest first."""
        found = board_audits.months(self.session, self.whose, self.since, self.today)
        return tuple(
            AuditMonth(
                month=one.month,
                expected=one.expected,
                held=one.held,
                not_held=one.not_held,
                exempt=one.exempt,
                to_moderate=one.to_moderate,
                moderated=one.moderated,
                changed=one.changed,
                is_over=one.due_on < self.today,
            )
            for one in found
        )

    def coverage(self) -> Coverage:
        """Tell which teams' practitioners had a live audit in the last three months."""
        members = self._members()
        found = audit_coverage.coverage(self.session, self.today, members=members)
        return Coverage(
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

    def themes(self) -> Themes:
        """Tell the themes of the last three months' audits and of the open actions."""
        since = min(audit_month.months_before(self.today, THREE_MONTHS), self.since)
        held = board_audits.themes(self.session, self.whose, _begins(since))
        actions = counts.open_by_theme(self.session, self.whose, self.today)
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

    def _members(self) -> Collection[int] | None:
        return board_whose.people_in(self.session, self.whose)

    def _lines(self, numbers: Sequence[int]) -> Iterable[Line]:
        rows = counts.rows(self.session, numbers)
        return (_line(rows[number]) for number in numbers)

    def inadequates(self, coverage: Coverage) -> Inadequates:
        """Tell how many Inadequates have had no second look, unless that would name somebody.

        Among so few practitioners a count is a grade beside a name.
        """
        if self.whose.is_one_person or coverage.total < FEWEST_GRADED:
            return Inadequates(0, 0, 0)
        sets = settings.rule_sets(self.session)
        looks = re_audits.second_looks(self.session, self.today, sets, self._members())
        return Inadequates(looks.of, looks.without, looks.overdue)


def _line(row: Row) -> Line:
    return Line(
        number=row.id,
        title=row.title,
        owner=Who(row.owner, row.role or "") if row.owner else None,
        due_on=row.due_on,
        due_precision=row.due_precision,
        status=row.status,
        service=row.service or "",
    )


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
