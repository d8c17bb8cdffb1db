"""`live-audit report` and `live-audit pack`, as somebody types them."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from typer.testing import CliRunner

from bot.cli import app
from tests.databases import copied


@pytest.fixture(autouse=True)
def folder(empty_folder: Path, migrated_sqlite: Path) -> None:
    """Stand in a folder with settings and an empty database."""
    (empty_folder / ".env").write_text(
        "SLACK_BOT_TOKEN=xoxb-a\nSLACK_APP_TOKEN=xapp-a\nCOUNCIL_NAME=Sample Council\n", "utf-8"
    )
    copied(migrated_sqlite, Path("bot.db"))


def test_a_report_is_written_into_a_folder() -> None:
    asked = ["report", "--month", "2026-03", "--for", "scrutiny", "--out", "reports"]
    result = CliRunner().invoke(app, asked)
    assert (result.exit_code, result.stderr) == (0, "")
    assert sorted(path.name for path in Path("reports").iterdir()) == [
        "report-2026-03-scrutiny.docx",
        "report-2026-03-scrutiny.xlsx",
    ]


def test_a_quarter_is_that_of_the_month() -> None:
    result = CliRunner().invoke(app, ["report", "--quarter", "--month", "2026-02"])
    assert result.exit_code == 0
    assert Path("report-2025-26-q4-officers.docx").is_file()


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (["--month", "March"], "“March” is not a month. Write it like this: 2026-11"),
        (["--month", "2999-01"], "January 2999 has not begun yet."),
        (["--for", "everybody"], "--for scrutiny"),
    ],
)
def test_what_cannot_be_made_is_said_in_a_sentence(asked: list[str], words: str) -> None:
    result = CliRunner().invoke(app, ["report", *asked])
    assert result.exit_code == 1
    assert words in result.stderr


def test_the_pack_is_one_file_with_an_index() -> None:
    result = CliRunner().invoke(app, ["pack", "--out", "pack.zip"])
    assert (result.exit_code, result.stdout) == (0, "Written: pack.zip\n")
    with ZipFile("pack.zip") as made:
        assert made.namelist()[0] == "index.html"
        assert made.testzip() is None
