"""Counts what a test asks of the database."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from db.session import Database
from tests.databases import each_statement


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """Gather the statements that this thread's work asks, transaction control aside.

    A bot that runs beside the test asks its own at any moment.
    """
    seen: list[str] = []
    own = threading.get_ident()

    def note(statement: str, _: object) -> None:
        if threading.get_ident() == own and not statement.startswith(("BEGIN", "PRAGMA")):
            seen.append(statement)

    with each_statement(database, note):
        yield seen
