"""A council that calls everything otherwise reads none of the usual words, anywhere."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot.test_words import ITS_WORDS

READ = (
    "tests/golden/test_pages.py",
    "tests/bot/commands/test_our_words.py",
    "tests/bot/delivery/test_kinds.py",
    "tests/bot/digest/test_sections.py",
)
WHICH = "not postgresql and (reads_as_it_is_kept or (is_as_it_is_kept and everything))"
# What people are called and what is typed is nobody's vocabulary; nor is the name of the app.
NOT_OURS = re.compile(
    r"`[^`]*`|^== .*|^## .*|^[a-z_]+\.[a-z_]+: |^[a-z ]+: (?:at once|in a morning)|list audits|"
    r"chart audits|Practitioner \d|[Tt]he [Hh]ead of [Ss]ervice|Share the audit form|"
    r"The wrong audit|"
    r"Supervision(?=:| need| and|,)|a supervision template|with Supervision|leads nobody|"
    r"^Live audit keeps|columns Line.*|Audits held: now|Practitioners seen: now"
)


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Let a process of its own, which has said nothing yet, write down what people read there."""
    folder = tmp_path_factory.mktemp("other words")
    quiet = ("-q", "-n", "0", "-p", "no:cacheprovider", "-p", "tests.golden.other_words")
    subprocess.run(
        [sys.executable, "-m", "pytest", *quiet, "-k", WHICH, *READ],
        env=os.environ | {"GOLDEN_FOLDER": str(folder), "KEEP_GOLDEN": "1"},
        cwd=Path(__file__).parents[2],
        check=True,
        capture_output=True,
    )
    return folder


def test_none_of_the_usual_words_is_left(said: Path) -> None:
    files = sorted(said.rglob("*.txt"))
    left = [
        f"{path.stem}: {line}"
        for path in files
        for line in path.read_text("utf-8").splitlines()
        if ITS_WORDS.search(NOT_OURS.sub("", line))
    ]
    assert len(files) > 25
    assert left == []
