"""What the commands leave behind, others on the same computer cannot read."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app

FOR_EVERYBODY = "scrutiny.ics"  # others subscribe to it
ROSTER = Path(__file__).parents[3] / "sample" / "roster.csv"
COMMANDS = (
    ("migrate",),
    ("people", "import", str(ROSTER), "--apply"),
    ("export", "plan.xlsx"),
    ("report", "--out", "reports"),
    ("pack", "--out", "pack.zip"),
    ("backup", "copy.backup"),
    ("calendar", "--out", FOR_EVERYBODY),
)


@pytest.fixture
def careless() -> Iterator[None]:
    """Have the computer let everybody read what is made, as most do."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.usefixtures("careless")
def test_every_file_that_a_command_makes_is_for_its_user_alone(empty_folder: Path) -> None:
    (empty_folder / ".env").write_text(
        "SLACK_BOT_TOKEN=xoxb-a\nSLACK_APP_TOKEN=xapp-a\nDATABASE_URL=sqlite:///bot.db\n", "utf-8"
    )
    given = {empty_folder / ".env", empty_folder / FOR_EVERYBODY}
    for words in COMMANDS:
        result = CliRunner().invoke(app, words)
        assert result.exit_code == 0, (words, result.output)

    made = set(empty_folder.rglob("*")) - given
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in made}
    open_to_others = {name: oct(mode) for name, mode in modes.items() if mode & 0o077}
    assert len(made) >= len(COMMANDS) - 1
    assert open_to_others == {}
    assert stat.S_IMODE((empty_folder / FOR_EVERYBODY).stat().st_mode) == 0o644
