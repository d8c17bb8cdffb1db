"""Fixtures for every test."""

from tests.databases import database, database_url, postgres, postgres_url
from tests.people import council

__all__ = ["council", "database", "database_url", "postgres", "postgres_url"]
