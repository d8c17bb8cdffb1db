"""Whoever edits the settings makes nobody a lead or an administrator behind the others' backs."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from bot.cli import app
from db.migrate import VERSION_TABLE, newest
from tests.end_to_end.killing import OWNERS, Setting
from tests.end_to_end.test_crash import besides, setting, way

__all__ = ["besides", "setting", "way"]  # fixtures
pytestmark = pytest.mark.waits
WAS, BECAME, LEAD = (f"{owner}@council.example".lower() for owner in OWNERS)


def started_with(setting: Setting, leads: str, admins: str) -> None:
    """Let the bot start with these settings, and stop it."""
    setting.environment.update(LEADS=leads, ADMINS=admins)
    with setting.bot("nowhere") as process:
        setting.wait_for_the_bot(process)


def told(setting: Setting) -> dict[str, str]:
    """Return all that each of the three was told, by their account."""
    said = dict.fromkeys(OWNERS, "")
    for each in setting.arrived():
        said["U" + each["channel"][1:]] += str(each["blocks"])
    return said


def typed(setting: Setting, monkeypatch: pytest.MonkeyPatch, command: str) -> str:
    """Return what a command at the server says."""
    for name, value in setting.environment.items():
        monkeypatch.setenv(name, value)
    return " ".join(CliRunner().invoke(app, [command]).stdout.replace("│", " ").split())


@pytest.fixture
def migrated(setting: Setting) -> Setting:
    with setting.database.engine.begin() as connection:
        connection.execute(text(f"CREATE TABLE {VERSION_TABLE} (version_num VARCHAR(32))"))
        connection.execute(text(f"INSERT INTO {VERSION_TABLE} VALUES ('{newest()}')"))
    return setting


def test_administrators_hear_whom_the_settings_name_and_those_who_were_until_then(
    migrated: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    started_with(migrated, leads="", admins=WAS)
    started_with(migrated, leads=LEAD, admins=BECAME)
    started_with(migrated, leads=LEAD, admins=BECAME)
    migrated.leaves_for_the_morning()
    migrated.let_time_pass(timedelta(days=1))
    migrated.settle()

    said = told(migrated)
    for who in OWNERS[:2]:
        assert said[who].count("The server's settings changed who is a lead") == 1
        assert f"{OWNERS[0]} is no longer an administrator" in said[who]
        assert f"{OWNERS[1]} is an administrator now" in said[who]
        assert f"{OWNERS[2]} is a lead now" in said[who]
    assert "server's settings" not in said[OWNERS[2]]
    verified = typed(migrated, monkeypatch, "verify")
    assert "no more, by the server's settings, 4 times, the last on" in verified
    reviewed = typed(migrated, monkeypatch, "access")
    assert "LEADS in the settings, since Mon 23 Nov 2026 at" in reviewed
    assert "ADMINS in the settings, since Mon 23 Nov 2026 at" in reviewed
