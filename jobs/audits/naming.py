"""The audits whose case somebody has still to name, and who is asked for it."""

from collections.abc import Mapping, Sequence
from datetime import date

from db.audits import queries as audits
from db.context import ChangeContext
from db.models import AuditMonth, LiveAudit
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


def choosers_by_audit(session: Session, day: date) -> Mapping[int, tuple[int, ...]]:
    """Return who is asked on a day for each case that is not named yet, by the audit's number."""
    return {
        audit.id: tuple(one.id for one in head_of_service(session, audit.practitioner, day))
        for audit in unnamed(session)
    }


def waiting_for(ctx: ChangeContext) -> Sequence[LiveAudit]:
    """Return the audits that wait for whoever asks: to hold, name, reflect on or moderate."""
    session, person, day = ctx.session, ctx.person, ctx.today
    found = audits.waiting_for(session, person)
    if not (person.is_manager or person.is_lead):
        return found  # nobody else is asked to name a case
    known = {audit.id for audit in found}
    asked = (audit for audit in unnamed(session) if audit.id not in known)
    mine = (one for one in asked if person in head_of_service(session, one.practitioner, day))
    return [*found, *mine]


def _somebody_names(audit_month: AuditMonth) -> bool:
    sets = settings.drawn_by(audit_month)
    rules = (sets.council, *(sets.of(service) for service in sets.own))
    return any(each.case_choice == NAMED for each in rules)
