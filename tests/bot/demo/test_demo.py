import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.request import Request, urlopen

import pytest

from bot.slack.listening import BUSY_NOW
from tests.databases import copied
from tests.ports import free_port
from tests.waiting import HANG_S, eventually, finished, work_of

ROOT = Path(__file__).parents[3]


class Demo:
    """`live-audit demo` as somebody starts it, and what it has said so far."""

    def __init__(self, port: int, folder: Path) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.folder = folder
        self.said: list[str] = []
        self._process = _started(port, folder)
        self._reader = Thread(target=self._listen)
        self._reader.start()

    def _listen(self) -> None:
        assert self._process.stdout
        self.said.extend(iter(self._process.stdout.readline, ""))

    def wait_for(self, words: str) -> None:
        def found() -> bool | None:
            if any(words in line for line in self.said):
                return True
            assert self._process.poll() is None, self.told
            return None

        self._wait(found, words)

    def wait_for_another(self, words: str) -> None:
        """Wait until it has said something for the second time."""
        self._wait(lambda: self.told.count(words) > 1 or None, words)

    def _wait(self, found: Callable[[], bool | None], words: str) -> None:
        eventually(found, words, moved=lambda: (len(self.said), work_of(self._process.pid)))

    def interrupt(self) -> int:
        """Press Ctrl-C; return the exit code."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
        return self.finish()

    def finish(self) -> int:
        code = finished(self._process, "the demo to end")
        self._reader.join()
        if self._process.stdout:
            self._process.stdout.close()
        return code

    @property
    def told(self) -> str:
        return "".join(self.said)

    def ask(self, path: str, body: Mapping[str, object] | None = None) -> Any:  # noqa: ANN401  (JSON)
        sent = None if body is None else json.dumps(body).encode()
        with urlopen(Request(self.url + path, sent), timeout=HANG_S) as answer:
            return json.load(answer)

    def messages(self, user: str) -> str:
        return json.dumps(self.ask(f"/page/messages?user={user}&channel={self._talk(user)}"))

    def _talk(self, user: str) -> str:
        """Return the number of somebody's conversation with the bot."""
        conversations = self.ask(f"/page/conversations?user={user}")
        [talk] = [one["id"] for one in conversations if one["kind"] == "im"]
        number: str = talk
        return number

    def asks_for(self, user: str, text: str, words: str) -> None:
        """Type a command, and again whenever the bot was too busy, until something is said."""
        typed = {"user": user, "channel": self._talk(user), "text": text}
        busy = -1

        def told() -> bool | None:
            nonlocal busy
            heard = self.messages(user)
            if words in heard:
                return True
            if heard.count(BUSY_NOW) > busy:
                busy = heard.count(BUSY_NOW)
                self.ask("/page/command", typed)
            return None

        self._wait(told, words)


def _started(port: int, folder: Path) -> subprocess.Popen[str]:
    asked = "from bot.cli import app; app(prog_name='live-audit')"
    options = ["demo", "--no-browser", "--port", str(port), "--folder", str(folder)]
    return subprocess.Popen(
        [sys.executable, "-c", asked, *options],
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "SLACK_BOT_TOKEN": "xoxb-somebody-elses"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@contextmanager
def _demo(folder: Path) -> Iterator[Demo]:
    demo = Demo(free_port(), folder)
    try:
        yield demo
    finally:
        demo.interrupt()


def _alive(folder: Path) -> list[str]:
    """Every process that has this folder in its command line or as its place."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            place = str((process / "cwd").readlink())
        except OSError:
            continue
        if place == str(folder):
            found.append(process.name)
    return found


@pytest.mark.skipif(not Path("/proc/self/cwd").exists(), reason="looks for processes in /proc")
def test_it_starts_answers_keeps_what_was_typed_and_leaves_nothing_behind(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    with _demo(folder) as demo:
        demo.wait_for(f"Ready: {demo.url}/")
        assert demo.ask("/page/bootstrap")["connected"] is True
        demo.asks_for("U01", "/action add: Try the bot out", "Try the bot out")
        assert demo.interrupt() == 0
    assert "Traceback" not in demo.told + (folder / "bot.log").read_text("utf-8")
    assert _alive(folder) == []

    with _demo(folder) as again:
        again.wait_for("Ready: ")
        again.asks_for("U01", "/action show 53", "#53")
        assert "Try the bot out" in again.messages("U01")

        again.ask("/page/again", {})
        again.wait_for("Starting again from the beginning")
        again.wait_for_another("Ready: ")
        assert "Try the bot out" not in again.messages("U01")


def test_a_port_in_use_is_said_in_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        demo = Demo(taken.getsockname()[1], tmp_path / "demo")
        assert demo.finish() == 1
    [sentence] = demo.said
    assert "cannot be used; perhaps the demo is running already" in sentence
    assert "live-audit demo --port " in sentence


def test_a_folder_that_cannot_be_made_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    demo = Demo(free_port(), tmp_path / "file" / "demo")
    assert demo.finish() == 1
    assert "cannot be used: Not a directory. Choose another: live-audit demo" in demo.said[-1]


def test_a_child_that_dies_is_named_with_the_end_of_its_log(
    tmp_path: Path, sample_year: Path
) -> None:
    folder = tmp_path / "demo"
    (folder / "workspace.db").mkdir(parents=True)  # the local Slack cannot keep its state in that
    copied(sample_year, folder / "bot.db")
    demo = Demo(free_port(), folder)
    assert demo.finish() == 1
    assert "The local Slack stopped (exit code " in demo.told
    assert "Traceback" not in demo.said[0]
