"""What a command is typed in: a folder with a plan, an empty database and the settings for it."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from tests.databases import copied

PLAN = "Ref,Action,Desk,By when\nA-1,Agree the vision,second floor,31/03/2027\n"


@pytest.fixture
def here(tmp_path: Path, migrated_sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    url = copied(migrated_sqlite, tmp_path / "bot.db")
    for name, value in (
        ("SLACK_BOT_TOKEN", "xoxb-a"),
        ("SLACK_APP_TOKEN", "xapp-a"),
        ("DATABASE_URL", url),
    ):
        monkeypatch.setenv(name, value)
    (tmp_path / "plan.csv").write_text(PLAN, encoding="utf-8")
    return tmp_path


def typed(*words: str, answers: str = "") -> Result:
    return CliRunner().invoke(app, list(words), input=answers)
