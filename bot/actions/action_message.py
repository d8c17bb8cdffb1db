"""What every message about one action shares: the action, and why it came."""

from collections.abc import Iterator
from typing import ClassVar

from bot.actions.view import titled
from bot.delivery.message_kind import ONCE, MessageKind, RenderJob, Subject
from bot.slack.blocks import Block


class ActionMessage(MessageKind[Subject]):
    """A kind of message about one action; it comes once unless it says that it comes again."""

    because: ClassVar[str]
    comes_again: ClassVar[bool] = False

    def why(self, job: RenderJob) -> Iterator[Block]:
        action = job.action()
        if action is not None:
            yield titled(action, self.because)
        if not self.comes_again:
            yield ONCE
