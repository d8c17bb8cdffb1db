"""Fixtures for every test."""

from hypothesis import settings

from tests.browser import browser
from tests.databases import database, database_url, postgres, postgres_url
from tests.people import council

__all__ = ["browser", "council", "database", "database_url", "postgres", "postgres_url"]

# A busy machine is slow, not wrong.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
