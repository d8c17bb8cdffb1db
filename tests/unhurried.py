"""What lets a bot in a test be as slow, and be asked as much, as a busy machine and a test need."""

from typing import Final

from bot.clock import uptime
from bot.slack.fair_share import FairShare
from bot.slack.turn import AckPatience
from tests.waiting import HANG_S

UNHURRIED: Final = AckPatience(uptime, HANG_S, HANG_S)


def unbounded() -> FairShare:
    """Return a share that nobody uses up: the few people of a test ask all there is to ask."""
    return FairShare(at_once=1_000_000, most=1_000_000)
