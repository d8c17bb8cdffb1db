"""The files are made of plain values, which tests/jobs/report takes from both databases."""

import pytest


@pytest.fixture
def database_kind() -> str:
    return "sqlite"
