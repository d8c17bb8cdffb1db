"""The look that is owed to a file after an Inadequate: pinned into the very next month's draw.

It is owed by the case: whoever holds the file now is audited, wherever they came from.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from db.audits import debts, sample
from db.audits import queries as audits
from db.audits.debts import Owed
from db.context import ChangeContext, WorkContext
from db.digest.scope import ALL, DigestScope
from db.models import AuditMonth, LiveAudit, Person
from db.session import Session
from jobs.audits.settings import rule_sets, service_then
from jobs.rules import months
from jobs.rules.audit_rules import AuditRules, scale_on
from jobs.rules.audit_services import RuleSets
from jobs.rules.draw.eligible import Eligibility
from jobs.rules.draw.model import Auditor, DrawRequest, Practitioner
from jobs.rules.draw.record import Record
from jobs.rules.draw.sheet import Ids


def settle(ctx: WorkContext, audit: LiveAudit, rules: AuditRules) -> None:
    """Bring what is owed for an audit into line with its grade; twice changes nothing."""
    grade = audit.moderated_grade or audit.grade
    if grade is not None and grade in scale_on(rules, audit.audit_month.month).alarming:
        debts.owe(ctx, audit)
    else:
        debts.withdraw(ctx, audit)


def first_look(ctx: WorkContext, audit: LiveAudit, person: Person) -> LiveAudit | None:
    """Return the first look at the file that an audit was made to look at again, or None.

    None as well to whoever may not know so: that is known to its auditor, and to those who may see
    how the first look was graded.
    """
    if audit.re_audit_of_id is None:
        return None
    first = audits.several(ctx.session, [audit.re_audit_of_id])[audit.re_audit_of_id]
    above = any(person.id == one.id or person.manages(one) for one in first.practitioners)
    return first if above or person.id == audit.auditor_id else None


def is_of(ctx: ChangeContext, audit: LiveAudit, key: str) -> bool:
    """Say whether a fingerprint is that of the file which an audit is to look at again.

    To whoever may not know of that, it is that of a case like any other.
    """
    first = first_look(ctx, audit, ctx.person)
    return first is not None and first.case_key == key


IsHere = Callable[[Owed], bool]


def overdue(
    session: Session, today: date, sets: RuleSets, is_here: IsHere | None = None
) -> Sequence[Owed]:
    """Return the files that were owed a look in the months allowed and still are.

    The months are counted from the audit's own: with 2, January's is overdue from 1 April on.
    So are those of which nobody knows who holds them now: no draw can help them. `is_here` says
    whether somebody does, where it is not today's roster that counts.
    """
    knows = is_here or (lambda owed: owed.holder(today) is not None)
    return [
        each
        for each in debts.owed(session, today)
        if not knows(each) or each.first.audit_month.month <= _last_in_time(each.first, today, sets)
    ]


def _last_in_time(audit: LiveAudit, today: date, sets: RuleSets) -> date:
    within = sets.of(service_then(audit)).re_audit_within_months
    return months.months_before(months.first_of(today), within + 1)


@dataclass(frozen=True)
class FilesOwed:
    """How many files an Inadequate owed another look, how many wait for one, and for too long."""

    of: int
    without: int
    overdue: int


def files_owed(
    session: Session, today: date, scope: DigestScope = ALL, is_here: IsHere | None = None
) -> FilesOwed:
    """Count the files looked at again or about to be, and those that still wait.

    Of the audits that a scope counts; nobody who leaves takes a file along.
    """
    ever = debts.ever_owed(session, scope)
    waiting = {each.debt.id: each for each in debts.owed(session, today)} if ever else {}
    without = [waiting[number] for number in ever if number in waiting]
    found = overdue(session, today, rule_sets(session), is_here) if without else ()
    late = {each.debt.id for each in found}
    return FilesOwed(len(ever), len(without), sum(each.debt.id in late for each in without))


def is_to_be_drawn_again(session: Session, draft: AuditMonth, today: date) -> bool:
    """Say whether a month that nobody was told of was drawn before its sheet or a file owed a look.

    What its draw knew of and could not place waits for the next month.
    """
    sheet = sample.latest_change(session, draft.month)
    if sheet is not None and sheet > draft.drawn_at:
        return True
    return any(
        each.since > draft.drawn_at and each.holder(draft.opens_on) is not None
        for each in debts.owed(session, today)
    )


def pins_of(request: DrawRequest, due: Sequence[Owed]) -> Mapping[Ids, Owed]:
    """Return a pair for each look that can be drawn, beside the request's own pins.

    Where one can, it is another auditor's, and of one who has not met the practitioner lately. Two
    files of one practitioner go to two auditors. What nobody can audit this month stays owed.
    """
    choice = _Choice(request)
    return {ids: each for each in due for ids in choice.pair(each)}


@dataclass
class _Choice:
    request: DrawRequest
    given: Counter[str] = field(default_factory=Counter)
    taken: set[Ids] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.eligible = Eligibility(self.request)
        self.record = Record(self.request)
        self.given.update(auditor for auditor, _ in self.request.pins)
        self.people = {person.id: person for person in self.request.practitioners}

    def pair(self, owed: Owed) -> Iterator[Ids]:
        """Yield the pair, if there is one."""
        holder = owed.holder(self.request.window.opens)
        practitioner = self.people.get(str(holder.id)) if holder else None
        if practitioner is None:
            return
        free = (ids for ids in self.request.pins if ids not in self.taken)
        pinned = (ids for ids in free if ids[1] == practitioner.id)
        found = next(pinned, None) or self._best(practitioner, str(owed.first.auditor_id))
        if found is not None:
            self.taken.add(found)
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
        is_free = (auditor.id, practitioner.id) not in self.taken
        return has_room and is_free and self.eligible.why_not(auditor, practitioner) is None
