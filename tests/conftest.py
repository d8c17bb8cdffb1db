"""Fixtures for every test."""

import pytest

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
from tests.memory import MemoryWatch
from tests.people import council
from tests.properties import load_profile

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

load_profile()


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(MemoryWatch())


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--both",
        action="store_true",
        help="every end-to-end test on PostgreSQL too, and not only those marked on_both",
    )
