"""Keeps other sites' pages out: a browser will post to this machine for any site it shows."""

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

OWN_NAMES = ("127.0.0.1", "localhost")
GUARDED = ("/page", "/control")


class LocalOnly:
    """Refuses requests made under another name, and writes coming from another site's page."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 403 with one sentence, or pass the request on."""
        sentence = _refusal(scope) if scope["type"] == "http" else None
        if sentence is None:
            await self._app(scope, receive, send)
        else:
            await JSONResponse({"error": sentence}, 403)(scope, receive, send)


def _refusal(scope: Scope) -> str | None:
    headers = Headers(scope=scope)
    host = headers.get("host", "")
    if host.rpartition(":")[0] not in OWN_NAMES:
        return f'The local Slack answers to 127.0.0.1 and localhost, not to "{host}".'
    origin = headers.get("origin")
    writes = scope["method"] == "POST" and scope["path"].startswith(GUARDED)
    if writes and origin not in (None, f"http://{host}"):
        return f'The local Slack takes this from its own page, not from "{origin}".'
    return None
