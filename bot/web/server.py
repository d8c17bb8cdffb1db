"""The web server: one port, in a thread of its own."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from threading import Thread
from typing import Final

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.settings import ConfigError, Settings

Answer = Callable[[Request], Awaitable[Response]]

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

    def add_health(self, troubles: Callable[[], list[str]]) -> None:
        """Answer 200 where all is well, and 503 with the troubles where not."""

        async def health(_: Request) -> Response:
            found = troubles()
            return JSONResponse({"well": not found, "troubles": found}, 503 if found else 200)

        self.add("/healthz", health)

    def add(self, path: str, answer: Answer, method: str = "GET") -> None:
        """Answer this too."""
        self._answers.router.routes.append(Route(path, answer, methods=[method]))

    def start(self) -> None:
        """Listen from now on; ConfigError where the port is not to be had."""
        host, port = self._settings.http_host, self._settings.http_port or 0
        try:
            family = socket.AF_INET6 if ":" in host else socket.AF_INET
            self._listener = socket.create_server((host, port), family=family, backlog=BACKLOG)
        except OSError as error:
            told = f"HTTP_PORT: {host}:{port} cannot be opened ({error.strerror})."
            raise ConfigError([told]) from error
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
