"""The bot's connections to Slack in Socket Mode: two of them, watched, and replaced when dead.

Why two, and why this client: docs/decisions/0010-two-sockets-and-a-watchdog.md. A dead one is not
mended but left behind: it may hang in a call that nobody can end.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from socket import socket
from threading import Event, Lock, Thread
from traceback import walk_tb
from typing import Any, Final

from slack_bolt import App, BoltRequest
from slack_bolt.adapter.socket_mode.internals import build_headers, send_response
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.clock import uptime
from bot.slack.api_errors import CALL_ERRORS, Meaning, understand
from bot.slack.freeze import FreezeDetector
from bot.slack.in_flight import InFlight
from bot.slack.turn import ARRIVED
from db.patterns import pattern

log = logging.getLogger(__name__)

WANTED: Final = 2
PING_S: Final = 3.0
SILENT_S: Final = 9.0  # three pings without a pong
CONNECTING_S: Final = 8.0
LONGEST_WAIT_S: Final = 30.0
WORKERS: Final = 20
_ENVELOPE: Final = pattern(r'"envelope_id"\s*:\s*"([^"]+)"')


def ignore_reach(_: bool) -> None:
    """Tell nobody whether anybody can reach the bot."""


def _quiet() -> logging.Logger:
    """Return a log that holds nothing of what people say; what becomes of a socket we log."""
    quiet = logging.getLogger("bot.slack.sockets.slack_sdk")
    quiet.setLevel(logging.CRITICAL)
    return quiet


class Client(SocketModeClient):
    """Slack's client, which does not connect anew by itself where Slack sends it away.

    Where Slack ends the old connection at the moment when the client does, it loses the new one.
    """

    is_sent_away = False
    on_sent_away: Callable[[], None]

    def connect(self) -> None:
        """Connect, or raise OSError: the library's own only logs that it could not."""
        hindered: list[Exception] = []
        self.on_error_listeners.append(hindered.append)
        super().connect()
        self.on_error_listeners.remove(hindered.append)
        for error in hindered:
            _close_sockets_of(error)
        if not self.is_connected():
            raise next(
                (each for each in hindered if isinstance(each, OSError)),
                ConnectionError("Slack did not open the socket"),
            )

    def connect_to_new_endpoint(self, force: bool = False) -> None:
        """Have another opened beside it; Slack closes this one."""
        self.is_sent_away = True
        self.on_sent_away()


def _close_sockets_of(error: Exception) -> None:
    """Close what was opened where an error came from: the library leaves it to the collector."""
    for frame, _ in walk_tb(error.__traceback__):
        for value in frame.f_locals.values():
            if isinstance(value, socket):
                value.close()


@dataclass
class Line:
    """One connection, and since when it is there."""

    client: Client
    since: float

    def is_alive(self) -> bool:
        """Say whether Slack gave a sign of life on it lately; a young one has time to do so."""
        session = self.client.current_session
        if session is None or not session.is_active():
            return uptime() - self.since < CONNECTING_S
        heard_at = session.last_ping_pong_time
        if heard_at is None:
            return uptime() - self.since < CONNECTING_S
        return time.time() - heard_at < SILENT_S

    def is_heard(self) -> bool:
        """Say whether Slack has answered on it."""
        session = self.client.current_session
        return session is not None and session.is_active() and self.is_alive()

    def leave(self) -> None:
        """Close it, without waiting for what hangs in it."""
        self.client.closed = True
        Thread(target=self._close, daemon=True).start()

    def _close(self) -> None:
        try:
            self.client.close()
        except AttributeError:  # whoever read from its socket closed that at the same moment
            self.client.close()  # the rest of it: threads that nobody else ends


@dataclass
class Sockets:
    """Keeps the connections; `on_reach` hears whether anybody can reach the bot."""

    app: App
    app_token: str
    on_reach: Callable[[bool], None] = ignore_reach
    wanted: int = WANTED
    _lines: list[Line] = field(default_factory=list)
    _arrived: dict[str, float] = field(default_factory=dict)
    _freeze: FreezeDetector = field(default_factory=FreezeDetector)
    _stopping: Event = field(default_factory=Event)
    _lock: Lock = field(default_factory=Lock)
    in_flight: InFlight = field(default_factory=InFlight)
    _failures: int = 0
    _next_try: float = 0.0
    _is_reachable: bool | None = None

    def start(self) -> None:
        """Connect, and watch from now on; a hiccup of Slack is waited out, a refusal is raised."""
        self._mend(first=True)
        Thread(target=self._watch, name="sockets", daemon=True).start()

    @property
    def is_reachable(self) -> bool:
        """Say whether anybody can reach the bot, as far as is known."""
        return self._is_reachable is not False

    def stop_listening(self) -> None:
        """Take nothing more from Slack, which gives it to another bot or says that it failed."""
        self._stopping.set()
        self.in_flight.stop()

    def close(self) -> None:
        """Leave every connection."""
        self._stopping.set()
        for line in list(self._lines):
            line.leave()

    def _watch(self) -> None:
        while not self._stopping.wait(self._freeze.beat_s):
            self._freeze.beat()
            self._mend()
            self._tell()

    def _mend(self, *, first: bool = False) -> None:
        """Leave what is dead, and open what is missing."""
        with self._lock:
            for line in [line for line in self._lines if not line.is_alive()]:
                if not line.client.is_sent_away:
                    log.warning("a socket to Slack is dead; it is replaced")
                self._lines.remove(line)
                line.leave()
            while self._missing() and uptime() >= self._next_try:
                if not self._open(first=first):
                    return

    def _missing(self) -> int:
        staying = sum(not line.client.is_sent_away for line in self._lines)
        return 0 if self._stopping.is_set() else self.wanted - staying

    def _open(self, *, first: bool) -> bool:
        client = Client(
            self.app_token,
            logger=_quiet(),
            web_client=self.app.client,
            auto_reconnect_enabled=False,  # who is dead is replaced, whole
            ping_interval=PING_S,
            concurrency=WORKERS,
            proxy=self.app.client.proxy,
        )
        client.on_sent_away = self._mend
        client.on_message_listeners.append(self._note_arrival)
        client.socket_mode_request_listeners.append(self._handle)
        line = Line(client, uptime())
        try:
            # Asked for here: the client itself would sleep where Slack asks for patience.
            client.wss_uri = self.app.client.apps_connections_open(app_token=self.app_token)["url"]
            client.connect()
        except CALL_ERRORS as error:
            line.leave()
            self._note_failure(error, first=first)
            return False
        self._lines.append(line)
        if self._stopping.is_set():  # whoever closes the others may not have seen this one
            line.leave()
        self._failures = 0
        return True

    def _note_failure(self, error: Exception, *, first: bool) -> None:
        failed = understand(error)
        if first and failed.meaning is Meaning.CLOSED and failed.is_answer:
            raise error
        self._failures += 1
        wait = min(LONGEST_WAIT_S, 2.0 ** (self._failures - 1))
        self._next_try = uptime() + max(wait, failed.retry_after)
        log.warning("no socket to Slack was opened: %s; the next try is in %.0f s", failed, wait)

    def _tell(self) -> None:
        reachable = any(line.is_heard() for line in list(self._lines))
        if reachable == self._is_reachable:
            return
        if reachable:
            log.info("people can reach me: a socket to Slack is up")
        elif self._is_reachable is not None or self._failures:
            log.error("nobody can reach me: there is no socket to Slack")
        else:
            return  # the first is still being opened
        self._is_reachable = reachable
        self.on_reach(reachable)

    def _note_arrival(self, text: str) -> None:
        """Note when an envelope came, in the thread that reads it: it may yet wait its turn."""
        arrived = self._freeze.arrival()
        found = _ENVELOPE.search(text)
        if found is not None:
            self._arrived[found[1]] = arrived

    def _handle(self, client: Any, request: SocketModeRequest) -> None:  # noqa: ANN401  (any client)
        """Dispatch one envelope, and acknowledge it where that is still of use."""
        arrived = self._arrived.pop(request.envelope_id, uptime())
        with self.in_flight.taken() as takes:
            if takes:
                self._dispatch(client, request, arrived)

    def _dispatch(self, client: Client, request: SocketModeRequest, at: float) -> None:
        begun = time.time()
        asked = BoltRequest(
            mode="socket_mode",
            body=request.payload,
            headers=build_headers(request),
            context={ARRIVED: at},
        )
        answer = self.app.dispatch(asked)
        send_response(self._speaking(client), request, answer, begun)

    def _speaking(self, client: Client) -> Client:
        """Return the client that something came by, or another where that was closed meanwhile."""
        others = [line.client for line in list(self._lines) if line.client.is_connected()]
        return client if client.is_connected() or not others else others[-1]
