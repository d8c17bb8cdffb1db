"""Fixtures for every test."""

from hypothesis import settings

from tests.browser import browser
from tests.databases import (
    database,
    database_kind,
    database_url,
    postgres,
    postgres_url,
    prepared_postgresql,
    prepared_sqlite,
)
from tests.people import council

__all__ = [
    "browser",
    "council",
    "database",
    "database_kind",
    "database_url",
    "postgres",
    "postgres_url",
    "prepared_postgresql",
    "prepared_sqlite",
]

# A busy machine is slow, not wrong.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
