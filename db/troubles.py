"""Which of the database's own errors mean that it is busy, and which that it was lost."""

import sqlite3
from typing import Final

from sqlalchemy.exc import DBAPIError, TimeoutError

from db.errors import BusyError, LostError, RingError

# https://www.postgresql.org/docs/current/errcodes-appendix.html
BUSY_STATES: Final = frozenset(
    {
        "25006",  # read_only_sql_transaction
        "25P03",  # idle_in_transaction_session_timeout
        "53100",  # disk_full
        "53300",  # too_many_connections
        "55P03",  # lock_not_available
        "57014",  # query_canceled
        "57P03",  # cannot_connect_now
    }
)
RING_STATES: Final = frozenset({"40001", "40P01"})  # serialization_failure, deadlock_detected
BUSY_CODES: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
DISK_CODES: Final = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR})
_PRIMARY: Final = 0xFF  # the part of an extended result code that says what sort it is


def trouble_of(error: DBAPIError | TimeoutError) -> BusyError | LostError | None:
    """Return what an error of the database means; None where it is a fault of ours."""
    if isinstance(error, TimeoutError):  # no connection was free
        return BusyError(str(error))
    if getattr(error.orig, "sqlstate", None) in RING_STATES:
        return RingError(type(error.orig).__name__)
    if _is_busy(error):
        return BusyError(getattr(error.orig, "sqlite_errorname", type(error.orig).__name__))
    if error.connection_invalidated:
        return LostError(type(error.orig).__name__)
    return None


def _is_busy(error: DBAPIError) -> bool:
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return code & _PRIMARY in BUSY_CODES | DISK_CODES
    state = getattr(error.orig, "sqlstate", None)
    was_never_reached = state is None and error.statement is None
    return was_never_reached or state in BUSY_STATES
