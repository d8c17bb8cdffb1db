"""A swap: two auditors take over each other's practitioner, if both agree."""

from collections.abc import Sequence
from typing import Final

from db.audits import changes, swaps
from db.audits import queries as audits
from db.errors import RefusedError
from db.models import AuditEvent, AuditEventKind, LiveAudit
from db.permissions import Permission, may, require_is_here
from jobs.audits.letters import News, tell
from jobs.audits.plan import names_of
from jobs.audits.published_month import PublishedMonth, ids_of, published_month
from jobs.audits.replacing import Replacing
from jobs.audits.why_pair import WhyPair
from jobs.context import RequestContext
from jobs.rules.draw.repair import BadSwap, RePaired, swap

ASKED: Final = AuditEventKind.SWAP_ASKED
REFUSED: Final = AuditEventKind.SWAP_REFUSED
AGREED: Final = AuditEventKind.SWAP_AGREED


def ask_swap(ctx: RequestContext, audit: LiveAudit, other: LiveAudit) -> AuditEvent:
    """Ask the other of two auditors to swap; asked by the auditor of one of the audits.

    Raises RefusedError for anybody else, and for a swap that the rules do not let them make.
    """
    theirs_or_mine = [each for each in (audit, other) if may(ctx.person, Permission.SWAP, each)]
    if not theirs_or_mine:
        names = {"one": audit.auditor.called, "two": other.auditor.called}
        raise RefusedError("audit.not_your_swap", **names)
    mine, theirs = (audit, other) if audit in theirs_or_mine else (other, audit)
    require_is_here(theirs.auditor, ctx.today, "other")
    _swapped(ctx, mine, theirs)
    event = changes.record(ctx, mine, ASKED, other=theirs.id)
    ctx.session.flush()
    tell(ctx.session, News(mine, "swap asked", ctx.now, event.id), [theirs.auditor])
    return event


def offered(ctx: RequestContext, audit: LiveAudit) -> Sequence[LiveAudit]:
    """Return the audits with which its auditor may swap one; nobody else is told of them."""
    if not may(ctx.person, Permission.SWAP, audit):
        return ()
    found = swaps.to_swap_with(ctx.session, audit, ctx.today)
    return [other for other in found if other.auditor.is_reachable(ctx.today)]


def is_offered(ctx: RequestContext, audit: LiveAudit) -> bool:
    """Say whether there is one with which its auditor may swap it."""
    if not may(ctx.person, Permission.SWAP, audit):
        return False
    others = swaps.auditors_to_swap_with(ctx.session, audit, ctx.today)
    return any(other.is_reachable(ctx.today) for other in others)


def answer_swap(ctx: RequestContext, audit: LiveAudit, *, agreed: bool) -> tuple[LiveAudit, ...]:
    """Agree to the swap asked of an audit, or refuse it; return the two new audits, or nothing.

    The new pairs hear at once, or in the morning's message where the month has not opened for them.
    The caller has locked the month. Raises RefusedError for anybody but the auditor who was asked,
    where nothing waits for an answer, and where the swap has become impossible.
    """
    asked = _unanswered(ctx, audit)
    theirs = audits.several(ctx.session, [asked.changes["other"]])[asked.changes["other"]]
    if not may(ctx.person, Permission.SWAP, theirs):
        if not audits.is_known_to(ctx.person, audit):
            raise RefusedError("audit.nobody_waits")
        raise RefusedError("audit.not_yours_to_answer", asked=theirs.auditor.called)
    if not agreed:
        changes.record(ctx, audit, REFUSED)
        tell(ctx.session, News(audit, "swap refused", ctx.now), [audit.auditor])
        return ()
    month, outcome = _swapped(ctx, audit, theirs)
    changes.record(ctx, audit, AGREED, other=theirs.id)
    swapped = Replacing(ctx, audit.audit_month, month, outcome, WhyPair("swapped"))
    _, made = swapped.carry_out()
    return tuple(made)


def _swapped(
    ctx: RequestContext, mine: LiveAudit, theirs: LiveAudit
) -> tuple[PublishedMonth, RePaired]:
    for audit in (mine, theirs):
        if not audit.is_open:
            facts = {"reference": audit.reference, "state": audit.state}
            raise RefusedError("audit.cannot_be_swapped", **facts)
        if audit.is_lapsed(ctx.today):
            reference, due = audit.reference, audit.due_on
            raise RefusedError("audit.swapped_too_late", reference=reference, due=due)
    if mine.audit_month_id != theirs.audit_month_id:
        raise RefusedError("audit.swap_of_two_months")
    month = published_month(ctx, mine, lost=False)
    published = tuple(month.published)
    outcome = swap(month.request, published, ids_of(mine), ids_of(theirs), ctx.today)
    if isinstance(outcome, BadSwap):
        raise RefusedError("audit.bad_swap", swap=outcome, names=names_of(ctx.session))
    return month, outcome


def _unanswered(ctx: RequestContext, audit: LiveAudit) -> AuditEvent:
    for event in audits.history(ctx.session, audit):
        if event.kind in (REFUSED, AGREED):
            break
        if event.kind == ASKED:
            return event
    raise RefusedError("audit.nobody_waits")
