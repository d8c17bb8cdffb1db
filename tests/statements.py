"""Counts what a test asks of the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from db.session import Database
from tests.databases import each_statement


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """Gather the statements that reach the database, transaction control aside."""
    seen: list[str] = []

    def note(statement: str, _: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            seen.append(statement)

    with each_statement(database, note):
        yield seen
