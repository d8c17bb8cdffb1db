"""Several at work on one database at the same moment, however slow the machine is."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import TypeVar

import pytest

from db import session
from db.errors import BusyError
from db.session import Database
from tests.waiting import HANG_S

T = TypeVar("T")


def at_once(database: Database, *works: Callable[[], T]) -> Sequence[T]:
    """Do all of it in threads of their own; return what each gave.

    Whoever finds the database busy tries again, as a bot does at its next look.
    """
    together = Barrier(len(works))

    def until_free(work: Callable[[], T]) -> T:
        together.wait()
        while True:
            try:
                return work()
            except BusyError:
                continue

    with _unhurried_locks(database), ThreadPoolExecutor(len(works)) as threads:
        return list(threads.map(until_free, works))


@contextmanager
def _unhurried_locks(database: Database) -> Iterator[None]:
    """Let whoever waits for a lock wait as long as whoever holds it needs on a busy machine."""
    patience = int(HANG_S * 1000)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(session, "BUSY_TIMEOUT_MS", patience)
        patch.setitem(session.LIMITS_MS, "lock_timeout", patience)
        database.close()  # what it opens from now on waits so long
        yield
    database.close()
