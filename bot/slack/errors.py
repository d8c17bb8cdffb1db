"""Where what was not expected goes: the log, under a reference that a person can quote."""

import logging
from uuid import uuid4

from bot.context import RepeatedError
from db.errors import RefusedError

log = logging.getLogger(__name__)


def log_failure(error: Exception) -> str:
    """Log a bug with its traceback; return the reference it is logged under."""
    reference = uuid4().hex[:6]
    log.error("listener failed, reference %s", reference, exc_info=error)
    return reference


def log_only(error: Exception) -> None:
    """Log what went wrong where there is nobody to tell; a refusal is no failure."""
    if not isinstance(error, RefusedError | RepeatedError):
        log_failure(error)
