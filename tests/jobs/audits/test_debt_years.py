"""Thousands of years in which files are to be looked at again: none of them is ever lost.

The pairs of a draw are the part of it that places a file; all else is done by what changes the rows
of live audits. A ledger that reads none of them says what is owed. DEBT_YEARS in the environment
says how many years are lived, from which on DEBT_FIRST; the usual number keeps the tests short.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Final

import pytest
from sqlalchemy import select

from db.audits import cases as case_rows
from db.audits import changes, debts
from db.audits.changes import Outcome
from db.audits.debts import Owed
from db.errors import RefusedError
from db.models import AuditMonth, AuditState, LiveAudit, MonthState, Person
from db.session import Session
from jobs.audits import cases, re_audits
from jobs.rules import months
from jobs.rules.audit_rules import AuditRules
from jobs.rules.draw.model import Auditor, DrawRequest, Practitioner, Window
from jobs.rules.draw.sheet import Ids
from tests.contexts import asking, by_itself
from tests.people import Council

YEARS: Final = int(os.environ.get("DEBT_YEARS", "3"))
FIRST: Final = int(os.environ.get("DEBT_FIRST", "0"))  # so that several can live some of them each
AUDITORS: Final = ("Team Manager, Permanence", "Team Manager, Assessment", "Head of Service")
HOLDERS: Final = (
    "Practitioner 1, Permanence",
    "Practitioner 2, Permanence",
    "Practitioner 1, Assessment",
    "Improvement Officer",
)
LEAD: Final = "Assistant Director"
RULES: Final = AuditRules()
QUOTA: Final = 2
POOR, GOOD = "Inadequate", "Good"


@dataclass
class Ledger:
    """Which files are to be looked at again, kept with a pencil: what was said and done alone."""

    poor: set[int] = field(default_factory=set)  # audits whose grade stands, and is the lowest
    released: set[int] = field(default_factory=set)
    looks: dict[int, int] = field(default_factory=dict)  # the look held, and the audit it is of

    @property
    def owed(self) -> set[int]:
        return self.poor - self.released - set(self.looks.values())


@dataclass
class Year:
    """A year of live audits in which most things go wrong."""

    session: Session
    council: Council
    chance: Random
    ledger: Ledger = field(default_factory=Ledger)
    day: date = date(2027, 1, 1)
    serial: int = 0
    made: int = 0  # how many looks were drawn
    people: dict[str, Person] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for role in (*AUDITORS, *HOLDERS, LEAD):
            self.people[role] = self.session.get_one(Person, self.council[role].id)

    @property
    def at(self) -> datetime:
        return datetime.combine(self.day, datetime.min.time()).astimezone()

    def person(self, role: str) -> Person:
        return self.people[role]

    def here(self, roles: tuple[str, ...]) -> list[Person]:
        return [one for one in map(self.person, roles) if one.works_here(self.day)]

    def one_in(self, number: int) -> bool:
        return self.chance.randrange(number) == 0

    def live(self) -> None:
        first = self.day
        for _ in range(12):
            self._month(first)
            first = months.next_month(first)

    def _month(self, first: date) -> None:
        self.day = first - timedelta(days=self.chance.randrange(1, 8))
        audits = self._drawn(first)
        self.check()  # also of what the month before has left
        if not self.one_in(8):  # else nobody publishes it, and it passes
            self.day = first
            for audit in audits:
                changes.publish(by_itself(self.session, self.at), audit)
                audit.audit_month.state = MonthState.PUBLISHED
            for day in sorted(self.chance.sample(range(1, 19), min(18, len(audits) + 1))):
                self.day = first + timedelta(days=day)
                self._happens()
            self.check()
        self._people_go()

    def _drawn(self, first: date) -> list[LiveAudit]:
        """Draw a month: the pair of each file that is owed a look, and some others."""
        due = debts.owed(self.session, self.day, besides=first)
        request = self._request(first)
        pairs = re_audits.pins_of(request, due)
        self._every_file_was_tried(request, due, pairs)
        month = AuditMonth(
            month=first, state=MonthState.DRAWN, opens_on=first, due_on=first.replace(day=28),
            moderate_by=first.replace(day=28), request="{}", plan="{}", drawn_at=self.at,
        )  # fmt: skip
        self.session.add(month)
        made = [self._audit(month, pair, owed.first.id) for pair, owed in pairs.items()]
        self.made += len(made)
        free = [ids for ids in self._pairs(request) if ids not in pairs]
        made += [self._audit(month, ids) for ids in self.chance.sample(free, min(2, len(free)))]
        self.session.flush()
        return made

    def _request(self, first: date) -> DrawRequest:
        auditors = (Auditor(str(one.id), "", "", quota=QUOTA) for one in self.here(AUDITORS))
        people = (Practitioner(str(one.id), "", "") for one in self.here(HOLDERS))
        window = Window(first, first.replace(day=28))
        return DrawRequest(tuple(auditors), tuple(people), window)

    def _pairs(self, request: DrawRequest) -> Iterator[tuple[str, str]]:
        for auditor in request.auditors:
            for practitioner in request.practitioners:
                yield auditor.id, practitioner.id

    def _every_file_was_tried(
        self, request: DrawRequest, due: Sequence[Owed], pairs: Mapping[Ids, Owed]
    ) -> None:
        """A file whose holder is here has a pair, unless no auditor has room for that holder."""
        placed = {one.debt.id for one in pairs.values()}
        given = Counter(auditor for auditor, _ in pairs)
        for each in due:
            holder = str(each.debt.holder_id)
            able = {
                auditor
                for auditor, practitioner in self._pairs(request)
                if practitioner == holder and given[auditor] < QUOTA
            }
            assert each.debt.id in placed or all((one, holder) in pairs for one in able)

    def _audit(self, month: AuditMonth, ids: tuple[str, str], of: int | None = None) -> LiveAudit:
        self.serial += 1
        audit = LiveAudit(
            audit_month=month, serial=self.serial, due_on=month.due_on, re_audit_of_id=of,
            auditor=self.session.get_one(Person, int(ids[0])),
            practitioner=self.session.get_one(Person, int(ids[1])),
            case_line=self.serial,
        )  # fmt: skip
        self.session.add(audit)
        return audit

    def _happens(self) -> None:
        ways: tuple[Callable[[LiveAudit], None], ...] = (
            self._is_held, self._is_held, self._is_held, self._is_poor, self._is_poor,
            self._is_cancelled, self._is_paired_otherwise, self._case_is_gone,
            self._is_corrected, self._is_reopened, self._is_exempted,
        )  # fmt: skip
        query = select(LiveAudit).where(LiveAudit.state != AuditState.DRAWN)
        found = self.session.scalars(query.order_by(LiveAudit.id.desc()).limit(8)).all()
        if not found:
            return
        try:
            with self.session.begin_nested():
                self.chance.choice(ways)(self.chance.choice(found))
        except RefusedError:
            pass  # what is not allowed does not happen

    def _held(self, audit: LiveAudit, grade: str) -> None:
        changes.hold(asking(audit.auditor, self.at), audit, Outcome(grade))
        re_audits.settle(by_itself(self.session, self.at), audit, RULES)
        self._noted(audit, grade)

    def _noted(self, audit: LiveAudit, grade: str) -> None:
        (self.ledger.poor.add if grade == POOR else self.ledger.poor.discard)(audit.id)
        if audit.re_audit_of_id is not None:
            self.ledger.looks[audit.id] = audit.re_audit_of_id

    def _is_held(self, audit: LiveAudit) -> None:
        self._held(audit, GOOD)

    def _is_poor(self, audit: LiveAudit) -> None:
        self._held(audit, POOR)

    def _is_cancelled(self, audit: LiveAudit) -> None:
        changes.not_held(asking(audit.practitioner, self.at), audit, "workload")

    def _is_exempted(self, audit: LiveAudit) -> None:
        changes.exempt(asking(self.person(LEAD), self.at), audit, "sickness")

    def _is_paired_otherwise(self, audit: LiveAudit) -> None:
        changes.replace(by_itself(self.session, self.at), audit)
        others = [one for one in self.here(AUDITORS) if one.id != audit.auditor_id]
        if others:
            ids = str(self.chance.choice(others).id), str(audit.practitioner_id)
            later = self._audit(audit.audit_month, ids)
            later.replaces_id = audit.id
            cases.carry(later, audit)
            changes.publish(by_itself(self.session, self.at), later)

    def _case_is_gone(self, audit: LiveAudit) -> None:
        if audit.re_audit_of_id is not None:
            debts.lose_holder(by_itself(self.session, self.at), audit.re_audit_of_id)
        changes.refuse_unless_open(audit, "name")
        case_rows.lose_case(asking(audit.auditor, self.at), audit, "transferred")

    def _is_corrected(self, audit: LiveAudit) -> None:
        grade = self.chance.choice((POOR, GOOD))
        changes.correct(asking(audit.auditor, self.at), audit, Outcome(grade), "A slip")
        re_audits.settle(by_itself(self.session, self.at), audit, RULES)
        self._noted(audit, grade)

    def _is_reopened(self, audit: LiveAudit) -> None:
        changes.reopen(asking(audit.auditor, self.at), audit, "The wrong audit", late="no word")
        self.ledger.poor.discard(audit.id)
        self.ledger.looks.pop(audit.id, None)

    def _people_go(self) -> None:
        """Let people leave and come back, and a lead say who holds what, or release it."""
        for role in (*HOLDERS, *AUDITORS[:2]):
            person = self.person(role)
            if self.one_in(7):
                person.ends_on = self.day
            elif person.ends_on is not None and self.one_in(2):
                person.ends_on = None
        self.session.flush()
        here, lead = self.here(HOLDERS), asking(self.person(LEAD), self.at)
        for each in debts.owed(self.session, self.day):
            if here and self.one_in(2):
                debts.say_holder(lead, each.debt.id, self.chance.choice(here))
            elif self.one_in(9):
                debts.release(lead, each.debt.id, "Closed for good")
                self.ledger.released.add(each.first.id)
                if self.one_in(2):
                    debts.take_back_release(lead, each.debt.id)
                    self.ledger.released.discard(each.first.id)
        self.session.flush()

    def check(self) -> None:
        """Nothing that the ledger has is missing, and nothing is owed that it has not."""
        self.session.flush()
        known = {each.first.id for each in debts.owed(self.session, self.day)}
        looks = select(LiveAudit).where(
            LiveAudit.re_audit_of_id.is_not(None), LiveAudit.due_on >= self.day
        )
        waits = {AuditState.DRAWN, AuditState.PUBLISHED, AuditState.BOOKED}
        to_come = {one.re_audit_of_id for one in self.session.scalars(looks) if one.state in waits}
        assert known <= self.ledger.owed
        assert self.ledger.owed <= known | to_come


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_through_years_of_leavers_transfers_and_lapses_no_file_is_lost(council: Council) -> None:
    drawn = owed = 0
    for seed in range(FIRST, FIRST + YEARS):
        with council.database.begin() as session:
            year = Year(session, council, Random(seed))
            year.live()
            drawn, owed = drawn + year.made, owed + len(year.ledger.poor)
            session.rollback()
    assert drawn > YEARS
    assert owed > YEARS  # or all of this would pass over nothing
