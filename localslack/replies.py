"""`response_url`s: five answers in thirty minutes."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from localslack.kinds import SlackError

LIFETIME = timedelta(minutes=30)
USES = 5


@dataclass
class Reply:
    """One response_url: whom it answers, where, and under which message it was asked for."""

    user: str
    channel: str
    message_ts: str | None
    expires: datetime
    left: int = USES


class Replies:
    """The response_urls given out; they live by the workspace's time."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._given: dict[str, Reply] = {}

    def give(self, user: str, channel: str, message_ts: str | None = None) -> str:
        """Return the path of a new response_url."""
        key = secrets.token_hex(12)
        self._given[key] = Reply(user, channel, message_ts, self._now() + LIFETIME)
        return f"/response/{key}"

    def find(self, key: str) -> Reply:
        """Return a response_url that still works; raise `expired_url` or `used_url`."""
        reply = self._given.get(key)
        if reply is None or self._now() >= reply.expires:
            raise SlackError("expired_url")
        if reply.left == 0:
            raise SlackError("used_url")
        return reply
