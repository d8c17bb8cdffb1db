"""What whoever runs the bot may ask of it over HTTP: is all well, and how much of what."""

from collections.abc import Callable, Sequence
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

HEALTH: Final = "/healthz"


def health_route(troubles: Callable[[], Sequence[str]]) -> Route:
    """Return the route that says 200 where all is well, and 503 with the troubles where not."""

    async def answer(_: Request) -> Response:
        found = troubles()
        return JSONResponse({"well": not found, "troubles": [*found]}, 503 if found else 200)

    return Route(HEALTH, answer, methods=["GET"])
