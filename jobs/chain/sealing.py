"""Seals what was written to the history since the last look."""

from collections.abc import Callable
from datetime import datetime

from db.chain.sealing import is_behind, seal
from db.session import Database


def seal_history(database: Database, now: Callable[[], datetime]) -> None:
    """Seal what is new; where nothing is, no writer is held up."""
    with database.read() as session:
        if not is_behind(session):
            return
    with database.begin() as session:
        seal(session, now())
