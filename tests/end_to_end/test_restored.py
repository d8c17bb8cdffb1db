"""Whoever puts a backup back at the server does so before the eyes of the administrators."""

import os
import pwd
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from db.chain.sealing import head, seal
from db.session import Database, connect
from tests.end_to_end.world import running
from tests.people import NOW, Council

OURS = pwd.getpwuid(os.getuid()).pw_name


@pytest.fixture
def database(migrated_url: str) -> Iterator[Database]:
    """Give a council's own database, as it stands when the backup is made."""
    with closing(connect(migrated_url)) as opened:
        yield opened


def typed(monkeypatch: pytest.MonkeyPatch, url: str, *words: str) -> str:
    """Type a command at the server, where this is the council's database; return what it says."""
    monkeypatch.setenv("DATABASE_URL", url)
    result = CliRunner().invoke(app, list(words))
    assert result.exit_code == 0, result.output
    return result.output


def test_each_administrator_hears_who_put_which_backup_back(
    council: Council, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SUDO_USER", raising=False)
    monkeypatch.setattr("bot.clock._machine", lambda: NOW)
    number = council.action(council.practitioner)
    with council.database.begin() as session:
        seal(session, NOW)
        last = head(session).hash
    before = council.database.engine.url.render_as_string(hide_password=False)
    typed(monkeypatch, before, "backup", "monday.backup")
    council.action(council.practitioner, title="Written after the backup was made")

    anew = f"sqlite:///{tmp_path}/anew.db"
    typed(monkeypatch, anew, "restore", "monday.backup")

    told = typed(monkeypatch, anew, "verify")
    assert f"a backup put back, with the head: {last}, by {OURS}, on " in told
    assert f"Head: {last}" not in told  # that it was put back is sealed already
    assert "Not sealed yet" not in told
    with closing(connect(anew)) as database, running(database) as world:
        officer = world.persona(8)
        world.later(days=7)
        world.tick()
        morning = officer.reads().text
        assert f"{OURS}, on the server, restored a backup." in morning
        assert f"The last check code of its history is {last}" in morning
        assert world.persona(1).types(f"/action show {number}").text.startswith(f"#{number} ")
        world.close_pages()
