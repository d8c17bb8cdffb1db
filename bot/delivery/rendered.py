"""A message as it is posted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True)
class LeftForMorning:
    """What is not posted by itself: it goes with the morning of that key, or with the next."""

    share: MorningShare
    morning: str
