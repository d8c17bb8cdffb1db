"""What whoever runs the bot may alarm on, as Prometheus reads it: numbers, and nobody's name.

What each is for: docs/operate.md.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from bot.context import ContextFactory
from db.chain import sealing
from db.errors import BusyError
from db.outbox import queries as outbox
from db.session import Session

Ask = Callable[[], float]
SECONDS: Final = (0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 10.0)  # Slack waits for three


class Meters:
    """Counts what happens from the start of the process, and looks how things stand when asked."""

    def __init__(self) -> None:
        self._all = CollectorRegistry()
        words = "From a request's arrival to its end, by outcome."
        self.requests = Histogram(
            "live_audit_request_seconds", words, ["outcome"], buckets=SECONDS, registry=self._all
        )
        words = "What became of messages that were tried."
        self.deliveries = Counter("live_audit_deliveries", words, ["result"], registry=self._all)
        words = "Errors of the database itself."
        self.errors = Counter("live_audit_database_errors", words, ["kind"], registry=self._all)

    def note_request(self, outcome: str, seconds: float) -> None:
        self.requests.labels(outcome).observe(seconds)

    def note_delivery(self, result: str) -> None:
        self.deliveries.labels(result).inc()

    def note_trouble(self, trouble: Exception) -> None:
        self.errors.labels("busy" if isinstance(trouble, BusyError) else "lost").inc()

    def look_at(self, contexts: ContextFactory, jobs: Mapping[str, Ask], reachable: Ask) -> None:
        """Ask these whenever somebody reads them."""

        def age(at: datetime | None) -> float:
            return max(0.0, (contexts.now() - at).total_seconds()) if at else 0.0

        def told(name: str, words: str, ask: Callable[[Session], float]) -> None:
            def asked() -> float:
                with contexts.database.read() as session:
                    return float(ask(session))

            Gauge(f"live_audit_{name}", words, registry=self._all).set_function(asked)

        reach = Gauge("live_audit_reachable", "Whether Slack reaches it.", registry=self._all)
        reach.set_function(reachable)
        words = "Since a job last succeeded, in seconds."
        silence = Gauge("live_audit_job_silence_seconds", words, ["job"], registry=self._all)
        for job, ask in jobs.items():
            silence.labels(job).set_function(ask)
        told("outbox_waiting", "Messages not arrived yet.", outbox.waiting_count)
        words = "How long the oldest of them waits."
        told("outbox_oldest_seconds", words, lambda work: age(outbox.oldest_waiting(work)))
        told("history_unsealed", "Rows not sealed yet.", sealing.waiting)
        words = "Since the last seal; 0 before the first."
        told("history_head_age_seconds", words, lambda work: age(sealing.head(work).at))

    async def metrics(self, _: Request) -> Response:
        """Return all that is counted."""
        return Response(
            await run_in_threadpool(generate_latest, self._all), media_type=CONTENT_TYPE_LATEST
        )
