"""The second look that follows an Inadequate: pinned into a coming month's draw."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from db.audits import work as audit_work
from db.models import LiveAudit
from db.session import Session
from jobs.audits.settings import service_of
from jobs.rules import months
from jobs.rules.audit_rules import AuditRules
from jobs.rules.audit_services import RuleSets
from jobs.rules.draw.eligible import Eligibility
from jobs.rules.draw.model import Auditor, DrawRequest, Ids, Practitioner
from jobs.rules.draw.record import Record


def re_audits_due(session: Session, month: date, sets: RuleSets) -> Sequence[LiveAudit]:
    """Return the audits before `month` that ended Inadequate with no second look since.

    One for each practitioner, the latest, in the order in which they were held.
    """
    looks = audit_work.re_audited_in(session, besides=month)
    inadequate = _inadequate(session, sets)
    return _without_a_look(
        (audit for audit in inadequate if audit.audit_month.month < month), looks
    )


def overdue(session: Session, today: date, sets: RuleSets) -> Sequence[LiveAudit]:
    """Return the audits that ended Inadequate, with no second look drawn in the months allowed.

    The months are counted from the audit's own: with 2, January's is overdue from 1 April on.
    Both are for the practitioner's service to say. Whoever has left is owed none.
    """
    inadequate = _inadequate(session, sets)
    return [
        audit
        for audit in _without_a_look(inadequate, audit_work.re_audited_in(session))
        if audit.audit_month.month <= _last_in_time(audit, today, sets)
        and audit.practitioner.works_here(today)
    ]


def _inadequate(session: Session, sets: RuleSets) -> list[LiveAudit]:
    """Return the audits that ended with a grade that counts as Inadequate in their service."""
    every = (sets.council, *(sets.of(service) for service in sets.own))
    grades = {grade for rules in every for grade in rules.inadequate_grades}
    return [
        audit
        for audit in audit_work.graded(session, grades)
        if (audit.moderated_grade or audit.grade) in _rules_of(audit, sets).inadequate_grades
    ]


def _last_in_time(audit: LiveAudit, today: date, sets: RuleSets) -> date:
    within = _rules_of(audit, sets).re_audit_within_months
    return months.months_before(months.first_of(today), within + 1)


def _rules_of(audit: LiveAudit, sets: RuleSets) -> AuditRules:
    return sets.of(service_of(audit.practitioner))


@dataclass(frozen=True)
class SecondLooks:
    """How many practitioners were graded Inadequate, have no second look, and should have had."""

    of: int
    without: int
    overdue: int


def second_looks(
    session: Session, today: date, sets: RuleSets, members: Collection[int] | None = None
) -> SecondLooks:
    """Count the second looks that are held or to come, and those that are missing.

    Of `members`, or of everybody; whoever has left is not counted.
    """
    graded = [
        audit
        for audit in _inadequate(session, sets)
        if (members is None or audit.practitioner_id in members)
        and audit.practitioner.works_here(today)
    ]
    without = _without_a_look(graded, audit_work.re_audited_in(session)) if graded else []
    return SecondLooks(
        of=len({audit.practitioner_id for audit in graded}),
        without=len(without),
        overdue=sum(
            audit.audit_month.month <= _last_in_time(audit, today, sets) for audit in without
        ),
    )


def _without_a_look(
    graded: Iterable[LiveAudit], looks: Mapping[int, Sequence[date]]
) -> list[LiveAudit]:
    """Return each practitioner's latest audit of these, where no look came after it."""
    latest = {audit.practitioner_id: audit for audit in graded}
    return [
        audit
        for number, audit in latest.items()
        if not any(look > audit.audit_month.month for look in looks.get(number, ()))
    ]


def pins_of(request: DrawRequest, due: Iterable[LiveAudit]) -> Mapping[Ids, LiveAudit]:
    """Return a pair for each re-audit that can be drawn, beside the request's own pins.

    Where one can, the second look is another auditor's, and of one who has not met the
    practitioner lately. A practitioner whom nobody can audit this month stays due.
    """
    choice = _Choice(request)
    return {ids: audit for audit in due for ids in choice.pair(audit)}


@dataclass
class _Choice:
    request: DrawRequest
    given: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.eligible = Eligibility(self.request)
        self.record = Record(self.request)
        self.given.update(auditor for auditor, _ in self.request.pins)
        self.people = {person.id: person for person in self.request.practitioners}

    def pair(self, audit: LiveAudit) -> Iterator[Ids]:
        """Yield the pair, if there is one."""
        practitioner = self.people.get(str(audit.practitioner_id))
        if practitioner is None:
            return
        pinned = (ids for ids in self.request.pins if ids[1] == practitioner.id)
        found = next(pinned, None) or self._best(practitioner, str(audit.auditor_id))
        if found is not None:
            yield found

    def _best(self, practitioner: Practitioner, first_auditor: str) -> Ids | None:
        able = [auditor for auditor in self.request.auditors if self._able(auditor, practitioner)]
        if not able:
            return None

        def order(auditor: Auditor) -> tuple[bool, bool, int, str]:
            ids = auditor.id, practitioner.id
            again, repeat = auditor.id == first_auditor, ids in self.record.repeats
            return again, repeat, self.given[auditor.id], auditor.id

        best = min(able, key=order)
        self.given[best.id] += 1
        return best.id, practitioner.id

    def _able(self, auditor: Auditor, practitioner: Practitioner) -> bool:
        has_room = self.given[auditor.id] < self.request.quota_of(auditor)
        return has_room and self.eligible.why_not(auditor, practitioner) is None
