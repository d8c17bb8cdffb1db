"""What the page asks of the server: /page and /clock."""

from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from localslack import click, compose, reacting, sharing, submission
from localslack.clock import iso
from localslack.context import Context
from localslack.kinds import Json, PageError
from localslack.records import Channel
from localslack.told import person, place


class Page:
    """The page's endpoints."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def routes(self) -> list[BaseRoute]:
        """Return the routes."""
        reads = {
            "/page/bootstrap": self.bootstrap,
            "/page/conversations": self.conversations,
            "/page/messages": self.messages,
            "/page/home": self.home,
            "/page/stream": self.stream,
            "/clock": self.clock,
        }
        writes = {
            "/page/command": self.command,
            "/page/message": self.message,
            "/page/reaction": self.reaction,
            "/page/upload": self.upload,
            "/page/shortcut": self.shortcut,
            "/page/action": self.action,
            "/page/submit": self.submit,
            "/page/close": self.close,
            "/page/clock": self.move_clock,
            "/page/again": self.begin_again,
        }
        return [
            *(Route(path, answer, methods=["GET"]) for path, answer in reads.items()),
            *(Route(path, answer, methods=["POST"]) for path, answer in writes.items()),
        ]

    async def bootstrap(self, request: Request) -> Response:
        """Return who and what is here."""
        definition, records = self._context.definition, self._context.records
        bot = definition.bot
        return JSONResponse(
            {
                "team": definition.team,
                "bot": {
                    name: getattr(bot, name) for name in ("user_id", "bot_id", "app_id", "name")
                },
                "users": [one for one in records.users.values() if not one.get("deleted")],
                "channels": [_listed(one) for one in records.channels.values()],
                "commands": definition.commands,
                "shortcuts": definition.shortcuts,
                "clock": iso(self._context.clock.now()),
                "connected": self._context.line.connected,
                "may_end": self._context.end is not None,
            }
        )

    async def conversations(self, request: Request) -> Response:
        """Return a person's channels, then their DM with the bot."""
        user = self._user(request)
        records = self._context.records
        mine = [one for one in records.channels.values() if user in one.members]
        return JSONResponse(
            [
                _listed(one) | {"unread": records.unread(one.id, user)}
                for one in (*mine, records.im_of(user))
            ]
        )

    async def messages(self, request: Request) -> Response:
        """Return what a person sees in a channel, and mark it read; `opened` if they just came."""
        user = self._user(request)
        channel = place(self._context, user, request.query_params.get("channel", ""))
        records = self._context.records
        records.mark_read(channel.id, user)
        if request.query_params.get("opened") and channel.id == records.im_of(user).id:
            self._app_opened(user, "messages")
        return JSONResponse([self._context.shown(one) for one in records.visible(channel.id, user)])

    async def home(self, request: Request) -> Response:
        """Open a person's App Home."""
        user = self._user(request)
        view = self._context.records.homes.get(user)
        self._app_opened(user, "home", **({"view": view} if view else {}))
        return JSONResponse({"view": view})

    def _app_opened(self, user: str, tab: str, **more: Json) -> None:
        """Tell the bot which of its two tabs a person opened."""
        event = {
            "type": "app_home_opened",
            "user": user,
            "channel": self._context.records.im_of(user).id,
            "tab": tab,
            "event_ts": self._context.clock.next_ts(),
        }
        self._context.events.publish("app_home_opened", event | more)

    async def stream(self, request: Request) -> Response:
        """Send a person's live updates."""
        events = self._context.streams.listen(self._user(request), self._now)
        return StreamingResponse(events, media_type="text/event-stream")

    def _now(self) -> list[Json]:
        """Return what every page shows at its top, as events."""
        return [
            {"type": "clock", "now": iso(self._context.clock.now())},
            {"type": "connected", "connected": self._context.line.connected},
        ]

    async def clock(self, request: Request) -> Response:
        """Return the time in the workspace."""
        return JSONResponse({"now": iso(self._context.clock.now())})

    async def command(self, request: Request) -> Response:
        """Type a slash command."""
        sent = await sent_json(request, "user", "channel", "text")
        answer = await compose.command(self._context, sent["user"], sent["channel"], sent["text"])
        return JSONResponse(answer)

    async def message(self, request: Request) -> Response:
        """Post a plain message."""
        sent = await sent_json(request, "user", "channel", "text")
        where = compose.Spot(sent["channel"], sent.get("thread_ts") or None)
        return JSONResponse(compose.message(self._context, sent["user"], where, sent["text"]))

    async def reaction(self, request: Request) -> Response:
        """Put a reaction under a message, or take it away."""
        sent = await sent_json(request, "user", "channel", "ts", "name")
        chosen = (sent["user"], sent["channel"], sent["ts"], str(sent["name"]))
        return JSONResponse(reacting.react(self._context, *chosen))

    async def upload(self, request: Request) -> Response:
        """Hand files in."""
        async with request.form(max_files=sharing.MOST_FILES + 1) as form:
            sent = [one for one in form.getlist("file") if isinstance(one, UploadFile)]
            chosen = [sharing.Chosen(one.filename or "", await one.read()) for one in sent]
            user, channel, text, thread = (
                str(form.get(name) or "") for name in ("user", "channel", "text", "thread_ts")
            )
        where = compose.Spot(channel, thread or None)
        return JSONResponse(sharing.share(self._context, user, where, text, chosen))

    async def shortcut(self, request: Request) -> Response:
        """Choose a shortcut, of a message where one is named."""
        sent = await sent_json(request, "user", "callback_id")
        chosen = (self._context, sent["user"], sent["callback_id"])
        if "ts" in sent:
            found = await compose.message_shortcut(*chosen, sent.get("channel", ""), sent["ts"])
        else:
            found = await compose.shortcut(*chosen)
        return JSONResponse(found)

    async def action(self, request: Request) -> Response:
        """Press a button or make a choice."""
        sent = await sent_json(request, "user", "container", "action")
        state = sent.get("state") or {}
        return JSONResponse(
            await click.click(self._context, sent["user"], sent["container"], sent["action"], state)
        )

    async def submit(self, request: Request) -> Response:
        """Hand in a modal."""
        sent = await sent_json(request, "user", "view_id")
        state = sent.get("state") or {}
        return JSONResponse(
            await submission.submit(self._context, sent["user"], sent["view_id"], state)
        )

    async def close(self, request: Request) -> Response:
        """Close a modal."""
        sent = await sent_json(request, "user", "view_id")
        return JSONResponse(await submission.close(self._context, sent["user"], sent["view_id"]))

    async def move_clock(self, request: Request) -> Response:
        """Move the workspace's time forward."""
        sent = await sent_json(request, "move")
        now = iso(self._context.clock.move(sent["move"]))
        self._context.streams.tell_all("clock", now=now)
        return JSONResponse({"now": now})

    async def begin_again(self, request: Request) -> Response:
        """End, so that whoever started this workspace begins it again without what was typed."""
        if self._context.end is None:
            raise PageError("This workspace cannot be begun again from the page.")
        self._context.end()
        return JSONResponse({})

    def _user(self, request: Request) -> str:
        return str(person(self._context, request.query_params.get("user", ""))["id"])


async def sent_json(request: Request, *needed: str) -> Json:
    """Return the JSON object that was posted; raise PageError when it or a field is missing."""
    try:
        sent: Any = await request.json()
    except ValueError as error:
        raise PageError("The body must be a JSON object.") from error
    missing = [name for name in needed if not isinstance(sent, dict) or name not in sent]
    if missing or not isinstance(sent, dict):
        raise PageError(f"The body must be a JSON object with {', '.join(needed)}.")
    return sent


def _listed(channel: Channel) -> Json:
    return {
        "id": channel.id,
        "kind": channel.kind,
        "name": channel.name,
        "topic": channel.topic,
        "members": list(channel.members),
    }
