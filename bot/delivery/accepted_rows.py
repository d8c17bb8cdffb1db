"""Tells administrators that somebody at the server took rows as they stand."""

from typing import Final

from bot.capital import listed
from bot.delivery.message_kind import RenderJob
from bot.delivery.of_event import OfCouncilEvent
from bot.slack.blocks import Answer, Block, code, passage
from bot.vocabulary import count
from db.chain.replaying import ACCEPTED
from db.models import CouncilEvent, MessageName

MOST_TOLD: Final = 10


class AcceptedRows(OfCouncilEvent):
    """Which rows were accepted that the history did not bear out, by whom and why."""

    name = MessageName.ACCEPTED
    commands = "`live-audit verify --accept`"

    def render(self, subject: CouncilEvent, job: RenderJob) -> Answer:
        """Say it by the names that `verify` gives the rows: nothing of what stands in them."""
        fields, by, why = (subject.changes[name][1] for name in (ACCEPTED, "by", "why"))
        unlike = f"{count(len(fields), 'row')} of the database that didn't match the history"
        said = f"{by}, on the server, accepted {unlike}."
        more = len(fields) - MOST_TOLD
        rows: list[list[Block | str]] = [
            [code(row), f": {listed([*names])}"] for row, names in fields.items()
        ]
        rest = [[f"and {more:,} more"]] if more > 0 else []
        return Answer(said, [passage([said], [f"Why: {why}"], *rows[:MOST_TOLD], *rest)])
