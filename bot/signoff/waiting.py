"""What waits for somebody's sign-off."""

from collections.abc import Sequence
from typing import Final

from bot.actions import offers
from bot.actions.render_context import action_context
from bot.actions.view import ActionRenderContext, card
from bot.slack.blocks import Answer, aside, bold, faint, lines, row, saying
from bot.slack.registry import Command, Request
from db.actions import signoff_queries
from db.models import Action, Person
from jobs.context import RequestContext

MOST_WAITING: Final = 10


class WaitingForMe(Command):
    """`waiting`."""

    only_looks = True

    name = example = "waiting"
    summary = "what needs your sign-off"

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        return cls()

    def run(self, ctx: RequestContext) -> Answer:
        found = signoff_queries.asked_of(ctx.session, ctx.person)
        return _waiting(found, ctx.person, action_context(ctx))


def _waiting(found: Sequence[Action], person: Person, context: ActionRenderContext) -> Answer:
    if not found:
        return saying("Nothing needs your sign-off.")
    heading = f"{len(found)} waiting for your sign-off"
    blocks = [lines([bold(heading)])]
    for action in found[:MOST_WAITING]:
        blocks.append(card(action, context))
        if action.sign_off_asked_id is None:
            blocks.append(lines([faint("Nobody was found to ask.")]))
        made = offers.offered(action, person, None, context.today, offers.ENDING)
        blocks += [row(f"end-{action.id}", *made)] if made else []
    if len(found) > MOST_WAITING:
        blocks.append(aside(f"and {len(found) - MOST_WAITING} more"))
    return Answer(heading, blocks)
