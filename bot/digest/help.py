"""What can be asked about where things stand."""

from bot.slack.blocks import Answer, Block, aside, bold, bullets, code, lines
from bot.slack.registry import CommandSet
from jobs.context import RequestContext

_WITHOUT_VERB = (
    ("", "you, your team or everything, by who you are"),
    ("@person", "one person's, for their managers and leads"),
)


def helped(verbs: CommandSet, ctx: RequestContext) -> Answer:
    """List what can be typed, with examples that work."""
    status, action = ctx.council.commands.status_alias, ctx.council.commands.action
    rows: list[list[Block | str]] = [
        [code(f"{status} {example}".strip()), f"  {what}"]
        for example, what in (*_WITHOUT_VERB, *verbs.help_rows())
    ]
    whose = f"After a section you can say whose: {status} overdue team Permanence."
    same = f"The same answers {action} status, and “status” to me directly."
    heading = "Where things stand"
    return Answer(heading, [lines([bold(heading)]), bullets(*rows), aside(whose), aside(same)])
