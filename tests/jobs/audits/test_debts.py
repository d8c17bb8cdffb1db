"""A file that is to be looked at again is never lost, whoever leaves, swaps, cancels or forgets.

What is owed is compared with a ledger that knows nothing but what was held. DEBT_YEARS in the
environment lets more years be lived than usual.
"""

import os
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Final

import pytest
from sqlalchemy import select

from db.actions.operations import Draft
from db.audits import changes, debts
from db.audits import queries as audits
from db.audits.changes import Outcome
from db.errors import RefusedError
from db.models import AuditMonth, AuditState, LiveAudit, MonthState, Person
from db.models.audit import HELD_STATES
from db.session import Session
from jobs.audits import case_changes, changing, outcomes, re_audits, re_pairing, swapping
from jobs.audits import sample as samples
from jobs.audits.drawing import draw_month
from jobs.audits.month import run_audit_months
from jobs.audits.publishing import publish
from jobs.context import Council, CouncilContext
from jobs.plan.tables import PlanFile
from jobs.rules import months
from tests.contexts import asking, by_itself
from tests.jobs.audits.months import DECEMBER, DRAW_DAY, ENGLAND, DrawnMonth, month, on, seat
from tests.people import Council as People

__all__ = ["month"]

YEARS: Final = int(os.environ.get("DEBT_YEARS", "1"))
STEPS: Final = 40
OUTCOMES: Final = ("held", "held", "held", "poor", "poor", "cannot", "next", "swap", "")
TODAY: Final = date(2027, 1, 1)


@dataclass
class Ledger:
    """Which files are to be looked at again, as somebody with a pencil would keep it."""

    owed: set[int] = field(default_factory=set)

    def held(self, audit: LiveAudit, grade: str) -> None:
        if audit.re_audit_of_id is not None:
            self.owed.discard(audit.re_audit_of_id)
        if grade == "Inadequate":
            self.owed.add(audit.id)


def waiting(session: Session, today: date) -> set[int]:
    """Return the files owed a look, and those of which one is to come, by the audit they are of."""
    known = {each.first.id for each in debts.owed(session, today)}
    looks = select(LiveAudit).where(LiveAudit.re_audit_of_id.is_not(None))
    to_come = {one.re_audit_of_id for one in session.scalars(looks) if _is_to_come(one, today)}
    return known | {number for number in to_come if number is not None}


def _is_to_come(look: LiveAudit, today: date) -> bool:
    if look.state in {AuditState.PUBLISHED, AuditState.BOOKED}:
        return look.due_on >= today
    return look.state == AuditState.DRAWN and look.audit_month.due_on >= today


@dataclass
class Life:
    """A year of live audits in which most things go wrong."""

    month: DrawnMonth
    chance: Random
    ledger: Ledger = field(default_factory=Ledger)

    def one_in(self, number: int) -> bool:
        return self.chance.randrange(number) == 0

    def year(self) -> None:
        first = DECEMBER
        for _ in range(12):
            self.a_month(first)
            first = months.next_month(first)

    def a_month(self, first: date) -> None:
        drawn_on = datetime.combine(ENGLAND.shift(first, -5), DRAW_DAY.timetz())
        with self.month.database.begin() as session:
            if self.one_in(2):
                self._sheet(session, first, drawn_on)
            draw_month(by_itself(session, drawn_on), first)
        self.check(drawn_on.date())
        if self.one_in(6):
            return  # nobody publishes it, and it is over before anybody hears
        with self.month.database.begin() as session:
            audit_month = audits.month_for(session, first)
            if audit_month is None:
                return
            publish(by_itself(session, drawn_on), audit_month)
            numbers = [audit.id for audit in audits.of_month(session, audit_month.id)]
        for number in numbers:
            self.happens(number, on(first + timedelta(days=self.chance.randrange(7, 24))))
        self.check(first + timedelta(days=26))
        closed = months.next_month(first) + timedelta(days=20)
        run_audit_months(self.month.database, lambda: on(closed), Council(ENGLAND))
        self.people_go(closed)
        self.check(closed)

    def happens(self, number: int, at: datetime) -> None:
        with self.month.database.begin() as session:
            audit = audits.several(session, [number])[number]
            try:
                with session.begin_nested():
                    self._to(audit, at)
            except RefusedError:
                pass  # what is not allowed does not happen

    def _to(self, audit: LiveAudit, at: datetime) -> None:
        what = self.chance.choice(OUTCOMES)
        lead = asking(self._lead(audit), at)
        if what == "cannot":
            changing.cannot(asking(audit.practitioner, at), audit, "workload", "")
            if self.one_in(2):
                re_pairing.apply_re_pair(lead, audit)
        elif what == "next":
            case_changes.next_case(asking(audit.auditor, at), audit, "transferred")
        elif what == "swap":
            self._swap(audit, at)
        elif what:
            self._held(audit, "Inadequate" if what == "poor" else "Good", at)

    def _held(self, audit: LiveAudit, grade: str, at: datetime) -> None:
        drafts = [Draft("Write down the plan", audit.practitioner)]
        outcomes.hold(asking(audit.auditor, at), audit, Outcome(grade), drafts)
        self.ledger.held(audit, grade)

    def _swap(self, audit: LiveAudit, at: datetime) -> None:
        ctx = asking(audit.auditor, at)
        others = audits.of_month(ctx.session, audit.audit_month_id)
        open_ones = (one for one in others if one.is_open and one.auditor_id != audit.auditor_id)
        other = next(open_ones, None)
        if other is not None:
            swapping.ask_swap(ctx, audit, other)
            swapping.answer_swap(asking(other.auditor, at), audit, agreed=True)

    def _lead(self, audit: LiveAudit) -> Person:
        session = asking(audit.auditor, DRAW_DAY).session
        return self.month.person(session, "Assistant Director")

    def _sheet(self, session: Session, first: date, at: datetime) -> None:
        roles = [role for role in self.month.council.people if role.startswith("Practitioner")]
        rows = [f"{n},{self.chance.choice(roles)}" for n in range(1, 13)]
        text = "\n".join(f'{row.split(",", 1)[0]},"{row.split(",", 1)[1]}"' for row in rows)
        handed = [PlanFile("sheet.csv", f"Line,Practitioner\n{text}\n".encode())]
        samples.take(by_itself(session, at), first, samples.read(session, handed, None))

    def people_go(self, day: date) -> None:
        """Let somebody leave or come back, and a lead say who holds what has no holder."""
        with self.month.database.begin() as session:
            people = [
                self.month.person(session, role)
                for role in self.month.council.people
                if role.startswith("Practitioner")
            ]
            for person in people:
                if self.one_in(6):
                    person.ends_on = day
                elif person.ends_on is not None and self.one_in(2):
                    person.ends_on = None
            here = [person for person in people if person.works_here(day + timedelta(days=1))]
            lead = asking(self.month.person(session, "Assistant Director"), on(day))
            for each in debts.owed(session, day):
                if here and self.one_in(2):
                    debts.say_holder(lead, each.debt.id, self.chance.choice(here))

    def check(self, day: date) -> None:
        with self.month.database.read() as session:
            assert waiting(session, day) == self.ledger.owed


@pytest.mark.mostly_sqlite
@pytest.mark.parametrize("seed", range(YEARS))
def test_through_years_of_leavers_swaps_and_lapses_no_file_is_lost(
    month: DrawnMonth, seed: int
) -> None:
    month.rules(never_own_supervisor="off")
    with month.database.begin() as session:
        seat(session, [month.council.head])
    life = Life(month, Random(seed))
    life.year()
    if seed == 0:  # or all of this would pass over nothing
        with month.database.read() as session:
            held = session.scalars(select(LiveAudit).where(LiveAudit.state.in_(HELD_STATES))).all()
            assert len(held) > 10
            assert any(audit.re_audit_of_id for audit in held)


@pytest.mark.mostly_sqlite
@pytest.mark.parametrize("seed", range(YEARS * 10))
def test_what_is_owed_is_what_a_pencil_says(council: People, seed: int) -> None:
    chance = Random(seed)
    with council.database.begin() as session:
        made = _Rows(session, council, chance)
        happens = (
            made.poorly, made.poorly, made.drawn, made.drawn, made.published, made.looked,
            made.lapsed, made.replaced, made.better, made.worse, made.transferred, made.passes,
        )  # fmt: skip
        for _ in range(STEPS):
            chance.choice(happens)()
            session.flush()
            known = {each.first.id for each in debts.owed(session, made.today)}
            assert known == made.pencil()
        session.rollback()


@dataclass
class _Rows:
    """Audits made and changed by hand, and what is owed of them told by their states alone."""

    session: Session
    council: People
    chance: Random
    today: date = TODAY
    serial: int = 0
    poor: dict[int, bool] = field(default_factory=dict)  # whether its grade still stands
    looks: list[LiveAudit] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rounds = [self._round(date(2027, number, 1)) for number in range(1, 13)]

    def _round(self, first: date) -> AuditMonth:
        made = AuditMonth(
            month=first, state=MonthState.PUBLISHED, opens_on=first, due_on=first.replace(day=28),
            moderate_by=first.replace(day=28), request="{}", plan="{}", drawn_at=on(first),
        )  # fmt: skip
        self.session.add(made)
        return made

    def _audit(self, state: AuditState, of: int | None = None) -> LiveAudit:
        self.serial += 1
        there = self.rounds[min(self.today.month - 1 + (of is not None), 11)]
        audit = LiveAudit(
            audit_month=there, serial=self.serial, state=state, due_on=there.due_on,
            auditor_id=self.council.manager.id, practitioner_id=self.council.practitioner.id,
            re_audit_of_id=of, held_at=on(self.today) if state == AuditState.HELD else None,
        )  # fmt: skip
        self.session.add(audit)
        self.session.flush()
        return audit

    @property
    def ctx(self) -> CouncilContext:
        return by_itself(self.session, on(self.today))

    @property
    def standing(self) -> list[int]:
        return [number for number, stands in self.poor.items() if stands]

    def _one_of(self, state: AuditState) -> LiveAudit | None:
        looks = [look for look in self.looks if look.state == state]
        return self.chance.choice(looks) if looks else None

    def poorly(self) -> None:
        audit = self._audit(AuditState.HELD)
        debts.owe(self.ctx, audit)
        self.poor[audit.id] = True

    def passes(self) -> None:
        later = self.today + timedelta(days=self.chance.randrange(40))
        self.today = min(later, date(2027, 12, 1))

    def drawn(self) -> None:
        if self.standing:
            self.looks.append(self._audit(AuditState.DRAWN, self.chance.choice(self.standing)))

    def published(self) -> None:
        if look := self._one_of(AuditState.DRAWN):
            look.state = AuditState.PUBLISHED

    def looked(self) -> None:
        if look := self._one_of(AuditState.PUBLISHED):
            look.state = AuditState.HELD

    def lapsed(self) -> None:
        if look := self._one_of(AuditState.PUBLISHED):
            changes.not_held(self.ctx, look, "workload")

    def replaced(self) -> None:
        if look := self._one_of(AuditState.PUBLISHED):
            changes.replace(self.ctx, look)

    def better(self) -> None:
        self._graded(stands=False)

    def worse(self) -> None:
        self._graded(stands=True)

    def _graded(self, *, stands: bool) -> None:
        if self.poor:
            number = self.chance.choice(list(self.poor))
            audit = self.session.get_one(LiveAudit, number)
            (debts.owe if stands else debts.withdraw)(self.ctx, audit)
            self.poor[number] = stands

    def transferred(self) -> None:
        if self.standing:
            debts.lose_holder(self.ctx, self.chance.choice(self.standing))

    def pencil(self) -> set[int]:
        settled = {look.re_audit_of_id for look in self.looks if self._counts(look)}
        return {number for number, stands in self.poor.items() if stands} - settled

    def _counts(self, look: LiveAudit) -> bool:
        is_to_come = look.state in {AuditState.PUBLISHED, AuditState.DRAWN}
        return look.state in HELD_STATES or (is_to_come and look.due_on >= self.today)


def test_counts_of_files_do_not_change_with_who_is_here(month: DrawnMonth) -> None:
    month.published()
    audit = month.audits()[0]
    month.hold(audit, on(date(2026, 12, 9)), "Inadequate")
    told = []
    for gone in (False, True):
        with month.database.begin() as session:
            if gone:
                person = month.person(session, audit.practitioner.role)
                person.ends_on, person.team_id = date(2026, 12, 10), None
            found = re_audits.files_owed(session, date(2027, 1, 5))
            told.append((found.of, found.without))
    assert told == [(1, 1), (1, 1)]
