"""What is not sealed itself is compared with what the history says of it, or is said not to be."""

import json
import re
from datetime import date, datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, assume, given
from hypothesis import strategies as st
from sqlalchemy import Integer, delete, insert, select, update
from sqlalchemy.exc import DBAPIError

from db import handovers
from db.actions import operations, signoff
from db.actions.operations import Draft
from db.chain.replaying import not_compared, replay
from db.chain.standing import TOLD_IN_EVENTS
from db.chain.written import NOTES, OWN_NOTES, WATCHED
from db.context import WorkContext
from db.handovers import Held, HoldingKind
from db.migrate import VERSION_TABLE
from db.models import Action, Base, CouncilEvent, LiveAudit, Person
from db.people.forgetting import redact
from db.session import Database
from tests.db.audits.months import drawn
from tests.db.chain.council_past import LATER, TABLES
from tests.db.chain.tampering import (
    keys_of,
    named_by,
    other_than,
    places,
    row_of,
    tampering,
    unlike,
)
from tests.people import Council, acting
from tests.properties import examples

SECURITY: Final = Path(__file__).parents[3] / "docs" / "security.md"
NOT_COMPARED: Final = "**Not compared with the history**"


def test_words_after_the_end_of_a_line_are_taken_out_of_rows_and_of_what_tells_of_them(
    past: Council,
) -> None:
    """As JSON writes the end of a line, a letter stands before them."""
    with past.database.begin() as session:
        lead, giver, taker = (
            session.get_one(Person, one.id)
            for one in (past.director, past.manager, past.other_manager)
        )
        thing = [Held(HoldingKind.ACTION, 1)]
        handovers.write(acting(lead, LATER), giver, taker, thing, "Another post.\nRobin Elm knows")
    with past.database.begin() as session:
        assert redact(WorkContext(session, None, LATER), "Robin Elm") == 2
    with past.database.look() as connection:
        assert not {one.table for one in replay(connection).unlike} & TOLD_IN_EVENTS.keys()
        events = connection.scalars(select(CouncilEvent.changes)).all()
    assert "Robin Elm" not in json.dumps(events)


PARTLY: Final = ("person", "subscription")
COVERED: Final = ("action", *TOLD_IN_EVENTS, *WATCHED)


@given(name=st.sampled_from(sorted({*PARTLY, *COVERED})), place=places, which=places)
@examples(400, HealthCheck.function_scoped_fixture)
def test_any_value_that_is_not_sealed_shows_or_is_said_not_to_be_compared(
    past: Council, name: str, place: int, which: int
) -> None:
    """What is compared is worked out again from what is sealed."""
    table, left_out = TABLES[name], not_compared().get(name, ())
    column = list(table.columns)[which % len(table.columns)]
    with tampering(past.database) as connection:
        row, values = row_of(connection, table, place)
        before = unlike(connection)
        # What the rows of this test say that no event of theirs tells is unlike as it is.
        key = named_by(table, values)
        assume((name, key, column.name) not in before)
        new = {column.name: other_than(column, values[column.name])}
        try:
            connection.execute(update(table).where(row).values(new))
        except DBAPIError:  # it is too long, or another row's
            return
        replayed = replay(connection)
        found = {(one.table, str(one.row), one.field) for one in replayed.unlike} - before
        silent = replayed.uncovered[f"{name}.{column.name}"]  # and it says so
    assert found or column.name in left_out or (silent and name in PARTLY)


@given(model=st.sampled_from((Action, LiveAudit)), place=places)
@examples(40, HealthCheck.function_scoped_fixture)
def test_an_action_or_audit_that_is_deleted_or_forged_shows(
    past: Council, model: type[Base], place: int
) -> None:
    table = TABLES[model.__tablename__]
    with tampering(past.database) as connection:
        before = unlike(connection)
        row, values = row_of(connection, table, place)
        connection.execute(delete(table).where(row))
        assert unlike(connection) - before
        number = max(keys_of(connection, table), default=0) + 1000
        free = {"id": number, "reference": None, "previous_id": None, "serial": 999}
        free = {name: value for name, value in free.items() if name in values}
        connection.execute(insert(table).values(values | free))
        assert (table.name, str(number)) in {one[:2] for one in unlike(connection)}


@given(name=st.sampled_from(COVERED), place=places)
@examples(100, HealthCheck.function_scoped_fixture)
def test_a_row_that_is_deleted_or_forged_shows(past: Council, name: str, place: int) -> None:
    table = TABLES[name]
    with tampering(past.database) as connection:
        row, values = row_of(connection, table, place)
        assert (name, named_by(table, values), "id") not in unlike(connection)
        connection.execute(delete(table).where(row))
        assert (name, named_by(table, values), "id") in unlike(connection)
        forged = {**values}
        for key in table.primary_key.columns:
            is_number = isinstance(key.type, Integer)
            forged[key.name] = 1000 if is_number else other_than(key, values[key.name])
        connection.execute(insert(table).values(forged))
        assert (name, named_by(table, forged), "id") in unlike(connection)


@given(name=st.sampled_from(COVERED), one=places, other=places)
@examples(100, HealthCheck.function_scoped_fixture)
def test_covered_rows_that_change_places_show(
    past: Council, name: str, one: int, other: int
) -> None:
    table = TABLES[name]
    with tampering(past.database) as connection:
        before = unlike(connection)
        first, said = row_of(connection, table, one)
        second, told = row_of(connection, table, other)
        keys, notes = table.primary_key.columns.keys(), OWN_NOTES.get(name, ())
        mine, theirs = (
            {column: row[column] for column in row if column not in (*keys, *notes)}
            for row in (said, told)
        )
        try:
            connection.execute(update(table).where(first).values(theirs))
            connection.execute(update(table).where(second).values(mine))
        except DBAPIError:  # there may be one such row only
            return
        assert mine == theirs or unlike(connection) - before


def test_what_is_not_compared_is_said_in_the_document_of_security() -> None:
    """Table by table: whole, or column by column. A new one is compared, or stands there."""
    said = SECURITY.read_text("utf-8").partition(NOT_COMPARED)[2].partition("Whoever can write")[0]
    rows = [line.split("|")[1] for line in said.splitlines() if line.startswith("| `")]
    named = {name for row in rows for name in re.findall(r"`([\w.]+)`", row)}
    left_out = not_compared()
    wholly = {name for name, columns in left_out.items() if len(columns) == len(TABLES[name].c)}
    partly = {f"{name}.{one}" for name in left_out.keys() - wholly for one in left_out[name]}
    assert named == wholly | partly | {VERSION_TABLE}
    assert wholly == NOTES.keys()
    assert partly == {f"{name}.{one}" for name, columns in OWN_NOTES.items() for one in columns}


def test_in_a_year_of_the_sample_council_all_is_as_its_history_says(read_year: Database) -> None:
    with read_year.look() as connection:
        replayed = replay(connection)
    assert replayed.unlike == []
    assert {name.partition(".")[0] for name in replayed.compared} >= {"auditor_seat", "action"}


def test_an_instant_is_told_as_the_tables_hold_it_whatever_zone_it_came_with(
    council: Council,
) -> None:
    summer = datetime(2026, 7, 1, 9, 0, tzinfo=ZoneInfo("Europe/London"))
    with council.database.begin() as session:
        owner = session.get_one(Person, council.practitioner.id)
        made, _ = operations.add(acting(owner, summer), Draft("Ring the panel", owner=owner))
        session.flush()
        signoff.close(acting(owner, summer), made)
    with council.database.look() as connection:
        assert replay(connection).unlike == []


def test_rules_of_a_service_whose_name_was_redacted_are_said_not_to_be_covered(
    past: Council,
) -> None:
    with past.database.begin() as session:
        redact(WorkContext(session, None, LATER), "Front Door")
    with past.database.look() as connection:
        replayed = replay(connection)
        assert not {one.table for one in replayed.unlike} & TOLD_IN_EVENTS.keys()
        assert replayed.uncovered["audit_rules"] == 1


def test_the_day_by_which_a_published_audit_is_due_follows_from_its_history(
    council: Council,
) -> None:
    drawn(council, (council.other_manager, council.practitioner))
    with tampering(council.database) as connection:
        assert not replay(connection).uncovered["live_audit.due_on"]
        connection.execute(update(TABLES["live_audit"]).values(due_on=date(2027, 9, 1)))
        found = {(name, field) for name, _, field in unlike(connection) if name == "live_audit"}
        assert found == {("live_audit", "due_on")}
