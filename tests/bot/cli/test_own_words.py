"""A council that calls things by words of its own can give every command."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.databases import copied

SETTINGS = {
    "DATABASE_URL": "sqlite:///bot.db",
    "SLACK_BOT_TOKEN": "xoxb-a",
    "SLACK_APP_TOKEN": "xapp-a",
    "VOCABULARY": "audit = review / reviews / reviewed; lead = chief / chiefs",
}


@pytest.mark.parametrize(
    ("typed", "hold", "said"),
    [
        ("retention --apply", "yes", "LEGAL_HOLD is yes"),
        ("redact", "yes", "LEGAL_HOLD is yes"),
        ("redact", "no", "They stand nowhere."),
        ("person forget kim.ash@council.example --apply", "yes", "LEGAL_HOLD is yes"),
        ("person forget kim.ash@council.example", "no", "Nobody has the e-mail"),
        ("verify --accept action --why Right", "no", "Not named by verify"),
        ("access", "no", "Chiefs may,"),
        ("person export kim.ash@council.example kim.json", "no", "Nobody has the e-mail"),
        ("manifest", "no", "display_information"),
        ("doctor", "no", "to put right."),
        ("audit rules", "no", "review"),
        ("audit draw 2026-12", "no", "Nobody is on the list of auditors"),
    ],
)
def test_a_command_speaks_only_once_the_councils_own_words_are_known(
    typed: str, hold: str, said: str, tmp_path: Path, migrated_sqlite: Path
) -> None:
    """Each is a process of its own, as the words are chosen once for a whole process."""
    copied(migrated_sqlite, tmp_path / "bot.db")
    assert said in given(typed, tmp_path, {**SETTINGS, "LEGAL_HOLD": hold})


def test_it_knows_them_from_the_file_of_settings_as_well(
    tmp_path: Path, migrated_sqlite: Path
) -> None:
    copied(migrated_sqlite, tmp_path / "bot.db")
    (tmp_path / ".env").write_text("".join(f"{name}={value}\n" for name, value in SETTINGS.items()))
    assert "Chiefs may," in given("access", tmp_path, {})


@pytest.mark.parametrize("typed", ["access --help", "access"])
def test_a_wrong_word_is_told_by_what_reads_the_settings_and_nothing_else(
    typed: str, tmp_path: Path
) -> None:
    said = given(typed, tmp_path, {**SETTINGS, "VOCABULARY": "auditor = *reviewer*"})
    assert ("VOCABULARY has '*reviewer*'" in said) == (typed == "access")


def given(typed: str, folder: Path, settings: Mapping[str, str]) -> str:
    """Return all that a command says."""
    root = str(Path(__file__).parents[3])
    run = subprocess.run(
        [sys.executable, "-c", "from bot.cli import app; app()", *typed.split()],
        cwd=folder,
        env={**os.environ, **settings, "PYTHONPATH": root},
        input="kim ash\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in run.stderr
    return run.stdout + run.stderr
