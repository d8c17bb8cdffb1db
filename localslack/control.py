"""What tests ask of the workspace: /control."""

from dataclasses import asdict
from datetime import datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from localslack.clock import iso
from localslack.context import Context
from localslack.kinds import Json, PageError
from localslack.page_endpoints import sent_json
from localslack.parsing import found_in
from localslack.payloads import channel_json, user_json
from localslack.records import SHARED_BY
from localslack.sockets import NoBotError, RefusedError


class Control:
    """The tests' endpoints."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def routes(self) -> list[BaseRoute]:
        """Return the routes."""
        writes = {
            "/control/faults": self.faults,
            "/control/rates": self.rates,
            "/control/disconnect": self.disconnect,
            "/control/redeliver": self.redeliver,
            "/control/clock": self.clock,
            "/control/users": self.users,
            "/control/channels": self.channels,
            "/control/files": self.files,
            "/control/reset": self.reset,
        }
        return [
            *(Route(path, answer, methods=["POST"]) for path, answer in writes.items()),
            Route("/control/calls", self.calls, methods=["GET"]),
            Route("/control/messages", self.messages, methods=["GET"]),
        ]

    async def faults(self, request: Request) -> Response:
        """Queue a fault."""
        self._context.faults.add(await sent_json(request))
        return JSONResponse({"ok": True})

    async def rates(self, request: Request) -> Response:
        """Keep Slack's own limits of each method from now on, or no longer."""
        sent = await sent_json(request, "keep")
        self._context.rates.keep(bool(sent["keep"]))
        return JSONResponse({"ok": True})

    async def disconnect(self, request: Request) -> Response:
        """Drop the bot's socket."""
        await self._context.line.disconnect()
        return JSONResponse({"ok": True})

    async def redeliver(self, request: Request) -> Response:
        """Send the last envelope again and say whether it was acknowledged."""
        last = self._context.line.last
        if last is None:
            raise PageError("Nothing has been sent to the bot yet.")
        try:
            await self._context.line.send(last.again("timeout"))
        except (TimeoutError, NoBotError, RefusedError):
            return JSONResponse({"acknowledged": False})
        return JSONResponse({"acknowledged": True})

    async def clock(self, request: Request) -> Response:
        """Set the workspace's time, forwards or backwards."""
        sent = await sent_json(request, "now")
        now = iso(self._context.clock.set(_time(sent["now"])))
        self._context.streams.tell_all("clock", now=now)
        return JSONResponse({"now": now})

    async def users(self, request: Request) -> Response:
        """Add, change or deactivate a person, and let the bot hear of it."""
        sent = await sent_json(request, "action", "user")
        given = sent["user"] if isinstance(sent["user"], dict) else {"id": sent["user"]}
        old = self._context.records.users.get(given.get("id", ""))
        user = _changed(sent["action"], given, old)
        user["updated"] = int(self._context.clock.now().timestamp())
        self._context.records.keep_user(user)
        kind = "team_join" if sent["action"] == "add" else "user_change"
        event = {"type": kind, "user": self._shown(user)}
        self._context.events.publish(kind, event | {"event_ts": self._context.clock.next_ts()})
        return JSONResponse({"user": user})

    async def channels(self, request: Request) -> Response:
        """Let somebody into a channel, or share it outside."""
        sent = await sent_json(request, "channel")
        records = self._context.records
        channel = records.channel(sent["channel"])
        flags = {name: bool(sent[name]) for name in SHARED_BY if name in sent}
        channel = records.share(channel, flags)
        if "join" in sent:
            channel = records.join(channel, records.user(sent["join"])["id"])
        return JSONResponse({"channel": channel_json(channel, self._context.definition)})

    async def files(self, request: Request) -> Response:
        """Delete a file, as the person who handed it in may."""
        sent = await sent_json(request, "delete")
        found = self._context.records.file(sent["delete"])
        self._context.records.keep_file({"id": found["id"], "deleted": True})
        return JSONResponse({"ok": True})

    async def reset(self, request: Request) -> Response:
        """Begin again as defined: for the next test."""
        self._context.reset()
        return JSONResponse({"ok": True})

    async def calls(self, request: Request) -> Response:
        """Return every Web API call."""
        return JSONResponse(list(self._context.calls))

    async def messages(self, request: Request) -> Response:
        """Return every message with what Slack would have notified or linked."""
        channel = request.query_params.get("channel")
        stored = self._context.records.messages(channel)
        return JSONResponse([asdict(one) | found_in(one) for one in stored])

    def _shown(self, user: Json) -> Json:
        scopes = self._context.definition.scopes
        with_email = "users:read.email" in scopes
        now = self._context.clock.now()
        return user_json(self._context.definition, user, now, with_email=with_email)


def _changed(action: str, given: Json, old: Json | None) -> Json:
    if action == "add" and old is None and given.get("id") and given.get("name"):
        return dict(given)
    if action == "change" and old is not None:
        return old | given
    if action == "deactivate" and old is not None:
        return old | {"deleted": True}
    raise PageError(
        '"action" is add (a user with a new id and a name), change or deactivate (a known id).'
    )


def _time(given: str) -> datetime:
    try:
        time = datetime.fromisoformat(given)
    except (TypeError, ValueError) as error:
        raise PageError(
            f'"now" is not a time: {given}. Write 2026-03-04T09:00:00+00:00.'
        ) from error
    if time.tzinfo is None:
        raise PageError('"now" needs a zone, as in 2026-03-04T09:00:00+00:00.')
    return time
