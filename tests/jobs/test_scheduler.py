"""The ticks of the real scheduler."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from jobs.scheduler import Heartbeat, Tick, build
from tests.waiting import eventually, happened

SOON = timedelta(milliseconds=20)
NEVER = timedelta(days=1)


class Hands:
    """A monotonic clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@contextmanager
def ticking(*ticks: Tick, heartbeat: Heartbeat | None = None) -> Iterator[None]:
    scheduler = build(ticks, heartbeat or Heartbeat(Hands()))
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown()


def thrice(runs: threading.Semaphore) -> None:
    """Wait for three runs."""
    for _ in range(3):
        eventually(lambda: runs.acquire(blocking=False) or None, "the tick")


def failing_once(succeeded: threading.Event) -> Callable[[], None]:
    failures = iter([RuntimeError("the database is away")])

    def run() -> None:
        for failure in failures:
            raise failure
        succeeded.set()

    return run


def test_a_tick_runs_at_the_start_rather_than_an_interval_later() -> None:
    ran = threading.Event()
    with ticking(Tick("reminders", ran.set, NEVER)):
        happened(ran, "the tick")


def test_a_tick_runs_again_and_again() -> None:
    runs = threading.Semaphore(0)
    with ticking(Tick("delivery", runs.release, SOON)):
        thrice(runs)


def test_a_tick_that_fails_is_logged_by_name_and_runs_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    succeeded = threading.Event()
    with ticking(Tick("reminders", failing_once(succeeded), SOON)):
        happened(succeeded, "the tick")
    assert "the tick 'reminders' failed" in caplog.text
    assert "the database is away" in caplog.text


def test_a_tick_that_fails_stops_no_other() -> None:
    ran = threading.Semaphore(0)

    def fail() -> None:
        raise RuntimeError("again")

    with ticking(Tick("reminders", fail, SOON), Tick("delivery", ran.release, SOON)):
        thrice(ran)


def test_a_tick_never_runs_twice_at_once() -> None:
    running, overlapped, done = threading.Lock(), threading.Event(), threading.Semaphore(0)
    pause = threading.Event()

    def run() -> None:
        if not running.acquire(blocking=False):
            overlapped.set()
            return
        pause.wait(SOON.total_seconds() * 5)  # longer than the interval: the next turn comes
        running.release()
        done.release()

    with ticking(Tick("delivery", run, SOON)):
        thrice(done)
    assert not overlapped.is_set()


def test_a_missed_turn_is_made_up_once() -> None:
    scheduler = build([Tick("reminders", lambda: None, NEVER)], Heartbeat(Hands()))
    scheduler.start(paused=True)
    try:
        [job] = scheduler.get_jobs()
        assert (job.id, job.coalesce, job.max_instances) == ("reminders", True, 1)
        assert job.misfire_grace_time is None
    finally:
        scheduler.shutdown()


def test_the_heartbeat_tells_how_long_a_tick_has_been_silent() -> None:
    clock = Hands()
    heartbeat = Heartbeat(clock)
    clock.seconds += 7
    assert heartbeat.silence("delivery") == 7

    heartbeat.beat("delivery")
    clock.seconds += 5
    assert heartbeat.silence("delivery") == 5
    assert heartbeat.silence("reminders") == 12


def test_a_tick_beats_only_when_it_succeeds() -> None:
    clock, failed, succeeded = Hands(), threading.Event(), threading.Event()
    heartbeat = Heartbeat(clock)
    clock.seconds += 60

    def fail() -> None:
        failed.set()
        raise RuntimeError("again")

    ticks = Tick("reminders", fail, SOON), Tick("delivery", succeeded.set, SOON)
    with ticking(*ticks, heartbeat=heartbeat):
        happened(failed, "the tick")
        happened(succeeded, "the tick")
    assert heartbeat.silence("reminders") == 60
    assert heartbeat.silence("delivery") == 0
