"""Every version of the tables goes up to the newest one and back with the rows it held."""

import pytest

from db.migrate import VERSIONS, downgrade, upgrade
from tests.rows import row_counts, write_a_row_in_every_table

RELEASED = sorted(path.name.partition("_")[0] for path in VERSIONS.glob("[0-9]*.py"))


@pytest.mark.parametrize("version", RELEASED)
def test_rows_written_at_a_version_go_up_and_come_back(version: str, database_url: str) -> None:
    upgrade(database_url, version)
    written = write_a_row_in_every_table(database_url)
    assert set(written.values()) == {1}
    upgrade(database_url)
    assert row_counts(database_url).items() >= written.items()
    downgrade(database_url, version)
    assert row_counts(database_url) == written
    upgrade(database_url)
    assert row_counts(database_url).items() >= written.items()
