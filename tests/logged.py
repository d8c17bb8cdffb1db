"""The log as the bot's process writes it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

from bot import logs


@contextmanager
def logged_at_debug() -> Iterator[StringIO]:
    """Give what everybody logs, at the most talkative level, as the bot's process writes it."""
    root, handler = logging.getLogger(), logs.handler()
    log, level = StringIO(), root.level
    handler.setStream(log)
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield log
    root.setLevel(level)
    root.removeHandler(handler)
