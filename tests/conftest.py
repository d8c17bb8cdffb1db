"""Fixtures for every test."""

import pytest

from tests.browser import browser
from tests.databases import (
    database,
    database_kind,
    database_url,
    migrated_postgresql,
    migrated_sqlite,
    migrated_url,
    postgres,
    postgres_url,
    prepared_postgresql,
    prepared_sqlite,
)
from tests.memory import MemoryWatch
from tests.people import council
from tests.properties import load_profile
from tests.sample_year import read_year, sample_year
from tests.told import Watch

__all__ = [
    "browser",
    "council",
    "database",
    "database_kind",
    "database_url",
    "migrated_postgresql",
    "migrated_sqlite",
    "migrated_url",
    "postgres",
    "postgres_url",
    "prepared_postgresql",
    "prepared_sqlite",
    "read_year",
    "sample_year",
]

load_profile()


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(MemoryWatch())
    config.pluginmanager.register(Watch())


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--both",
        action="store_true",
        help="every test on PostgreSQL too: end-to-end ones that are not marked on_both, and "
        "those that are marked mostly_sqlite",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave PostgreSQL to the tests whose SQL may differ on it."""
    if config.getoption("--both"):
        return
    config.hook.pytest_deselected(items=[item for item in items if _only_with_both(item)])
    items[:] = [item for item in items if not _only_with_both(item)]


def _only_with_both(item: pytest.Item) -> bool:
    called_with = getattr(item, "callspec", None)
    params = called_with.params if called_with else {}
    if params.get("one_world") == "postgresql":
        return item.get_closest_marker("on_both") is None
    on_postgresql = params.get("database_kind") == "postgresql"
    return on_postgresql and item.get_closest_marker("mostly_sqlite") is not None
