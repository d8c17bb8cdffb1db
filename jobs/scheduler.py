"""Runs the jobs on the clock; the only place that knows the scheduling library.

Nothing is kept in it: what is due is read from the database at every run, so that a restart loses
nothing and a missed run is made up by the next one.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import Final

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.combining import OrTrigger
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from db.tracing import traced

log = logging.getLogger(__name__)

JOB_DEFAULTS: Final = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}


@dataclass(frozen=True)
class ScheduledJob:
    """A job that runs again and again: its name, and how long from one start to the next."""

    name: str
    run: Callable[[], object]
    every: timedelta


class Watchdog:
    """Knows when each job last succeeded; the scheduler's own thread can die without a word."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._since = monotonic()
        self._succeeded_at: dict[str, float] = {}

    def succeeded(self, name: str) -> None:
        """Note that a job has just succeeded."""
        self._succeeded_at[name] = self._monotonic()

    def silence(self, name: str) -> float:
        """Return the seconds since a job last succeeded; since the start, if it never has."""
        return self._monotonic() - self._succeeded_at.get(name, self._since)


def build(jobs: Sequence[ScheduledJob], watchdog: Watchdog) -> BackgroundScheduler:
    """Return the scheduler, not yet started; each job runs once at the start, then in its turn.

    A job still running when its next turn comes skips that turn, and nothing is said of it: whether
    a job succeeds no more is told by the watchdog.
    """
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
    scheduler = BackgroundScheduler(timezone=UTC, job_defaults=JOB_DEFAULTS)
    for job in jobs:
        every = IntervalTrigger(seconds=job.every.total_seconds(), timezone=UTC)
        at_once_and_then = OrTrigger([DateTrigger(timezone=UTC), every])
        scheduler.add_job(_run, at_once_and_then, args=[job, watchdog], id=job.name)
    return scheduler


def _run(job: ScheduledJob, watchdog: Watchdog) -> None:
    try:
        with traced():
            job.run()
    except Exception:  # one job's failure must not be the last we hear of it
        log.exception("the job %r failed; it goes on next time", job.name)
    else:
        watchdog.succeeded(job.name)
