"""Where the bytes of a file come in, and where a person and the bot fetch them."""

import base64

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from localslack.context import Context
from localslack.kinds import Json, SlackError, mimetype


class Uploads:
    """POST /upload/<id> from the bot; GET /files/… for the page and /files-pri/… for the bot."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def routes(self) -> list[BaseRoute]:
        """Return the routes."""
        return [
            Route("/upload/{file}", self.take, methods=["POST"]),
            Route("/files/{file}/{name}", self.give, methods=["GET"]),
            Route("/files-pri/{file}/download/{name}", self.download, methods=["GET"]),
        ]

    async def take(self, request: Request) -> Response:
        """Keep what was sent, if it is as long as was said."""
        sent = await request.body()
        try:
            found = self._context.records.file(request.path_params["file"])
        except SlackError as error:
            return JSONResponse(error.body(), 404)
        if len(sent) != found["length"]:
            return PlainTextResponse(f"expected {found['length']} bytes, got {len(sent)}", 400)
        self._context.records.keep_file(found | {"data": base64.b64encode(sent).decode()})
        return PlainTextResponse(f"OK - {len(sent)}")

    async def give(self, request: Request) -> Response:
        """Let a person save it."""
        try:
            return _content(self._context.records.file(request.path_params["file"]))
        except SlackError as error:
            return JSONResponse(error.body(), 404)

    async def download(self, request: Request) -> Response:
        """Let the bot have it; without its token, or the scope for it, Slack asks to sign in."""
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        definition = self._context.definition
        if token != definition.bot.token or "files:read" not in definition.scopes:
            return RedirectResponse(f"/?redir={request.url.path}", 302)
        return await self.give(request)


def _content(found: Json) -> Response:
    name = found["name"]
    latin = name.encode("ascii", "replace").decode().replace('"', "'")
    kind = mimetype(name)
    # A picture is shown in the page; everything else is there to be saved.
    how = "inline" if kind.startswith("image/") else "attachment"
    return Response(
        base64.b64decode(found["data"]),
        headers={"Content-Disposition": f'{how}; filename="{latin}"'},
        media_type=kind,
    )
