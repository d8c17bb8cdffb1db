"""What the App Home offers about live audits, whatever waits in it."""

from bot.slack.blocks import Block, button, row
from bot.vocabulary import our
from db.audits import queries as audits
from jobs.context import RequestContext
from jobs.rules.months import next_month

LEAD_TOOLS = "audit-lead-tools"
_DRAW, _OF_A_MONTH = "audit_draw", frozenset({"audit_month", "audit_plan"})


def _needless(ctx: RequestContext) -> frozenset[str]:
    """Return which buttons of a lead would be refused: the next month is out, or none was drawn."""
    coming = audits.month_for(ctx.session, next_month(ctx.today))
    out = {_DRAW} if coming is not None and not coming.is_draft else set()
    return frozenset(out if audits.latest_months(ctx.session, 1) else _OF_A_MONTH)


def lead_tools(ctx: RequestContext) -> list[Block]:
    """Return everything about a month of live audits that a lead can do without typing."""
    offered = (
        button("Draw the next month", _DRAW, {}),
        button("The month", "audit_month", {}),
        button("See the plan", "audit_plan", {}),
        button("Coverage", "audit_coverage", {}),
        button(f"{our.auditors:C}", "audit_auditors", {}),
        button("Rules", "audit_form_rules", {}),
    )
    without = _needless(ctx)
    return [row(LEAD_TOOLS, *(one for one in offered if one["action_id"] not in without))]
