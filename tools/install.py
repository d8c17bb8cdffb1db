#!/usr/bin/env python3
"""Installs everything into .venv beside this folder; does nothing when nothing has changed.

    python3 tools/install.py

Standard library only, in words that an older Python can read far enough to say it is too old.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = "requirements/dev.txt"
# Wheels only: nothing is compiled, so no compiler and no Python headers are needed.
LOCKED = ["--require-hashes", "--only-binary", ":all:"]
# The project itself: what it is built with is locked too, so the network is not asked again.
PROJECT = ["--no-deps", "--no-build-isolation"]
NEEDED = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")

CAUSES = (
    (
        r"Name or service not known|Temporary failure in name|NewConnectionError|getaddrinfo"
        r"|Network is unreachable|ConnectTimeout|Read timed out|ProxyError|Connection refused",
        "The packages cannot be fetched: there is no network, or a proxy is in the way. Connect it "
        "(or set HTTPS_PROXY) and run the same command again; it goes on where it stopped.",
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED",
        "The network's certificate is not trusted: set PIP_CERT to your organisation's certificate "
        "file and run the same command again.",
    ),
    (
        r"DO NOT MATCH THE HASHES",
        "A package is not the one that was locked, so nothing of it was installed. Run the same "
        "command again; if it happens twice, tell whoever looks after your network.",
    ),
    (r"No space left on device", "The disk is full: make room for 1 GB and run it again."),
    (
        r"No matching distribution found for (?P<name>[\w.-]+)",
        "There is no ready-made {name} for this machine and its Python. "
        "Use Python 3.11, 3.12 or 3.13 on a 64-bit machine: make PYTHON=python3.11",
    ),
    (
        r"Permission denied|Read-only file system",
        f"Something in {ROOT} may not be written. Give yourself the folder, or clone it elsewhere.",
    ),
)
FETCHED = re.compile(
    r"(?:Collecting|Processing|Requirement already satisfied:) (?:\S*/)?([\w.-]+?)(?:[=<>~;\s]|-\d)"
)


class InstallError(Exception):
    """Why it cannot be installed, and what to do, in a sentence."""


def main() -> int:
    """Install, unless all is as it was; return the exit code."""
    try:
        if sys.version_info < NEEDED:
            return run_with_a_newer_python()
        install(ROOT)
    except InstallError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. Run the same command again to go on.\n")
        return 130
    return 0


def run_with_a_newer_python() -> int:
    """Start again with a Python that is new enough. Raises InstallError if there is none."""
    for name in NEWER:
        found = shutil.which(name)
        if found:
            return subprocess.call([found, *sys.argv])
    raise InstallError(
        f"Python 3.11 or newer is needed and this is {sys.version_info[0]}.{sys.version_info[1]}. "
        "Install it (Debian, Ubuntu: sudo apt-get install python3.11 python3.11-venv) "
        "and run the same command again."
    )


def install(root: Path) -> None:
    """Bring `root`/.venv to what the lock file says. Raises InstallError."""
    stamp = root / ".venv" / "installed"
    wanted = fingerprint(root)
    if is_installed(root, wanted):
        return
    try:
        if stamp.exists():
            stamp.unlink()  # whoever stops it half-way finds it unfinished the next time
        _make_environment(root / ".venv")
        _say("Installing the packages that requirements/dev.txt locks; a few minutes at first.")
        _pip(root, [*LOCKED, "-r", REQUIREMENTS], _count(root / REQUIREMENTS))
        _pip(root, [*PROJECT, "--editable", "."], 1)
        stamp.write_text(wanted)
    except OSError as error:
        raise InstallError(
            f"{error.filename or root} cannot be written: {error.strerror}. "
            "Give yourself the folder, or clone it elsewhere."
        ) from error
    _say("Installed.")


def is_installed(root: Path, wanted: str) -> bool:
    """Say whether the last installation was finished and nothing has changed since."""
    stamp = root / ".venv" / "installed"
    if not (stamp.is_file() and _python(root).exists()):
        return False
    return stamp.read_text() == wanted


def fingerprint(root: Path) -> str:
    """Return what the installation depends on: the lock, the project, this file, Python, place."""
    told = hashlib.sha256(f"{root} {sys.version}".encode())
    for path in (REQUIREMENTS, "pyproject.toml", "tools/install.py"):
        told.update((root / path).read_bytes())
    return told.hexdigest()


def _make_environment(folder: Path) -> None:
    python = folder / "bin" / "python"
    if python.exists() and _works(python):
        return
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise InstallError(
            "This Python cannot make a virtual environment. Debian and Ubuntu keep that apart: "
            "sudo apt-get install python3-venv"
        )
    _say("Making a virtual environment in .venv …")
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if made.returncode:
        raise InstallError(explain(made.stdout))


def _works(python: Path) -> bool:
    """Say whether an environment that is there can be gone on with."""
    asked = [str(python), "-c", "import sys, pip; sys.exit(sys.version_info < (3, 11))"]
    return subprocess.run(asked, stderr=subprocess.DEVNULL, check=False).returncode == 0


def _pip(root: Path, options: list[str], total: int) -> None:
    """Run pip with what it says in .venv/install.log; show how far it is."""
    running = subprocess.Popen(
        [str(_python(root)), "-m", "pip", "install", "--no-input", *options],
        cwd=str(root),
        env={**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PYTHONUNBUFFERED": "1"},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    with (root / ".venv" / "install.log").open("a") as log:
        said = _follow(running, log, total)
    if running.wait():
        raise InstallError(explain("".join(said)))


def _follow(running: subprocess.Popen[str], log: TextIO, total: int) -> list[str]:
    said, met = [], 0
    for line in running.stdout or ():
        log.write(line)
        said.append(line)
        found = FETCHED.match(line)
        if found:
            met += 1
            _show_progress(met, total, found[1])
        elif line.startswith("Installing collected"):
            _say("  unpacking …")
    return said


def explain(output: str) -> str:
    """Return what went wrong, in a sentence, from what pip or venv said."""
    for pattern, sentence in CAUSES:
        found = re.search(pattern, output)
        if found:
            return sentence.format(**found.groupdict())
    end = output.strip().splitlines()[-5:]
    return "\n".join(["Installing failed; .venv/install.log has all of it. Its end:", *end])


def _count(requirements: Path) -> int:
    lines = requirements.read_text().splitlines()
    return sum(1 for line in lines if "==" in line and "win32" not in line)


def _python(root: Path) -> Path:
    return root / ".venv" / "bin" / "python"


def _show_progress(met: int, total: int, name: str) -> None:
    if sys.stdout.isatty():
        end = "\n" if met == total else ""
        sys.stdout.write(f"\r\033[K  {met} of {total}  {name}{end}")
    elif met == total or met % 20 == 0:
        sys.stdout.write(f"  {met} of {total}\n")
    sys.stdout.flush()


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
