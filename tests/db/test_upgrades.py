"""Every version of the tables goes up to the newest one and back with the rows it held."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, MetaData, Table, create_engine, insert, select

from db.backup import snapshot
from db.chain.checking import check
from db.chain.standing import TOLD_IN_EVENTS
from db.chain.written import WATCHED
from db.migrate import downgrade, upgrade
from db.models.sealed import SEALED
from tests.rows import EVERY_VERSION, needed_row, row_counts, tables_at, write_a_row_in_every_table

HISTORY = frozenset({"council_event", "link", "standing"})


@pytest.mark.waits
def test_rows_written_at_every_version_go_up_and_come_back(database_url: str) -> None:
    """At each version every table gets a row as it was then, beside those that came up to it.

    Only to the history it adds, up or down: what it tells of the rows that it found.
    """
    kept: dict[str, int] = {}
    tables: dict[str, set[str]] = {}
    for version in EVERY_VERSION:
        upgrade(database_url, version)
        counts = row_counts(database_url)
        for name in HISTORY & kept.keys():
            assert counts[name] >= kept[name], f"up to {version}"
            kept[name] = counts[name]
        assert counts.items() >= kept.items(), f"up to {version}"
        kept = write_a_row_in_every_table(database_url)
        tables[version] = set(kept)
    for version in reversed(EVERY_VERSION):
        downgrade(database_url, version)
        left = {name: count for name, count in kept.items() if name in tables[version]}
        counts = row_counts(database_url)
        for name in HISTORY & left.keys():
            assert counts[name] >= left[name], f"back to {version}"
            left[name] = kept[name] = counts[name]
        assert counts == left, f"back to {version}"
    upgrade(database_url)
    assert row_counts(database_url).items() >= left.items()


def test_actions_are_sorted_into_registers_by_where_they_came_from(database_url: str) -> None:
    upgrade(database_url, "0004")
    with tables_at(database_url) as (connection, tables):

        def write(name: str, **values: Any) -> None:  # noqa: ANN401  (any column)
            row = {**needed_row(tables.tables[name]), **values}
            connection.execute(insert(tables.tables[name]).values(row))

        write("person", id=1)
        write("audit_round", id=1, month=date(2027, 1, 1))
        write("live_audit", id=7, round_id=1, serial=12, auditor_id=1, practitioner_id=1)
        sources = ("", "Peer review, paragraph 38", "LA-2027-01-012", "LA-2026-12-001", "LA-0-0-0")
        for number, source in enumerate(sources, start=1):
            write("action", id=number, source=source)
    upgrade(database_url)
    with tables_at(database_url) as (connection, tables):
        action = tables.tables["action"].c
        asked = select(action.register, action.audit_id, action.needs_sign_off)
        found = [tuple(row) for row in connection.execute(asked.order_by(action.id))]
    assert found == [
        ("plan", None, True),
        ("plan", None, True),
        ("audits", 7, True),
        ("audits", None, True),
        ("plan", None, True),
    ]


def test_who_is_where_is_what_is_known_of_the_past_and_audits_keep_their_service(
    database_url: str,
) -> None:
    upgrade(database_url, "0019")
    with tables_at(database_url) as (connection, tables):
        for table, values in (
            ("team", {"id": 1, "name": "Permanence", "service": "Children"}),
            ("person", {"id": 1, "role": "Team Manager"}),
            ("person", {"id": 2, "role": "Practitioner", "team_id": 1, "manager_id": 1}),
            ("audit_round", {"id": 1, "month": date(2027, 1, 1)}),
            ("live_audit", {"id": 1, "round_id": 1, "serial": 1, "team_id": 1}),
            ("live_audit", {"id": 2, "round_id": 1, "serial": 2}),
        ):
            pair = {"auditor_id": 1, "practitioner_id": 2} if table == "live_audit" else {}
            row = {**needed_row(tables.tables[table]), **pair, **values}
            connection.execute(insert(tables.tables[table]).values(row))
    upgrade(database_url)
    with tables_at(database_url) as (connection, tables):
        one, audit = tables.tables["membership"].c, tables.tables["live_audit"].c
        asked = select(one.person_id, one.since, one.role, one.manager_id, one.team, one.service)
        found = [tuple(row) for row in connection.execute(asked.order_by(one.person_id))]
        services = connection.execute(select(audit.service).order_by(audit.id)).scalars().all()
    assert found == [
        (1, None, "Team Manager", None, "", ""),
        (2, None, "Practitioner", 1, "Permanence", "Children"),
    ]
    assert services == ["Children", None]


def test_themes_that_were_counted_are_ticked_and_come_back_as_seen_once(database_url: str) -> None:
    upgrade(database_url, "0004")
    write_a_row_in_every_table(database_url)
    held_at = datetime(2026, 10, 7, 15, 0)  # noqa: DTZ001  (as the column keeps it: UTC)
    before = {"strengths": {"Planning": 2, "Recording": 0}, "areas": {}, "held_at": held_at}
    with _audits(database_url) as (connection, audits):
        connection.execute(audits.update().values(before))
    upgrade(database_url)
    with _audits(database_url) as (connection, audits):
        row = connection.execute(select(audits)).mappings().one()
        assert (row["strengths"], row["areas"]) == (["Planning"], [])
        assert row["written_up_at"] == held_at
        assert row["practitioner_there"] is row["family_asked"] is row["standards_met"] is None
    downgrade(database_url, "0004")
    with _audits(database_url) as (connection, audits):
        row = connection.execute(select(audits)).mappings().one()
        assert (row["strengths"], row["areas"]) == ({"Planning": 1}, {})


def test_what_happened_before_is_sealed_by_the_upgrade(database_url: str) -> None:
    upgrade(database_url, "0018")
    write_a_row_in_every_table(database_url)
    upgrade(database_url)
    with snapshot(database_url) as connection:
        found = check(connection)
    assert (found.faults, found.waiting) == ([], 0)
    older = set(SEALED) - {"council_event", "standing"}
    # And a row of each table of whose rows it told how they stood, and one of what has other keys.
    told = {"council_event": len(TOLD_IN_EVENTS), "standing": len({*WATCHED, "action"}) + 1}
    assert found.rows == {**dict.fromkeys(older, 1), **told}


@contextmanager
def _audits(url: str) -> Iterator[tuple[Connection, Table]]:
    """Open the table of live audits as the database itself describes it."""
    engine = create_engine(url)
    with engine.begin() as connection:
        yield connection, Table("live_audit", MetaData(), autoload_with=connection)
    engine.dispose()


def test_a_day_booked_before_audits_had_an_hour_stays_a_day_and_comes_back(
    database_url: str,
) -> None:
    upgrade(database_url, "0020")
    write_a_row_in_every_table(database_url)
    with _audits(database_url) as (connection, audits):
        connection.execute(audits.update().values(booked_on=date(2027, 1, 14)))
    upgrade(database_url)
    with _audits(database_url) as (connection, audits):
        row = connection.execute(select(audits)).mappings().one()
        assert (row["booked_on"], row["booked_at"]) == (date(2027, 1, 14), None)
        assert (row["minutes"], row["place"], row["suggested_on"]) == (60, "", None)
    downgrade(database_url, "0020")
    with _audits(database_url) as (connection, audits):
        assert connection.execute(select(audits.c.booked_on)).scalar_one() == date(2027, 1, 14)
