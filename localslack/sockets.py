"""Socket Mode: the bot's websockets, envelopes and their acknowledgements."""

import asyncio
import contextlib
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from starlette.websockets import WebSocket, WebSocketDisconnect

from localslack.kinds import Json

REFRESH_SECONDS = 3.0


class NoBotError(Exception):
    """No bot holds a socket, or none is reached."""


class RefusedError(Exception):
    """The bot answered, but with a status that is not 200."""


@dataclass(frozen=True)
class Envelope:
    """One thing told to the bot. `retry` counts the times it was told before."""

    kind: str
    payload: Json
    accepts_response: bool = True
    retry: int = 0
    retry_reason: str = ""
    id: str = field(default_factory=lambda: secrets.token_hex(16))

    def again(self, reason: str) -> "Envelope":
        """Return the same thing to tell again, marked as a retry."""
        return Envelope(self.kind, self.payload, self.accepts_response, self.retry + 1, reason)

    def body(self) -> Json:
        """Return it as it goes over the websocket."""
        body: Json = {
            "envelope_id": self.id,
            "type": self.kind,
            "payload": self.payload,
            "accepts_response_payload": self.accepts_response,
        }
        if self.kind == "events_api" or self.retry:
            body |= {"retry_attempt": self.retry, "retry_reason": self.retry_reason}
        return body


class Line(Protocol):
    """The way on which the bot is told things."""

    last: Envelope | None

    @property
    def connected(self) -> bool:
        """Whether the bot is there, as far as is known."""

    async def send(self, envelope: Envelope) -> Json:
        """Tell the bot and return what it answered."""

    async def disconnect(self) -> None:
        """Drop the connection as Slack does now and then."""

    def close(self) -> None:
        """Wait for nobody any more."""


class Sockets:
    """The bot's connections. `changed` is told whether there is any; `patience` is in seconds."""

    def __init__(self, app_id: str, patience: float, changed: Callable[[bool], None]) -> None:
        self._app_id = app_id
        self._patience = patience
        self._changed = changed
        self._tickets: set[str] = set()
        self._open: list[WebSocket] = []
        self._waiting: dict[str, asyncio.Future[Json]] = {}
        self._replaced = asyncio.Event()
        self._leaving: set[asyncio.Task[None]] = set()
        self.last: Envelope | None = None

    @property
    def connected(self) -> bool:
        """Whether a bot holds a socket."""
        return bool(self._open)

    def ticket(self) -> str:
        """Return a ticket good for opening one socket."""
        ticket = secrets.token_hex(16)
        self._tickets.add(ticket)
        return ticket

    async def serve(self, socket: WebSocket) -> None:
        """Keep one connection until it ends; refuse one without an unused ticket."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self._tickets:
            await socket.close(code=1008)
            return
        self._tickets.remove(ticket)
        await socket.accept()
        await socket.send_json(self._hello())
        self._open.append(socket)
        self._changed(self.connected)
        self._replaced.set()
        self._replaced = asyncio.Event()
        try:
            await self._listen(socket)
        finally:
            self._leave(socket)

    async def send(self, envelope: Envelope) -> Json:
        """Tell the bot and return what it answered; raise TimeoutError or NoBotError."""
        self.last = envelope
        answer: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._waiting[envelope.id] = answer
        try:
            await self._write(json.dumps(envelope.body()))
            return await asyncio.wait_for(answer, self._patience)
        finally:
            del self._waiting[envelope.id]

    async def disconnect(self) -> None:
        """Send every connection away as Slack does when it refreshes one.

        The bot is told and gets nothing more there. The old connection closes once there is a
        new one, or after REFRESH_SECONDS.
        """
        for socket in list(self._open):
            self._leave(socket)
            with contextlib.suppress(RuntimeError, WebSocketDisconnect):
                await socket.send_json(
                    {"type": "disconnect", "reason": "refresh_requested", "debug_info": {}}
                )
            leaving = asyncio.get_running_loop().create_task(_close_later(socket, self._replaced))
            self._leaving.add(leaving)
            leaving.add_done_callback(self._leaving.discard)

    def close(self) -> None:
        """Wait for nobody any more."""
        for leaving in self._leaving:
            leaving.cancel()

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._open) + 1,
            "connection_info": {"app_id": self._app_id},
            "debug_info": {"host": "localslack", "approximate_connection_time": 18060},
        }

    async def _listen(self, socket: WebSocket) -> None:
        with contextlib.suppress(WebSocketDisconnect):
            while True:
                self._answered(await socket.receive_text())

    def _answered(self, text: str) -> None:
        with contextlib.suppress(ValueError):
            said = json.loads(text)
            waiting = self._waiting.get(said.get("envelope_id", ""))
            if waiting is not None and not waiting.done():
                waiting.set_result(said.get("payload") or {})

    async def _write(self, text: str) -> None:
        while self._open:
            socket = self._open.pop(0)
            try:
                await socket.send_text(text)
            except (RuntimeError, WebSocketDisconnect):
                self._changed(self.connected)
                continue
            self._open.append(socket)  # the next envelope goes to the next connection
            return
        raise NoBotError

    def _leave(self, socket: WebSocket) -> None:
        if socket in self._open:
            self._open.remove(socket)
            self._changed(self.connected)


async def _close_later(socket: WebSocket, replaced: asyncio.Event) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(replaced.wait(), REFRESH_SECONDS)
    with contextlib.suppress(RuntimeError, WebSocketDisconnect):
        await socket.close()
