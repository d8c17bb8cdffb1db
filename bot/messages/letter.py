"""What a message from the outbox says."""

from dataclasses import dataclass, field
from typing import Any

from bot.messages.invite import Invite


@dataclass(frozen=True)
class Letter:
    """The words of one direct message: plain text for notifications, and Block Kit blocks.

    Where it brings a file, the text alone stands above that.
    """

    text: str
    blocks: list[dict[str, Any]] = field(default_factory=list)
    file: Invite | None = None
