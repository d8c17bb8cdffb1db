"""What the App Home offers about live audits, whatever waits in it."""

from collections.abc import Collection

from bot.slack.blocks import Block, button, row
from bot.vocabulary import our
from db.audits import queries as audits
from jobs.context import RequestContext
from jobs.rules.months import next_month

_DRAW, _OF_A_MONTH = "audit_draw", frozenset({"audit_month", "audit_plan"})


def needless(ctx: RequestContext) -> frozenset[str]:
    """Return which buttons of a lead would be refused: the next month is out, or none was drawn."""
    coming = audits.month_for(ctx.session, next_month(ctx.today))
    out = {_DRAW} if coming is not None and not coming.is_draft else set()
    return frozenset(out if audits.latest_months(ctx.session, 1) else _OF_A_MONTH)


def tools(*, is_lead: bool, without: Collection[str] = ()) -> list[Block]:
    """Return everything about live audits that can be done without typing."""
    shown = [row("audit-tools", button("Calendar", "audit_calendar", {}), _AWAY)]
    if is_lead:
        offered = [one for one in _lead_tools() if one["action_id"] not in without]
        shown.append(row("audit-lead-tools", *offered))
    return shown


_AWAY = button("Set somebody's leave", "audit_form_away", {})


def _lead_tools() -> list[Block]:
    return [
        button("Draw the next month", _DRAW, {}),
        button("The month", "audit_month", {}),
        button("See the plan", "audit_plan", {}),
        button("Coverage", "audit_coverage", {}),
        button(f"{our.auditors:C}", "audit_auditors", {}),
        button("Rules", "audit_form_rules", {}),
    ]
