"""Moderation: which audits need it, and by whom; always somebody far from the pair."""

import hashlib
from collections.abc import Iterable
from typing import Final

from db.audits import changes, moderators
from db.audits import work as audit_work
from db.context import WorkContext
from db.models import LiveAudit, Person
from db.people import queries as people
from db.permissions import Permission, Role, may
from jobs.audits.letters import News, tell, tell_once
from jobs.rules.audit_rules import AuditRules, scale_on

PER_CENT: Final = 100


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
    for part in moderators.pool(ctx.session, audit.moderation_due):
        able = [person for person in part if may_be_asked(person, audit)]
        if able:
            return _least_busy(ctx, audit, able)
    return None


def ask(ctx: WorkContext, audit: LiveAudit) -> Person | None:
    """Give an audit to a moderator and tell them; or tell the leads, once, that there is none."""
    by_itself = WorkContext(ctx.session, None, ctx.now)
    chosen = choose_moderator(ctx, audit)
    if chosen is None:
        leads = people.leads_or_admins(ctx.session, ctx.today)
        tell_once(ctx.session, News(audit, "no moderator", ctx.now), leads)
        return None
    changes.choose_moderator(by_itself, audit, chosen.id)
    tell(ctx.session, News(audit, "moderate", ctx.now), [chosen])
    return chosen


def may_be_asked(person: Person, audit: LiveAudit) -> bool:
    """Say whether one of the pool is far enough from the pair to moderate."""
    return may(person, Permission.BE_MODERATOR, audit, besides=_OF_THE_POOL)


_OF_THE_POOL: Final = frozenset({Role.MODERATES})


def _least_busy(ctx: WorkContext, audit: LiveAudit, people: Iterable[Person]) -> Person:
    busy = audit_work.moderating(ctx.session, audit.audit_month)
    return min(people, key=lambda person: (busy.get(person.id, 0), person.id))


def _lot(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") % PER_CENT
