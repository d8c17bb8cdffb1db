"""The part of the App Home that is about live audits."""

from collections.abc import Sequence

from bot.messages.audit import Looking, item
from bot.messages.blocks import Block, aside, button, lines, row, title
from db.models import LiveAudit

MOST_SHOWN = 8


def blocks(waiting: Sequence[LiveAudit], looking: Looking, *, is_lead: bool) -> list[Block]:
    """Return what waits for this person, and everything that can be done without typing."""
    shown: list[Block] = [title("Live audits")]
    for audit in waiting[:MOST_SHOWN]:
        shown += item(audit, looking)
    if not waiting:
        shown.append(lines(["No live audit waits for you."]))
    if len(waiting) > MOST_SHOWN:
        shown.append(aside(f"and {len(waiting) - MOST_SHOWN} more: {looking.command} shows them"))
    shown.append(row("audit-tools", *_tools()))
    if is_lead:
        shown.append(row("audit-lead-tools", *_lead_tools()))
    return shown


def _tools() -> list[Block]:
    return [
        button("Who looks when", "audit_calendar", {}),
        button("Somebody is away", "audit_form_away", {}),
    ]


def _lead_tools() -> list[Block]:
    return [
        button("Draw the next month", "audit_draw", {}),
        button("See the plan", "audit_plan", {}),
        button("Coverage", "audit_coverage", {}),
        button("Auditors", "audit_auditors", {}),
        button("Rules", "audit_form_rules", {}),
    ]
