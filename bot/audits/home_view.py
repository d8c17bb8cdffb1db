"""What the App Home offers about live audits, whatever waits in it."""

from bot.slack.blocks import Block, button, row
from bot.vocabulary import our


def tools(*, is_lead: bool) -> list[Block]:
    """Return everything about live audits that can be done without typing."""
    shown = [row("audit-tools", button("Calendar", "audit_calendar", {}), _AWAY)]
    if is_lead:
        shown.append(row("audit-lead-tools", *_lead_tools()))
    return shown


_AWAY = button("Set somebody's leave", "audit_form_away", {})


def _lead_tools() -> list[Block]:
    return [
        button("Draw the next month", "audit_draw", {}),
        button("The month", "audit_month", {}),
        button("See the plan", "audit_plan", {}),
        button("Coverage", "audit_coverage", {}),
        button(f"{our.auditors:C}", "audit_auditors", {}),
        button("Rules", "audit_form_rules", {}),
    ]
