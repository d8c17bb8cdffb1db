"""What a thread is at work on: one id from a request, or a run of a job, to each of its messages.

The log shows it; a message keeps it as the beginning of its token, under which it is delivered.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from secrets import token_hex
from typing import Final

CURRENT: Final[ContextVar[str]] = ContextVar("work", default="")


@contextmanager
def traced(token: str = "") -> Iterator[None]:
    """Give all that the block does one id: that of a message's token, or a new one."""
    was = CURRENT.set((token or token_hex(4))[:8])
    try:
        yield
    finally:
        CURRENT.reset(was)


def new_token() -> str:
    """Return a token that nobody else has, which begins with the id of the work."""
    return f"{CURRENT.get()}{token_hex(16)}"[:32]
