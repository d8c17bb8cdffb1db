"""What a frozen bot can hold up on PostgreSQL, where several stand on one database."""

import os
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest
from sqlalchemy import Connection, text, update

from db.errors import BusyError
from db.home import freshness
from db.home import queries as homes
from db.models import Action, Home
from db.session import LIMITS_MS, Database, connect, unlimited
from tests.people import NOW, TODAY, Council
from tests.waiting import eventually


@pytest.fixture
def database_kind() -> str:
    return "postgresql"


@pytest.fixture
def frozen(council: Council) -> Iterator[Database]:
    """Give what a second bot has open, which will be frozen in the middle of its work."""
    url = council.database.engine.url.render_as_string(hide_password=False)
    with closing(connect(url)) as second:
        yield second


def _renamed(database: Database, number: int, title: str) -> None:
    with database.begin() as session:
        session.get_one(Action, number).title = title


def _stale(council: Council) -> bool:
    with council.database.read() as session:
        home = session.get_one(Home, council.director.id)
        return home.changed > home.shown


def test_a_frozen_bot_that_holds_somebodys_home_holds_up_no_change(
    council: Council, frozen: Database
) -> None:
    mine, other = council.action(council.practitioner), council.action(council.practitioner)
    with council.database.begin() as session:
        home = {"opened_on": TODAY, "shown_on": TODAY, "changed": 0, "shown": 0, "choice": {}}
        session.add(Home(person_id=council.director.id, **home))
    with council.database.begin() as session:
        session.execute(update(Home).values(shown=Home.changed))
    with frozen.begin() as held:
        held.get_one(Action, other).title = "Write the strategy"
        freshness.note(held)
        _renamed(council.database, mine, "Review the template")
        held.rollback()
    assert not _stale(council)
    with council.database.begin() as session:
        claimed = homes.claim(session, NOW, timedelta(minutes=1))
        assert claimed is not None
        assert claimed.person_id == council.director.id


def test_whoever_needs_what_a_frozen_bot_holds_is_told_that_it_is_busy(
    council: Council, frozen: Database
) -> None:
    mine = council.action(council.practitioner)
    with frozen.begin() as held:
        held.execute(update(Action).values(title="Write the strategy"))
        with pytest.raises(BusyError, match="LockNotAvailable"):
            _renamed(council.database, mine, "Review the template")
        held.rollback()


def test_a_bot_frozen_in_the_middle_of_its_work_loses_it_and_finds_the_database_busy(
    council: Council, frozen: Database
) -> None:
    mine = council.action(council.practitioner)

    def freeze() -> None:
        with frozen.begin() as held:
            held.execute(update(Action).values(title="Write the strategy"))
            server = held.scalar(text("SELECT pg_backend_pid()"))
            # Less than another waits for, and enough to read the answer to this: what comes with
            # it, before anything else is asked, the client takes for a remark and forgets.
            held.execute(text("SET LOCAL idle_in_transaction_session_timeout = 500"))
            _renamed(council.database, mine, "Review the template")  # once it is thrown out
            # A bot thaws long after: its server has gone by then, and has said why. What reaches
            # one that still ends is answered with a broken connection, and its words are lost.
            eventually(lambda: _has_ended(server), "the server of the frozen bot to end")
            held.execute(update(Action).values(title="Write the strategy"))

    with pytest.raises(BusyError):
        freeze()
    with council.database.read() as session:
        assert session.get_one(Action, mine).title == "Review the template"


def _has_ended(process: int) -> bool | None:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return None


def test_every_connection_has_its_limits_and_only_what_must_not_stop_goes_without(
    council: Council,
) -> None:
    def limits(connection: Connection) -> set[str]:
        return {connection.scalar(text(f"SHOW {name}")) for name in LIMITS_MS}

    with council.database.engine.connect() as connection:
        assert limits(connection) == {"2s", "30s", "20s"}
        connection.rollback()
        unlimited(connection)
        assert limits(connection) == {"0"}
        connection.rollback()
        assert limits(connection) == {"2s", "30s", "20s"}


def test_each_statement_sees_what_was_committed_before_whatever_the_server_is_set_to(
    postgres_url: str,
) -> None:
    """Else whoever has just got a lock would look at the past."""
    with closing(connect(postgres_url)) as database, database.begin() as session:
        name = session.scalar(text("SELECT current_database()"))
        stale = "default_transaction_isolation = 'repeatable read'"
        session.execute(text(f"ALTER DATABASE {name} SET {stale}"))
    with closing(connect(postgres_url)) as database, database.begin() as session:
        assert session.scalar(text("SHOW transaction_isolation")) == "read committed"
