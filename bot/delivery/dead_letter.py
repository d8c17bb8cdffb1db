"""Tells an administrator of a message that never arrived."""

from collections.abc import Iterator

from bot.delivery.message_kind import MessageKind, RenderJob
from bot.delivery.morning import CannotWait
from bot.slack.blocks import Answer, Block, saying, spoken
from db.models import Message, MessageName
from db.outbox import queries as outbox


class DeadLetter(MessageKind[Message]):
    """That a message could not be delivered, and why."""

    name = MessageName.DEAD_LETTER
    cannot_wait = CannotWait.FAILED

    def subject(self, job: RenderJob) -> Message:
        return outbox.find(job.session, job.about["message_id"])

    def render(self, subject: Message, job: RenderJob) -> Answer:
        return saying(
            f"One of my messages never reached {subject.person.called}: {subject.last_error}. "
            "`live-audit doctor` on the server says what to do."
        )

    def why(self, job: RenderJob) -> Iterator[Block]:
        called = self.subject(job).person.called
        yield spoken(
            f"You're an administrator, and a message to {called} couldn't be delivered. "
            "Administrators are told once about each; `live-audit doctor` on the server says "
            "what to do."
        )
