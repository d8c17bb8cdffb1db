"""Moderation: which audits need it, and by whom; always somebody far from the pair."""

import hashlib
from collections.abc import Iterable
from typing import Final

from db.audits import auditor_pool, changes
from db.audits import work as audit_work
from db.context import WorkContext
from db.models import LiveAudit, Person
from db.outbox import reminders
from db.permissions import Permission, may
from jobs.audits.letters import News, recipients_of_months, tell, tell_once
from jobs.audits.recipients import HEAD_OF_SERVICE
from jobs.rules.audit_rules import AuditRules, scale_on

PER_CENT: Final = 100
MODERATING_ROLES: Final = (HEAD_OF_SERVICE, "quality", "principal social worker")


def needs_moderation(rules: AuditRules, audit: LiveAudit, seed: object) -> bool:
    """Say whether the rules send an audit to a moderator; every Inadequate goes, whatever they say.

    A sample is by lot: the same `seed` and audit always draw the same lot.
    """
    if audit.grade is not None and audit.grade in scale_on(rules, audit.audit_month.month).alarming:
        return True
    if rules.moderation == "sample":
        return _lot(f"{seed}|{audit.reference}") < rules.sample_percent
    return rules.moderation == "all"


def choose_moderator(ctx: WorkContext, audit: LiveAudit) -> Person | None:
    """Return who is to moderate: of those far enough from the pair, who has the fewest to do.

    Leads, heads of service and quality assurance come before the other auditors. None where
    nobody is far enough.
    """
    today = audit.moderation_due
    everybody = [person for person in reminders.roster(ctx.session) if person.is_reachable(today)]
    listed = {place.person.id for place in auditor_pool.auditors(ctx.session, today)}
    first = [person for person in everybody if _moderates(person)]
    then = [person for person in everybody if person.id in listed]
    for people in (first, then):
        able = [person for person in people if may(person, Permission.BE_MODERATOR, audit)]
        if able:
            return _least_busy(ctx, audit, able)
    return None


def ask(ctx: WorkContext, audit: LiveAudit) -> Person | None:
    """Give an audit to a moderator and tell them; or tell the leads, once, that there is none."""
    by_itself = WorkContext(ctx.session, None, ctx.now)
    chosen = choose_moderator(ctx, audit)
    if chosen is None:
        leads = recipients_of_months(ctx.session)
        tell_once(ctx.session, News(audit, "no moderator", ctx.now), leads)
        return None
    changes.choose_moderator(by_itself, audit, chosen.id)
    tell(ctx.session, News(audit, "moderate", ctx.now), [chosen])
    return chosen


def _moderates(person: Person) -> bool:
    role = person.role.lower()
    return person.is_lead or any(words in role for words in MODERATING_ROLES)


def _least_busy(ctx: WorkContext, audit: LiveAudit, people: Iterable[Person]) -> Person:
    busy = audit_work.moderating(ctx.session, audit.audit_month)
    return min(people, key=lambda person: (busy.get(person.id, 0), person.id))


def _lot(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") % PER_CENT
