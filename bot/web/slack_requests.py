"""Slack's requests over HTTP, as Bolt's own Starlette adapter reads and answers them.

The adapter's handler would run a listener in the thread that serves everybody: here it has threads
of its own. Why, and what else is held to: docs/decisions/0013-slack-over-http.md.
"""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Final
from urllib.parse import parse_qsl

from slack_bolt import App, BoltRequest
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from slack_bolt.request.internals import build_context
from slack_sdk.signature import SignatureVerifier
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from bot.clock import uptime
from bot.slack.freeze import FreezeDetector
from bot.slack.in_flight import InFlight
from bot.slack.manifest import REQUESTS
from bot.slack.turn import ARRIVED
from bot.web.server import WebServer

log = logging.getLogger(__name__)

WORKERS: Final = 20
MOST_BYTES: Final = 1_000_000  # Slack's largest, a view with all that stands in it, has a tenth
A_MINUTE_S: Final = 60.0
REFUSED: Final = (
    "A request was refused: its signature is wrong, or it is older than five minutes. If it came "
    "from Slack, look at SLACK_SIGNING_SECRET and at the clock: `live-audit doctor` says which."
)


@dataclass
class SlackRequests:
    """Takes Slack's requests at a server of ours; `on_reach` hears that they are taken."""

    server: WebServer
    app: App
    signing_secret: str
    on_reach: Callable[[bool], None]
    _in_flight: InFlight = field(default_factory=InFlight)
    _freeze: FreezeDetector = field(default_factory=FreezeDetector)
    _stopping: Event = field(default_factory=Event)
    _workers: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(WORKERS, thread_name_prefix="requests")
    )
    _told_at: float = float("-inf")

    def __post_init__(self) -> None:
        self._signed = SignatureVerifier(self.signing_secret)
        self.server.add(Route(REQUESTS, self.take, methods=["POST"]))

    @property
    def is_reachable(self) -> bool:
        """Say whether requests are taken; whether any arrive, `live-audit doctor` finds out."""
        return self.server.is_alive

    def start(self) -> None:
        """Notice from now on when the process is stopped for a while; the server runs by itself."""
        Thread(target=self._watch, name="requests", daemon=True).start()
        self.on_reach(True)

    def stop_listening(self) -> None:
        """Take nothing more from Slack, which tells an event again and says of a command so."""
        self._in_flight.stop()
        self.server.stop_listening()

    def wait_until_idle(self, timeout_s: float) -> bool:
        """Wait until every request that was taken is acknowledged; say whether that is so."""
        return self._in_flight.wait_until_idle(timeout_s)

    def close(self) -> None:
        """End the watch; the server is closed by whoever opened it."""
        self._stopping.set()
        self._workers.shutdown(wait=False)

    async def take(self, request: Request) -> Response:
        """Answer one request, once what it asks is kept or refused."""
        arrived = self._freeze.arrival()
        try:
            body = await _bounded(request)
        except ClientDisconnect:
            return Response(status_code=400)
        if body is None:
            return Response(status_code=413)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._workers, self._dispatch, request, body, arrived)

    def _dispatch(self, request: Request, body: bytes, arrived: float) -> Response:
        if not self._is_slacks(request, body):
            self._tell_refused()
            return Response(status_code=401)
        with self._in_flight.taken() as takes:
            if not takes:
                return Response(status_code=503)
            return to_starlette_response(self.app.dispatch(_asked(request, body, arrived)))

    def _is_slacks(self, request: Request, body: bytes) -> bool:
        """Look at the signature before anything of the body is read."""
        try:
            return self._signed.is_valid_request(body, dict(request.headers))
        except (ValueError, TypeError):  # a time that is no number, a signature beyond ASCII
            return False

    def _tell_refused(self) -> None:
        now = uptime()
        if now - self._told_at >= A_MINUTE_S:
            self._told_at = now
            log.warning(REFUSED)

    def _watch(self) -> None:
        while not self._stopping.wait(self._freeze.beat_s):
            self._freeze.beat()


async def _bounded(request: Request) -> bytes | None:
    """Return the body, or None as soon as it is larger than anything of Slack's."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            return None
    return bytes(body)


def _asked(request: Request, body: bytes, arrived: float) -> BoltRequest:
    """Return the request as Bolt reads it, but for a command in which somebody typed "payload".

    Bolt takes that for a form that has one, and what was typed for nothing at all.
    """
    asked = to_bolt_request(request, body, {ARRIVED: arrived})
    if not asked.body:
        asked.body = dict(parse_qsl(asked.raw_body, keep_blank_values=True))
        build_context(asked.context, asked.body)
    return asked
