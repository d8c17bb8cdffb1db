"""Fixtures for every test."""

import os

import pytest
from sqlalchemy import Engine, event

from tests.browser import browser
from tests.databases import (
    OVER_HTTP,
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
    refuse_long_lists,
)
from tests.memory import MemoryWatch
from tests.people import council
from tests.properties import load_profile
from tests.sample_year import read_year, sample_year
from tests.told import Watch
from tests.turns import TURN
from tests.unlocked import LockWatch

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
    config.pluginmanager.register(LockWatch())
    event.listen(Engine, "before_cursor_execute", refuse_long_lists)


def pytest_report_header() -> str:
    return f"the sampled cells are those of SAMPLE_TURN={TURN}"


def pytest_xdist_auto_num_workers() -> int:
    """Return three workers for two processors: tests that wait for a bot or a page use none."""
    return max(2, (os.cpu_count() or 1) * 3 // 2)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--http",
        action="store_true",
        help="every end-to-end test over HTTP too, not only those that are marked over_http",
    )
    parser.addoption(
        "--both",
        action="store_true",
        help="every test on PostgreSQL too: end-to-end ones that are not marked on_both, and "
        "those that are marked mostly_sqlite",
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave PostgreSQL to the tests whose SQL may differ on it, and HTTP to a few journeys.

    What mostly waits comes first: one of the workers waits, while others are at work, and none of
    them has still to wait at the end.
    """
    both = config.getoption("--both")
    http = config.getoption("--http") or "NIGHTLY" in os.environ
    left = [
        item
        for item in items
        if (_only_with_both(item) and not both) or (_only_with_http(item) and not http)
    ]
    skipped = set(left)
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if item not in skipped]
    items.sort(key=lambda item: item.get_closest_marker("waits") is None)


def _params(item: pytest.Item) -> dict[str, object]:
    called_with = getattr(item, "callspec", None)
    return dict(called_with.params) if called_with else {}


def _only_with_http(item: pytest.Item) -> bool:
    over_http = _params(item).get("one_world") == OVER_HTTP
    return over_http and item.get_closest_marker("over_http") is None


def _only_with_both(item: pytest.Item) -> bool:
    params = _params(item)
    if params.get("one_world") == "postgresql":
        return item.get_closest_marker("on_both") is None
    on_postgresql = params.get("database_kind") == "postgresql"
    return on_postgresql and item.get_closest_marker("mostly_sqlite") is not None
