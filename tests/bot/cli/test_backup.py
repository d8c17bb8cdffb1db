"""`live-audit backup` and `restore`, with rows in every table."""

import os
import re
import resource
import sqlite3
import stat
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select, update
from typer.testing import CliRunner, Result

from bot.cli import app
from db.backup import back_up, restore
from db.migrate import upgrade
from db.models import Action, Base, Person
from db.session import Database, connect
from tests.databases import copied
from tests.rows import write_a_row_in_every_table

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def sample_backup(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Path:
    """Make a backup, once, of rows in every table; one of them points at one that comes later."""
    folder = tmp_path_factory.mktemp("sample")
    url = copied(migrated_sqlite, folder / "bot.db")
    write_a_row_in_every_table(url)
    with closing(connect(url)) as database, database.begin() as session:
        head = Person(name="Head of Service", email="head@council.example")
        session.add(head)
        session.flush()
        session.execute(update(Person).where(Person.id != head.id).values(manager_id=head.id))
    back_up(url, folder / "sample.backup")
    return folder / "sample.backup"


@pytest.fixture
def live_audit(database_url: str, empty_folder: Path) -> Run:
    """Run a command in a folder whose .env names a database that is not there yet."""
    (empty_folder / ".env").write_text(f"DATABASE_URL={database_url}\n", "utf-8")
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def filled(live_audit: Run, database_url: str, sample_backup: Path) -> Iterator[Database]:
    """Give a database into which the backup was put."""
    result = live_audit("restore", sample_backup)
    assert result.exit_code == 0, result.output
    with closing(connect(database_url)) as database:
        yield database


def contents(url: str) -> dict[str, list[str]]:
    """Return every row of every table, sorted."""
    with closing(connect(url)) as database, database.engine.connect() as connection:
        return {
            table.name: sorted(repr(tuple(row)) for row in connection.execute(select(table)))
            for table in Base.metadata.sorted_tables
        }


def come_besides(before: dict[str, list[str]], now: dict[str, list[str]]) -> set[str]:
    """Return into which tables rows came besides what was there, of which none may be gone."""
    gone = {table: Counter(rows) - Counter(now[table]) for table, rows in before.items()}
    assert not any(gone.values()), gone
    return {table for table, rows in now.items() if len(rows) > len(before[table])}


@pytest.mark.usefixtures("filled")
def test_what_is_backed_up_and_restored_is_every_row(
    live_audit: Run, database_url: str, tmp_path: Path
) -> None:
    before = contents(database_url)
    assert all(before.values())

    made = live_audit("backup", "today.backup")

    assert made.exit_code == 0, made.output
    assert f"Backed up {len(before['action'])} actions" in made.stdout
    assert contents(f"sqlite:///{tmp_path}/today.backup") == before


def test_a_restored_database_goes_on_where_it_was(filled: Database) -> None:
    """New rows get new numbers, and rows still may point at nothing that is not there."""
    with filled.begin() as session:
        highest = session.scalars(select(func.max(Action.id))).one()
        made = Action(title="Go on", created_at=datetime(2026, 11, 23, tzinfo=UTC))
        session.add(made)
        session.flush()
        assert made.id == highest + 1
    with pytest.raises(Exception, match=r"(?i)foreign key"), filled.begin() as session:
        session.execute(delete(Person))


def test_a_backup_of_one_moment_is_made_while_the_bot_writes(
    filled: Database, live_audit: Run, database_url: str, tmp_path: Path
) -> None:
    before = contents(database_url)
    with filled.begin() as session:
        session.execute(delete(Person).where(Person.id == 0))  # from here on it is the writer
        made = live_audit("backup", "meanwhile.backup")
    assert made.exit_code == 0, made.output
    assert contents(f"sqlite:///{tmp_path}/meanwhile.backup") == before


@pytest.mark.mostly_sqlite
@pytest.mark.usefixtures("filled")
def test_a_backup_is_one_file_that_only_its_maker_reads(live_audit: Run, tmp_path: Path) -> None:
    os.umask(0o022)
    there = set(tmp_path.iterdir())
    live_audit("backup", "today.backup")
    assert set(tmp_path.iterdir()) - there == {tmp_path / "today.backup"}
    assert stat.S_IMODE((tmp_path / "today.backup").stat().st_mode) == 0o600


@pytest.mark.mostly_sqlite
@pytest.mark.usefixtures("filled")
def test_a_file_that_is_there_is_never_written_over(live_audit: Run, tmp_path: Path) -> None:
    (tmp_path / "today.backup").write_text("last week's", "utf-8")
    refused = live_audit("backup", "today.backup")
    assert refused.exit_code == 1
    assert "today.backup is there already." in refused.stderr
    assert (tmp_path / "today.backup").read_text("utf-8") == "last week's"


def as_the_document_says(folder: Path) -> subprocess.CompletedProcess[bytes]:
    """Run what docs/operate.md has the container's shell do, with `folder` as its /tmp."""
    document = (Path(__file__).parents[3] / "docs" / "operate.md").read_text("utf-8")
    shown = re.search(r'docker compose exec -T bot sh -c "(.+)" > monday\.backup', document)
    assert shown is not None
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["sh", "-c", shown[1].replace("/tmp/", f"{folder}/")],
        env={**os.environ, "PATH": path},
        capture_output=True,
        check=False,
    )


@pytest.mark.usefixtures("filled")
def test_what_the_document_runs_in_a_container_gives_a_new_backup_each_day(
    database_url: str, tmp_path: Path
) -> None:
    folder = tmp_path / "tmp"
    folder.mkdir()
    (folder / "today.backup").write_text("left by a run that was stopped", "utf-8")
    before = contents(database_url)
    for day in ("monday", "tuesday"):
        made = as_the_document_says(folder)
        assert made.returncode == 0, made.stderr
        assert b"Every row was compared." in made.stderr
        assert list(folder.iterdir()) == []
        (tmp_path / f"{day}.backup").write_bytes(made.stdout)
        url = f"sqlite:///{tmp_path}/{day}.db"
        restore(tmp_path / f"{day}.backup", url, "root", datetime.now(UTC))
        assert come_besides(before, contents(url)) == {"council_event", "link"}


@pytest.mark.mostly_sqlite
@pytest.mark.usefixtures("live_audit")
def test_what_the_document_runs_in_a_container_says_that_it_failed(tmp_path: Path) -> None:
    failed = as_the_document_says(tmp_path)
    assert failed.returncode != 0
    assert failed.stderr
    assert failed.stdout == b""


def test_of_nothing_no_backup_is_made(live_audit: Run, tmp_path: Path, database_url: str) -> None:
    refused = live_audit("backup", "today.backup")
    assert refused.exit_code == 1
    assert "nothing to back up" in refused.stderr or "another version" in refused.stderr
    upgrade(database_url)
    refused = live_audit("backup", "today.backup")
    assert refused.exit_code == 1
    assert "is empty, so no backup was made" in refused.stderr
    assert not (tmp_path / "today.backup").exists()


@pytest.mark.usefixtures("filled")
def test_nothing_is_restored_over_what_is_there(
    live_audit: Run, database_url: str, sample_backup: Path
) -> None:
    before = contents(database_url)
    refused = live_audit("restore", sample_backup)
    assert refused.exit_code == 1
    assert "holds data already, so nothing was restored" in refused.stderr
    assert contents(database_url) == before


@pytest.mark.mostly_sqlite
def test_a_damaged_backup_is_told_and_not_restored(
    live_audit: Run, sample_backup: Path, tmp_path: Path
) -> None:
    whole = sample_backup.read_bytes()
    damaged = tmp_path / "damaged.backup"
    damaged.write_bytes(whole[: len(whole) // 2] + b"\0" * (len(whole) - len(whole) // 2))
    refused = live_audit("restore", damaged)
    assert refused.exit_code == 1
    assert "is damaged, so nothing was restored" in refused.stderr


@pytest.mark.mostly_sqlite
def test_a_backup_in_which_one_bit_of_a_word_is_wrong_is_damaged(
    live_audit: Run, sample_backup: Path, tmp_path: Path
) -> None:
    damaged = tmp_path / "damaged.backup"
    damaged.write_bytes(sample_backup.read_bytes().replace(b"Head of Service", b"Head of Servicd"))
    refused = live_audit("restore", damaged)
    assert refused.exit_code == 1
    assert "is damaged, so nothing was restored" in refused.stderr


@pytest.mark.mostly_sqlite
def test_a_backup_stays_as_it_is_when_it_is_restored(live_audit: Run, sample_backup: Path) -> None:
    before = sample_backup.read_bytes()
    assert live_audit("restore", sample_backup).exit_code == 0
    assert sample_backup.read_bytes() == before


@pytest.mark.mostly_sqlite
def test_a_file_that_is_not_there_is_said_to_be_missing(live_audit: Run) -> None:
    refused = live_audit("restore", "monday.backup")
    assert refused.exit_code == 1
    assert refused.stderr == "There is no file monday.backup.\n"


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """Let no file grow beyond so many bytes, as where a disk is full."""
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


@pytest.mark.mostly_sqlite
@pytest.mark.parametrize("share", [0.1, 0.9])
def test_where_there_is_no_room_nothing_is_left_of_a_backup(
    filled: Database, live_audit: Run, sample_backup: Path, tmp_path: Path, share: float
) -> None:
    before = set(tmp_path.iterdir())
    with room_for(int(share * sample_backup.stat().st_size)):
        refused = live_audit("backup", "monday.backup")
    assert refused.exit_code == 1
    assert refused.stderr.startswith(("Cannot use", "The copy was broken off"))
    assert set(tmp_path.iterdir()) == before


@pytest.mark.mostly_sqlite
@pytest.mark.parametrize("share", [0.1, 0.9])
def test_where_there_is_no_room_a_restore_can_be_tried_again(
    live_audit: Run, sample_backup: Path, share: float
) -> None:
    with room_for(int(share * sample_backup.stat().st_size)):
        refused = live_audit("restore", sample_backup)
    assert refused.exit_code == 1
    assert "Nothing is kept of it. Make room on the disk" in refused.stderr
    assert live_audit("restore", sample_backup).exit_code == 0


@pytest.mark.mostly_sqlite
@pytest.mark.parametrize("content", [b"", b"Not a database", b"SQLite format 3\0"])
def test_what_is_no_backup_is_refused(live_audit: Run, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "other").write_bytes(content)
    refused = live_audit("restore", "other")
    assert refused.exit_code == 1
    assert "is not a backup of live-audit" in refused.stderr or "is damaged" in refused.stderr


def test_a_backup_of_an_older_version_is_brought_to_this_one(
    live_audit: Run, tmp_path: Path, database_url: str
) -> None:
    upgrade(f"sqlite:///{tmp_path}/old.backup", "0002")
    with closing(sqlite3.connect("old.backup")) as old:
        old.execute("INSERT INTO team (id, name, service) VALUES (1, 'Permanence', '')")
        old.commit()
    result = live_audit("restore", "old.backup")
    assert result.exit_code == 0, result.output
    assert len(contents(database_url)["team"]) == 1
