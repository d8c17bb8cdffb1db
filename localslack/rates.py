"""How often each method may be called, where a test asks for Slack's own limits."""

from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from math import ceil

# Calls a minute: https://docs.slack.dev/apis/web-api/rate-limits, and each method's own page.
TIER_1, TIER_2, TIER_3, TIER_4 = 1, 20, 50, 100
TIERS: Mapping[str, int] = {
    "apps.connections.open": TIER_1,
    "conversations.list": TIER_2,
    "files.completeUploadExternal": TIER_4,
    "files.getUploadURLExternal": TIER_4,
    "files.info": TIER_4,
    "users.list": TIER_2,
    "bots.info": TIER_3,
    "chat.delete": TIER_3,
    "chat.update": TIER_3,
    "conversations.history": TIER_3,
    "conversations.info": TIER_3,
    "conversations.join": TIER_3,
    "conversations.open": TIER_3,
    "reactions.add": TIER_3,
    "team.info": TIER_3,
    "users.lookupByEmail": TIER_3,
    "chat.postEphemeral": TIER_4,
    "conversations.members": TIER_4,
    "users.info": TIER_4,
    "views.open": TIER_4,
    "views.publish": TIER_4,
    "views.push": TIER_4,
    "views.update": TIER_4,
}
A_MINUTE, A_SECOND = timedelta(minutes=1), timedelta(seconds=1)
POST = "chat.postMessage"  # one a second into each conversation


class Rates:
    """What was called lately; nothing is limited until a test asks for it."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self.are_kept = False
        self._called: dict[tuple[str, str], deque[datetime]] = defaultdict(deque)

    def keep(self, wanted: bool) -> None:
        """Keep Slack's limits from now on, or no longer."""
        self.are_kept = wanted
        self._called.clear()

    def wait(self, method: str, channel: str) -> int | None:
        """Note a call; return after how many seconds it may be made again if it is one too many."""
        most, span = (1, A_SECOND) if method == POST else (TIERS.get(method), A_MINUTE)
        if not self.are_kept or most is None:
            return None
        called, at = self._called[method, channel if method == POST else ""], self._now()
        while called and called[0] <= at - span:
            called.popleft()
        if len(called) < most:
            called.append(at)
            return None
        return max(1, ceil((called[0] + span - at).total_seconds()))
