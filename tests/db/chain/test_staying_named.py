"""A value that was forged stays named, whatever the bot writes beside it."""

from collections.abc import Mapping
from contextlib import suppress
from itertools import permutations
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from sqlalchemy import Column, Connection, Table, delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, class_mapper, sessionmaker

from db.chain.replaying import COMPARED
from db.chain.standing import ROWS, columns_of
from db.chain.written import FORGOTTEN, TOLD, WATCHED, listen
from db.context import WorkContext
from db.council_events import record
from db.errors import RefusedError
from db.history import Changes, told
from db.models import Absence, Action, Base, CouncilEventKind, LiveAudit, Person
from db.models.people import A_DAY
from db.people.forgetting import redact
from tests.db.audits.months import drawn
from tests.db.chain.council_past import LATER, TABLES
from tests.db.chain.doors import DOORS, Door, event_of
from tests.db.chain.tampering import named_by, other_than, places, row_of, tampering, unlike
from tests.people import Council, acting
from tests.properties import examples

NO_EVENT_TELLS: Final = {"live_audit": "suggested_place"}
COLUMNS: Final = {name: tuple(columns) for name, columns in TOLD.items()} | {
    "action": tuple(COMPARED[Action])
}
# As what a forged value may show itself to what reads it.
UNREADABLE: Final = (DBAPIError, ValueError, KeyError, TypeError, AttributeError)
SEVERAL: Final = sorted(name for name, columns in COLUMNS.items() if len(columns) > 1)


@given(name=st.sampled_from(SEVERAL), place=places, which=places, other=places)
@examples(200, HealthCheck.function_scoped_fixture)
def test_what_was_forged_stays_named_whatever_else_the_bot_writes_into_the_row(
    past: Council, name: str, place: int, which: int, other: int
) -> None:
    """Any column of any table of which what is written is told, and then any other of the row."""
    columns = COLUMNS[name]
    forged = columns[which % len(columns)]
    column = columns[(which + 1 + other % (len(columns) - 1)) % len(columns)]
    stays_named(past, TABLES[name], place, (forged, column))


@pytest.mark.parametrize(
    ("name", "pair"),
    [(name, two) for name in FORGOTTEN for two in permutations(FORGOTTEN[name], 2)],
)
def test_what_was_forged_of_what_stands_there_as_a_digest_stays_named_like_anything_else(
    past: Council, name: str, pair: tuple[str, str]
) -> None:
    stays_named(past, TABLES[name], 0, pair)


@pytest.mark.parametrize("name", SEVERAL)
def test_a_table_that_is_put_back_as_it_was_before_is_named(past: Council, name: str) -> None:
    """As by whoever copies it out of yesterday's backup."""
    table = TABLES[name]
    column = table.c[NO_EVENT_TELLS.get(name, COLUMNS[name][-1])]
    with tampering(past.database) as connection:
        before = unlike(connection)
        rows = [{**row} for row in connection.execute(select(table)).mappings()]
        _, values = row_of(connection, table, 0)
        written_by_the_bot(connection, column, values)
        assert unlike(connection) == before
        connection.execute(delete(table))
        connection.execute(insert(table), rows)
        assert unlike(connection) - before == {(name, named_by(table, values), column.name)}


def stays_named(past: Council, table: Table, place: int, columns: tuple[str, str]) -> None:
    """Forge the first of two columns, let the bot write the other, and see what is named."""
    forged, column = columns
    with tampering(past.database) as connection:
        row, values = row_of(connection, table, place)
        key = named_by(table, values)
        if (table.name, key, forged) in unlike(connection):  # no event of this test tells it
            return
        try:
            new = {forged: other_than(table.c[forged], values[forged])}
            connection.execute(update(table).where(row).values(new))
            written_by_the_bot(connection, table.c[column], values)
        except DBAPIError:  # it is too long, or another row's
            return
        assert (table.name, key, forged) in unlike(connection)


def written_by_the_bot(connection: Connection, column: Column[Any], row: Mapping[str, Any]) -> None:
    """Change a value as the bot does."""
    sessions = of_the_bot(connection)
    (model,) = (
        one.class_ for one in Base.registry.mappers if one.class_.__tablename__ == column.table.name
    )
    with sessions() as session:
        found = session.get_one(model, tuple(row[key.name] for key in column.table.primary_key))
        attribute = class_mapper(model).get_property_by_column(column).key
        written = {attribute: other_than(column, row[column.name])}
        if column.table.name in WATCHED:
            setattr(found, *written.popitem())
        else:
            event_of(session, found, written)
        session.commit()


@given(name=st.sampled_from(sorted(DOORS)), place=places, which=places, door=places)
@examples(300, HealthCheck.function_scoped_fixture)
def test_what_was_forged_stays_named_whatever_the_bot_does_to_the_row(
    past: Council, name: str, place: int, which: int, door: int
) -> None:
    """That the column itself is written anew is the one way out of it."""
    table, columns, doors = TABLES[name], COLUMNS[name], DOORS[name]
    forged = columns[which % len(columns)]
    with tampering(past.database) as connection:
        row, values = row_of(connection, table, place)
        key = named_by(table, values)
        if (name, key, forged) in unlike(connection):  # no event of this test tells it
            return
        new = other_than(table.c[forged], values[forged])
        try:
            connection.execute(update(table).where(row).values({forged: new}))
        except DBAPIError:  # it is too long, or another row's
            return
        carried_out(connection, past, doors[door % len(doors)], values)
        left = connection.execute(select(table.c[forged]).where(row)).all()
        assert left != [(new,)] or (name, key, forged) in unlike(connection)


@pytest.mark.parametrize("name", sorted(DOORS))
def test_the_bot_does_something_to_each_such_row_and_all_is_as_its_history_says(
    past: Council, name: str
) -> None:
    for door in DOORS[name]:
        with tampering(past.database) as connection:
            before = unlike(connection)
            _, values = row_of(connection, TABLES[name], 0)
            carried_out(connection, past, door, values)
            assert unlike(connection) == before


def carried_out(connection: Connection, past: Council, door: Door, row: Mapping[str, Any]) -> None:
    """Let a lead do something; what is forged may be a reason to refuse it, or not be readable."""
    sessions = of_the_bot(connection)
    with sessions() as session, suppress(RefusedError, *UNREADABLE):
        door(acting(session.get_one(Person, past.director.id), LATER), row)
        session.commit()


def of_the_bot(connection: Connection) -> sessionmaker[Session]:
    """Return what makes the bot's units of work: one that is refused leaves nothing behind."""
    sessions = sessionmaker(connection, join_transaction_mode="create_savepoint")
    listen(sessions)
    return sessions


def test_a_forged_value_of_an_audit_stays_named_when_words_are_taken_out_of_it(
    council: Council,
) -> None:
    """All of it is told anew then, under another key."""
    (number,) = drawn(council, (council.other_manager, council.practitioner))
    with council.database.begin() as session:
        session.get_one(LiveAudit, number).reason = "Robin Elm asked"
    with council.database.engine.begin() as connection:
        connection.execute(text("UPDATE live_audit SET suggested_place = 'The town hall'"))
    for words in ("Robin Elm", "asked"):
        with council.database.begin() as session:
            assert redact(WorkContext(session, None, LATER), words)
        with council.database.look() as connection:
            assert unlike(connection) == {("live_audit", str(number), "suggested_place")}


def test_two_who_change_other_columns_of_a_row_of_which_events_tell_leave_nothing_unlike(
    past: Council,
) -> None:
    """What the slower of them had read of the row is not what stands in it."""
    before = named_now(past)
    with past.database.read() as session:
        known = session.scalars(select(Absence)).all()[-1]
    with past.database.begin() as session:
        event_of(session, session.get_one(Absence, known.id), {"can_finish": not known.can_finish})
    with past.database.begin() as session:
        session.add(known)
        event_of(session, known, {"last_on": known.last_on + A_DAY})
    assert named_now(past) == before


def test_beside_a_bot_that_tells_rows_whole_nothing_is_named_that_either_wrote(
    past: Council,
) -> None:
    before, (away, name) = named_now(past), (TABLES["absence"], "can_finish")
    for is_older in (True, False, True, False, False):
        with past.database.begin() as session:
            row = session.scalars(select(Absence)).all()[-1]
            if not is_older:
                event_of(session, row, {"last_on": row.last_on + A_DAY})
                continue
            row.can_finish = not row.can_finish
            session.flush()
            whole = {one: told(getattr(row, one)) for one in columns_of(away)}
            rows: Changes = {ROWS: [None, {f"absence {row.id}": whole}]}
            record(WorkContext(session, None, LATER), CouncilEventKind.AWAY, rows)
        assert named_now(past) == before
    with past.database.engine.begin() as connection:
        connection.execute(
            update(away).where(away.c.id == row.id).values({name: not row.can_finish})
        )
    with past.database.begin() as session:
        event_of(session, session.get_one(Absence, row.id), {"first_on": row.first_on - A_DAY})
    assert named_now(past) - before == {("absence", str(row.id), name)}


def named_now(past: Council) -> set[tuple[str, str, str]]:
    with past.database.look() as connection:
        return unlike(connection)
