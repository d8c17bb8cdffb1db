"""The council's days: instants are kept in UTC, and which day one was is asked here.

In a British summer the first hour of a day is, in UTC, the last of the day before. What is one
person's is asked of them: `Person.day_of`.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from sqlite3 import Connection as SqliteConnection
from typing import Any, Final, overload
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute, Session, object_session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from db.models.base import Base
from db.models.people import A_DAY

LONDON: Final = ZoneInfo("Europe/London")
AN_HOUR: Final = timedelta(hours=1)
ZONE: Final = "the council's zone"  # where a session's `info` has it


def day_of(session: Session, at: datetime) -> date:
    """Return the date it was at the council, at an aware instant."""
    return at.astimezone(zone_of(session)).date()


@overload
def day_in(row: Base, at: datetime) -> date: ...


@overload
def day_in(row: Base, at: datetime | None) -> date | None: ...


def day_in(row: Base, at: datetime | None) -> date | None:
    """Return the council's date of an instant that a row holds; None for none."""
    session = object_session(row)
    if at is None:
        return None
    return day_of(session, at) if session is not None else at.astimezone(LONDON).date()


def start_of(session: Session, day: date) -> datetime:
    """Return the instant at which a day of the council's begins."""
    return datetime.combine(day, time(), zone_of(session))


def end_of(session: Session, day: date) -> datetime:
    """Return the instant at which a day of the council's is over, and the next begins."""
    return start_of(session, day + A_DAY)


def day_asked(instant: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    """Return what a question compares with a date: the council's day of an instant in a column.

    The database knows the zone of the connection: `connect` of db/session.py.
    """
    return func.date(_ByTheClock(instant))


class _ByTheClock(FunctionElement[Any]):
    """An instant in UTC by the clock of the connection's zone."""

    inherit_cache = True


@compiles(_ByTheClock)
def _in_postgresql(asked: _ByTheClock, compiler: SQLCompiler, **given: object) -> str:
    return f"timezone('UTC', {compiler.process(asked.clauses, **given)})"


@compiles(_ByTheClock, "sqlite")
def _in_sqlite(asked: _ByTheClock, compiler: SQLCompiler, **given: object) -> str:
    # Most rows are of the same day there, and to ask Python of one takes longer than to see that.
    told = compiler.process(asked.clauses, **given)
    hour = f"substr({told}, 12, 5)"
    same = f"{hour} >= same_day_from() AND {hour} < same_day_until()"
    return f"CASE WHEN {same} THEN {told} ELSE timezone('UTC', {told}) END"


def teach_sqlite(connection: SqliteConnection, zone: ZoneInfo) -> None:
    """Give SQLite what PostgreSQL has: an instant in UTC by the clock of the connection's zone."""
    first, last = _same_day(zone)

    def by_the_clock(_: str, told: str | None) -> str | None:
        if told is None:
            return None
        at = datetime.fromisoformat(told).replace(tzinfo=UTC).astimezone(zone)
        return at.replace(tzinfo=None).isoformat(" ")

    connection.create_function("timezone", 2, by_the_clock, deterministic=True)
    connection.create_function("same_day_from", 0, lambda: first, deterministic=True)
    connection.create_function("same_day_until", 0, lambda: last, deterministic=True)


@cache
def _same_day(zone: ZoneInfo) -> tuple[str, str]:
    """Return from when to when, in UTC, it is the same day there, with an hour to spare."""
    year = range(1, 13)
    told = [datetime(one, month, 1, tzinfo=zone) for one in range(1990, 2040) for month in year]
    ahead = [timedelta(), *(one.utcoffset() or timedelta() for one in told)]
    first, last = AN_HOUR - min(ahead), 23 * AN_HOUR - max(ahead)
    return f"{first // AN_HOUR:02}:59", f"{last // AN_HOUR:02}:00"


def zone_of(session: Session) -> ZoneInfo:
    """Return the zone of the council whose database it is."""
    zone: ZoneInfo = session.info.get(ZONE, LONDON)
    return zone
