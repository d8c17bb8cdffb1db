"""Moderation: which audits need it, and by whom; always somebody far from the pair."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from db.audits import auditor_pool
from db.audits import work as audit_work
from db.errors import RefusedError
from db.models import LiveAudit, Person
from db.outbox import reminders
from db.session import Session
from jobs.audits.letters import News, hearers_of_rounds, tell, tell_once
from jobs.audits.recipients import HEAD_OF_SERVICE
from jobs.rules.audit_rules import AuditRules

PER_CENT: Final = 100
MODERATING_ROLES: Final = (HEAD_OF_SERVICE, "quality", "principal social worker")


def needs_moderation(rules: AuditRules, audit: LiveAudit, seed: object) -> bool:
    """Say whether the rules send an audit to a moderator; every Inadequate goes, whatever they say.

    A sample is by lot: the same `seed` and audit always draw the same lot.
    """
    if audit.grade is not None and audit.grade in rules.inadequate_grades:
        return True
    if rules.moderation == "sample":
        return _lot(f"{seed}|{audit.reference}") < rules.sample_percent
    return rules.moderation == "all"


def choose_moderator(session: Session, audit: LiveAudit) -> Person | None:
    """Return who is to moderate: of those far enough from the pair, who has the fewest to do.

    Leads, heads of service and quality assurance come before the other auditors. None where
    nobody is far enough.
    """
    today = audit.moderation_due
    everybody = [person for person in reminders.roster(session) if person.is_reachable(today)]
    seated = {seat.person.id for seat in auditor_pool.auditors(session, today)}
    first = [person for person in everybody if _moderates(person)]
    then = [person for person in everybody if person.id in seated]
    for people in (first, then):
        able = [person for person in people if audit.may_moderate(person)]
        if able:
            return _least_busy(session, audit, able)
    return None


def ask(session: Session, audit: LiveAudit, at: datetime) -> Person | None:
    """Give an audit to a moderator and tell them; or tell the leads, once, that there is none."""
    chosen = choose_moderator(session, audit)
    if chosen is None:
        tell_once(session, News(audit, "no moderator", at), hearers_of_rounds(session))
        return None
    audit.moderator_id = chosen.id
    audit.happened("moderator chosen", None, at, moderator_id=chosen.id)
    tell(session, News(audit, "moderate", at), [chosen])
    return chosen


def refuse_unless_asked(audit: LiveAudit, by: Person) -> None:
    """Refuse anybody but the moderator who was asked, a lead or an administrator."""
    if by.id != audit.moderator_id and not by.is_lead and not by.is_admin:
        asked = audit.moderator.called if audit.moderator else "a lead"
        raise RefusedError(f"{audit.reference} is for {asked} to moderate.")


def _moderates(person: Person) -> bool:
    role = person.role.lower()
    return person.is_lead or any(words in role for words in MODERATING_ROLES)


def _least_busy(session: Session, audit: LiveAudit, people: Iterable[Person]) -> Person:
    busy = audit_work.moderating(session, audit.round)
    return min(people, key=lambda person: (busy.get(person.id, 0), person.id))


def _lot(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") % PER_CENT
