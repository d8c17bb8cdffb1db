"""What administrators are told of an event of the council's."""

from collections.abc import Iterator
from typing import ClassVar

from bot.delivery.message_kind import MessageKind, RenderJob
from bot.slack.blocks import Block, spoken
from db import council_events
from db.models import CouncilEvent


class OfCouncilEvent(MessageKind[CouncilEvent]):
    """A message about one event of the council's, such as what somebody did at the server."""

    commands: ClassVar[str] = ""  # by which it is done there

    def subject(self, job: RenderJob) -> CouncilEvent | None:
        return council_events.find(job.session, job.about["council_event"])

    def why(self, job: RenderJob) -> Iterator[Block]:
        """Say that a command was typed on the server."""
        yield spoken(
            "You're an administrator. Administrators are told once each time somebody types "
            f"{self.commands} on the server. If it wasn't you or somebody you asked, ask who it "
            "was."
        )
