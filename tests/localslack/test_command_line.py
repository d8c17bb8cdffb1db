"""`python -m localslack`, as people start it."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from tests.localslack.slack import Stream, definition, running
from tests.waiting import told_by

Start = Callable[..., AbstractContextManager[subprocess.Popen[str]]]


def deaf() -> None:
    """Be as a shell starts what it runs in the background: Ctrl-C is not for it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@pytest.fixture
def start(tmp_path: Path) -> Start:
    workspace = tmp_path / "workspace.json"
    workspace.write_text(json.dumps(definition()))

    @contextmanager
    def run(*more: str) -> Iterator[subprocess.Popen[str]]:
        command = [sys.executable, "-W", "error", "-m", "localslack"]
        with subprocess.Popen(
            [*command, "--workspace", str(workspace), *more],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=deaf,
        ) as process:
            try:
                yield process
            finally:
                process.kill()

    return run


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_it_is_and_ends_cleanly(start: Start, how: signal.Signals) -> None:
    with start("--port", "0") as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("ready http://127.0.0.1:")
        process.send_signal(how)
        assert told_by(process, "its end") == ("", "")
    assert process.returncode == 0


def test_a_port_in_use_is_one_sentence(start: Start) -> None:
    with running() as other:
        port = other.url.rpartition(":")[2]
        with start("--port", port) as process:
            out, said = told_by(process, "its end")
    assert (process.returncode, out) == (1, "")
    assert said == f"Port {port} is in use; choose another, as in --port 8766.\n"


def test_a_port_that_is_none_is_explained(start: Start) -> None:
    with start("--port", "99999") as process:
        said = told_by(process, "its end")[1]
    assert process.returncode == 2
    assert "a port is 0 to 65535" in said


def test_a_missing_workspace_file_is_one_sentence(start: Start, tmp_path: Path) -> None:
    with start("--workspace", str(tmp_path / "none.json")) as process:
        said = told_by(process, "its end")[1]
    assert process.returncode == 1
    assert said == f"Cannot read {tmp_path / 'none.json'}: No such file or directory.\n"


def test_a_workspace_stops_twice_and_before_its_start() -> None:
    with running() as workspace:
        Stream(workspace, "U01")
        workspace.stop()
    workspace.stop()
