"""The history is sealed, and whatever is done to it behind its back shows."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, assume, given
from hypothesis import strategies as st
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    Float,
    Integer,
    Table,
    Time,
    and_,
    delete,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from db import handovers
from db.actions import operations
from db.audits import auditor_pool, debts, rules
from db.audits.auditor_pool import A_DAY, Days
from db.chain.checking import Fault, FaultKind, HistoryChecked, check
from db.chain.erasing import erasing
from db.chain.hashes import Sealed, digest_of, hash_of
from db.chain.replaying import not_compared, replay
from db.chain.sealing import LINK, Head, head, is_behind, seal
from db.chain.standing import TOLD_WHOLE
from db.chain.written import NOTES, OWN_NOTES, WATCHED
from db.context import ChangeContext, WorkContext
from db.digest import subscriptions
from db.handovers import HandoverState, Held, HoldingKind
from db.models import (
    Action,
    AuditMonth,
    Base,
    CouncilEvent,
    Dependency,
    Event,
    ItemLink,
    LearningNote,
    LiveAudit,
    Measure,
    Membership,
    NotePost,
    Person,
    PlanItem,
    Reading,
    SampleLine,
    Snooze,
    Subscription,
    Team,
)
from db.models.base import UtcDateTime
from db.models.erasure import ErasedKind
from db.models.history_guard import GUARDED
from db.models.sealed import SEALED
from db.people.forgetting import forget, redact
from db.session import Database
from tests.databases import OPEN, SHUT
from tests.db.audits.months import drawn
from tests.people import NOW, TODAY, Council, acting
from tests.plans import board
from tests.properties import examples

__all__ = ["board"]
LATER: Final = NOW + timedelta(days=2)
TABLES: Final = Base.metadata.tables
SECURITY: Final = Path(__file__).parents[3] / "docs" / "security.md"
NOT_COMPARED: Final = "**Not compared with the history**"
SNAPSHOT: Final = {"isolation_level": "REPEATABLE READ"}


def checked(database: Database, anchor: str = "") -> HistoryChecked:
    options = SNAPSHOT if database.engine.dialect.name == "postgresql" else {}
    with database.look(**options) as connection:
        return check(connection, anchor)


def sealed(database: Database, at: datetime = LATER) -> Head:
    with database.begin() as session:
        return seal(session, at)


@pytest.fixture
def past(board: Council) -> Council:
    """Give a council with something in every table that is sealed, something erased of it too."""
    lead, practitioner = board.director.id, board.practitioner.id
    rows: Mapping[str, Mapping[str, object]] = {
        "measure_event": {
            "measure_id": 1,
            "kind": "reading",
            "changes": {"2026-11-02": [None, [3.0, None]]},
        },
        "plan_event": {"item_id": 1, "kind": "imported", "changes": {}},
        "learning_event": {"kind": "channel", "changes": {}},
        "council_event": {"kind": "rules", "changes": {"months_off": [[], [8]]}},
        "guard_pass": {"person_id": lead, "kind": "postcode"},
        "erasure": {"kind": "messages", "rows": 2},
    }
    with board.database.begin() as session:
        visits = Measure(id=1, name="Visits", made_at=NOW)
        read = Reading(measure=visits, read_on=date(2026, 11, 2), number=3, recorded_at=NOW)
        session.add_all((visits, read))
        for name, row in rows.items():
            at = {"at": NOW} if "at" in TABLES[name].c else {}
            session.execute(insert(TABLES[name]).values({**at, **row}))
        action = session.get_one(Action, 1)
        operations.note(acting(session.get_one(Person, practitioner)), action, "Ask Kim Ash first")
        decide_about_people(acting(session.get_one(Person, lead)), board)
        session.add_all(one_of_each(session))
    sealed(board.database)
    with board.database.begin() as session:
        assert redact(WorkContext(session, None, LATER), "Kim Ash") == 1
    sealed(board.database, LATER + timedelta(minutes=1))
    note(board, "Legal has answered")
    sealed(board.database, LATER + timedelta(minutes=2))
    return board


def one_of_each(session: Session) -> Iterator[Base]:
    """Yield a row for each table that nothing else here has one in."""
    month = session.scalars(select(AuditMonth)).first()
    team = session.scalars(select(Team)).first()
    yield SampleLine(month=date(2026, 12, 1), line=3, practitioner_id=5, imported_at=NOW)
    yield Dependency(action_id=2, after_id=1)
    yield Snooze(person_id=5, action_id=1, until=TODAY + A_DAY)
    for number in (901, 902):
        text = f"Top tip {number}"
        yield PlanItem(id=number, kind="tip", reference=f"T{number}", text=text, added_at=NOW)
    session.flush()
    yield ItemLink(item_id=901, under_id=902)
    yield Membership(person_id=5, role="Practitioner", team="Permanence")
    note = LearningNote(audit_month=month, question="What helps?", told={"themes": ["Voice"]})
    yield note
    yield NotePost(note=note, team=team, channel="C1", posted_at=NOW)


def decide_about_people(lead: ChangeContext, council: Council) -> None:
    """Change each table of whose rows events tell all, so that each has one."""
    other, manager = (
        lead.session.get_one(Person, one.id) for one in (council.other_manager, council.manager)
    )
    rules.change(lead, {"months_off": [8]})
    rules.change(lead, {"audits": 2}, "Front Door")
    for quota in (1, 2):
        auditor_pool.add_auditor(lead, other, quota, starts_on=TODAY)
    auditor_pool.add_auditor(lead, manager)
    for length in (3, 9):
        days = Days(TODAY + length * A_DAY, TODAY + (length + 1) * A_DAY)
        auditor_pool.record_absence(lead, other, days, can_finish=False)
    auditor_pool.end_absence(lead, other)
    audit = lead.session.scalars(select(LiveAudit).order_by(LiveAudit.id)).first()
    assert audit is not None
    debts.owe(lead, audit)
    debts.withdraw(lead, audit)
    debts.lose_holder(lead, audit.id)
    offered = [Held(HoldingKind.ACTION, 1), Held(HoldingKind.ACTION, 2)]
    made = handovers.write(lead, manager, other, offered, "Another post")
    for item, state in zip(made.items, ("accepted", "refused"), strict=True):
        handovers.settle(lead, item, HandoverState(state))
    weekly = {"weekday": 0, "at": time(9, 0), "time_zone": "Europe/London", "last_told": {}}
    times = {"made_at": lead.now, "counts_from": lead.now}
    mine = subscriptions.begin(lead, Subscription(made_by=lead.person, **weekly, **times))
    subscriptions.change(lead, mine, "pause")


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
        assert not {one.table for one in replay(connection).unlike} & TOLD_WHOLE.keys()
        events = connection.scalars(select(CouncilEvent.changes)).all()
    assert "Robin Elm" not in json.dumps(events)


def test_what_is_written_is_sealed_once_and_stays_whole(past: Council) -> None:
    database = past.database
    found = checked(database)
    assert (found.faults, found.waiting) == ([], 0)
    with database.read() as session:
        assert not is_behind(session)
        for name in SEALED:
            rows = session.scalar(select(func.count()).select_from(TABLES[name]))
            assert found.rows[name] == rows, name
    before = found.head
    assert sealed(database) == before
    note(past, "Later news")
    assert checked(database).waiting == 1
    assert sealed(database).number == before.number + 1
    assert checked(database, before.hash).anchored == before


def note(council: Council, words: str, at: datetime = LATER) -> int:
    with council.database.begin() as session:
        owner = session.get_one(Person, council.practitioner.id)
        made = operations.note(acting(owner, at), session.get_one(Action, 1), words)
        session.flush()
        return made.id


def test_the_seal_is_worked_out_by_the_recipe_of_the_document() -> None:
    row = {"id": 7, "note": "é", "changes": {"b": 1, "a": [None, True]}}
    digest = digest_of("00" * 16, row)
    assert digest == "293c7849942261e22f577761b17732b96466db0d6c499ebc422b2d5510e61dbb"
    sealed_row = Sealed(1, datetime(2026, 11, 25, 9, 0, tzinfo=UTC), "event", 7)
    hashed = hash_of(sealed_row, digest, "0" * 64)
    assert hashed == "9b4f78388d20835e63654525c0ff3121172baf52f9917056e9476d9bc8206551"


@pytest.mark.parametrize("name", GUARDED)
@pytest.mark.parametrize("change", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
def test_what_is_sealed_is_neither_changed_nor_deleted(
    past: Council, name: str, change: str
) -> None:
    column = {"link": "digest", "standing": "rows"}.get(name, "at")
    with (
        pytest.raises(DBAPIError, match="the history is never changed"),
        past.database.engine.begin() as connection,
    ):
        connection.execute(text(change.format(name, column, column)))


def test_every_event_is_sealed_in_every_column(past: Council) -> None:
    assert {name for name in TABLES if name == "event" or name.endswith("_event")} <= set(SEALED)
    for name, table in SEALED.items():
        assert {column.name for column in table.columns} == set(TABLES[name].columns.keys()), name


# What somebody does who can write to the database, and takes care to leave no other trace.


@contextmanager
def tampering(database: Database) -> Iterator[Connection]:
    """Yield a connection on which nothing is refused; in the end all of it is put back."""
    with database.engine.connect() as connection, connection.begin() as work:
        if connection.dialect.name == "sqlite":
            connection.execute(text("PRAGMA defer_foreign_keys=ON"))
        else:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text(OPEN))
        yield connection
        work.rollback()


def faults(connection: Connection, anchor: str) -> list[Fault]:
    connection.execute(text(SHUT))
    return check(connection, anchor).faults


names = st.sampled_from(GUARDED)
places = st.integers(min_value=0, max_value=10_000)


def keys_of(connection: Connection, table: Table) -> list[Any]:
    (key,) = table.primary_key.columns
    return list(connection.scalars(select(key).order_by(key)))


def row_of(connection: Connection, table: Table, place: int) -> tuple[Any, dict[str, Any]]:
    """Return which row is at a place, and what it says."""
    keys = [*table.primary_key.columns]
    every = connection.execute(select(table).order_by(*keys)).mappings().all()
    row = every[place % len(every)]
    return and_(*(key == row[key.name] for key in keys)), {**row}


def another(column: Column[Any], value: Any, *, empty: bool) -> Any:  # noqa: ANN401  (any column)
    """Return something else that a column can hold."""
    if empty and column.nullable and value is not None:
        return None
    if isinstance(column.type, JSON):
        return [77] if column.name == "links" else {"due_on": [None, str(value)[:50]]}
    if isinstance(column.type, UtcDateTime):
        return value + timedelta(microseconds=1)
    if isinstance(value, str):
        return value[:-1] + ("y" if value.endswith("x") else "x")
    return "x" if column.type.python_type is str else (value or 0) + 1


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


def other_than(column: Column[Any], value: Any) -> Any:  # noqa: ANN401  (any column)
    """Return something else that a column of a counted row can hold."""
    others = {
        JSON: ["Else"],
        Boolean: not value,
        UtcDateTime: (value or NOW) + timedelta(days=1) if isinstance(value, datetime) else NOW,
        Date: date(2031, 5, 6),
        Time: time(23, 59),
        Float: 77.5,
        Integer: 1 if value != 1 else 2,
    }
    found = [other for kind, other in others.items() if isinstance(column.type, kind)]
    return found[0] if found else f"{value}x"


PARTLY: Final = ("person", "subscription")
COVERED: Final = ("action", *TOLD_WHOLE, *WATCHED)


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
    """Table by table: whole, or without what is compared of it."""
    said = SECURITY.read_text("utf-8").partition(NOT_COMPARED)[2].partition("Whoever can write")[0]
    left_out = not_compared()
    wholly = {name for name, columns in left_out.items() if len(columns) == len(TABLES[name].c)}
    assert set(re.findall(r"`(\w+)`(?=,| \|)", said)) == wholly | set(PARTLY)
    assert wholly == NOTES.keys()
    assert set(PARTLY) == left_out.keys() - wholly


def test_in_a_year_of_the_sample_council_all_is_as_its_history_says(read_year: Database) -> None:
    with read_year.look() as connection:
        replayed = replay(connection)
    assert replayed.unlike == []
    assert {name.partition(".")[0] for name in replayed.compared} >= {"auditor_seat", "action"}


def test_rules_of_a_service_whose_name_was_redacted_are_said_not_to_be_covered(
    past: Council,
) -> None:
    with past.database.begin() as session:
        redact(WorkContext(session, None, LATER), "Front Door")
    with past.database.look() as connection:
        replayed = replay(connection)
        assert not {one.table for one in replayed.unlike} & TOLD_WHOLE.keys()
        assert replayed.uncovered["audit_rules"] == 1


def unlike(connection: Connection) -> set[tuple[str, str, str]]:
    return {(one.table, str(one.row), one.field) for one in replay(connection).unlike}


def named_by(table: Table, row: Mapping[str, Any]) -> str:
    """Return how a fault names a row of a table."""
    return " ".join(str(row[key.name]) for key in table.primary_key)


def head_of(database: Database) -> str:
    with database.read() as session:
        return head(session).hash


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


def rewritten(connection: Connection) -> None:
    """Work every digest and every hash out again, as whoever knows how it is done can."""
    before = "0" * 64
    for link in connection.execute(select(LINK).order_by(LINK.c.number)).all():
        digest, table = link.digest, SEALED[link.table_name]
        if link.salt:
            row = connection.execute(select(table).where(table.c.id == link.row_id)).mappings()
            digest = digest_of(link.salt, {**row.one()})
        before = hash_of(Sealed(link.number, link.at, link.table_name, link.row_id), digest, before)
        connection.execute(
            update(LINK).where(LINK.c.number == link.number).values(digest=digest, hash=before)
        )


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


def test_what_was_erased_cannot_be_guessed_and_the_chain_stays_whole(past: Council) -> None:
    database, before = past.database, head_of(past.database)
    number = note(past, "Kim Oak rang")
    sealed(database)
    with database.begin() as session:
        kim = session.get_one(Person, past.colleague.id)
        kim.name, kim.ends_on = "Kim Oak", NOW.date() - timedelta(days=9)
        assert forget(WorkContext(session, None, LATER), kim) == 1
    found = checked(database, before)
    assert (found.faults, found.erased_links, found.erasures) == ([], 2, 3)
    with database.read() as session:
        links = session.execute(
            select(LINK)
            .where(LINK.c.table_name == "event", LINK.c.row_id == number)
            .order_by(LINK.c.number)
        ).all()
        assert [link.salt is None for link in links] == [True, False]
        assert session.get_one(Event, number).note == "[removed] rang"


def test_what_is_deleted_by_the_one_way_there_is_leaves_its_mark(past: Council) -> None:
    number = note(past, "Of a plan that nobody was told of")
    sealed(past.database)
    with (
        past.database.begin() as session,
        erasing(WorkContext(session, None, LATER), ErasedKind.DRAFT) as erased,
    ):
        session.execute(delete(Event).where(Event.id == number))
        erased.count = 1
        erased.note("event", [number])
    found = checked(past.database)
    assert (found.faults, found.erased_links) == ([], 2)


def test_the_day_by_which_a_published_audit_is_due_follows_from_its_history(
    council: Council,
) -> None:
    drawn(council, (council.other_manager, council.practitioner))
    with tampering(council.database) as connection:
        assert not replay(connection).uncovered["live_audit.due_on"]
        connection.execute(update(TABLES["live_audit"]).values(due_on=date(2027, 9, 1)))
        found = {(name, field) for name, _, field in unlike(connection) if name == "live_audit"}
        assert found == {("live_audit", "due_on")}
