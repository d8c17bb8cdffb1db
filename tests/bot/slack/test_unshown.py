"""A form that found no way to the person changed nothing, and they are told so."""

from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlencode

import pytest
from slack_bolt import BoltRequest
from slack_sdk import WebClient
from sqlalchemy import select

from bot import app
from bot.context import ContextFactory
from bot.delivery.render import MessageRenderer
from bot.delivery.rendered import RenderedMessage
from bot.people.directory import Directory
from db.models import Message
from db.outbox import queries as outbox
from tests.contexts import COUNCIL
from tests.people import NOW, Council
from tests.unhurried import UNHURRIED, unbounded

OPENED = (
    ("/audit", "rules"),
    ("/audit", "calendar add"),
    ("/action", "rag 1 red"),
    ("/action", "give 1 to Manager"),
)
LONG_AGO = NOW - timedelta(days=60)


class TakesNothing(BaseHTTPRequestHandler):
    """Says no to whatever is posted."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(404 if self.path == "/response" else 200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        is_start = self.path.endswith("auth.test")
        told = b'{"ok":true,"user_id":"UBOT"}' if is_start else b'{"ok":false,"error":"fatal"}'
        self.wfile.write(told)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def slack() -> Iterator[str]:
    """Give the address of a Slack that takes nothing."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), TakesNothing)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def told_later(council: Council, slack: str, command: str, words: str) -> list[str]:
    """Let a lead type something that cannot be answered; return what the outbox says of it."""
    contexts = ContextFactory(council.database, lambda: NOW, COUNCIL)
    directory = Directory(council.database, frozenset(), frozenset(), lambda: NOW)
    client = WebClient("xoxb-a", f"{slack}/api/", retry_handlers=[])
    made = app.build(client, contexts, directory, UNHURRIED, unbounded())
    said = {"command": command, "text": words, "user_id": str(council.director.slack_id)}
    marks = {"trigger_id": "1.2", "response_url": f"{slack}/response", "team_id": "T"}
    body = urlencode({**said, **marks, "channel_id": "C1"})
    made.dispatch(BoltRequest(body=body, mode="socket_mode"))
    assert app.finish(made, 60)
    contexts.notes.close()
    with council.database.read() as session:
        numbers = session.scalars(select(Message.id).where(Message.kind == "late answer")).all()
        messages = [outbox.find(session, number) for number in numbers]
        drawn = [MessageRenderer(COUNCIL).render(session, message, NOW) for message in messages]
        return [one.text for one in drawn if isinstance(one, RenderedMessage)]


@pytest.mark.parametrize(("command", "words"), OPENED)
def test_a_form_that_was_not_shown_is_said_to_have_changed_nothing(
    council: Council, slack: str, command: str, words: str
) -> None:
    council.action(council.director, at=LONG_AGO)
    (told,) = told_later(council, slack, command, words)
    assert "Nothing was changed" in told


def test_what_was_changed_is_said_to_be_done(council: Council, slack: str) -> None:
    council.action(council.director, at=LONG_AGO)
    (told,) = told_later(council, slack, "/action", "note 1 The board has met")
    assert "this was done" in told
