"""Whatever the bot or a person's request changes of what two may change at once, it locked first.

Every unit of work that bot/ or jobs/ begin is watched, on either database: SQLite needs no lock,
but the statements are the same. A row that was read before it was locked must be read anew.
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import Select, event, inspect
from sqlalchemy.orm import QueryContext, Session

from db import loading
from db.models import (
    Absence,
    Action,
    AuditMonth,
    DateMove,
    Handover,
    HandoverItem,
    LiveAudit,
    Measure,
    PlanItem,
    Subscription,
)
from db.models.base import Base
from db.session import Database

OURS: Final = tuple(str(Path(__file__).parents[1] / room) for room in ("bot", "jobs"))
SAMPLES: Final = str(Path(__file__).parents[1] / "bot" / "demo")  # nobody is there beside it
ROWS: Final = (Absence, Action, AuditMonth, Handover, LiveAudit, Measure, PlanItem, Subscription)
# What is locked with the row that it belongs to.
WITHIN: Final[dict[type, tuple[type, str]]] = {
    DateMove: (Action, "action_id"),
    HandoverItem: (Handover, "handover_id"),
}
LOCKED: Final = "rows that were locked as they were read"
_Key = tuple[type, int]


class LockWatch:
    """Watches what each unit of work of ours locks, and what it changes."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._begin, self._rows = Database.begin, loading.rows

    def pytest_sessionstart(self) -> None:
        setattr(Database, "begin", self._watched())  # noqa: B010
        setattr(loading, "rows", self._read_by_hand())  # noqa: B010
        for model in ROWS:
            event.listen(model, "load", _read)
            event.listen(model, "refresh", _read)
        event.listen(Session, "pending_to_persistent", _made)
        event.listen(Session, "before_flush", self._flushed)

    def pytest_sessionfinish(self) -> None:
        setattr(Database, "begin", self._begin)  # noqa: B010
        setattr(loading, "rows", self._rows)  # noqa: B010
        for model in ROWS:
            event.remove(model, "load", _read)
            event.remove(model, "refresh", _read)
        event.remove(Session, "pending_to_persistent", _made)
        event.remove(Session, "before_flush", self._flushed)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self) -> Iterator[None]:
        """Fail the test in which something was changed that was not locked."""
        self.found.clear()
        yield
        assert self.found == []

    def _watched(self) -> Callable[[Database], AbstractContextManager[Session]]:
        begin = self._begin

        @contextmanager
        def noted(unit: AbstractContextManager[Session]) -> Iterator[Session]:
            with unit as session:
                session.info[LOCKED] = set()
                yield session

        def begun(database: Database) -> AbstractContextManager[Session]:
            by = sys._getframe(1).f_code.co_filename
            is_ours = by.startswith(OURS) and not by.startswith(SAMPLES)
            return noted(begin(database)) if is_ours else begin(database)

        return begun

    def _read_by_hand(self) -> Callable[..., Sequence[Sequence[object]]]:
        """Return what reads objects without the session, noting what it locks."""
        read = self._rows

        def noted(
            session: Session, statement: Select[Any], given: Mapping[str, object], **how: bool
        ) -> Sequence[Sequence[object]]:
            found = read(session, statement, given, **how)
            for row in (part for parts in found for part in parts if isinstance(part, ROWS)):
                _lock(session, row, getattr(statement, "_for_update_arg", None))
            return found

        return noted

    def _flushed(self, session: Session, *_: object) -> None:
        locked = session.info.get(LOCKED)
        if locked is None:
            return
        changed = [row for row in session.dirty if session.is_modified(row)]
        for row in (*changed, *session.deleted):
            if isinstance(row, (*ROWS, *WITHIN)) and _guard(row) not in locked:
                fields = [one.key for one in inspect(row).attrs if one.history.has_changes()]
                self.found.append(f"{type(row).__name__} was not locked: {', '.join(fields)}")


def _guard(row: object) -> _Key:
    """Return which row must be locked for this one to be changed."""
    model, number = WITHIN.get(type(row), (type(row), "id"))
    return model, getattr(row, number)


def _read(row: Base, context: QueryContext, *_: object) -> None:
    session = inspect(row).session
    if session is not None:
        _lock(session, row, getattr(context.query, "_for_update_arg", None))


def _lock(session: Session, row: Base, lock: Any) -> None:  # noqa: ANN401  (SQLAlchemy's own)
    if lock is None or LOCKED not in session.info:
        return
    if not lock.of or row.__tablename__ in {one.name for one in lock.of}:
        session.info[LOCKED].add(_guard(row))


def _made(session: Session, row: object) -> None:
    if LOCKED in session.info and isinstance(row, (*ROWS, *WITHIN)):
        session.info[LOCKED].add(_guard(row))
