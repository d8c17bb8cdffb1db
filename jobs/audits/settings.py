"""The rules for live audits as they stand: the council's, and those of each service."""

from db.audits import rules
from db.models import AuditMonth, LiveAudit, Person
from db.session import Session
from jobs.rules.audit_rules import AuditRules, in_month
from jobs.rules.audit_services import SERVICES, RuleSets, read_sets
from jobs.rules.registers import AS_SET_UP


def rule_sets(session: Session) -> RuleSets:
    """Return every set of rules as it is kept; the defaults where nobody has changed any."""
    kept = dict(rules.all_values(session))
    return read_sets(kept.pop(rules.EVERY_SERVICE, {}), kept)


def rules_of(session: Session) -> AuditRules:
    """Return the council's rules."""
    return rule_sets(session).council


def signed_off(session: Session) -> str:
    """Return which completed actions the council has chosen to have signed off, in one look."""
    return str(rules.values_of(session).get("signed_off", AS_SET_UP))


def rules_for(session: Session, person: Person) -> AuditRules:
    """Return the rules of somebody's service: an audit goes by its practitioner's."""
    return rule_sets(session).of(service_of(person))


def rules_of_audit(session: Session, audit: LiveAudit) -> AuditRules:
    """Return the rules of an audit's service, with the grades of its month."""
    rules = rule_sets(session).of(service_then(audit))
    return in_month(rules, audit.audit_month.month)


def drawn_by(audit_month: AuditMonth) -> RuleSets:
    """Return the rules that a month was drawn by."""
    council = {name: value for name, value in audit_month.rules.items() if name != SERVICES}
    return read_sets(council, audit_month.rules.get(SERVICES, {}))


def service_then(audit: LiveAudit) -> str:
    """Return the service that an audit's practitioner was in when it was drawn."""
    if audit.service is not None:
        return audit.service
    return audit.team.service if audit.team else service_of(audit.practitioner)


def service_of(person: Person) -> str:
    """Return the name of somebody's service, empty where it is not known."""
    return person.team.service if person.team else ""
