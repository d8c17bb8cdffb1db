"""Tells administrators that somebody at the server redacted words, or made nobody of somebody."""

from typing import Final

from bot.delivery.message_kind import RenderJob
from bot.delivery.of_event import OfCouncilEvent
from bot.slack.blocks import Answer, passage, runs
from bot.vocabulary import count
from db import council_events
from db.chain.erasing import ERASURE
from db.models import CouncilEvent, Erasure, MessageName
from db.models.erasure import ErasedKind

NO_WORDS: Final = (
    "What was removed is kept nowhere in the database. `live-audit verify` lists each removal."
)


class ErasedRows(OfCouncilEvent):
    """What was erased at the server, by whom and how much; never what it said."""

    name = MessageName.ERASED
    commands = "`live-audit redact` or `live-audit person forget`"

    def render(self, subject: CouncilEvent, job: RenderJob) -> Answer:
        """Say which kind of erasure it was, and in how many rows."""
        by, number = (subject.changes[name][1] for name in (council_events.BY, ERASURE))
        erasure = job.session.get_one(Erasure, number)
        rows = f"{count(erasure.rows, 'row')} of the database"
        what = (
            f"removed a leaver's name from {rows}: it is now Former colleague {erasure.person_id}"
            if erasure.kind == ErasedKind.LEAVER
            else f"removed words that should not have been written from {rows}"
        )
        said = f"{by}, on the server, {what}."
        return Answer(said, [passage([said], runs(NO_WORDS))])
