"""What a report asks of the tables as it was at the end of a day: a copy, in memory, for a moment.

What people did later is taken back row by row, by the events that tell of it. The same questions
are asked of the copy as of the tables themselves.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    NullPool,
    create_engine,
    delete,
    event,
    insert,
    or_,
    select,
    true,
)
from sqlalchemy.orm import Session, joinedload

from db.actions.scopes import OPEN
from db.among import is_one_of
from db.days import ZONE, end_of, teach_sqlite, zone_of
from db.history import put, values_before
from db.models import (
    Action,
    AuditEvent,
    AuditMonth,
    CaseDebt,
    DateMove,
    Event,
    Forecast,
    LiveAudit,
    Measure,
    MeasureEvent,
    MoveState,
)
from db.models.base import Base

_ASKED: Final = (
    "team", "person", "absence", "membership", "auditor_seat", "audit_rules", "audit_round",
    "live_audit", "audit_event", "case_debt", "action", "event", "date_move", "forecast",
    "plan_item", "answering", "item_link", "dependency", "measure", "measure_event", "reading",
)  # fmt: skip
# By what a row of a table is dated: what is dated later was not there yet.
_DATED: Final = {
    "action": "created_at", "event": "at", "date_move": "asked_at", "plan_item": "added_at",
    "answering": "made_at", "measure": "made_at", "measure_event": "at", "case_debt": "owed_at",
}  # fmt: skip
_ALL: Final = true()
_AT_ONCE: Final = 1000  # rows that are copied
_Event = TypeVar("_Event", Event, MeasureEvent, AuditEvent)


@contextmanager
def as_it_was(session: Session, day: date) -> Iterator[Session]:
    """Give a session on the plan as it was at the end of a day.

    Of live audits, the months up to that day stand as they do now, with what was written up or
    moderated later; a later month stands as it did then, if it was drawn.
    """
    end, zone = end_of(session, day), zone_of(session)
    with _in_memory(zone).connect() as copy, Session(copy, info={ZONE: zone}) as past:
        _copy(session, copy, day, dict.fromkeys(_ASKED, _ALL))
        _actions_back(session, past, end)
        _take_back(past, _later(session, MeasureEvent, end), Measure, "measure_id")
        _wait_again(past, day)
        to_come = select(AuditMonth.id).where(AuditMonth.month > day)
        _audits_back(past, end, LiveAudit.audit_month_id.in_(to_come))
        yield past


@contextmanager
def actions_as_they_were(session: Session, day: date) -> Iterator[Session]:
    """Give a session on the actions and their moves as they were at the end of a day, no more."""
    end, zone = end_of(session, day), zone_of(session)
    with _in_memory(zone).connect() as copy, Session(copy, info={ZONE: zone}) as past:
        _copy(session, copy, day, _of_open_ones(end))
        _actions_back(session, past, end)
        yield past


def _of_open_ones(end: datetime) -> Mapping[str, ColumnElement[bool]]:
    """Say what of which tables is needed: most actions were closed before, and are."""
    later = select(Event.action_id).where(Event.at >= end)
    perhaps = select(Action.id).where(or_(OPEN, Action.id.in_(later)))
    whole = dict.fromkeys(("team", "person", "action"), _ALL)
    theirs = {"event": Event.action_id, "date_move": DateMove.action_id}
    return whole | {name: column.in_(perhaps) for name, column in theirs.items()}


@cache  # it remembers the questions that were compiled
def _in_memory(zone: ZoneInfo) -> Engine:
    """Return an engine of which each connection is a database of its own, gone when it closes."""
    engine = create_engine("sqlite://", poolclass=NullPool)
    event.listen(engine, "connect", lambda made, _: teach_sqlite(made, zone))
    return engine


@contextmanager
def audits_as_they_were(past: Session, day: date) -> Iterator[None]:
    """Let every audit of such a copy stand as it did at the end of the day as well."""
    with past.begin_nested() as standing:
        _audits_back(past, end_of(past, day), _ALL)
        yield
        standing.rollback()
    past.expire_all()


def _copy(
    session: Session, copy: Connection, day: date, wanted: Mapping[str, ColumnElement[bool]]
) -> None:
    end = end_of(session, day)
    Base.metadata.create_all(copy)
    for name, which in wanted.items():
        table = Base.metadata.tables[name]
        query = select(table).where(which)
        if name in _DATED:
            query = query.where(table.c[_DATED[name]] < end)
        elif name == "audit_round":
            query = query.where(or_(table.c.month <= day, table.c.published_at < end))
        for rows in session.execute(query).mappings().partitions(_AT_ONCE):
            copy.execute(insert(table), [dict(row) for row in rows])


def _actions_back(session: Session, past: Session, end: datetime) -> None:
    """Take back what happened to actions later; let a move that was decided later wait again."""
    _take_back(past, _later(session, Event, end), Action, "action_id")
    for move in past.scalars(select(DateMove).where(DateMove.decided_at >= end)):
        move.state, move.decided_by_id, move.decided_at = MoveState.WAITING, None, None


def _later(
    session: Session, model: type[_Event], end: datetime, which: ColumnElement[bool] = _ALL
) -> Sequence[_Event]:
    """Return what happened after the day, the last first."""
    query = select(model).where(model.at >= end, which)
    return session.scalars(query.order_by(model.id.desc())).all()


def _take_back(past: Session, later: Iterable[_Event], model: type[Base], key: str) -> None:
    for told in later:
        row = past.get(model, getattr(told, key))
        if row is not None:
            put(row, _fields(row, told.changes))


def _fields(row: Base, changes: Mapping[str, object]) -> dict[str, object]:
    """Return the columns that an event changed, as they were before it."""
    known = row.__table__.columns
    pairs = {
        name: change
        for name, change in changes.items()
        if name in known and isinstance(change, list) and len(change) == len(("old", "new"))
    }
    return values_before(row, pairs)


def _wait_again(past: Session, day: date) -> None:
    """Let what was settled after a day wait again."""
    end = end_of(past, day)
    for forecast in past.scalars(select(Forecast).where(Forecast.settled_on > day)):
        forecast.came_true = forecast.settled_on = None
    past.execute(delete(Forecast).where(Forecast.made_on > day))
    for debt in past.scalars(select(CaseDebt).options(joinedload(CaseDebt.first_audit))):
        if debt.withdrawn_at and debt.withdrawn_at >= end:
            debt.withdrawn_at = None
        if debt.released_at and debt.released_at >= end:
            debt.released_at = debt.released_by_id = None
        if debt.holder_said_at and debt.holder_said_at >= end:
            debt.holder_id = debt.first_audit.practitioner_id


def _audits_back(past: Session, end: datetime, which: ColumnElement[bool]) -> None:
    """Take back what happened to some audits later, and those that were made later."""
    mine = AuditEvent.audit_id.in_(select(LiveAudit.id).where(which))
    later = _later(past, AuditEvent, end, mine)
    _take_back(past, later, LiveAudit, "audit_id")
    past.flush()
    before = set(past.scalars(select(AuditEvent.audit_id).where(AuditEvent.at < end)))
    made = {event.audit_id for event in later} - before
    past.execute(delete(LiveAudit).where(is_one_of(LiveAudit.id, made)))
