"""How much memory each worker took at most: told at the end, and too much of it fails the run."""

import gc
import os
import resource
import sys

import pytest

# A nightly run tries properties five times as often, and a worker keeps more of them.
MOST_MB = 2000 if os.environ.get("NIGHTLY") else 1200
_IN_A_MB = 1024 * 1024 if sys.platform == "darwin" else 1024
PEAK = "peak_mb"
# What is collected stays to the end, half a million objects: looking through them again and again
# takes every eighth second of a run. Measured: no more memory than with Python's own 700.
YOUNG_OBJECTS = 10_000
# So seldom, what is left of databases and files is not found by itself: a worker looks where it
# has so many blocks more than when it last looked, some 100 MB. How much memory it takes does not
# tell: what was found and freed stays its own, and room for as much to be left again.
MOST_LEFT = 1_000_000


class MemoryWatch:
    """Collects the peaks of the workers, or of the one process where there are none."""

    def __init__(self, most_left: int = MOST_LEFT) -> None:
        self._peaks: dict[str, int] = {}
        self._most_left = most_left
        self._kept = 0
        gc.set_threshold(YOUNG_OBJECTS, 20, 20)

    def pytest_collection_finish(self) -> None:
        """Look no more for garbage among the tests themselves."""
        gc.collect()
        gc.freeze()
        self._kept = sys.getallocatedblocks()

    def pytest_runtest_logfinish(self) -> None:
        """Look for garbage where much has come."""
        if sys.getallocatedblocks() >= self._kept + self._most_left:
            gc.collect()
            self._kept = sys.getallocatedblocks()

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: pytest.Session) -> None:
        """Take the peak of a worker that has ended."""
        peak = getattr(node, "workeroutput", {}).get(PEAK)
        if peak is not None:
            self._peaks[str(getattr(node, "gateway", node))] = peak

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Hand this worker's peak over, or judge all of them."""
        told = getattr(session.config, "workeroutput", None)
        if told is not None:
            told[PEAK] = _peak_mb()
            return
        self._peaks = self._peaks or {"this process": _peak_mb()}
        if max(self._peaks.values()) > MOST_MB and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Tell the peaks."""
        peaks = ", ".join(f"{peak} MB" for peak in self._peaks.values())
        terminalreporter.write_line(f"most memory of a worker: {peaks} (at most {MOST_MB} MB)")


def _peak_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // _IN_A_MB
