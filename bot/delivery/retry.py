"""How long delivery waits, and how often it tries."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

MANY_DOUBLINGS = 20


@dataclass(frozen=True)
class RetryPolicy:
    """The waits of delivery; the defaults outlast an outage of Slack of about eight hours."""

    lease: timedelta = timedelta(minutes=1)
    quarantine: timedelta = timedelta(minutes=2)
    first_wait: timedelta = timedelta(seconds=30)
    longest_wait: timedelta = timedelta(hours=2)
    attempts: int = 12
    between_posts_s: float = 1.0  # Slack takes one message a second in one conversation
    jitter: Callable[[], float] = random.random

    def backoff(self, setbacks: int) -> timedelta:
        """Return the wait after so many setbacks in a row (1 or more): doubled, up to half more."""
        doubled = self.first_wait * (1 << min(setbacks - 1, MANY_DOUBLINGS))
        return min(doubled, self.longest_wait) * (1 + self.jitter() / 2)
