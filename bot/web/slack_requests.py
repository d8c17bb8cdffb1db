"""Slack's requests over HTTP, as Bolt's own Starlette adapter reads and answers them.

The adapter's handler would run a listener in the thread that serves everybody: here it has threads
of its own. Why, and what else is held to: docs/decisions/0013-slack-over-http.md.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Final
from urllib.parse import parse_qsl

from slack_bolt import App, BoltRequest
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from slack_bolt.request.internals import build_context
from slack_sdk.signature import SignatureVerifier
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from bot.clock import uptime
from bot.slack.freeze import FreezeDetector
from bot.slack.in_flight import InFlight
from bot.slack.manifest import REQUESTS
from bot.slack.turn import ARRIVED
from bot.web.server import WebServer

log = logging.getLogger(__name__)

MOST_BYTES: Final = 1_000_000  # Slack's largest, a view with all that stands in it, has a tenth
A_MINUTE_S: Final = 60.0
REFUSED: Final = (
    "A request was refused: its signature is wrong, or it is older than five minutes. If it was "
    "Slack's, look at SLACK_SIGNING_SECRET and at the clock."
)


@dataclass
class SlackRequests:
    """Takes Slack's requests at a server of ours; `on_reach` hears that they are taken."""

    server: WebServer
    app: App
    signing_secret: str
    on_reach: Callable[[bool], None]
    in_flight: InFlight = field(default_factory=InFlight)
    _freeze: FreezeDetector = field(default_factory=FreezeDetector)
    _stopping: Event = field(default_factory=Event)
    _told_at: float = float("-inf")

    def __post_init__(self) -> None:
        self._signed = SignatureVerifier(self.signing_secret)
        self.server.add(REQUESTS, self.take, "POST")

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
        self.in_flight.stop()
        self.server.stop_listening()

    def close(self) -> None:
        """End the watch; the server is closed by whoever opened it."""
        self._stopping.set()

    async def take(self, request: Request) -> Response:
        """Answer one request, once what it asks is kept or refused."""
        arrived, body = self._freeze.arrival(), b""
        try:
            async for chunk in request.stream():
                body += chunk
                if len(body) > MOST_BYTES:
                    return Response(status_code=413)
        except ClientDisconnect:
            return Response(status_code=400)
        return await run_in_threadpool(self._dispatch, request, body, arrived)

    def _dispatch(self, request: Request, body: bytes, arrived: float) -> Response:
        if not self._is_slacks(request, body):
            if uptime() - self._told_at >= A_MINUTE_S:
                self._told_at = uptime()
                log.warning(REFUSED)
            return Response(status_code=401)
        with self.in_flight.taken() as takes:
            if not takes:
                return Response(status_code=503)
            return to_starlette_response(self.app.dispatch(_asked(request, body, arrived)))

    def _is_slacks(self, request: Request, body: bytes) -> bool:
        """Look at the signature before anything of the body is read."""
        try:
            return self._signed.is_valid_request(body, dict(request.headers))
        except (ValueError, TypeError):  # a time that is no number, a signature beyond ASCII
            return False

    def _watch(self) -> None:
        while not self._stopping.wait(self._freeze.beat_s):
            self._freeze.beat()


def _asked(request: Request, body: bytes, arrived: float) -> BoltRequest:
    """Return the request as Bolt reads it, but for a command in which somebody typed "payload".

    Bolt takes that for a form that has one, and what was typed for nothing at all.
    """
    asked = to_bolt_request(request, body, {ARRIVED: arrived})
    if not asked.body:
        asked.body = dict(parse_qsl(asked.raw_body, keep_blank_values=True))
        build_context(asked.context, asked.body)
    return asked
