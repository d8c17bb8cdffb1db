"""An auditor takes a live audit over from one who leaves, and a moderator another's moderation."""

from db.errors import RefusedError
from db.models import LiveAudit
from jobs.audits.plan import names_of
from jobs.audits.published_month import PublishedMonth, ids_of, published_month
from jobs.audits.replacing import Replacing
from jobs.audits.why_pair import WhyPair
from jobs.context import RequestContext
from jobs.rules.draw.repair import BadSwap, RePaired, take_over


def take_audit(ctx: RequestContext, audit: LiveAudit) -> LiveAudit:
    """Put whoever asks into the auditor's place; return the audit that replaces this one.

    Both of the old and the new pair hear. The caller has locked the month. Raises RefusedError
    where the rules keep the two apart.
    """
    month, outcome = _taken(ctx, audit)
    replacing = Replacing(ctx, audit.audit_month, month, outcome, WhyPair("taken over"))
    _, made = replacing.carry_out()
    return made[0]


def _taken(ctx: RequestContext, audit: LiveAudit) -> tuple[PublishedMonth, RePaired]:
    if not audit.is_open:
        facts = {"reference": audit.reference, "state": audit.state}
        raise RefusedError("audit.cannot_be_taken_over", **facts)
    month = published_month(ctx, audit, lost=False)
    published, taker = tuple(month.published), str(ctx.person.id)
    outcome = take_over(month.request, published, ids_of(audit), taker, ctx.today)
    if isinstance(outcome, BadSwap):
        raise RefusedError("audit.bad_take_over", swap=outcome, names=names_of(ctx.session))
    return month, outcome
