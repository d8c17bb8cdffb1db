"""Where the bytes of a file come in, and where a person fetches them."""

from base64 import b64decode, b64encode

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from localslack.context import Context
from localslack.kinds import SlackError, mimetype


class Uploads:
    """POST /upload/<id> from the bot, GET /files/<id>/<name> from the page. Any file."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def routes(self) -> list[BaseRoute]:
        """Return the routes."""
        return [
            Route("/upload/{file}", self.take, methods=["POST"]),
            Route("/files/{file}/{name}", self.give, methods=["GET"]),
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
        self._context.records.keep_file(found | {"bytes": b64encode(sent).decode()})
        return PlainTextResponse(f"OK - {len(sent)}")

    async def give(self, request: Request) -> Response:
        """Let a person save it."""
        try:
            found = self._context.records.file(request.path_params["file"])
        except SlackError as error:
            return JSONResponse(error.body(), 404)
        kind = mimetype(found["name"])
        # A picture is shown in the page; everything else is there to be saved.
        how = "inline" if kind.startswith("image/") else "attachment"
        kept = {"Content-Disposition": f'{how}; filename="{found["name"]}"'}
        return Response(b64decode(found["bytes"]), headers=kept, media_type=kind)
