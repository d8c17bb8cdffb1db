"""A slow machine may take its time; what stands still may not."""

import subprocess
import sys
from itertools import count

import pytest

from tests import waiting


@pytest.fixture(autouse=True)
def short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "STILL_S", 1.0)
    monkeypatch.setattr(waiting, "LOOK_S", 0.02)
    monkeypatch.setattr(waiting, "LONGEST_PAUSE_S", 0.02)


def test_a_wait_goes_on_for_as_long_as_something_moves() -> None:
    journal, looks = count(), count()
    found = waiting.eventually(
        lambda: "there" if next(looks) > 100 else None, "it", moved=lambda: next(journal)
    )
    assert found == "there"


def test_a_wait_ends_when_nothing_moves() -> None:
    with pytest.raises(AssertionError, match="nothing moved for 1 s; waited for the answer"):
        waiting.eventually(lambda: None, "the answer")


def test_a_process_at_work_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "WORK_S", 0.02)
    busy = "import time\nwhile time.process_time() < 1.5: pass"
    process = subprocess.Popen([sys.executable, "-c", busy], text=True)
    assert waiting.finished(process, "its end") == 0


def test_a_process_that_sleeps_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], text=True)
    try:
        with pytest.raises(AssertionError, match="nothing moved"):
            waiting.finished(process, "its end")
    finally:
        process.kill()
        process.wait()
