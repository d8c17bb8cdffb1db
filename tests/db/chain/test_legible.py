"""What a column cannot hold is named, where the database itself does not refuse it."""

from typing import Final

import pytest
from hypothesis import HealthCheck, assume, given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from db.chain.legible import illegible
from db.chain.replaying import not_compared
from db.chain.written import NOTES
from db.session import Database
from tests.db.chain.council_past import TABLES
from tests.db.chain.tampering import faults, tampering, unlike
from tests.people import Council
from tests.properties import examples

VALUES: Final = (
    "else",
    "",
    b"\xff\xfe",
    -1.5,
    77,
    "2026-02-31",
    "2026-11-02 09:00",
    "[",
    "[]",
    "{}",
)
COLUMNS: Final = [
    (name, column.name)
    for name, table in TABLES.items()
    if name not in NOTES
    for column in table.columns
    if column.name not in {*not_compared().get(name, ())} and not column.primary_key
]


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@given(at=st.sampled_from(COLUMNS), value=st.sampled_from(VALUES))
@examples(300, HealthCheck.function_scoped_fixture)
def test_whatever_is_written_into_a_column_is_named(
    past: Council, at: tuple[str, str], value: object
) -> None:
    name, column = at
    with tampering(past.database) as connection:
        before = unlike(connection)
        # What the rows of this test say that no event of theirs tells is unlike as it is.
        assume(at not in {(table, field) for table, _, field in before})
        one = f'(SELECT min(rowid) FROM "{name}")'
        this = f'"{name}" WHERE rowid = {one}'
        (was,) = connection.execute(text(f'SELECT "{column}" FROM {this}')).one()
        write = f'UPDATE "{name}" SET "{column}" = :new WHERE rowid = {one}'
        try:
            connection.execute(text(write), {"new": value})
        except DBAPIError:  # it is another row's
            return
        (now,) = connection.execute(text(f'SELECT "{column}" FROM {this}')).one()
        assume(was != now)
        assert [*illegible(connection)] or unlike(connection) - before or faults(connection, "")


def test_what_the_bot_writes_can_all_be_read(read_year: Database) -> None:
    with read_year.look() as connection:
        assert [*illegible(connection)] == []
