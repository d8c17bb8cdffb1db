"""Erases all that is older than its period, in tables and in what months were drawn with."""

from collections.abc import Sequence
from datetime import datetime

from db import retention
from db.retention import DueForErasure, Periods
from db.session import Database, Session
from jobs.audits import days_away


def due(session: Session, periods: Periods, now: datetime) -> Sequence[DueForErasure]:
    """Return what each class holds that is older than its period."""
    return [*retention.due(session, periods, now), *days_away.due(session, periods, now)]


def erase_all(
    database: Database, periods: Periods, now: datetime, by: str = ""
) -> Sequence[DueForErasure]:
    """Erase all that is due, and return it; refuse it under a legal hold.

    `by` is the account on the server under which somebody asked for that.
    """
    with database.read() as session:
        draws = days_away.due(session, periods, now)
    found = retention.erase_all(database, periods, now, by)
    days_away.let_go(database, periods, now, by)
    return [*found, *draws]
