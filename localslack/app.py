"""The workspace as one web application."""

from pathlib import Path
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

from localslack.api.endpoint import Api
from localslack.context import Context
from localslack.control import Control
from localslack.guard import LocalOnly
from localslack.kinds import PageError, SlackError
from localslack.page_endpoints import Page, sent_json
from localslack.posting import post_reply
from localslack.uploads import Uploads

PAGE = Path(__file__).parent / "page"


def build(context: Context, api: Api) -> Starlette:
    """Return the application with every address in it."""
    routes: list[BaseRoute] = [
        Route("/", _index, methods=["GET"]),
        Mount("/static", StaticFiles(directory=PAGE, check_dir=False)),
        Route("/archives/{channel}/{message}", _archived, methods=["GET"]),
        Route("/api/{method}", api.answer, methods=["GET", "POST"]),
        Route("/response/{key}", Responses(context, api).answer, methods=["POST"]),
        WebSocketRoute("/link/", context.sockets.serve),
        *Page(context).routes(),
        *Uploads(context).routes(),
        *Control(context).routes(),
    ]
    return Starlette(
        routes=routes,
        middleware=[Middleware(LocalOnly)],
        exception_handlers={PageError: _refused},
    )


class Responses:
    """POST /response/<key>: a response_url. Its faults are asked for as method "response_url"."""

    def __init__(self, context: Context, api: Api) -> None:
        self._context = context
        self._api = api

    async def answer(self, request: Request) -> Response:
        """Do what the bot asks, or refuse in Slack's words."""
        fault = self._context.faults.take("response_url")
        if fault and fault.kind == "refused":  # a response_url refuses with a status
            return JSONResponse({"ok": False, "error": fault.error}, 404)
        if fault and not fault.stores_first:
            await request.body()
            return await self._api.fail(request, fault)
        response = await self._answered(request)
        return await self._api.fail(request, fault) if fault else response

    async def _answered(self, request: Request) -> Response:
        try:
            reply = self._context.replies.find(request.path_params["key"])
            post_reply(self._context, reply, await sent_json(request))
        except SlackError as error:
            gone = error.error in ("expired_url", "used_url")
            return JSONResponse(error.body(), 404 if gone else 400)
        return JSONResponse({"ok": True})


async def _index(_: Request) -> Response:
    return FileResponse(PAGE / "index.html")


async def _archived(request: Request) -> Response:
    """Lead from a permalink to the conversation in the page."""
    channel = request.path_params["channel"]
    shown = "dm" if channel.startswith("D") else channel
    return RedirectResponse(f"/?{urlencode({'channel': shown})}")


async def _refused(_: Request, error: Exception) -> Response:
    status = error.status if isinstance(error, PageError) else 500
    return JSONResponse({"error": str(error)}, status)
