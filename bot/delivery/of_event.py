"""What administrators are told of an event of the council's."""

from bot.delivery.message_kind import MessageKind, RenderJob
from db import council_events
from db.models import CouncilEvent


class OfCouncilEvent(MessageKind[CouncilEvent]):
    """A message about one event of the council's, such as what somebody did at the server."""

    def subject(self, job: RenderJob) -> CouncilEvent | None:
        return council_events.find(job.session, job.about["council_event"])
