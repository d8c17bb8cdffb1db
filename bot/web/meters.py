"""What whoever runs the bot may alarm on, as Prometheus reads it: numbers, and nobody's name.

What each is for: docs/operate.md.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from db.chain import sealing
from db.errors import BusyError, LostError
from db.outbox import queries as outbox
from db.session import Database
from jobs.scheduler import Watchdog

METRICS: Final = "/metrics"
FORMAT: Final = "text/plain; version=0.0.4; charset=utf-8"
# A manager waits for these; past the last but one Slack has given up.
SECONDS: Final = (0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 10.0)


class Meters:
    """Counts what happens, from the start of the process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Histogram(
            "live_audit_request_seconds",
            "From the arrival of a command, press or form to its end, by outcome.",
            ["outcome"],
            buckets=SECONDS,
            registry=self.registry,
        )
        self._deliveries = Counter(
            "live_audit_deliveries",
            "What became of messages that were tried.",
            ["result"],
            registry=self.registry,
        )
        self._database = Counter(
            "live_audit_database_errors",
            "Errors of the database itself, by kind.",
            ["kind"],
            registry=self.registry,
        )

    def note_request(self, outcome: str, seconds: float) -> None:
        """Count a request that has come to its end."""
        self._requests.labels(outcome).observe(seconds)

    def note_delivery(self, result: str) -> None:
        """Count what became of a message."""
        self._deliveries.labels(result).inc()

    def note_database(self, kind: str) -> None:
        """Count an error of the database."""
        self._database.labels(kind).inc()

    def route(self) -> Route:
        """Return where all of it is read."""

        async def answer(_: Request) -> Response:
            read = await run_in_threadpool(generate_latest, self.registry)
            return Response(read, media_type=FORMAT)

        return Route(METRICS, answer, methods=["GET"])


class Standing(Collector):
    """How things stand at the moment of asking; what the database does not tell is left out."""

    def __init__(
        self,
        database: Database,
        now: Callable[[], datetime],
        watchdog: Watchdog,
        reachable: Callable[[], bool],
    ) -> None:
        self._database = database
        self._now = now
        self._watchdog = watchdog
        self._reachable = reachable

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Return nothing: the database is not asked while the bot starts."""
        return iter(())

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield each number as it is now."""
        up = "Whether Slack can reach the bot, as far as is known: 1 or 0."
        yield GaugeMetricFamily("live_audit_reachable", up, float(self._reachable()))
        silence = GaugeMetricFamily(
            "live_audit_job_silence_seconds", "Since a job last succeeded.", labels=["job"]
        )
        for job, seconds in self._watchdog.silences().items():
            silence.add_metric([job], seconds)
        yield silence
        try:
            told = self._told_by_the_database()
        except (BusyError, LostError):
            return
        for (name, words), value in told.items():
            yield GaugeMetricFamily(name, words, value)

    def _told_by_the_database(self) -> Mapping[tuple[str, str], float]:
        with self._database.read() as session:
            oldest = outbox.oldest_waiting(session)
            sealed = sealing.head(session).at
            return {
                ("live_audit_outbox_waiting", "Messages that have not arrived yet."): float(
                    outbox.waiting_count(session)
                ),
                ("live_audit_outbox_oldest_seconds", "How long the oldest of them waits."): (
                    self._age(oldest)
                ),
                ("live_audit_history_unsealed", "Rows of the history not sealed yet."): float(
                    sealing.waiting(session)
                ),
                ("live_audit_history_head_age_seconds", "Since the last seal; 0 before one."): (
                    self._age(sealed)
                ),
            }

    def _age(self, since: datetime | None) -> float:
        return max(0.0, (self._now() - since).total_seconds()) if since else 0.0
