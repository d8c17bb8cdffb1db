"""The first message to a person: what the bot is."""

from collections.abc import Iterator

from bot.delivery.message_kind import MessageKind, RenderJob
from bot.delivery.morning import CannotWait
from bot.home.welcome import welcome
from bot.slack.blocks import Answer, Block, spoken
from db.models import MessageName, Person


class WelcomeMessage(MessageKind[Person]):
    """What this is, what it will and will not do, and where to begin."""

    name = MessageName.WELCOME
    cannot_wait = CannotWait.TO_YOU

    def subject(self, job: RenderJob) -> Person:
        return job.person

    def is_still_true(self, subject: Person, job: RenderJob) -> bool:
        """Say whether they are still here."""
        return subject.works_here(job.ctx.today)

    def render(self, subject: Person, job: RenderJob) -> Answer:
        return welcome(job.ctx)

    def why(self, job: RenderJob) -> Iterator[Block]:
        yield spoken("This came once, when you first opened my messages.")
