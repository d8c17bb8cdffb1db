"""Putting right what was said of a live audit: corrected, reopened, or undone at once."""

from collections.abc import Sequence

from db.actions import operations
from db.actions import queries as actions
from db.actions.operations import UNDO_FOR, Draft
from db.audits import changes, undo
from db.audits import work as audit_work
from db.audits.changes import Outcome
from db.errors import RefusedError
from db.models import AuditEvent, LiveAudit
from db.models.audit import HELD_STATES
from jobs.audits import outcomes, re_audits, settings
from jobs.audits.letters import News, tell
from jobs.audits.recipients import pair
from jobs.context import RequestContext
from jobs.rules.not_held import NO_WORD


def correct(
    ctx: RequestContext, audit: LiveAudit, outcome: Outcome, why: str, drafts: Sequence[Draft] = ()
) -> AuditEvent:
    """Correct what was written up, tell the pair, and do what another grade asks for.

    The practitioner is asked again how they see another grade, and a moderator after them; a grade
    that counts as Inadequate from now on starts its clock. Raises RefusedError.
    """
    rules = settings.rules_of_audit(ctx.session, audit)
    outcomes.refuse_unknown(outcome, rules, besides=audit)
    before = audit.moderated_grade or audit.grade
    event = changes.correct(ctx, audit, outcome, why)
    if "grade" in event.changes:
        changes.also(event, audit, outcomes.moderation_of(ctx, audit, rules))
    latest = outcomes.actions_due(ctx, audit.moderated_grade or audit.grade, rules)
    is_new = latest is not None and not outcomes.is_inadequate(before, rules)
    arisen = actions.arisen(ctx.session, audit.reference)
    asked = latest if is_new and not arisen else None
    outcomes.add_actions(ctx, audit, drafts, asked)
    tell(ctx.session, News(audit, "corrected", ctx.now, wait=UNDO_FOR), pair(audit), ctx.person)
    if latest is not None and is_new:
        outcomes.start_clock(ctx, audit, latest)
    re_audits.settle(ctx, audit, rules)
    return event


def reopen(ctx: RequestContext, audit: LiveAudit, why: str) -> AuditEvent:
    """Take back that an audit was held, or was not, and tell the pair."""
    if audit_work.replacement_of(ctx.session, audit) is not None:
        raise RefusedError("audit.paired_again_already", reference=audit.reference)
    event = changes.reopen(ctx, audit, why, late=NO_WORD)
    tell(ctx.session, News(audit, "reopened", ctx.now, wait=UNDO_FOR), pair(audit), ctx.person)
    return event


def undo_last(ctx: RequestContext, event_id: int) -> LiveAudit:
    """Undo what this person has just done; the actions that arose from it are dropped with it."""
    audit, event = undo.undo(ctx, event_id)
    for added in actions.added_with(ctx.session, audit.reference, event.at):
        operations.undo_adding(ctx, added)
    if audit.state in HELD_STATES:
        re_audits.settle(ctx, audit, settings.rules_of_audit(ctx.session, audit))
    return audit
