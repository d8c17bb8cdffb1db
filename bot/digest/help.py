"""What can be asked about where things stand."""

from bot.slack.blocks import Answer, Block, aside, bold, bullets, code, lines

_ROWS = (
    ("", "you, your team or everything, by who you are"),
    ("@person", "one person's, for their managers and leads"),
    ("team Permanence", "a team's; team alone is your own line"),
    ("service Children Looked After", "a service's"),
    ("me", "only yours"),
    ("overdue", "what is late, the longest ago first"),
    ("drift", "what will probably be late, and why"),
    ("audits", "live audits: held, not held and why, themes"),
    ("coverage", "who was seen in the last three months"),
    ("loop", "from finding to re-audit: how long, and what is stuck"),
    ("weekly mon 9:00 me", "this every Monday; here or #channel gets counts only"),
    ("monthly day 3 9:00 me overdue", "a section on working day 3 of each month"),
    ("subscriptions", "what comes by itself: pause 2, resume 2, stop 2"),
    ("calendar", "who looks at performance, and when"),
    ("report quarter", "for leads: a document and a workbook; also report month scrutiny"),
    ("pack", "for leads, when an inspector rings: everything in one file"),
)


def helped(status: str, action: str) -> Answer:
    """List what can be typed, with examples that work."""
    rows: list[list[Block | str]] = [
        [code(f"{status} {example}".strip()), f"  {what}"] for example, what in _ROWS
    ]
    whose = f"After a section you can say whose: {status} overdue team Permanence."
    same = f"The same answers {action} status, and “status” to me directly."
    heading = "Where things stand"
    return Answer(heading, [lines([bold(heading)]), bullets(*rows), aside(whose), aside(same)])
