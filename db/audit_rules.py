"""The council's rules for live audits, as they are kept: what they mean is for the jobs to say."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from db.audit_permissions import Verb, require
from db.models import AuditRules, Person

EVERY_SERVICE: Final = ""


def values_of(session: Session) -> Mapping[str, Any]:
    """Return the rules that somebody has changed; nothing where the defaults hold."""
    row = session.get(AuditRules, EVERY_SERVICE)
    return {} if row is None else row.values


def changed_at(session: Session) -> datetime | None:
    """Return when the rules were last changed; None where nobody has changed any."""
    row = session.get(AuditRules, EVERY_SERVICE)
    return None if row is None else row.changed_at


def change(session: Session, values: Mapping[str, Any], by: Person | None, at: datetime) -> None:
    """Keep the rules, as checked; `by` is None on the command line of the bot's own machine."""
    if by is not None:
        require(by, Verb.RULES)
    row = session.get(AuditRules, EVERY_SERVICE, with_for_update=True)
    if row is None:
        row = AuditRules(service=EVERY_SERVICE)
        session.add(row)
    row.values = dict(values)
    row.changed_at, row.changed_by_id = at, by.id if by else None
    session.flush()
