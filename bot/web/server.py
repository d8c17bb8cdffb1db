"""The web server: one port, in a thread of its own."""

import asyncio
import socket
from threading import Thread
from typing import Final

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Route

from bot.settings import ConfigError, Settings

BACKLOG: Final = 128
MOST_CONNECTIONS: Final = 200
CLOSING_S: Final = 4  # what Slack waits for, and a little
IDLE_S: Final = 65  # longer than proxies keep one, so that none posts into one that is closing


class WebServer:
    """Serves at HTTP_HOST and HTTP_PORT what was added to it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._answers = Starlette()
        config = uvicorn.Config(
            self._answers,
            log_config=None,
            log_level="warning",
            access_log=False,
            lifespan="off",
            http="h11",
            ws="none",
            proxy_headers=False,
            server_header=False,
            limit_concurrency=MOST_CONNECTIONS,
            timeout_keep_alive=IDLE_S,
            timeout_graceful_shutdown=CLOSING_S,
        )
        self._server = uvicorn.Server(config)
        self._thread = Thread(target=self._serve, name="web", daemon=True)

    @property
    def is_alive(self) -> bool:
        """Say whether it serves."""
        return self._thread.is_alive()

    def add(self, route: Route) -> None:
        """Answer this too."""
        self._answers.router.routes.append(route)

    def start(self) -> None:
        """Listen from now on; ConfigError where the port is not to be had."""
        host, port = self._settings.http_host, self._settings.http_port or 0
        try:
            self._listener = _bound(host, port)
        except OSError as error:
            told = f"HTTP_PORT: {host}:{port} cannot be opened ({error.strerror})."
            raise ConfigError([told]) from error
        self._listener.listen(BACKLOG)
        self._thread.start()

    def stop_listening(self) -> None:
        """Take no new connection, and let what is under way end."""
        self._server.should_exit = True

    def close(self) -> None:
        """End; what hangs is left alone."""
        self.stop_listening()
        self._thread.join(1.0)

    def _serve(self) -> None:
        asyncio.run(self._server.serve(sockets=[self._listener]))


def _bound(host: str, port: int) -> socket.socket:
    family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
    except OSError:
        listener.close()
        raise
    return listener
