"""The council's rules for live audits, as they stand."""

from db import audit_rules
from db.session import Session
from jobs.rules.audit_rules import AuditRules, read


def rules_of(session: Session) -> AuditRules:
    """Return the rules as they are kept; the defaults where nobody has changed any."""
    return read(audit_rules.values_of(session))
