"""Tells administrators that somebody at the server put a backup back."""

from typing import Final

from bot.delivery.message_kind import RenderJob
from bot.delivery.of_event import OfCouncilEvent
from bot.slack.blocks import Answer, Block, code, passage
from db import council_events
from db.models import CouncilEvent, MessageName

WHAT_FOLLOWS: Final = (
    "Anything written since then is gone, and messages sent since then may come again."
)


class RestoredBackup(OfCouncilEvent):
    """That a backup was put back, by whom, and which one it was."""

    name = MessageName.RESTORED
    commands = "`live-audit restore`"

    def render(self, subject: CouncilEvent, job: RenderJob) -> Answer:
        """Say it by the head of the history that the backup had, and when that was made."""
        by, head = (subject.changes[name][1] for name in (council_events.BY, council_events.WHAT))
        said = f"{by}, on the server, restored a backup."
        which: list[Block | str] = ["The last check code of its history is ", code(head)]
        return Answer(said, [passage([said], which, [WHAT_FOLLOWS])])
