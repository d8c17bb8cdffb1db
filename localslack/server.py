"""A running workspace: for tests as a `Workspace`, for people through `python -m localslack`."""

import asyncio
import contextlib
import socket
import struct
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import uvicorn
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from localslack.api.endpoint import Api
from localslack.app import build
from localslack.clock import Clock
from localslack.context import Context, Patience
from localslack.definition import Definition, parse
from localslack.events import Events
from localslack.faults import Fault
from localslack.kinds import Json
from localslack.modals import Modals
from localslack.records import Records
from localslack.replies import Replies
from localslack.requests import Requests
from localslack.sockets import Sockets
from localslack.store import Store
from localslack.streams import Streams

HOST = "127.0.0.1"
PING_SECONDS = 5.0
PONG_SECONDS = 20.0
GRACE_SECONDS = 3
RESET = struct.pack("ii", 1, 0)  # SO_LINGER on, 0 s: closing sends RST


def _machine_time() -> datetime:
    return datetime.now(UTC)


class Workspace:
    """One workspace on 127.0.0.1, served by its own thread.

    `definition` is what workspace.json holds; port 0 picks a free one; `state` is the file to keep
    it in; `may_end` lets the page end it. Raises DefinitionError for a definition or a state file
    that cannot be used, and OSError for a port in use.
    """

    def __init__(
        self,
        definition: Json,
        port: int = 0,
        state: Path | str | None = None,
        patience: Patience | None = None,
        machine_time: Callable[[], datetime] = _machine_time,
        *,
        may_end: bool = False,
    ) -> None:
        self._definition = parse(definition)
        self._port = port
        self._state = Path(state) if state else None
        self._patience = patience or Patience()
        self._machine_time = machine_time
        self._thread: threading.Thread | None = None
        self._may_end = may_end
        self.is_to_begin_again = False

    @property
    def url(self) -> str:
        """The page's address, without a slash at the end."""
        return f"http://{HOST}:{self._port}"

    def start(self) -> None:
        """Return once it listens."""
        listener = _listener(self._port)
        try:
            store = Store(self._state)
        except BaseException:
            listener.close()
            raise
        self._port = listener.getsockname()[1]
        self._serving = Serving(self._context(store), listener)
        self._store = store
        self._thread = threading.Thread(target=self._serving.run, name="localslack", daemon=True)
        self._thread.start()
        self._serving.ready.wait()

    def stop(self) -> None:
        """Let everyone go and return when all is closed."""
        if self._thread is None:
            return
        if self._thread.is_alive():
            self._serving.stop()
        self._thread.join()
        self._thread = None
        self._store.close()

    def wait(self) -> None:
        """Return when it has stopped by itself; a signal's exception passes through."""
        while self._thread is not None and self._thread.is_alive():
            self._thread.join(0.5)

    def _context(self, store: Store) -> Context:
        context = assembled(self._definition, store, self._patience, self._machine_time)
        context.url = self.url
        context.end = self._end if self._may_end else None
        return context

    def _end(self) -> None:
        """End because somebody asked for it in the page; whoever started it begins again."""
        self.is_to_begin_again = True
        self._serving.stop()


def assembled(
    definition: Definition, store: Store, patience: Patience, machine_time: Callable[[], datetime]
) -> Context:
    """Put the parts of a workspace together."""
    clock = _clock(definition, store, machine_time)
    records = Records(definition, store)
    for message in records.messages():
        clock.seen(message.ts)
    streams = Streams()

    def changed(connected: bool) -> None:
        streams.tell_all("connected", connected=connected)

    sockets = Sockets(definition.bot.app_id, patience.ack, changed)
    called = bool(definition.requests)
    line = Requests(definition, patience.ack, changed) if called else sockets
    return Context(
        definition=definition,
        patience=patience,
        clock=clock,
        records=records,
        streams=streams,
        sockets=sockets,
        line=line,
        modals=Modals(
            definition,
            patience.trigger,
            time.monotonic,
            lambda user, view, replaces: streams.tell([user], "view", view=view, replaces=replaces),
            lambda user, view_id: streams.tell([user], "view_closed", view_id=view_id),
        ),
        replies=Replies(clock.now),
        events=Events(definition, line, clock.now, patience.retries),
    )


def _clock(definition: Definition, store: Store, machine_time: Callable[[], datetime]) -> Clock:
    kept = store.all("clock").get("offset")
    if kept is None:
        start = definition.start
        kept = (start - machine_time()).total_seconds() if start else 0.0
        store.put("clock", "offset", kept)
    return Clock(
        machine_time,
        timedelta(seconds=kept),
        lambda offset: store.put("clock", "offset", offset),
    )


class Serving:
    """The web server of one workspace, to be run in its own thread."""

    def __init__(self, context: Context, listener: socket.socket) -> None:
        self.ready = threading.Event()
        self._context = context
        self._listener = listener
        self._closing = asyncio.Event()
        config = uvicorn.Config(
            build(context, Api(context, self._break_off)),
            log_config=None,
            log_level="error",
            access_log=False,
            lifespan="off",
            ws="websockets-sansio",
            ws_ping_interval=PING_SECONDS,
            ws_ping_timeout=PONG_SECONDS,
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
        self._server = uvicorn.Server(config)

    def run(self) -> None:
        """Serve until `stop`."""
        asyncio.run(self._serve())

    def stop(self) -> None:
        """Ask the thread to end; from any thread."""
        self._loop.call_soon_threadsafe(self._let_go)

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        serving = asyncio.create_task(self._server.serve(sockets=[self._listener]))
        while not self._server.started and not serving.done():
            await asyncio.sleep(0.005)
        self.ready.set()
        await serving

    def _let_go(self) -> None:
        self._context.streams.close()
        self._context.events.close()
        self._context.sockets.close()
        self._context.line.close()
        self._closing.set()
        self._server.should_exit = True

    async def _break_off(self, request: Request, fault: Fault) -> Response:
        if fault.kind.startswith("timeout"):
            await self._hold(request)
        else:
            self._reset(request)
        return PlainTextResponse("", 500)

    async def _hold(self, request: Request) -> None:
        """Say nothing until the caller gives up, or the workspace stops."""
        gone = asyncio.create_task(_gone(request))
        closing = asyncio.create_task(self._closing.wait())
        await asyncio.wait([gone, closing], return_when=asyncio.FIRST_COMPLETED)
        for waiting in (gone, closing):
            waiting.cancel()

    def _reset(self, request: Request) -> None:
        for connection in list(self._server.server_state.connections):
            transport: Any = getattr(connection, "transport", None)
            if transport and transport.get_extra_info("peername") == tuple(request.client or ()):
                transport.get_extra_info("socket").setsockopt(
                    socket.SOL_SOCKET, socket.SO_LINGER, RESET
                )
                transport.abort()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _listener(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    with contextlib.suppress(OSError):
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError:
        listener.close()
        raise
    listener.listen(128)
    return listener
