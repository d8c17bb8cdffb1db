"""What a message from the outbox says."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Letter:
    """The words of one direct message: plain text for notifications, and Block Kit blocks."""

    text: str
    blocks: list[dict[str, Any]] = field(default_factory=list)
