"""How long each of slack_sdk's Socket Mode clients leaves a bot deaf: killed, half-open, refreshed.

    python -m bench.sockets [longest wait in seconds]

A proxy stands between the client and the local Slack. It resets the connection (the server was
killed), or goes on holding it and passes nothing more (half-open: a firewall forgot it), or the
workspace asks for a refresh. What is counted is the time until a command is acknowledged that came
over a connection opened after that. Every client pings every 3 seconds. The last row is what the
bot uses: two of the chosen client, with its own watchdog. The third client needs aiohttp, which
nothing else does, so it is not installed with the rest.
"""

import asyncio
import json
import select
import socket
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.socket_mode.builtin import SocketModeClient as Builtin
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.socket_mode.websocket_client import SocketModeClient as WebsocketClient

from bot.slack.sockets import Sockets
from localslack.context import Patience
from localslack.server import Workspace

PING_S = 3
LONGEST_S = 60.0
RESET = struct.pack("ii", 1, 0)
DEFINITION = {
    "team": {"id": "T1", "name": "Bench"},
    "bot": {"user_id": "UBOT", "bot_id": "BBOT", "app_id": "A1", "name": "Bot"},
    "scopes": ["commands"],
    "commands": [{"command": "/ping", "description": "", "usage_hint": "", "should_escape": True}],
    "users": [{"id": "U01", "name": "one", "email": "one@council.example"}],
    "channels": [{"id": "C01", "name": "one", "members": ["U01", "UBOT"]}],
}


class Proxy:
    """Passes connections on, until it is told to reset them or to hold them and pass nothing."""

    def __init__(self, port: int) -> None:
        self._target = port
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._held: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def reset(self) -> None:
        """Break every connection off, as a server does that is killed."""
        for pair in self._pairs:
            for end in pair:
                with suppress(OSError):
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                    end.shutdown(socket.SHUT_RDWR)
        self._pairs.clear()

    def hold(self) -> None:
        """Pass nothing more on the connections that are open."""
        self._held |= {end for pair in self._pairs for end in pair}

    def _accept(self) -> None:
        while True:
            near, _ = self._listener.accept()
            far = socket.create_connection(("127.0.0.1", self._target))
            self._pairs.append((near, far))
            threading.Thread(target=self._pass, args=(near, far), daemon=True).start()

    def _pass(self, near: socket.socket, far: socket.socket) -> None:
        with suppress(OSError):
            while near not in self._held:
                ready, _, _ = select.select([near, far], [], [], 0.2)
                for end in ready:
                    data = end.recv(65536)
                    if not data:
                        raise OSError
                    if near not in self._held:
                        (far if end is near else near).sendall(data)
            threading.Event().wait()
        for end in (near, far):
            end.close()


class Through(WebClient):
    """A client whose sockets go through the proxy."""

    proxied = 0

    def apps_connections_open(self, *, app_token: str, **kwargs: Any) -> Any:  # noqa: ANN401  (as slack_sdk has it)
        """Open a connection, at the proxy's port."""
        answer = super().apps_connections_open(app_token=app_token, **kwargs)
        parts = urlsplit(str(answer["url"]))
        answer.data["url"] = parts._replace(netloc=f"127.0.0.1:{self.proxied}").geturl()
        return answer


def ask(url: str, body: dict[str, Any] | None = None) -> Any:  # noqa: ANN401  (any JSON)
    """Ask the workspace."""
    data = None if body is None else json.dumps(body).encode()
    with urlopen(Request(url, data, {"Content-Type": "application/json"}), timeout=30) as answer:
        return json.load(answer)


def heard(url: str) -> bool:
    """Type a command; say whether it was acknowledged."""
    body = {"user": "U01", "channel": "C01", "text": "/ping"}
    return bool(ask(f"{url}/page/command", body)["outcome"] == "acknowledged")


def opened(url: str) -> int:
    """Return how many connections were opened so far."""
    calls = ask(f"{url}/control/calls")
    return sum(call["method"] == "apps.connections.open" for call in calls)


Start = Callable[[WebClient], Callable[[], object]]


def builtin(web: WebClient) -> Callable[[], object]:
    """Start slack_sdk's own client."""
    return _started(Builtin("xapp-local", web_client=web, ping_interval=PING_S))


def websocket_client(web: WebClient) -> Callable[[], object]:
    """Start the client on the websocket-client library."""
    return _started(WebsocketClient("xapp-local", web_client=web, ping_interval=PING_S))


def _started(client: Builtin | WebsocketClient) -> Callable[[], object]:
    def acknowledge(asked: BaseSocketModeClient, request: SocketModeRequest) -> None:
        asked.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))

    client.socket_mode_request_listeners.append(acknowledge)
    client.connect()
    return lambda: threading.Thread(target=client.close, daemon=True).start()


def websockets(web: WebClient) -> Callable[[], object]:
    """Start the asyncio client on the websockets library."""
    from slack_sdk.socket_mode.websockets import SocketModeClient

    return _in_a_loop(SocketModeClient, web)


def _in_a_loop(made: Any, web: WebClient) -> Callable[[], object]:  # noqa: ANN401  (its class)
    """Start an asyncio client in a loop of its own; it wants aiohttp installed besides."""
    loop, kept = asyncio.new_event_loop(), list[Any]()  # what nobody keeps is collected as it runs
    threading.Thread(target=loop.run_forever, daemon=True).start()

    async def new_url() -> str:
        answer = await asyncio.to_thread(web.apps_connections_open, app_token="xapp-local")
        return str(answer["url"])

    async def acknowledge(asked: Any, request: SocketModeRequest) -> None:  # noqa: ANN401
        response = SocketModeResponse(envelope_id=request.envelope_id)
        await asked.send_socket_mode_response(response)

    async def start() -> None:
        client = made("xapp-local", ping_interval=PING_S)
        client.issue_new_wss_url = new_url
        client.socket_mode_request_listeners.append(acknowledge)
        await client.connect()
        kept.append(client)

    def stop() -> None:
        loop.stop()
        kept.clear()

    asyncio.run_coroutine_threadsafe(start(), loop).result(30)
    return lambda: loop.call_soon_threadsafe(stop)


def two_with_a_watchdog(web: WebClient) -> Callable[[], object]:
    """Start the sockets as the bot keeps them."""
    app = App(client=web, signing_secret="", token_verification_enabled=False)
    app.command("/ping")(lambda ack: ack())
    sockets = Sockets(app, "xapp-local")
    sockets.start()
    return sockets.close


@contextmanager
def running(start: Start) -> Iterator[tuple[str, Proxy]]:
    """Run a workspace, the proxy and a client."""
    workspace = Workspace(DEFINITION, patience=Patience(ack=0.5))
    workspace.start()
    proxy = Proxy(urlsplit(workspace.url).port or 0)
    web = Through("xoxb-local", f"{workspace.url}/api/")
    web.proxied = proxy.port
    stop = start(web)
    while not heard(workspace.url):
        time.sleep(0.2)
    time.sleep(PING_S + 1)
    yield workspace.url, proxy
    stop()
    workspace.stop()


def deaf_s(start: Start, happens: str, longest_s: float) -> float | None:
    """Return for how long a client is deaf after something happens; None for longer."""
    with running(start) as (url, proxy):
        before, begun = opened(url), time.monotonic()
        {
            "killed": proxy.reset,
            "half-open": proxy.hold,
            "refresh": lambda: ask(f"{url}/control/disconnect", {}),
        }[happens]()
        while time.monotonic() - begun < longest_s:
            if opened(url) > before and heard(url):
                return time.monotonic() - begun
            time.sleep(0.05)
    return None


CLIENTS = (builtin, websocket_client, websockets, two_with_a_watchdog)


def main(longest_s: float) -> None:
    """Measure all of them, and print the table."""
    print("| Client | killed | half-open | refresh |\n| --- | --- | --- | --- |")
    for start in CLIENTS:
        row = []
        for happens in ("killed", "half-open", "refresh"):
            try:
                found = deaf_s(start, happens, longest_s)
            except ModuleNotFoundError as missing:
                row.append(f"needs `pip install {missing.name}`")
                continue
            row.append(f"over {longest_s:.0f} s" if found is None else f"{found:.1f} s")
        print(f"| {start.__name__.replace('_', ' ')} | {' | '.join(row)} |", flush=True)


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else LONGEST_S)
