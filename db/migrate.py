"""Bringing a database's tables to the version of the bot that runs."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from sqlalchemy import Connection, inspect
from sqlalchemy.exc import ArgumentError, DBAPIError

from db.addresses import shown, without_secrets
from db.models import Base
from db.session import connect, unlimited

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import Script

FOLDER: Final = Path(__file__).parent / "migrations"
VERSIONS: Final = FOLDER / "versions"
VERSION_TABLE: Final = "alembic_version"
BEFORE_EVERYTHING: Final = "base"
NEWEST: Final = "head"
ADVISORY_LOCK: Final = 5_110_384
WAIT_FOR_ANOTHER_MS: Final = 60_000


class MigrationError(Exception):
    """The database cannot be reached or changed; the text says what to do about it."""


def upgrade(url: str, revision: str = NEWEST) -> None:
    """Create or change the tables until they are what `revision`, the newest one, needs.

    Processes that start at once wait for the first one. Raises MigrationError.
    """
    from alembic import command

    def change(config: "Config") -> None:
        connection = config.attributes["connection"]
        if revision == NEWEST and not inspect(connection).get_table_names():
            # The same tables as step by step, which takes twenty times as long.
            Base.metadata.create_all(connection)
            command.stamp(config, revision)
        command.upgrade(config, revision)

    _run(url, change)


def downgrade(url: str, revision: str = BEFORE_EVERYTHING) -> None:
    """Go back to `revision`; what only newer tables hold is lost. Raises MigrationError."""
    from alembic import command

    _run(url, lambda config: command.downgrade(config, revision))


def is_current(url: str) -> bool:
    """Say whether the tables are what this version needs. Raises MigrationError."""
    with _looking(url) as connection:
        if not inspect(connection).has_table(VERSION_TABLE):
            return False
        found = connection.exec_driver_sql(f"SELECT version_num FROM {VERSION_TABLE}")
        return set(found.scalars()) == {newest()}


def newest() -> str:
    """Return the revision that this version needs: each file's name begins with its own.

    Asked without Alembic, which takes a bot that starts 10 MiB and a fifth of a second.
    """
    return max(path.name for path in VERSIONS.glob("[0-9]*.py")).partition("_")[0]


def draft(url: str, what: str, folder: Path = VERSIONS) -> Path:
    """Write a revision that makes the up-to-date database at `url` what the models now describe.

    Returns the file, to be read and corrected by hand: Alembic does not see everything.
    """
    from alembic import command

    config = _config()
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", f"{VERSIONS}\n{folder}".replace("%", "%%"))
    number = f"{len(list(VERSIONS.glob('[0-9]*.py'))) + 1:04}"
    with alone(url) as connection:
        config.attributes["connection"] = connection
        made = command.revision(
            config, what, autogenerate=True, rev_id=number, version_path=str(folder)
        )
    return Path(cast("Script", made).path)


def _run(url: str, change: "Callable[[Config], None]") -> None:
    from alembic.util import CommandError

    config = _config()
    with alone(url) as connection:
        _wait_for_turn(connection)
        config.attributes["connection"] = connection
        try:
            change(config)
        except CommandError as error:
            raise MigrationError(
                f"The database does not fit this version of live-audit ({error}). "
                "Install the version that last used it, or a newer one."
            ) from error
        _refuse_orphans(connection)


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    return config


@contextmanager
def _looking(url: str) -> Iterator[Connection]:
    """Yield a connection that waits for no writer. Raises MigrationError."""
    try:
        with closing(connect(url)) as database, database.look() as connection:
            yield connection
    except (ArgumentError, DBAPIError) as error:
        raise MigrationError(_unreachable(url, error)) from error


@contextmanager
def alone(url: str) -> Iterator[Connection]:
    """Yield a connection that holds up other writers, on which SQLite follows no foreign keys.

    With them on, dropping a table while it is being copied would delete the rows that point at it.
    Raises MigrationError.
    """
    try:
        with closing(connect(url)) as database, database.engine.connect() as connection:
            if _is_sqlite(connection):
                _prepare_sqlite(connection)
            with connection.begin():
                unlimited(connection)
                yield connection
    except (ArgumentError, DBAPIError) as error:
        raise MigrationError(_unreachable(url, error)) from error


def _is_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"


def _prepare_sqlite(connection: Connection) -> None:
    raw = connection.connection.cursor()  # inside a transaction the first one would do nothing
    raw.execute("PRAGMA foreign_keys=OFF")
    raw.execute(f"PRAGMA busy_timeout={WAIT_FOR_ANOTHER_MS}")
    raw.close()


def _wait_for_turn(connection: Connection) -> None:
    # On SQLite the transaction itself, begun as a writer's, is the lock.
    if not _is_sqlite(connection):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})")


def _refuse_orphans(connection: Connection) -> None:
    if _is_sqlite(connection) and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise MigrationError("The change would leave rows that point nowhere, so it was not made.")


def _unreachable(url: str, error: Exception) -> str:
    cause = str(getattr(error, "orig", error)).strip().partition("\n")[0]
    return f"Cannot use {shown(url)}: {without_secrets(cause, url)}."
