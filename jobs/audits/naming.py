"""The audits whose case somebody has still to name, and who is asked for it."""

from collections.abc import Mapping, Sequence

from db.audits import queries as audits
from db.models import AuditMonth, LiveAudit, Person
from db.session import Session
from jobs.audits import settings
from jobs.audits.case_changes import NAMED, rules_of
from jobs.audits.recipients import head_of_service


def unnamed(session: Session) -> Sequence[LiveAudit]:
    """Return the audits of which a head of service has still to name the case."""
    found = audits.without_case(session)
    months = {audit.audit_month_id: audit.audit_month for audit in found}
    naming = {number for number, month in months.items() if _somebody_names(month)}
    mine = (audit for audit in found if audit.audit_month_id in naming)
    return [audit for audit in mine if rules_of(audit).case_choice == NAMED]


def choosers_by_audit(session: Session) -> Mapping[int, tuple[int, ...]]:
    """Return who is asked for each case that is not named yet, by the audit's number."""
    return {
        audit.id: tuple(one.id for one in head_of_service(session, audit.practitioner))
        for audit in unnamed(session)
    }


def waiting_for(session: Session, person: Person) -> Sequence[LiveAudit]:
    """Return the audits that wait for somebody: to be held or named, reflected on or moderated."""
    found = audits.waiting_for(session, person)
    if not (person.is_manager or person.is_lead):
        return found  # nobody else is asked to name a case
    known = {audit.id for audit in found}
    asked = (audit for audit in unnamed(session) if audit.id not in known)
    return [*found, *(one for one in asked if person in head_of_service(session, one.practitioner))]


def _somebody_names(audit_month: AuditMonth) -> bool:
    sets = settings.drawn_by(audit_month)
    rules = (sets.council, *(sets.of(service) for service in sets.own))
    return any(each.case_choice == NAMED for each in rules)
