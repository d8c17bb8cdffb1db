"""The demo's two processes: started, watched, waited for and stopped."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from time import monotonic

from bot.demo.errors import DemoError

PATIENCE_S = 60.0
LOOK_EVERY_S = 0.1
TIME_TO_STOP_S = 20.0
BEGIN_AGAIN = 75  # how the local Slack ends when somebody pressed "Start again" in its page
LINES_SHOWN = 15


@dataclass(frozen=True)
class Child:
    """One process of the demo, in a group of its own so that Ctrl-C reaches only the parent."""

    name: str
    log: Path
    process: subprocess.Popen[bytes]

    @classmethod
    def start(cls, name: str, module: Sequence[str], log: Path, root: Path) -> "Child":
        """Start `python -m module…`, with the packages in `root` and its output in `log`."""
        paths = filter(None, [str(root), os.environ.get("PYTHONPATH")])
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", *module],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
                start_new_session=True,
            )
        return cls(name, log, process)

    def check(self) -> None:
        """Raise DemoError, with the end of its log, if it has died."""
        code = self.process.poll()
        if code is not None:
            end = self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-LINES_SHOWN:]
            raise DemoError(
                "\n".join([f"{self.name} stopped (exit code {code}). The end of {self.log}:", *end])
            )

    def stop(self) -> None:
        """Ask it to stop; after twenty seconds, make it."""
        self._send(signal.SIGTERM)
        try:
            self.process.wait(TIME_TO_STOP_S)
        except subprocess.TimeoutExpired:
            self._send(signal.SIGKILL)
            self.process.wait()

    def _send(self, number: signal.Signals) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, number)


def wait_for(is_ready: Callable[[], bool], children: Sequence[Child], stop: Event) -> None:
    """Return when `is_ready`, or when `stop` is set. Raises DemoError if a child dies before."""
    deadline = monotonic() + PATIENCE_S
    while not stop.is_set() and not is_ready():
        for child in children:
            child.check()
        if monotonic() > deadline:
            raise DemoError(f"{children[-1].name} is not ready; {children[-1].log} may say why.")
        stop.wait(LOOK_EVERY_S)


def watch(children: Sequence[Child], stop: Event) -> bool:
    """Return when `stop` is set, or true when somebody wants to begin again.

    Raises DemoError if a child dies before.
    """
    while not stop.wait(LOOK_EVERY_S):
        if any(child.process.poll() == BEGIN_AGAIN for child in children):
            return True
        for child in children:
            child.check()
    return False
