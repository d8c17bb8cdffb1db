import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.install import (
    REQUIREMENTS,
    InstallError,
    explain,
    fingerprint,
    install,
    is_installed,
    run_with_a_newer_python,
)

SIX = "six==1.17.0 --hash=sha256:4721f391ed90541fddacab5acf947aa0d3dc7d27b2e1e8eda2be8970586c3274\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A checkout with little in it."""
    for path, text in (
        (REQUIREMENTS, SIX),
        ("pyproject.toml", "[project]\nname = 'small'\nversion = '1'\n"),
        ("tools/install.py", ""),
    ):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    return tmp_path


def _finish(root: Path) -> None:
    (root / ".venv" / "bin").mkdir(parents=True)
    (root / ".venv" / "bin" / "python").touch()
    (root / ".venv" / "installed").write_text(fingerprint(root), "utf-8")


def test_nothing_is_installed_in_a_fresh_clone(root: Path) -> None:
    assert not is_installed(root, fingerprint(root))


def test_a_finished_installation_is_left_alone(root: Path) -> None:
    _finish(root)
    before = sorted(root.rglob("*"))
    install(root)
    assert sorted(root.rglob("*")) == before


@pytest.mark.parametrize("path", [REQUIREMENTS, "pyproject.toml", "tools/install.py"])
def test_a_change_is_noticed(root: Path, path: str) -> None:
    _finish(root)
    with (root / path).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert not is_installed(root, fingerprint(root))


def test_an_environment_that_was_moved_is_made_again(root: Path, tmp_path: Path) -> None:
    _finish(root)
    moved = tmp_path.parent / f"{tmp_path.name}-moved"
    root.rename(moved)
    assert not is_installed(moved, fingerprint(moved))


def test_without_a_network_it_says_so_and_is_not_finished(root: Path) -> None:
    asked = (
        "import sys, pathlib; from tools import install as i; i.install(pathlib.Path(sys.argv[1]))"
    )
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PIP_")},
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
        "PIP_RETRIES": "1",
        "PIP_NO_CACHE_DIR": "1",
    }
    told = subprocess.run(
        [sys.executable, "-c", asked, str(root)],
        cwd=Path(__file__).parents[2],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "InstallError: The packages cannot be fetched: there is no network" in told.stderr
    assert not is_installed(root, fingerprint(root))


def test_a_place_that_cannot_be_used_is_said_in_a_sentence(root: Path) -> None:
    (root / ".venv").write_text("in the way", "utf-8")
    with pytest.raises(InstallError) as caught:
        install(root)
    assert "Traceback" not in str(caught.value)
    assert str(root / ".venv") in str(caught.value)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "Failed to establish a new connection: [Errno -2] Name or service not known",
            "no network",
        ),
        ("ConnectTimeoutError(...)\nERROR: No matching distribution found for six", "no network"),
        ("SSLError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed", "PIP_CERT"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "locked"),
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        (
            "ERROR: No matching distribution found for psycopg-binary==3",
            "ready-made psycopg-binary",
        ),
        ("OSError: [Errno 30] Read-only file system: '/clone/.venv'", "may not be written"),
    ],
)
def test_what_goes_wrong_is_explained_in_a_sentence(said: str, told: str) -> None:
    explained = explain(f"Collecting six\n{said}\n")
    assert told in explained
    assert "\n" not in explained


def test_what_nobody_foresaw_is_shown_as_it_is() -> None:
    explained = explain("\n".join(f"line {number}" for number in range(9)))
    assert explained.splitlines()[1:] == [f"line {number}" for number in range(4, 9)]


def test_a_python_that_is_too_old_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(InstallError, match=r"Python 3\.11 or newer is needed and this is 3\."):
        run_with_a_newer_python()
