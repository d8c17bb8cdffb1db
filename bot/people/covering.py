"""Who covers for somebody: their own deputy, and the deputies of their actions."""

from typing import Final

from bot.slack.blocks import Answer, Block, aside, bold, bullets, lines, saying
from bot.slack.registry import Request
from db.actions import queries as actions
from jobs.context import RequestContext

_MOST: Final = 30


class WhoCovers(Request):
    """`who's covering for me`."""

    only_looks = True

    def run(self, ctx: RequestContext) -> Answer:
        """Name the deputy, and whoever covers for single actions; else how one is named."""
        command = ctx.council.commands.action
        rows = [one for one in actions.open_of(ctx.session, ctx.person, _MOST) if one.deputy]
        told: list[list[Block | str]] = [
            [f"{one.called} {one.title}: ", bold(one.deputy.called)] for one in rows if one.deputy
        ]
        whole = ctx.person.deputy
        if whole is None and not told:
            return saying(f"Nobody covers for you. `{command} deputy 12 @person` names somebody.")
        said = f"{whole.called} covers for you." if whole else "Somebody covers for you on these:"
        shown = [bullets(*told)] if told else []
        note = aside(f"{command} deputy 12 @person names somebody for one action.")
        return Answer(said, [lines([said]), *shown, note])
