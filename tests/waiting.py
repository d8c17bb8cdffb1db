"""Waits that a busy machine cannot break: one fails only when nothing has moved for a minute.

A minute is what a minute is on a machine of our own: with ten at work on each processor, it is ten.
"""

import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
Sign = Callable[[], object]
STILL_S = 60.0
LOOK_S = 1.0  # how often a wait looks for signs of progress
LONGEST_PAUSE_S = 0.25
# The least work that is a sign of progress; ticks, pings and our own looking take less in a minute.
WORK_S = 3.0
# For what cannot be watched: an answer over the network, a lock. It ends a hang, not a slow test.
HANG_S = 600.0


def eventually(
    read: Callable[[], T | None],
    what: str,
    *,
    moved: Sign = lambda: None,
    news: threading.Event | None = None,
    work: Sign | None = None,
) -> T:
    """Return what `read` finds, as soon as it does; fail once nothing has moved for a minute.

    `moved` gives something that changes with every step towards it, `news` is set where it is
    worth to look again at once. So does the work of this process's other threads, unless `work`
    says what counts in its place: they may be at work for good, if only for our own looking.
    """
    told = news or threading.Event()
    still = Stillness(lambda: (moved(), (work or others_work)()))
    pause = 0.005
    while True:
        told.clear()
        value = read()
        if value is not None:
            return value
        if still.lasted() >= patient(STILL_S):
            raise AssertionError(f"nothing moved for {STILL_S:.0f} s; waited for {what}")
        pause = 0.005 if told.wait(pause) else min(pause * 1.5, LONGEST_PAUSE_S)


class Stillness:
    """How long a sign has stayed the same; looked at no more than once a second."""

    def __init__(self, sign: Sign) -> None:
        self._sign = sign
        self._seen: object = None
        self._looked = self._since = time.monotonic()

    def lasted(self) -> float:
        """Return for how many seconds nothing has moved."""
        now = time.monotonic()
        if now - self._looked >= LOOK_S:
            self._looked = now
            sign = self._sign()
            if sign != self._seen:
                self._seen, self._since = sign, now
        return now - self._since


def others_work() -> int:
    """Return how much this process's other threads have worked, in steps worth noticing."""
    return int((time.process_time() - time.thread_time()) / WORK_S)


def work_of(process: int) -> int:
    """Return how much a process and its children have worked, in steps worth noticing."""
    parents, worked = {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has just ended
            fields = stat.read_text().rpartition(")")[2].split()
            number = int(stat.parent.name)
            parents[number] = int(fields[1])
            worked[number] = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return int(sum(worked[each] for each in _family(process, parents) if each in worked) / WORK_S)


def _family(process: int, parents: Mapping[int, int]) -> Iterator[int]:
    yield process
    for child, parent in parents.items():
        if parent == process:
            yield from _family(child, parents)


def happened(event: threading.Event, what: str) -> None:
    """Wait for an event."""
    eventually(lambda: event.wait(LONGEST_PAUSE_S) or None, what)


def finished(process: subprocess.Popen[str] | subprocess.Popen[bytes], what: str) -> int:
    """Wait for a process that writes into a file to end; return its exit code."""
    return eventually(process.poll, what, moved=lambda: work_of(process.pid))


def told_by(process: subprocess.Popen[str], what: str) -> tuple[str, str]:
    """Wait for a process to end; return what it wrote on its pipes."""
    told: list[tuple[str, str]] = []
    reader = threading.Thread(target=lambda: told.append(process.communicate()), daemon=True)
    reader.start()
    eventually(lambda: told or None, what, moved=lambda: work_of(process.pid))
    return told[0]


def patient(seconds: float) -> float:
    """Return as many seconds on a machine that we share as `seconds` are on one of our own."""
    runnable = os.getloadavg()[0] / (os.cpu_count() or 1)
    return seconds * max(1.0, runnable)
