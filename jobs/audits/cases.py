"""The cases of a month: its sheet as the engine takes it, and what each audit has of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from db.audits import case_keys, sample
from db.audits.debts import Owed
from db.models import CaseChosen, LiveAudit, SampleLine
from db.session import Session
from jobs.rules.audit_services import RuleSets
from jobs.rules.draw.draw_rules import CaseRules
from jobs.rules.draw.model import DrawRequest, Month, PastCase
from jobs.rules.draw.sheet import CaseLine, CaseOf, Ids

BY_LOT: Final = frozenset({"random", "theme"})
CASE_CLOSED: Final = "case closed"  # why an audit was not held


@dataclass(frozen=True)
class MonthSheet:
    """A month's sheet with what the draw has to know of it."""

    rows: Sequence[SampleLine]
    looked_at: tuple[PastCase, ...]

    @classmethod
    def of(cls, session: Session, month: date) -> "MonthSheet":
        """Read it from the tables."""
        rows = sample.lines_of(session, month)
        keys = {row.case_key for row in rows if row.case_key}
        past = case_keys.looked_at(session, keys)
        return cls(rows, tuple(PastCase(key, Month.of(when)) for key, when in past))

    @property
    def by_line(self) -> Mapping[int, SampleLine]:
        """Return its rows by their lines."""
        return {row.line: row for row in self.rows}

    def put_to(
        self, request: DrawRequest, sets: RuleSets, closed: Iterable[int] = ()
    ) -> DrawRequest:
        """Return a request with the sheet; without `closed`, which audits found closed."""
        gone = set(closed)
        cases = tuple(
            _case(row)
            for row in self.rows
            if not row.gone and row.debt_id is None and row.line not in gone
        )
        if not cases:
            return replace(request, cases=(), case_rules=(), looked_at=(), settled=())
        services = {person.service for person in request.practitioners}
        return replace(
            request,
            cases=cases,
            case_rules=tuple(_rules(service, sets) for service in sorted(services)),
            looked_at=self.looked_at,
            settled=(),
        )

    def lines_again(
        self, request: DrawRequest, again: Mapping[Ids, Owed], sets: RuleSets
    ) -> Mapping[Ids, int]:
        """Return the line at which each file to be looked at again stands.

        One that is not on the sheet stands after its last line. Where a service names its cases or
        the pair agree them, it has none yet, as any other audit there.
        """
        if not request.cases:
            return {}
        services = {person.id: person.service for person in request.practitioners}
        by_key = {row.case_key: row.line for row in self.rows if row.case_key and not row.gone}
        by_debt = {row.debt_id: row.line for row in self.rows if row.debt_id}
        after = max(row.line for row in self.rows)
        lines: dict[Ids, int] = {}
        for ids, owed in again.items():
            if sets.of(services[ids[1]]).case_choice not in BY_LOT:
                continue
            line = by_key.get(owed.first.case_key or "") or by_debt.get(owed.debt.id)
            if line is None:
                after += 1
                line = after
            lines[ids] = line
        return lines


def _case(row: SampleLine) -> CaseLine:
    people = row.practitioner_id, row.second_practitioner_id
    holders = tuple(str(number) for number in people if number is not None)
    team = (row.team.service, row.team.name) if row.team and not holders else None
    return CaseLine(row.line, holders, team, row.theme, row.case_key or "")


def _rules(service: str, sets: RuleSets) -> CaseRules:
    rules = sets.of(service)
    theme = rules.case_theme if rules.case_choice == "theme" else ""
    return CaseRules(service, rules.case_choice in BY_LOT, theme, rules.case_gap_months)


def settled_by(audits: Iterable[LiveAudit]) -> Iterator[CaseOf]:
    """Yield the lines that audits have, which follow their practitioners."""
    for audit in audits:
        if audit.case_line is not None:
            yield CaseOf(str(audit.auditor_id), str(audit.practitioner_id), audit.case_line)


def found_closed(audits: Iterable[LiveAudit]) -> Iterator[int]:
    """Yield the lines of audits that were not held because their case was closed."""
    for audit in audits:
        if audit.case_line is not None and audit.not_held_reason == CASE_CLOSED:
            yield audit.case_line


def give(audit: LiveAudit, line: int, row: SampleLine | None) -> None:
    """Let an audit have a line of the sheet, by lot."""
    audit.case_line, audit.case_chosen, audit.case_chosen_by_id = line, CaseChosen.LOT, None
    audit.case_key = row.case_key if row else None
    audit.second_practitioner_id = other_holder(row, audit.practitioner_id)


def carry(audit: LiveAudit, before: LiveAudit) -> None:
    """Let an audit have the case of the one whose place it takes, with all that belongs to it."""
    audit.case_line, audit.case_key = before.case_line, before.case_key
    audit.case_chosen = before.case_chosen
    audit.case_chosen_by_id = before.case_chosen_by_id
    audit.second_practitioner_id = before.second_practitioner_id
    audit.re_audit_of_id = before.re_audit_of_id


def other_holder(row: SampleLine | None, practitioner_id: int) -> int | None:
    """Return who holds a case together with a practitioner, if anybody does."""
    if row is None:
        return None
    holders = (row.practitioner_id, row.second_practitioner_id)
    if practitioner_id not in holders:
        return None
    return next((one for one in holders if one is not None and one != practitioner_id), None)
