"""A council that calls things by words of its own can give every command."""

from pathlib import Path

import pytest

from tests.bot.cli.apart import Apart, apart
from tests.databases import copied

__all__ = ["apart"]

TYPED = "kim ash\n"

SETTINGS = {
    "DATABASE_URL": "sqlite:///bot.db",
    "SLACK_BOT_TOKEN": "xoxb-a",
    "SLACK_APP_TOKEN": "xapp-a",
    "VOCABULARY": "audit = review / reviews / reviewed; lead = chief / chiefs",
}


@pytest.fixture
def folder(tmp_path: Path, migrated_sqlite: Path) -> Path:
    """Give a folder with an empty database."""
    copied(migrated_sqlite, tmp_path / "bot.db")
    return tmp_path


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
    typed: str, hold: str, said: str, folder: Path, apart: Apart
) -> None:
    """Each is a process of its own, as the words are chosen once for a whole process."""
    told = apart.given(typed, folder, {**SETTINGS, "LEGAL_HOLD": hold}, TYPED)
    assert said in told
    assert "Traceback" not in told


def test_it_knows_them_from_the_file_of_settings_as_well(folder: Path, apart: Apart) -> None:
    (folder / ".env").write_text("".join(f"{name}={value}\n" for name, value in SETTINGS.items()))
    told = apart.given("access", folder, {}, TYPED)
    assert "Chiefs may," in told
    assert "Traceback" not in told


@pytest.mark.parametrize("typed", ["access --help", "access"])
def test_a_wrong_word_is_told_by_what_reads_the_settings_and_nothing_else(
    typed: str, tmp_path: Path, apart: Apart
) -> None:
    wrong = {**SETTINGS, "VOCABULARY": "auditor = *reviewer*"}
    said = apart.given(typed, tmp_path, wrong, TYPED)
    assert "Traceback" not in said
    assert ("VOCABULARY has '*reviewer*'" in said) == (typed == "access")
