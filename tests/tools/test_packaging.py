import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from tools.install import LOCKED, PROJECT

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
IN_THE_IMAGE = {"requirements/bot.txt", "pyproject.toml", "bot", "jobs", "db"}


def _lines(keyword: str) -> list[str]:
    found = re.findall(rf"^\s*{keyword} +(.*)$", DOCKERFILE, re.MULTILINE)
    return [" ".join(line.split()) for line in found]


def _locked(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / name).read_text("utf-8")
    return dict(re.findall(r"^([\w.-]+)==([\w.]+)", text, re.MULTILINE))


def test_only_the_bot_goes_into_the_image() -> None:
    copied = [line.split()[:-1] for line in _lines("COPY") if not line.startswith("--from")]
    assert {source.rstrip("/") for sources in copied for source in sources} == IN_THE_IMAGE


def test_nothing_else_is_even_sent_to_be_built() -> None:
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert "*" in lines
    assert {line[1:] for line in lines if line.startswith("!")} == IN_THE_IMAGE


def test_the_image_is_made_by_the_same_steps_as_the_environment() -> None:
    installs = [line for line in _lines("RUN") if "pip install" in line]
    assert installs[0].endswith(f"{' '.join(LOCKED)} -r requirements/bot.txt")
    assert installs[1].endswith(f"{' '.join(PROJECT)} .")
    assert len(installs) == 2


def test_the_image_does_not_run_as_root_and_can_be_asked_how_it_is() -> None:
    assert _lines("USER") == ["live-audit"]
    assert _lines("HEALTHCHECK")[0].endswith('CMD ["live-audit", "healthcheck"]')
    assert _lines("CMD") == ['["sh", "-c", "live-audit migrate && exec live-audit run"]']


def test_every_image_is_named_by_its_digest_and_newer_ones_are_proposed() -> None:
    compose = (ROOT / "compose.yaml").read_text("utf-8")
    images = [*_lines("FROM"), *re.findall(r"^    image: (.*)$", compose, re.MULTILINE)]
    assert [image.partition(":")[0] for image in images] == ["python", "python", "postgres"]
    for image in images:
        assert re.fullmatch(r"\w+:[\d.]+(-slim)?@sha256:[0-9a-f]{64}( AS build)?", image)
    assert images[0].removesuffix(" AS build") == images[1]
    proposed = (ROOT / ".github" / "dependabot.yml").read_text("utf-8")
    assert re.findall(r"ecosystem: (docker.*)", proposed) == ["docker", "docker-compose"]
    install = (ROOT / "docs" / "install.md").read_text("utf-8")
    for tag in ("python:3.11-slim", "postgres:17"):
        assert f"imagetools inspect {tag}" in install


def test_each_service_is_held_to_what_it_needs() -> None:
    compose = (ROOT / "compose.yaml").read_text("utf-8")
    services = re.split(r"\n(?=  \w+:\n)", compose.partition("\nvolumes:")[0])[1:]
    assert [service.split(":")[0].strip() for service in services] == ["database", "bot"]
    for service in services:
        for held in ("read_only: true", '["no-new-privileges:true"]', "cap_drop: [ALL]"):
            assert held in service
        assert "logging: {driver: local}" in service  # the usual one grows until the disk is full
        assert re.search(r"mem_limit: \d+g", service)
        assert re.search(r"pids_limit: \d+", service)


@pytest.mark.parametrize("name", ["bot.txt", "dev.txt"])
def test_every_package_is_locked_with_its_hash_and_from_nowhere_in_particular(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text("utf-8")
    packages = re.split(r"\n(?=\S)", text.strip())
    assert all("--hash=sha256:" in package for package in packages)
    assert "://" not in text
    assert "index-url" not in text


def test_the_image_has_what_the_tests_are_run_with() -> None:
    bot, dev = _locked("bot.txt"), _locked("dev.txt")
    assert bot.items() <= dev.items()
    assert not {"pytest", "websockets", "mypy"} & bot.keys()


def test_the_locks_have_everything_the_project_names() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = project["dependency-groups"]

    def names(wanted: list[str]) -> set[str]:
        return {re.split(r"[\[<>=~ ]", one)[0].lower() for one in wanted}

    assert (
        names([*project["project"]["dependencies"], *groups["build"]]) <= _locked("bot.txt").keys()
    )
    assert names([*groups["dev"], *groups["localslack"]]) <= _locked("dev.txt").keys()


def test_the_version_stands_in_one_place_and_the_changelog_says_how_to_come_to_it() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8").split("\n## ")
    assert changes[1].startswith("[Unreleased]")
    assert changes[2].startswith(f"[{version}] - ")
    assert "\n### Upgrade\n" in changes[2]
    for path in sorted((ROOT / "bot").rglob("*.py")):
        assert version not in path.read_text("utf-8"), path


def test_each_python_is_checked_on_both_databases() -> None:
    matrix = (ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8")
    assert 'python: ["3.11", "3.12", "3.13"]' in matrix
    assert "database: [sqlite, postgresql]" in matrix
    assert re.search(r"run: make check .*matrix\.tests", matrix)
    assert "run: make container" in matrix
    assert "://" not in matrix


def test_each_night_everything_is_tried_at_length_and_what_is_sampled_goes_on() -> None:
    night = (ROOT / ".github" / "workflows" / "nightly.yml").read_text("utf-8")
    assert re.search(r"schedule:\n    - cron: \"\d+ \d+ \* \* \*\"", night)
    assert 'NIGHTLY: "1"' in night
    assert re.search(r"run: make test .*--both.*matrix\.tests", night)
    assert "://" not in night
    for name in ("ci.yml", "nightly.yml"):
        told = (ROOT / ".github" / "workflows" / name).read_text("utf-8")
        assert "SAMPLE_TURN: ${{ github.run_number }}" in told


def test_what_runs_before_a_commit_is_of_the_lint_and_fetches_nothing() -> None:
    hooks = (ROOT / ".pre-commit-config.yaml").read_text("utf-8")
    assert re.findall(r"- repo: (\w+)", hooks) == ["local"]
    would_run = _would_run("lint")
    for entry in re.findall(r"entry: (.+?)(?: --force-exclude)?$", hooks, re.MULTILINE):
        assert entry in would_run
    assert "://" not in hooks


def _would_run(target: str) -> str:
    asked = ["make", "--dry-run", "--no-print-directory", target]
    told = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True)
    return told.stdout


def test_continuous_integration_runs_what_the_readme_says_and_the_lint() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert "set -euo pipefail" in script
    assert script.rstrip().endswith("make check")
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    would_run = _would_run("check")
    assert _would_run("test").splitlines()[-1] in would_run
    for tool in ("ruff check", "ruff format --check", "mypy", "lint-imports"):
        assert tool in would_run


@pytest.mark.parametrize("target", ["demo", "test", "check", "lint", "format", "screenshots"])
def test_everything_is_installed_before_it_is_used(target: str) -> None:
    assert _would_run(target).splitlines()[0].endswith("tools/install.py")
