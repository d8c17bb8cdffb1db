"""A workspace to test against, a person at its page, and a bot as Slack's own library makes one."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from localslack.context import Patience
from localslack.kinds import Json
from localslack.server import Workspace
from tests.waiting import HANG_S, eventually, happened, patient

Answer = Callable[[SocketModeRequest], Json | None]

SCOPES = [
    "commands",
    "chat:write",
    "channels:history",
    "channels:read",
    "channels:join",
    "groups:read",
    "groups:history",
    "im:history",
    "im:read",
    "im:write",
    "reactions:write",
    "team:read",
    "users:read",
    "users:read.email",
]


def definition(**changes: object) -> Json:
    """Describe a small council."""
    return {
        "team": {"id": "T1", "name": "Sample Council"},
        "bot": {"user_id": "UBOT", "bot_id": "BBOT", "app_id": "A1", "name": "Live audit"},
        "scopes": SCOPES,
        "commands": [
            {"command": "/action", "should_escape": True},
            {"command": "/plain", "should_escape": False},
        ],
        "shortcuts": [
            {"name": "Where we stand", "callback_id": "stand", "type": "global"},
            {"name": "Keep it", "callback_id": "keep", "type": "message"},
        ],
        "events": [
            "app_home_opened",
            "app_mention",
            "message.im",
            "message.channels",
            "team_join",
            "user_change",
        ],
        "users": [
            {
                "id": "U01",
                "name": "team.manager",
                "real_name": "Team Manager, Permanence",
                "email": "team.manager@example.org",
            },
            {"id": "U02", "name": "practitioner", "email": "practitioner@example.org"},
            {"id": "U03", "name": "leaver", "email": "leaver@example.org", "deleted": True},
        ],
        "channels": [
            {"id": "C01", "name": "improvement", "members": ["U01", "U02", "UBOT"]},
            {"id": "C02", "name": "elsewhere", "members": ["U01"]},
            {"id": "C03", "name": "closed", "members": ["U01", "UBOT"], "is_archived": True},
            {"id": "C04", "name": "leads", "members": ["U01", "UBOT"], "is_private": True},
        ],
        "start": "2026-03-04T09:00:00+00:00",
        **changes,
    }


def in_time() -> Patience:
    """Return Slack's patience with a bot on a machine of its own."""
    return Patience(ack=patient(3.0), trigger=patient(3.0))


@contextmanager
def running(
    described: Json | None = None,
    state: Path | None = None,
    patience: Patience | None = None,
    machine_time: Callable[[], datetime] | None = None,
) -> Iterator[Workspace]:
    """Run a workspace for as long as the block lasts."""
    workspace = Workspace(
        described or definition(),
        state=state,
        patience=patience or in_time(),
        machine_time=machine_time or (lambda: datetime.now(UTC)),
    )
    workspace.start()
    try:
        yield workspace
    finally:
        workspace.stop()


def refused(call: Callable[[], object]) -> str:
    """Return the error Slack's own client reports for a call."""
    try:
        call()
    except SlackApiError as error:
        return str(error.response["error"])
    return ""


class Browser:
    """Speaks to a workspace as the page does."""

    def __init__(self, workspace: Workspace) -> None:
        self.address = urlsplit(workspace.url).netloc

    def get(self, path: str, **query: str) -> Any:  # noqa: ANN401 - any JSON
        """Return what an address answers."""
        return self.ask("GET", f"{path}?{urlencode(query)}")[1]

    def post(self, path: str, **body: object) -> Any:  # noqa: ANN401 - any JSON
        """Return what an address answers to a JSON object."""
        return self.ask("POST", path, body)[1]

    def ask(
        self, method: str, path: str, body: object = None, headers: Json | None = None
    ) -> tuple[int, Any]:
        """Return the status and the answer."""
        connection = HTTPConnection(self.address, timeout=HANG_S)
        sent = None if body is None else json.dumps(body)
        try:
            connection.request(method, path, sent, headers or {})
            answer = connection.getresponse()
            text = answer.read().decode()
            return answer.status, json.loads(text) if text.startswith(("{", "[")) else text
        finally:
            connection.close()

    def messages(self, channel: str, user: str = "U01") -> list[Json]:
        """Return what a person sees in a channel."""
        found: list[Json] = self.get("/page/messages", user=user, channel=channel)
        return found

    def stored(self, channel: str) -> list[Json]:
        """Return what the control API shows of a channel."""
        found: list[Json] = self.get("/control/messages", channel=channel)
        return found


class Stream:
    """A person's live updates, as they came."""

    def __init__(self, workspace: Workspace, user: str) -> None:
        self.events: list[Json] = []
        self._connection = HTTPConnection(urlsplit(workspace.url).netloc, timeout=HANG_S)
        self._connection.request("GET", f"/page/stream?user={user}")
        response = self._connection.getresponse()
        response.readline()  # the server has begun to listen
        self._thread = threading.Thread(target=self._read, args=[response], daemon=True)
        self._thread.start()

    def expect(self, kind: str) -> Json:
        """Wait for the next event of a kind, take it away and return it."""

        def taken() -> Json | None:
            for event in list(self.events):
                if event["type"] == kind:
                    self.events.remove(event)
                    return event
            return None

        return eventually(taken, f"a {kind} event", moved=lambda: len(self.events))

    def wait(self) -> None:
        """Return when the server has ended the stream."""
        eventually(lambda: not self._thread.is_alive() or None, "the end of the stream")

    def _read(self, response: HTTPResponse) -> None:
        with response:
            for line in response:
                if line.startswith(b"data: "):
                    self.events.append(json.loads(line[6:]))
        self._connection.close()


class Bot:
    """A bot that answers every envelope as it is told, and keeps what it was sent."""

    def __init__(self, workspace: Workspace) -> None:
        self.web = client(workspace)
        self.told: list[SocketModeRequest] = []
        self.answer: Answer = lambda _: {}
        self.socket = SocketModeClient("xapp-local", web_client=self.web)
        self.socket.socket_mode_request_listeners.append(self._hear)
        self.greeted = threading.Event()
        self.socket.on_message_listeners.append(lambda text: self._greet(text))
        self.socket.connect()

    def expect(self, kind: str) -> Json:
        """Wait for an envelope whose payload, or the event in it, is of this type; return that."""
        return self.expect_request(kind).payload

    def expect_request(self, kind: str) -> SocketModeRequest:
        """Wait for an envelope of a type, take it away and return it."""

        def taken() -> SocketModeRequest | None:
            for request in list(self.told):
                if kind in (request.type, request.payload.get("type"), _event(request)):
                    self.told.remove(request)
                    return request
            return None

        return eventually(taken, f"an envelope of type {kind}", moved=lambda: len(self.told))

    def _greet(self, text: str) -> None:
        if '"hello"' in text:
            self.greeted.set()

    def _hear(self, _: BaseSocketModeClient, request: SocketModeRequest) -> None:
        self.told.append(request)
        payload = self.answer(request)
        if payload is not None:
            answer = {"envelope_id": request.envelope_id, "payload": payload}
            self.socket.send_socket_mode_response(answer)


def client(workspace: Workspace, token: str = "xoxb-local") -> WebClient:
    """Return Slack's own client, without its retries."""
    return WebClient(
        token, base_url=f"{workspace.url}/api/", retry_handlers=[], timeout=int(HANG_S)
    )


@contextmanager
def listening(workspace: Workspace) -> Iterator[Bot]:
    """Keep a bot connected for as long as the block lasts."""
    bot = Bot(workspace)
    happened(bot.greeted, "the workspace's greeting")
    try:
        yield bot
    finally:
        # The client takes seconds to end its own threads; nobody needs to wait for that.
        threading.Thread(target=bot.socket.close).start()


def _event(request: SocketModeRequest) -> object:
    return request.payload.get("event", {}).get("type")


def plain(text: str) -> Json:
    """Return a plain_text object."""
    return {"type": "plain_text", "text": text}


def button(action_id: str = "go", **more: object) -> Json:
    """Return a button."""
    return {"type": "button", "action_id": action_id, "text": plain("Go"), **more}


def modal(**more: object) -> Json:
    """Return a modal with one input."""
    field = {"type": "plain_text_input", "action_id": "text"}
    block = {"type": "input", "block_id": "why", "label": plain("Why"), "element": field}
    return {
        "type": "modal",
        "title": plain("Move"),
        "submit": plain("Move"),
        "blocks": [block],
        **more,
    }
