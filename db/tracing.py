"""What a thread is at work on: one id from a request, or a run of a job, to each of its messages.

The log shows it with every line, and a message of the outbox keeps it as the beginning of its
token, so that its delivery is logged under the id of what it was decided in.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final
from uuid import uuid4

LENGTH: Final = 8
_WORK: Final[ContextVar[str]] = ContextVar("work", default="")


@contextmanager
def traced(work: str = "") -> Iterator[None]:
    """Give all that the block does one id: that of a message's token, or a new one."""
    was = _WORK.set((work or uuid4().hex)[:LENGTH])
    try:
        yield
    finally:
        _WORK.reset(was)


def current() -> str:
    """Return the id of what this thread is at work on; empty outside of any."""
    return _WORK.get()


def new_token() -> str:
    """Return a token that nobody else has, which begins with the id of the work."""
    return f"{current()}{uuid4().hex}"[: len(uuid4().hex)]
