"""The one place that words refusals and bugs."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import uuid4

from bot.context import RepeatedError
from bot.refusals import refusal_words
from bot.slack.blocks import Answer, saying
from db.errors import RefusedError

log = logging.getLogger(__name__)


def words_for(error: Exception) -> str:
    """Return what to tell the person; the details of a bug stay in the log, under a reference.

    Nothing is told of a request that was only delivered twice.
    """
    if isinstance(error, RepeatedError):
        return ""
    if isinstance(error, RefusedError):
        return refusal_words(error)
    reference = uuid4().hex[:6]
    log.error("listener failed, reference %s", reference, exc_info=error)
    return (
        "Something broke on my side, and nothing was changed. "
        f"Please give an administrator this reference: `{reference}`."
    )


def log_only(error: Exception) -> None:
    """Log what went wrong where there is nobody to tell."""
    words_for(error)


@contextmanager
def answered(tell: Callable[[Answer], None]) -> Iterator[None]:
    """Run a listener's work after its ack; whatever goes wrong is told, never raised.

    Bolt loses an ack that is followed at once by an exception, and the person then waits three
    seconds for Slack's own error.
    """
    try:
        yield
    except Exception as error:  # noqa: BLE001  (words_for logs all that is not a refusal)
        words = words_for(error)
        if words:
            tell(saying(words))
