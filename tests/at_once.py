"""Several at work on one database at the same moment, however slow the machine is."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from threading import Barrier
from typing import TypeVar

import pytest
from sqlalchemy import Connection, event, text

from db import session
from db.errors import BusyError
from db.session import Database
from tests.waiting import HANG_S, eventually

T = TypeVar("T")
LOOKS, CHANGES = "looks", "changes"  # when the other comes in between


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


def in_between(
    database: Database, part: str, when: str, work: Callable[[], object], other: Callable[[], T]
) -> Future[T]:
    """Do `work`, and `other` after its first statement with this part; return what came of that.

    It comes in between when `work` merely looks, or once it has begun to change something. There
    it either has its way at once, or waits until `work` is over: `work` goes on when it is known
    which. Nobody tries again: two who wait for each other fail.
    """
    begun: list[Future[T]] = []

    def comes_in(connection: Connection, cursor: object, statement: str, *_: object) -> None:
        looks = connection.get_execution_options().get("looks_only", False)
        if begun or looks != (when == LOOKS) or part not in statement:
            return
        begun.append(thread.submit(other))
        eventually(
            lambda: (begun[0].done() or (not looks and _somebody_waits(database))) or None,
            "the other to be done, or to wait for its turn",
        )

    with _unhurried_locks(database), ThreadPoolExecutor(1) as thread:
        event.listen(database.engine, "after_cursor_execute", comes_in)
        try:
            work()
        finally:
            event.remove(database.engine, "after_cursor_execute", comes_in)
    assert begun, f"it never came to {part}"
    return begun[0]


def _somebody_waits(database: Database) -> bool:
    """Say whether somebody waits for a lock; on SQLite, whether all must who want to write."""
    if database.engine.dialect.name == "sqlite":
        with (
            closing(sqlite3.connect(database.engine.url.database or "", timeout=0)) as file,
            pytest.raises(sqlite3.OperationalError, match="locked"),
        ):
            file.execute("BEGIN IMMEDIATE")
        return True
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    with database.look() as connection:
        return bool(connection.scalar(waiting))


@contextmanager
def _unhurried_locks(database: Database) -> Iterator[None]:
    """Let whoever waits for a lock wait as long as whoever holds it needs on a busy machine."""
    patience = int(HANG_S * 1000)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(session, "BUSY_TIMEOUT_MS", patience)
        for limit in ("lock_timeout", "idle_in_transaction_session_timeout"):
            patch.setitem(session.LIMITS_MS, limit, patience)
        database.close()  # what it opens from now on waits so long
        yield
    database.close()
