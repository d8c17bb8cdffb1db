"""`live-audit calendar`, as somebody types it."""

from pathlib import Path

import pytest
from icalendar import Calendar
from typer.testing import CliRunner

from bot.cli import app
from tests.databases import copied


@pytest.fixture(autouse=True)
def folder(empty_folder: Path, migrated_sqlite: Path) -> None:
    """Stand in a folder with settings and an empty database."""
    (empty_folder / ".env").write_text("SLACK_BOT_TOKEN=xoxb-a\nSLACK_APP_TOKEN=xapp-a\n", "utf-8")
    copied(migrated_sqlite, Path("bot.db"))


def test_the_coming_year_is_written_for_a_shared_folder() -> None:
    result = CliRunner().invoke(app, ["calendar", "--out", "scrutiny.ics"])
    assert (result.exit_code, result.stdout) == (0, "Written: scrutiny.ics\n")
    events = Calendar.from_ical(Path("scrutiny.ics").read_bytes()).walk("VEVENT")
    assert len(events) >= 55  # five days in each of twelve months, less those just gone by
    assert len({str(event["UID"]) for event in events}) == len(events)
    assert sorted(Path().glob("scrutiny*")) == [Path("scrutiny.ics")]


def test_a_folder_that_is_not_there_is_said_in_a_sentence() -> None:
    result = CliRunner().invoke(app, ["calendar", "--out", "nowhere/scrutiny.ics"])
    assert result.exit_code == 1
    assert "nowhere/scrutiny.ics cannot be written: No such file or directory." in result.stderr
