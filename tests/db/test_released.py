"""What each released version wrote by itself is there after the upgrade, and today's bot answers.

What it wrote is kept in `tests/db/released`; `python -m tests.db.released.making` makes it again.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import psycopg
import pytest
from sqlalchemy import MetaData, create_engine, make_url, select

from db.migrate import VERSION_TABLE, downgrade, upgrade
from db.session import connect
from tests.db.released import RELEASES
from tests.db.released.life import LATER
from tests.end_to_end.world import World, running
from tests.whole import not_whole

DUMPS: Final = Path(__file__).parent / "released"
THEMES: Final = {"live_audit.strengths", "live_audit.areas"}
Rows = dict[str, dict[str, dict[Any, Any]]]


@pytest.fixture(params=RELEASES)
def version(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def released_url(database_url: str, database_kind: str, version: str) -> str:
    """Give the address of a database in which a released version has lived some weeks."""
    written = (DUMPS / f"{version}.{database_kind}.sql").read_text("utf-8")
    if database_kind == "sqlite":
        with closing(sqlite3.connect(str(make_url(database_url).database))) as connection:
            connection.executescript(written)
        return database_url
    plain = make_url(database_url).set(drivername="postgresql")
    with psycopg.connect(plain.render_as_string(hide_password=False)) as server:
        server.execute(written.encode())
    return database_url


def rows_at(url: str) -> Rows:
    """Return every row of every table by its key, as the database itself describes them."""
    engine, tables = create_engine(url), MetaData()
    with engine.connect() as connection:
        tables.reflect(connection)
        found = {
            table.name: {
                str([row[column.name] for column in table.primary_key]): {**row}
                for row in connection.execute(select(table)).mappings().all()
            }
            for table in tables.sorted_tables
            if table.name != VERSION_TABLE
        }
    engine.dispose()
    return found


def unlike(before: Rows, now: Rows) -> Iterator[str]:
    """Yield what no longer says what it said."""
    for table, rows in before.items():
        for key, row in rows.items():
            there = now[table].get(key)
            if there is None:
                yield f"{table} {key} is gone"
                continue
            yield from (
                f"{table}.{name}"
                for name, value in row.items()
                if name not in there or there[name] != value
            )


def test_every_row_is_there_and_says_the_same_and_comes_back(
    released_url: str, version: str
) -> None:
    """But for the themes of an audit: they were counted, and are ticked since."""
    before = rows_at(released_url)
    upgrade(released_url)
    now = rows_at(released_url)
    assert set(unlike(before, now)) == THEMES
    assert [one["strengths"] for one in now["live_audit"].values() if one["strengths"]] == [
        ["Planning", "Recording"]
    ]
    downgrade(released_url, RELEASES[version].tables)
    # What was seen more often than once comes back as seen once; the first version knew no more.
    counted = THEMES if version != "0.1.0" else set()
    assert set(unlike(before, rows_at(released_url))) == counted


def test_the_history_is_whole_after_the_upgrade_and_after_what_today_s_bot_does(
    world: World,
) -> None:
    assert not_whole(world.database) == []
    world.persona(5).types("/action done 2 All of them came")
    world.persona(7).types("/audit book 2 16 December")
    world.tick()
    assert not_whole(world.database) == []


@pytest.fixture
def world(released_url: str) -> Iterator[World]:
    """Give today's bot on the database of a released one, at the end of what that wrote."""
    upgrade(released_url)
    with closing(connect(released_url)) as database, running(database) as opened:
        opened.clock.time = LATER
        yield opened
        opened.close_pages()


def test_today_s_bot_answers_about_what_was_written(world: World, version: str) -> None:
    """Whoever held number 1 handed it over, where that could be done."""
    manager, practitioner, holder, stranger = (world.persona(number) for number in (3, 5, 6, 7))
    shown = manager.types("/action show 1").text
    for words in ("the panel meets then", "Draft sent to Legal", "undid the last change"):
        assert words in shown
    assert "first due Fri 4 Dec 2026" in shown

    listed = (holder if version != "0.1.0" else practitioner).types("/action list")
    assert "Finalise the Adolescent Strategy" in listed.text
    assert "Write to the partners about thresholds" in holder.types("/action list").text

    assert (
        "#2 Train the staff in chronologies is done." in practitioner.types("/action done 2").text
    )
    assert "done, awaiting sign-off" in manager.types("/action show 2").text

    assert "Mon 14 Dec 2026" in manager.types("/status").text
    assert "Was booked for Thu 10 Dec 2026" in stranger.types("/audit").text
    held = practitioner.types("/audit show 3").text
    for words in (
        "Strengths: Planning, Recording",
        "Grade: Inadequate, upheld",
        "The plan was older",
    ):
        assert words in held


def test_what_waited_in_the_outbox_is_delivered_by_today_s_bot(world: World) -> None:
    practitioner = world.persona(5)
    world.later(minutes=10)
    world.tick()
    assert "Read the minutes to the team" in practitioner.reads().text
