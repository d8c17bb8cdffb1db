"""What `make container` takes from the documents; where Docker is, it is a test of its own."""

from pathlib import Path

import pytest

from tools.container import DIGEST, documented, main

ROOT = Path(__file__).parents[2]


def test_where_no_engine_answers_it_says_so_and_nothing_was_tried(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(images_here=False) == 0
    told = capsys.readouterr()
    assert told.err == "No Docker engine with compose answers here: nothing was tried.\n"
    assert told.out == ""


def test_it_types_what_the_pages_have_people_type() -> None:
    install = documented("install.md", "With Docker")
    assert install[0] == "docker compose up --build --wait"
    assert install[-1] == "docker compose exec bot live-audit doctor"
    operate = documented("operate.md", "Where the data is, and how to back it up")
    assert [line for line in operate if " live-audit restore " in line]
    assert operate[-1] == "docker compose up --wait"


def test_the_images_of_this_machine_are_those_that_are_named_without_their_digests() -> None:
    for name in ("Dockerfile", "compose.yaml"):
        told = DIGEST.sub("", (ROOT / name).read_text("utf-8"))
        assert "sha256" not in told
        assert "python:3.11" in told or "postgres:17" in told


def test_the_database_is_asked_where_the_server_that_makes_it_does_not_answer() -> None:
    compose = (ROOT / "compose.yaml").read_text("utf-8")
    assert '"pg_isready", "--host=127.0.0.1"' in compose
    assert "init: true" in compose  # what stops the bot arrives while it still makes its tables
