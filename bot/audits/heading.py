"""What a live audit is called to whoever reads of it: by whom it is with, then by its number.

Whoever may not know the pair is told the number alone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from bot.audits.case_words import joined
from bot.audits.meeting_words import with_whom
from bot.audits.unseen import is_seen
from bot.capital import capital
from bot.slack.blocks import Block, bold, shortened
from bot.vocabulary import our
from db.audits import queries as audits
from db.errors import RefusedError
from db.models import AuditState, LiveAudit, Person
from db.permissions import Permission, may
from jobs.audits import settings
from jobs.context import RequestContext

_NAMES: Final = 44  # signs of a label


def called(audit: LiveAudit, ctx: RequestContext) -> str:
    """Return the number of an audit: to a blind moderator one that is no place in the plan."""
    return audit.blind_reference if is_blind(audit, ctx) else audit.reference


def named(audit: LiveAudit, ctx: RequestContext, *, with_month: bool = False) -> str:
    """Name an audit within a sentence: "your live audit with Sam", or else by its number."""
    if not _is_told_the_pair(audit, ctx):
        return called(audit, ctx)
    return with_whom(audit, ctx.person, with_month=with_month)


@contextmanager
def refusing_by_name(ctx: RequestContext) -> Iterator[None]:
    """Let what is refused of an audit name it as its reader knows it, while it can be looked up."""
    try:
        yield
    except RefusedError as error:
        reference = error.facts.get("reference")
        with ctx.session.no_autoflush:
            audit = audits.called(ctx.session, str(reference), ctx.person) if reference else None
        if audit is not None:
            error.facts["named"] = named(audit, ctx, with_month=True)
        raise


def at_start(audit: LiveAudit, ctx: RequestContext) -> str:
    """Name an audit where a sentence begins: "Your live audit with Sam"."""
    return capital(named(audit, ctx))


def heading(audit: LiveAudit, ctx: RequestContext) -> list[Block | str]:
    """Return the line that names an audit: "Your live audit with Sam · Thu 31 Dec · LA-…"."""
    if not _is_told_the_pair(audit, ctx):
        return nameless(audit, ctx)
    return [bold(f"{at_start(audit, ctx)} · {_day(audit)}"), f" · {audit.reference}"]


def nameless(audit: LiveAudit, ctx: RequestContext) -> list[Block | str]:
    """Return the line that names an audit where the pair are not told of, whoever reads it."""
    return [bold(f"{our.live_audit:C} {called(audit, ctx)}")]


def label(audit: LiveAudit, ctx: RequestContext) -> str:
    """Return an audit on a button, by whom it is with; the number at its end is never cut off."""
    if not _is_told_the_pair(audit, ctx):
        return called(audit, ctx)
    others = [one.called for one in audit.people if one.id != ctx.person.id]
    is_theirs = len(others) < len(audit.people)
    with_them = joined(others) if is_theirs else " with ".join(others)
    return f"{shortened(capital(with_them), _NAMES)} · {_day(audit)} · {audit.reference}"


def _is_told_the_pair(audit: LiveAudit, ctx: RequestContext) -> bool:
    return is_seen(audit, ctx.person) and not is_blind(audit, ctx)


def _day(audit: LiveAudit) -> str:
    """Return the day an audit is booked for, or else its month, as short as is clear."""
    booked = audit.booked_on
    return f"{booked:%a} {booked.day} {booked:%b}" if booked else f"{audit.audit_month.month:%B}"


def is_blind(audit: LiveAudit, ctx: RequestContext) -> bool:
    """Say whether this person moderates it, and so reads the grade: they are not told whose it is.

    Unless the rules tell them. A lead, who could look it up, is not told as long as they moderate.
    """
    if not is_moderator(audit, ctx.person) and not _has_come_near(audit, ctx.person):
        return False
    if ctx.person.is_lead and not can_moderate(audit, ctx.person):
        return False
    return settings.rules_for(ctx.session, audit.practitioner).moderator_sees_pair == "no"


def is_moderator(audit: LiveAudit, person: Person) -> bool:
    """Say whether somebody was asked to moderate it, and is still far enough from the pair."""
    return audit.moderator_id == person.id and may(person, Permission.MODERATE, audit)


def _has_come_near(audit: LiveAudit, person: Person) -> bool:
    """Say whether its moderator is below the pair now: they see no more of it than before."""
    return audit.moderator_id == person.id and not may(person, Permission.SEE_AUDIT, audit)


def can_moderate(audit: LiveAudit, person: Person) -> bool:
    """Say whether a live audit waits for this person's moderation."""
    is_waiting = (
        audit.state == AuditState.HELD and audit.needs_moderation and audit.reflected_at is not None
    )
    return is_waiting and is_moderator(audit, person)
