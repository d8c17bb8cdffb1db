"""A row that is right though it is not as it was told can be accepted, and nothing besides it."""

import pytest
from hypothesis import HealthCheck, assume, given
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from db.chain.accepting import accept
from db.chain.standing import TOLD_IN_EVENTS
from db.chain.written import WATCHED, keys_in
from db.context import WorkContext
from db.errors import RefusedError
from db.models import CouncilEvent
from db.privacy import PersonalDataError
from tests.db.chain.council_past import LATER, TABLES
from tests.db.chain.tampering import (
    faults,
    named_by,
    other_than,
    places,
    row_of,
    tampering,
    unlike,
)
from tests.people import Council
from tests.properties import examples

COVERED = ("action", *TOLD_IN_EVENTS, *WATCHED)
WHY = "Put back by hand from the backup of Monday"


def accepted(connection: Connection, *wanted: str, why: str = WHY) -> None:
    with Session(connection) as session:
        accept(WorkContext(session, None, LATER, by="root"), wanted, why)
        session.flush()


@given(name=st.sampled_from(COVERED), place=places, other=places, which=places)
@examples(150, HealthCheck.function_scoped_fixture)
def test_whatever_row_is_accepted_is_compared_as_it_stands_then_and_no_other(
    past: Council, name: str, place: int, other: int, which: int
) -> None:
    table = TABLES[name]
    columns = [one for one in table.columns if not one.primary_key]
    assume(columns)
    column = columns[which % len(columns)]
    with tampering(past.database) as connection:
        before = unlike(connection)
        row, values = row_of(connection, table, place)
        another, others = row_of(connection, table, other)
        try:
            for one, told in ((row, values), (another, others)):
                new = {column.name: other_than(column, told[column.name])}
                connection.execute(update(table).where(one).values(new))
        except DBAPIError:  # it is too long, or another row's
            return
        key, theirs = named_by(table, values), named_by(table, others)
        found = unlike(connection) - before
        assume((name, key) in {one[:2] for one in found})
        accepted(connection, f"{name} {key}")
        left = {one for one in found if one[:2] != (name, key)}
        assert unlike(connection) - before == left
        # What belongs to it, as a reading to its measure, may be named in another table besides.
        still = any(table_name == name for table_name, _, _ in left)
        assert still == (key != theirs) or column.name in {one[2] for one in before}
        assert faults(connection, "") == []
        connection.execute(update(table).where(row).values({column.name: values[column.name]}))
        named = {one[2] for one in unlike(connection) if one[:2] == (name, key)}
        assert column.name in named or (named and column.name in keys_in(table.columns.keys()))


@given(name=st.sampled_from(COVERED), place=places)
@examples(60, HealthCheck.function_scoped_fixture)
def test_a_row_that_was_deleted_can_be_accepted_as_gone_and_is_named_if_it_comes_back(
    past: Council, name: str, place: int
) -> None:
    table = TABLES[name]
    with tampering(past.database) as connection:
        before = unlike(connection)
        row, values = row_of(connection, table, place)
        key = named_by(table, values)
        connection.execute(delete(table).where(row))
        found = unlike(connection) - before
        accepted(connection, *{f"{table} {one}" for table, one, _ in found})
        assert unlike(connection) - before == set()
        connection.execute(insert(table).values(values))
        assert (name, key) in {one[:2] for one in unlike(connection)}
        accepted(connection, f"{name} {key}")
        assert unlike(connection) - before == set()


@pytest.mark.mostly_sqlite
def test_what_is_not_named_or_has_no_reason_is_refused_whole(past: Council) -> None:
    with tampering(past.database) as connection:
        events = len(connection.execute(select(CouncilEvent.id)).all())
        connection.execute(
            update(TABLES["person"]).where(TABLES["person"].c.id == 1).values(works="1")
        )
        wrong = [("person 2",), ("person 1", "team 1"), ("team",)]
        for wanted, why in (*((one, WHY) for one in wrong), (("person 1",), " ")):
            with pytest.raises(RefusedError):
                accepted(connection, *wanted, why=why)
        with pytest.raises(PersonalDataError):
            accepted(connection, "person 1", why="As 943 476 5919 said")
        assert ("person", "1", "works") in unlike(connection)
        assert len(connection.execute(select(CouncilEvent.id)).all()) == events
        accepted(connection, "person")
        assert ("person", "1", "works") not in unlike(connection)
