"""What a message from the outbox says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.audits.invite import Invite


@dataclass(frozen=True)
class Letter:
    """The words of one message: plain text for notifications, and Block Kit blocks.

    Where it brings a file, the text alone stands above that. `keeps` is what it tells that the next
    one will be compared with; it is kept once this one has arrived.
    """

    text: str
    blocks: list[dict[str, Any]] = field(default_factory=list)
    file: Invite | None = None
    keeps: Mapping[str, Any] | None = None
