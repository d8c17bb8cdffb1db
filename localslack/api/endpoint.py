"""POST /api/<method>: tokens, scopes, faults, and the record of every call."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from localslack.api.arguments import Arguments, read
from localslack.api.methods import METHODS, Method, needed_scopes
from localslack.clock import iso
from localslack.context import Context
from localslack.faults import Fault
from localslack.kinds import Json, SlackError

Sabotage = Callable[[Request, Fault], Awaitable[Response]]


class Api:
    """Answers the Web API. `break_off` carries out the faults that need the connection itself."""

    def __init__(self, context: Context, break_off: Sabotage) -> None:
        self._context = context
        self._break_off = break_off

    async def answer(self, request: Request) -> Response:
        """Answer one call, with the fault a test asked for."""
        method, begun = request.path_params["method"], self._context.clock.now()
        fault = self._context.faults.take(method)
        if fault and fault.kind == "delayed":
            await asyncio.sleep(fault.seconds)
            return await self._answered(request, method, begun)
        if fault and not fault.stores_first:
            await request.body()  # let the caller finish: its failure is then always the same
            self._note(method, {}, fault.kind, None, begun)
            return await self.fail(request, fault)
        response = await self._answered(request, method, begun)
        return await self.fail(request, fault) if fault else response

    async def fail(self, request: Request, fault: Fault) -> Response:
        """Return the failing answer of a fault."""
        if fault.kind == "ratelimited":
            headers = {"Retry-After": str(fault.retry_after)}
            return JSONResponse({"ok": False, "error": "ratelimited"}, 429, headers)
        if fault.kind == "refused":
            return JSONResponse({"ok": False, "error": fault.error})
        if fault.kind.startswith("500"):
            return PlainTextResponse("Internal Server Error", 500)
        return await self._break_off(request, fault)

    async def _answered(self, request: Request, method: str, begun: datetime) -> Response:
        sent: Json = {}
        token_ok: bool | None = None
        try:
            token, sent = await read(request)
            chosen = METHODS.get(method)
            if chosen is None:
                raise SlackError("unknown_method", req_method=method)
            token_ok = False
            self._check_token(chosen, token)
            token_ok = True
            args = Arguments(sent)
            wait = self._context.rates.wait(method, args.text("channel"))
            if wait is not None:
                self._note(method, sent, "ratelimited", token_ok, begun)
                return await self.fail(request, Fault("ratelimited", wait))
            self._check_scopes(chosen, args)
            body = {"ok": True, **chosen.answer(self._context, args)}
        except SlackError as error:
            body = error.body()
        self._note(method, sent, body.get("error"), token_ok, begun)
        scopes = ",".join(self._context.definition.scopes)
        return JSONResponse(body, headers={"x-oauth-scopes": scopes} if token_ok else None)

    def _check_token(self, method: Method, token: str) -> None:
        bot = self._context.definition.bot
        sorts = {bot.token: "bot", bot.app_token: "app"}
        if not token:
            raise SlackError("not_authed")
        if token not in sorts:
            raise SlackError("invalid_auth")
        if method.token not in ("any", sorts[token]):
            raise SlackError("not_allowed_token_type")

    def _check_scopes(self, method: Method, args: Arguments) -> None:
        provided = self._context.definition.scopes
        missing = [one for one in needed_scopes(method, self._context, args) if one not in provided]
        if missing:
            needed = ",".join(missing)
            raise SlackError("missing_scope", needed=needed, provided=",".join(provided))

    def _note(
        self, method: str, args: Json, error: str | None, token_ok: bool | None, begun: datetime
    ) -> None:
        times = {"begun": iso(begun), "at": iso(self._context.clock.now())}
        call = {"method": method, "token_ok": token_ok, "args": args, "error": error, **times}
        self._context.calls.append(call)
