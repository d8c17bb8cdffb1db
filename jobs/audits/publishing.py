"""Publishing a month's draw: the first anybody hears of it."""

from db.audits import changes
from db.audits import queries as audits
from db.errors import RefusedError
from db.models import AuditMonth, MonthState
from db.permissions import Permission, require
from jobs.audits.case_changes import ask_for_case
from jobs.audits.letters import Opening, tell_published
from jobs.context import RequestContext
from jobs.rules.draw.model import DrawRequest


def publish(ctx: RequestContext, audit_month: AuditMonth) -> None:
    """Let both of each pair know: the morning on which the month opens, or at once if it has.

    It opens for each on a working day of theirs, when they are reminded or when they start.
    Raises RefusedError for whoever may not, and for a month that is published already.
    """
    require(ctx.person, Permission.PUBLISH)
    if audit_month.state != MonthState.DRAWN:
        facts = {"month": f"{audit_month.month:%B %Y}", "state": audit_month.state}
        raise RefusedError("audit.published_already", **facts)
    if ctx.now.date() > audit_month.due_on:
        month, due = f"{audit_month.month:%B %Y}", audit_month.due_on
        raise RefusedError("audit.too_late_to_publish", month=month, due=due)
    audit_month.state = MonthState.PUBLISHED
    audit_month.published_at, audit_month.published_by_id = ctx.now, ctx.person.id
    calendar = DrawRequest.from_json(audit_month.request).calendar
    opening = Opening(audit_month.opens_on, ctx.now, calendar, ctx.council.remind_at)
    for audit in audits.of_month(ctx.session, audit_month.id):
        changes.publish(ctx, audit)
        tell_published(ctx.session, audit, opening)
        ask_for_case(ctx, audit)
