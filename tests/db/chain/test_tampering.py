"""Whatever is changed, deleted, slipped in or swapped behind the back of the history shows."""

from datetime import timedelta

from hypothesis import HealthCheck, assume, given
from hypothesis import strategies as st
from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from db.chain.checking import FaultKind, check
from db.chain.sealing import LINK, seal
from db.models import Event
from db.models.sealed import SEALED
from tests.databases import SHUT
from tests.db.chain.council_past import LATER, TABLES, head_of
from tests.db.chain.tampering import (
    another,
    faults,
    keys_of,
    names,
    places,
    rewritten,
    row_of,
    tampering,
    unlike,
)
from tests.people import NOW, Council
from tests.properties import examples


@given(name=names, place=places, which=places, empty=st.booleans())
@examples(300, HealthCheck.function_scoped_fixture)
def test_any_column_of_any_row_that_is_changed_shows(
    past: Council, name: str, place: int, which: int, *, empty: bool
) -> None:
    table, anchor = TABLES[name], head_of(past.database)
    column = list(table.columns)[which % len(table.columns)]
    with tampering(past.database) as connection:
        row, values = row_of(connection, table, place)
        new = another(column, values[column.name], empty=empty)
        is_free = True
        try:
            connection.execute(update(table).where(row).values({column.name: new}))
        except IntegrityError:  # there is one with that number already
            is_free = False
        assert not is_free or faults(connection, anchor)


@given(name=names, place=places)
@examples(60, HealthCheck.function_scoped_fixture)
def test_any_row_that_is_deleted_shows(past: Council, name: str, place: int) -> None:
    anchor = head_of(past.database)
    with tampering(past.database) as connection:
        row, _ = row_of(connection, TABLES[name], place)
        connection.execute(delete(TABLES[name]).where(row))
        assert faults(connection, anchor)


@given(name=st.sampled_from(tuple(SEALED)), place=places, is_sealed=st.booleans())
@examples(60, HealthCheck.function_scoped_fixture)
def test_any_row_that_is_slipped_into_the_past_shows(
    past: Council, name: str, place: int, *, is_sealed: bool
) -> None:
    anchor = head_of(past.database)
    with tampering(past.database) as connection:
        _, values = row_of(connection, TABLES[name], place)
        new = {**values, "id": max(keys_of(connection, TABLES[name])) + 1, "undoes_id": None}
        new = {key: value for key, value in new.items() if key in TABLES[name].c}
        if name == "standing":  # it tells no time: what it says of a row is the last, and shows
            new["rows"] = {"team 1": {"name": "Slipped in"}}
        else:
            new["at"] = NOW - timedelta(days=3)
        connection.execute(insert(TABLES[name]).values(new))
        if is_sealed:  # by the bot itself, which knows no better
            seal(connection, LATER + timedelta(days=1))
        assert faults(connection, anchor) or ("team", "1", "name") in unlike(connection)


@given(name=names, one=places, other=places)
@examples(60, HealthCheck.function_scoped_fixture)
def test_rows_that_change_places_show(past: Council, name: str, one: int, other: int) -> None:
    table, anchor = TABLES[name], head_of(past.database)
    with tampering(past.database) as connection:
        first, said = row_of(connection, table, one)
        second, told = row_of(connection, table, other)
        assume(said != told)
        (key,) = table.primary_key.columns
        unique = {key.name, "undoes_id"}
        for row, values in ((first, told), (second, said)):
            kept = {name: value for name, value in values.items() if name not in unique}
            connection.execute(update(table).where(row).values(kept))
        changed = {**said, **dict.fromkeys(unique)} != {**told, **dict.fromkeys(unique)}
        assert not changed or faults(connection, anchor)


@given(name=st.sampled_from(tuple(SEALED)), place=places, ends=st.booleans())
@examples(60, HealthCheck.function_scoped_fixture)
def test_a_chain_that_is_written_anew_is_whole_but_has_another_head(
    past: Council, name: str, place: int, *, ends: bool
) -> None:
    anchor = head_of(past.database)
    with tampering(past.database) as connection:
        row, values = row_of(connection, TABLES[name], place)
        if ends:
            last = connection.scalar(select(func.max(LINK.c.number)))
            gone = connection.execute(select(LINK).where(LINK.c.number == last)).one()
            connection.execute(delete(LINK).where(LINK.c.number == last))
            connection.execute(
                delete(TABLES[gone.table_name]).where(TABLES[gone.table_name].c.id == gone.row_id)
            )
        else:
            is_event = "at" in values
            new = {"at": values["at"] + timedelta(seconds=1)} if is_event else {"rows": {}}
            connection.execute(update(TABLES[name]).where(row).values(new))
        rewritten(connection)
        connection.execute(text(SHUT))
        assert check(connection).faults == []
        assert [fault.kind for fault in check(connection, anchor).faults] == [FaultKind.ANCHOR]


def test_a_guard_that_was_taken_away_or_left_open_shows(past: Council) -> None:
    with tampering(past.database) as connection:
        assert FaultKind.DOOR in {fault.kind for fault in check(connection).faults}
        on = " ON event" if connection.dialect.name == "postgresql" else ""
        connection.execute(text(f"DROP TRIGGER keep_event_update{on}"))
        assert [(one.kind, one.what) for one in faults(connection, "")] == [
            (FaultKind.GUARD, "keep_event_update")
        ]


def test_the_first_broken_link_is_named(past: Council) -> None:
    with tampering(past.database) as connection:
        event = connection.execute(select(LINK).where(LINK.c.table_name == "event")).all()[3]
        connection.execute(update(Event).where(Event.id == event.row_id).values(note="Unsaid"))
        (fault,) = faults(connection, "")
    assert (fault.kind, fault.link, fault.table, fault.row) == (
        FaultKind.CHANGED,
        event.number,
        "event",
        event.row_id,
    )
