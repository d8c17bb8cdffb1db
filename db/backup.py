"""Copies of the whole database, made while it runs, and put back into an empty one.

A backup is always one SQLite file with the tables of its version, whichever database it is made
from; so it needs no program of the database's own, and moves a council from one to the other.
"""

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto
from hashlib import sha256
from pathlib import Path
from typing import Final
from zlib import crc32

from sqlalchemy import Connection, Table, func, insert, inspect, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError, DBAPIError
from sqlalchemy.orm import Session

from db import council_events
from db.addresses import shown, without_secrets
from db.chain.sealing import head, seal
from db.context import WorkContext
from db.days import LONDON, ZONE
from db.migrate import VERSION_TABLE, is_current, upgrade
from db.models import Base, CouncilEventKind, MessageName
from db.outbox.at_the_server import tell_admins
from db.session import connect, unlimited

ROWS_AT_ONCE: Final = 1000
OURS_ALONE: Final = 0o600
BEGINNING: Final = b"SQLite format 3\0"
SUMMED: Final = slice(60, 64)  # SQLite's user_version, which is left to the program
NOT_SUMMED: Final = bytes(4)  # as an older version left it


class BackupProblem(StrEnum):
    """Why no backup is made, or none put back."""

    NO_DATABASE = auto()
    OTHER_VERSION = auto()
    EMPTY = auto()
    FILE_EXISTS = auto()
    NO_FOLDER = auto()
    NO_FILE = auto()
    BROKEN_OFF = auto()
    DIFFERS = auto()
    NO_BACKUP = auto()
    DAMAGED = auto()
    NOT_EMPTY = auto()


class BackupError(Exception):
    """Nothing was changed; `problem` says why, and `where` is the file or table it is about."""

    def __init__(self, problem: BackupProblem, where: object = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.where = str(where)


@dataclass(frozen=True)
class TableContent:
    """How many rows a table holds, and a sum of them all that does not depend on their order."""

    rows: int
    sum: int


Contents = Mapping[str, TableContent]
Row = dict[str, object]


def back_up(url: str, file: Path) -> Contents:
    """Copy the database at `url` into a new file and return what it holds.

    The copy is of one moment, whatever is written meanwhile, and nobody waits for it. It is
    compared with the database row by row before it gets its name. Raises BackupError, or
    MigrationError where the database cannot be reached.
    """
    if file.exists():
        raise BackupError(BackupProblem.FILE_EXISTS, file)
    if not file.parent.is_dir():
        raise BackupError(BackupProblem.NO_FOLDER, file.parent)
    _refuse_missing(url)
    if not is_current(url):
        raise BackupError(BackupProblem.OTHER_VERSION, shown(url))
    unfinished = file.with_name(f".{file.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        with _said_if_broken_off(url):
            unfinished.touch(OURS_ALONE)
            contents = _copy_out(url, unfinished)
            _settle(unfinished)
        os.link(unfinished, file)  # refuses to take the place of what came there meanwhile
    except FileExistsError as error:
        raise BackupError(BackupProblem.FILE_EXISTS, file) from error
    finally:
        for left in unfinished.parent.glob(f"{unfinished.name}*"):
            left.unlink()
    return contents


def restore(file: Path, url: str, by: str, now: datetime) -> Contents:
    """Put a backup into the empty database at `url`, and return what was put back.

    A backup of an older version is brought to this one first, in a copy. All of it is put back,
    or nothing; an event says that `by`, an account on the server, did so `now`, and each
    administrator hears it. Raises BackupError, or MigrationError where the backup is of a newer
    version.
    """
    if not file.is_file():
        raise BackupError(BackupProblem.NO_FILE, file)
    with _said_if_broken_off(url), tempfile.TemporaryDirectory() as folder:
        current = Path(folder, "backup.db")
        shutil.copyfile(file, current)
        current.chmod(OURS_ALONE)
        _refuse_what_is_none(current, file)
        upgrade(_address(current))
        _refuse_full(url)
        upgrade(url)
        with snapshot(_address(current)) as source:
            return _copy_in(source, url, by, now)


@contextmanager
def _said_if_broken_off(url: str) -> Iterator[None]:
    """Say what broke a copy off, such as a full disk."""
    try:
        yield
    except (OSError, DBAPIError) as error:
        cause = getattr(error, "strerror", None) or getattr(error, "orig", error)
        first = str(cause).strip().partition("\n")[0]
        raise BackupError(BackupProblem.BROKEN_OFF, without_secrets(first, url)) from error


def _copy_out(url: str, file: Path) -> Contents:
    upgrade(_address(file))
    with (
        snapshot(url) as source,
        closing(connect(_address(file))) as target,
        target.engine.begin() as into,
    ):
        contents = _copied(source, into)
    if not any(content.rows for content in contents.values()):
        raise BackupError(BackupProblem.EMPTY, shown(url))
    with snapshot(_address(file)) as written:
        _refuse_difference(contents, _contents(written))
    return contents


def _copy_in(source: Connection, url: str, by: str, now: datetime) -> Contents:
    with closing(connect(url)) as database, database.engine.begin() as into:
        unlimited(into)
        for table in reversed(Base.metadata.sorted_tables):
            into.execute(table.delete())  # what the migrations put there
        with _later_checks(into):
            contents = _copied(source, into)
        _refuse_difference(contents, _contents(into))
        _count_on(into)
        _tell(into, by, now)
    return contents


def _tell(into: Connection, by: str, now: datetime) -> None:
    """Write down who put a backup back, and by the head of its history which it was."""
    last = head(into)
    with Session(into, info={ZONE: LONDON}) as session:
        ctx = WorkContext(session, None, now, by=by)
        event = council_events.did(ctx, CouncilEventKind.RESTORED, last.hash, {})
        tell_admins(ctx, event, MessageName.RESTORED)
        seal(session, now)
        session.commit()  # of what the session has; the connection's transaction goes on


def _copied(source: Connection, into: Connection) -> Contents:
    if into.dialect.name == "sqlite":
        into.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    return {table.name: _copy(table, source, into) for table in Base.metadata.sorted_tables}


def _copy(table: Table, source: Connection, into: Connection) -> TableContent:
    def copied() -> Iterator[list[Row]]:
        for part in _parts(table, source):
            into.execute(insert(table), part)
            yield part

    return _content(copied())


def _content(parts: Iterable[list[Row]]) -> TableContent:
    rows = total = 0
    for part in parts:
        rows += len(part)
        total += sum(map(_sum_of_row, part))
    return TableContent(rows, total)


def _parts(table: Table, source: Connection) -> Iterator[list[Row]]:
    with source.execute(select(table).execution_options(yield_per=ROWS_AT_ONCE)) as found:
        for part in found.mappings().partitions():
            yield [dict(row) for row in part]


def _contents(connection: Connection) -> Contents:
    tables = Base.metadata.sorted_tables
    return {table.name: _content(_parts(table, connection)) for table in tables}


def _sum_of_row(row: Row) -> int:
    return int.from_bytes(sha256(repr(sorted(row.items())).encode()).digest())


def _refuse_difference(expected: Contents, found: Contents) -> None:
    for name, content in expected.items():
        if found[name] != content:
            raise BackupError(BackupProblem.DIFFERS, name)


@contextmanager
def snapshot(url: str) -> Iterator[Connection]:
    """Yield a connection that sees the database as it is at this moment."""
    with closing(connect(url)) as database:
        is_postgresql = database.engine.dialect.name == "postgresql"
        options = {"isolation_level": "REPEATABLE READ"} if is_postgresql else {}
        with database.look(**options) as connection:
            yield connection


@contextmanager
def _later_checks(into: Connection) -> Iterator[None]:
    """Let rows point at rows that come after them, until the block ends."""
    if into.dialect.name == "sqlite":
        yield  # `_copied` asks for it: there it holds until the transaction ends
        return
    links = [
        f'ALTER TABLE "{table.name}" ALTER CONSTRAINT "{link["name"]}"'
        for table in Base.metadata.sorted_tables
        for link in inspect(into).get_foreign_keys(table.name)
    ]
    for link in links:
        into.execute(text(f"{link} DEFERRABLE INITIALLY DEFERRED"))
    yield
    into.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    for link in links:
        into.execute(text(f"{link} NOT DEFERRABLE"))


def _count_on(into: Connection) -> None:
    """Let PostgreSQL number new rows after those that were put back."""
    if into.dialect.name == "sqlite":
        return
    for table in Base.metadata.sorted_tables:
        if table.autoincrement_column is not None:
            column = table.autoincrement_column
            sequence = func.pg_get_serial_sequence(table.name, column.name)
            last = select(func.setval(sequence, func.max(column))).where(sequence.is_not(None))
            into.execute(last)


def _refuse_missing(url: str) -> None:
    place = make_url(url)
    if place.get_backend_name() == "sqlite" and not Path(place.database or "").is_file():
        raise BackupError(BackupProblem.NO_DATABASE, shown(url))


def _refuse_what_is_none(copy: Path, file: Path) -> None:
    """Refuse a file that is no backup, or one that was damaged since, by a copy of it."""
    content = copy.read_bytes()
    if not content.startswith(BEGINNING):
        raise BackupError(BackupProblem.NO_BACKUP, file)
    try:
        with snapshot(_address(copy)) as connection:
            if not inspect(connection).has_table(VERSION_TABLE):
                raise BackupError(BackupProblem.NO_BACKUP, file)
            whole = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all() == ["ok"]
    except DatabaseError as error:
        raise BackupError(BackupProblem.DAMAGED, file) from error
    if not whole or content[SUMMED] not in {NOT_SUMMED, _sum_of(content)}:
        raise BackupError(BackupProblem.DAMAGED, file)


def _sum_of(content: bytes) -> bytes:
    """Return a sum of all the bytes of a backup but those that keep it."""
    rest = memoryview(content)
    return crc32(rest[SUMMED.stop :], crc32(rest[: SUMMED.start])).to_bytes(len(NOT_SUMMED))


def _refuse_full(url: str) -> None:
    place = make_url(url)
    if place.get_backend_name() == "sqlite" and not Path(place.database or "").exists():
        return
    with snapshot(url) as connection:
        there = inspect(connection).get_table_names()
        held = {"person", "action", "live_audit"}.intersection(there)
        counts = (select(func.count()).select_from(Base.metadata.tables[name]) for name in held)
        if any(connection.execute(count).scalar() for count in counts):
            raise BackupError(BackupProblem.NOT_EMPTY, shown(url))


def _settle(file: Path) -> None:
    """Leave one file that is whole on the disk, without what SQLite keeps beside one in use."""
    with closing(connect(_address(file))) as database, database.engine.connect() as connection:
        connection.connection.cursor().execute("PRAGMA journal_mode=DELETE")
    with file.open("r+b") as written:
        written.seek(SUMMED.start)
        written.write(_sum_of(file.read_bytes()))
        written.flush()
        os.fsync(written.fileno())


def _address(file: Path) -> str:
    return f"sqlite:///{file.absolute()}"
