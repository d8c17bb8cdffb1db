"""Whoever accepts rows or erases at the server does so before the eyes of the administrators."""

import os
import pwd
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from bot.cli import app
from db.chain.sealing import seal
from db.migrate import VERSION_TABLE, newest
from tests.end_to_end.persona import Persona
from tests.end_to_end.world import World
from tests.people import Council

OURS = pwd.getpwuid(os.getuid()).pw_name
WHY = "Put back by hand from the backup of Monday"


@pytest.fixture
def at_the_server(
    council: Council, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Council]:
    """Sit at the bot's own machine, beside the running bot, which goes by the workspace's clock."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SUDO_USER", raising=False)
    url = council.database.engine.url.render_as_string(hide_password=False)
    for name, value in (
        ("SLACK_BOT_TOKEN", "xoxb-a"), ("SLACK_APP_TOKEN", "xapp-a"), ("DATABASE_URL", url),
        ("CLOCK_URL", f"{world.workspace.url}/clock"),
    ):  # fmt: skip
        monkeypatch.setenv(name, value)
    with council.database.engine.begin() as connection:
        connection.execute(text(f"CREATE TABLE {VERSION_TABLE} (version_num VARCHAR(32))"))
        connection.execute(text(f"INSERT INTO {VERSION_TABLE} VALUES ('{newest()}')"))
    yield council
    with council.database.engine.begin() as connection:
        connection.execute(text(f"DROP TABLE {VERSION_TABLE}"))


def test_each_administrator_hears_what_was_accepted_by_whom_and_why(
    at_the_server: Council, officer: Persona, director: Persona, world: World
) -> None:
    with at_the_server.database.begin() as session:
        seal(session, world.clock())
    with at_the_server.database.engine.begin() as connection:
        connection.execute(text("UPDATE person SET role = 'Head', works = '135' WHERE id = 3"))
    typed = ("verify", "--accept", "person 3", "--why", WHY)
    result = CliRunner().invoke(app, list(typed))
    assert f"Accepted by {OURS}: person 3, role." in result.stdout

    world.later(days=7)
    world.tick()

    morning = officer.reads().text
    assert f"{OURS}, on the server, accepted 1 row of the database" in morning
    assert f"Why: {WHY}" in morning
    assert "person 3: role and works" in morning
    assert "Head" not in morning.partition(WHY)[2].partition("History:")[0]
    assert director.has_nothing_new()  # a lead is no administrator


def test_each_administrator_hears_that_words_were_taken_out_and_never_which(
    at_the_server: Council, officer: Persona, director: Persona, world: World
) -> None:
    at_the_server.action(at_the_server.practitioner, title="Ring Robin Vale")
    result = CliRunner().invoke(app, ["redact"], input="robin vale\ny\n")
    assert "Removed." in result.stdout

    world.later(days=7)
    world.tick()

    morning = officer.reads().text
    removed = "removed words that should not have been written from 2 rows of the database"
    assert f"{OURS}, on the server, {removed}" in morning
    assert "Robin" not in morning
    assert director.has_nothing_new() or OURS not in director.reads().text
