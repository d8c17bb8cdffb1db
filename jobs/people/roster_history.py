"""Writes down where everybody belongs, whenever that has changed."""

from collections.abc import Callable
from datetime import datetime

from db.people import memberships
from db.session import Database
from jobs.context import Council


def keep_roster_history(database: Database, now: Callable[[], datetime], council: Council) -> int:
    """Write down whoever has come, moved or left since the last look; return how many."""
    with database.read() as session:
        if memberships.is_kept(session):
            return 0
    with database.begin() as session:
        return memberships.keep(session, council.day_of(now()))
