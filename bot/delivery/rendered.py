"""A message as it is posted."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from bot.slack.blocks import Block
from bot.slack.file_answer import Sendable
from db.models import MorningShare


@dataclass(frozen=True)
class RenderedMessage:
    """One message as Slack takes it: plain text for notifications, and Block Kit blocks.

    Where it brings a file, the text alone stands above that. `keeps` is what it tells that the next
    one will be compared with; it is kept once this one has arrived. `members` are the Slack ids of
    those into whose group message it goes, where it goes to more than one person.
    """

    text: str
    blocks: Sequence[Block] = ()
    file: Sendable | None = None
    keeps: Mapping[str, Any] | None = None
    members: Sequence[str] = ()

    @property
    def digest(self) -> str:
        """Return what tells whether it reads the same as another time."""
        return digest_of(self.text, self.blocks)


def digest_of(text: str, blocks: Sequence[Block]) -> str:
    """Return what tells whether a message reads the same as another time."""
    return sha256(json.dumps([text, list(blocks)], sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class LeftForMorning:
    """What is not posted by itself: it goes with the morning of that key, or with the next."""

    share: MorningShare
    morning: str
