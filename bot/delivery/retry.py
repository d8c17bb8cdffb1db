"""How long delivery waits, and how often it tries."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from db.outbox.claims import Terms

MANY_DOUBLINGS = 20


@dataclass(frozen=True)
class RetryPolicy:
    """The waits of delivery; a message that Slack refuses for now has eight hours.

    Silence is another matter: while nobody knows whether Slack is there, it is tried again every
    two minutes and no try counts, for three days.
    """

    lease: timedelta = timedelta(minutes=1)
    quarantine: timedelta = timedelta(minutes=2)
    first_wait: timedelta = timedelta(seconds=30)
    longest_wait: timedelta = timedelta(hours=2)
    attempts: int = 12
    longest_outage_wait: timedelta = timedelta(minutes=2)
    silence: timedelta = timedelta(days=3)
    between_posts_s: float = 1.0  # Slack takes one message a second in one conversation
    jitter: Callable[[], float] = random.random

    @property
    def pace(self) -> timedelta:
        """Return the least time from one message to the next in a conversation."""
        return timedelta(seconds=self.between_posts_s)

    @property
    def terms(self) -> Terms:
        """Return on what terms a message is claimed."""
        return Terms(self.lease, self.quarantine, self.pace)

    def backoff(self, setbacks: int) -> timedelta:
        """Return the wait after so many setbacks in a row (1 or more): doubled, up to half more."""
        doubled = self.first_wait * (1 << min(setbacks - 1, MANY_DOUBLINGS))
        return min(doubled, self.longest_wait) * (1 + self.jitter() / 2)

    def outage(self, setbacks: int) -> timedelta:
        """Return the wait after Slack was not reached so many times in a row (1 or more)."""
        doubled = self.first_wait * (1 << min(setbacks - 1, MANY_DOUBLINGS))
        return min(doubled, self.longest_outage_wait) * (1 - self.jitter() / 4)
