"""The jobs of the real scheduler."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from jobs.scheduler import ScheduledJob, Watchdog, build
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
def ticking(*jobs: ScheduledJob, watchdog: Watchdog | None = None) -> Iterator[None]:
    scheduler = build(jobs, watchdog or Watchdog(Hands()))
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown()


def thrice(runs: threading.Semaphore) -> None:
    """Wait for three runs."""
    for _ in range(3):
        eventually(lambda: runs.acquire(blocking=False) or None, "the job")


def failing_once(succeeded: threading.Event) -> Callable[[], None]:
    failures = iter([RuntimeError("the database is away")])

    def run() -> None:
        for failure in failures:
            raise failure
        succeeded.set()

    return run


def test_a_job_runs_at_the_start_rather_than_an_interval_later() -> None:
    ran = threading.Event()
    with ticking(ScheduledJob("reminders", ran.set, NEVER)):
        happened(ran, "the job")


def test_a_job_runs_again_and_again() -> None:
    runs = threading.Semaphore(0)
    with ticking(ScheduledJob("delivery", runs.release, SOON)):
        thrice(runs)


def test_a_job_that_fails_is_logged_by_name_and_runs_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    succeeded = threading.Event()
    with ticking(ScheduledJob("reminders", failing_once(succeeded), SOON)):
        happened(succeeded, "the job")
    assert "the job 'reminders' failed" in caplog.text
    assert "the database is away" in caplog.text


def test_a_job_that_fails_stops_no_other() -> None:
    ran = threading.Semaphore(0)

    def fail() -> None:
        raise RuntimeError("again")

    with ticking(
        ScheduledJob("reminders", fail, SOON), ScheduledJob("delivery", ran.release, SOON)
    ):
        thrice(ran)


def test_a_job_never_runs_twice_at_once() -> None:
    running, overlapped, done = threading.Lock(), threading.Event(), threading.Semaphore(0)
    pause = threading.Event()

    def run() -> None:
        if not running.acquire(blocking=False):
            overlapped.set()
            return
        pause.wait(SOON.total_seconds() * 5)  # longer than the interval: the next turn comes
        running.release()
        done.release()

    with ticking(ScheduledJob("delivery", run, SOON)):
        thrice(done)
    assert not overlapped.is_set()


def test_a_missed_turn_is_made_up_once() -> None:
    scheduler = build([ScheduledJob("reminders", lambda: None, NEVER)], Watchdog(Hands()))
    scheduler.start(paused=True)
    try:
        [job] = scheduler.get_jobs()
        assert (job.id, job.coalesce, job.max_instances) == ("reminders", True, 1)
        assert job.misfire_grace_time is None
    finally:
        scheduler.shutdown()


def test_the_watchdog_tells_how_long_a_job_has_been_silent() -> None:
    clock = Hands()
    watchdog = Watchdog(clock)
    clock.seconds += 7
    assert watchdog.silence("delivery") == 7

    watchdog.succeeded("delivery")
    clock.seconds += 5
    assert watchdog.silence("delivery") == 5
    assert watchdog.silence("reminders") == 12


def test_a_job_counts_only_when_it_succeeds() -> None:
    clock, failed, succeeded = Hands(), threading.Event(), threading.Event()
    watchdog = Watchdog(clock)
    clock.seconds += 60

    def fail() -> None:
        failed.set()
        raise RuntimeError("again")

    jobs = ScheduledJob("reminders", fail, SOON), ScheduledJob("delivery", succeeded.set, SOON)
    with ticking(*jobs, watchdog=watchdog):
        happened(failed, "the job")
        happened(succeeded, "the job")
    assert watchdog.silence("reminders") == 60
    assert watchdog.silence("delivery") == 0
