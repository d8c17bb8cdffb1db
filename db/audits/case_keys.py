"""Case numbers, known by a keyed hash alone, so that nobody audits the same case again too soon.

The hash is HMAC-SHA256 (RFC 2104) under a key that is in the settings and not in the database:
case numbers are so few that anybody could try them all against a hash without a key.
"""

import hmac
import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from db.among import is_one_of
from db.days import day_in
from db.errors import RefusedError
from db.models import AuditMonth, LiveAudit
from db.models.audit import HELD_STATES

CASE = "case"


@dataclass(frozen=True)
class CaseNumbers:
    """How the council takes case numbers: its key, the pattern they match, and how they look."""

    secret: str | None
    pattern: str

    def key_of(self, number: str) -> str:
        """Return the keyed hash of a case number in hexadecimal; refuse one of another form.

        Raises RefusedError, which never repeats the number.
        """
        if not self.pattern:
            raise RefusedError("audit.no_case_numbers", CASE)
        if not self.secret:
            raise RefusedError("audit.no_case_key", CASE)
        tidy = _tidy(number)
        if not re.fullmatch(self.pattern, tidy, re.IGNORECASE):
            raise RefusedError("audit.not_a_case_number", CASE)
        bare = re.sub(r"[^0-9A-Z]", "", tidy)
        return hmac.digest(self.secret.encode(), bare.encode(), "sha256").hex()


def refuse_audited(session: Session, key: str, since: datetime) -> None:
    """Refuse a case that was audited since then, naming the audit."""
    audit = audited_since(session, key, since)
    if audit is not None and audit.held_at is not None:
        facts = {"reference": audit.reference, "month": f"{day_in(audit, audit.held_at):%B %Y}"}
        raise RefusedError("audit.case_audited", CASE, **facts)


def audited_since(session: Session, key: str, since: datetime) -> LiveAudit | None:
    """Return the latest audit of a case that was held since then."""
    query = (
        select(LiveAudit)
        .options(joinedload(LiveAudit.audit_month))
        .where(LiveAudit.case_key == key, LiveAudit.held_at >= since)
        .order_by(LiveAudit.held_at.desc())
        .limit(1)
    )
    return session.scalar(query)


def looked_at(session: Session, keys: Collection[str]) -> Sequence[tuple[str, date]]:
    """Return which of these fingerprints were audited, each with the month of the audit."""
    query = (
        select(LiveAudit.case_key, AuditMonth.month)
        .join(AuditMonth, AuditMonth.id == LiveAudit.audit_month_id)
        .where(is_one_of(LiveAudit.case_key, keys), LiveAudit.state.in_(HELD_STATES))
    )
    return [(key, month) for key, month in session.execute(query) if key is not None]


def _tidy(number: str) -> str:
    """Return a number in one way of writing it: full-width figures and spaces are slips."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", number)).upper()
