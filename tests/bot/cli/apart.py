"""Commands in processes of their own, each forked from one that has loaded what is not ours.

What a council calls things is chosen once for a whole process, before anything is said. The
libraries and the tables say nothing, and take most of the second in which a command starts.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
IN, OUT = "typed", "said"
SERVES = """
import json, os, sys
import apscheduler.schedulers.background, concurrent.futures, dateutil.rrule
import pydantic_settings, rich.console, rich.table, slack_bolt, slack_sdk, typer, typer.testing
import db.migrate, db.models, db.session
from sqlalchemy.orm import configure_mappers
configure_mappers()
assert not [name for name in sys.modules if name.split(".")[0] in ("bot", "jobs")]
for line in sys.stdin:
    asked = json.loads(line)
    child = os.fork()
    if not child:
        os.chdir(asked["folder"])
        os.environ.clear()
        os.environ.update(asked["settings"])
        os.dup2(os.open("typed", os.O_RDONLY), 0)
        os.dup2(os.open("said", os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 1)
        os.dup2(1, 2)
        sys.stdin, sys.argv = open(0), ["live-audit", *asked["words"]]
        from bot.cli import app
        app()
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@dataclass(frozen=True)
class Apart:
    """What runs commands, each in a process that has said nothing yet."""

    process: subprocess.Popen[str]

    def given(self, words: str, folder: Path, settings: Mapping[str, str], typed: str) -> str:
        """Return all that a command says in a folder; the files of both stay there."""
        (folder / IN).write_text(typed, "utf-8")
        asked = {
            "words": words.split(),
            "folder": str(folder),
            "settings": {**os.environ, **settings, "PYTHONPATH": str(ROOT)},
        }
        assert self.process.stdin
        assert self.process.stdout
        print(json.dumps(asked), file=self.process.stdin, flush=True)
        assert self.process.stdout.readline()  # its exit code
        return (folder / OUT).read_text("utf-8")


@pytest.fixture(scope="module")
def apart() -> Iterator[Apart]:
    """Load what is not ours once for a module's commands."""
    with subprocess.Popen(
        [sys.executable, "-c", SERVES],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Apart(process)
        assert process.stdin
        process.stdin.close()
