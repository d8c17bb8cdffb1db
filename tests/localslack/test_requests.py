"""An app that is called over HTTP, as its manifest says."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest
from slack_sdk.signature import SignatureVerifier

from localslack.context import Patience
from localslack.definition import parse
from localslack.kinds import DefinitionError, Json
from localslack.server import Workspace
from tests.localslack.slack import Browser, definition, running
from tests.waiting import eventually, happened, patient

SECRET = "a secret that only the tests know of"


class CalledBot(ThreadingHTTPServer):
    """A bot that keeps what it was posted, and answers as it is told."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.told: list[tuple[dict[str, str], str]] = []
        self.answers: list[tuple[int, str]] = []
        self.goes_on = threading.Event()
        self.goes_on.set()
        threading.Thread(target=self.serve_forever, args=[0.05], daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/slack/events"


class Answering(BaseHTTPRequestHandler):
    server: CalledBot

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.told.append((dict(self.headers), body))
        happened(self.server.goes_on, "being let go")
        status, text = self.server.answers.pop(0) if self.server.answers else (200, "")
        self.send_response(status)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def bot() -> Iterator[CalledBot]:
    bot = CalledBot()
    yield bot
    bot.goes_on.set()
    bot.shutdown()
    bot.server_close()


def described(bot: CalledBot) -> Json:
    whole = definition()
    called = {"request_url": bot.url}
    return whole | {
        "bot": whole["bot"] | {"signing_secret": SECRET},
        "commands": [one | {"url": bot.url} for one in whole["commands"]],
        "settings": {"event_subscriptions": called, "interactivity": called},
    }


@pytest.fixture
def workspace(bot: CalledBot) -> Iterator[Workspace]:
    patience = Patience(ack=patient(3.0), trigger=patient(3.0), retries=(0.0, 0.0))
    with running(described(bot), patience=patience) as workspace:
        yield workspace


def typed(workspace: Workspace) -> Json:
    browser = Browser(workspace)
    answer: Json = browser.post("/page/command", user="U01", channel="C01", text="/action list")
    return answer


def test_a_command_is_a_signed_form_and_its_answer_is_shown(
    workspace: Workspace, bot: CalledBot
) -> None:
    bot.answers = [(200, json.dumps({"text": "Nothing is open."}))]
    assert typed(workspace) == {"outcome": "acknowledged"}
    [(headers, body)] = bot.told
    assert SignatureVerifier(SECRET).is_valid_request(body, headers)
    assert parse_qs(body)["text"] == ["list"]
    assert Browser(workspace).messages("C01")[-1]["text"] == "Nothing is open."


def test_a_shortcut_is_a_payload_in_a_form(workspace: Workspace, bot: CalledBot) -> None:
    Browser(workspace).post("/page/shortcut", user="U01", callback_id="stand")
    [(headers, body)] = bot.told
    assert SignatureVerifier(SECRET).is_valid_request(body, headers)
    assert json.loads(parse_qs(body)["payload"][0])["callback_id"] == "stand"


def test_an_event_is_told_again_until_it_is_taken(workspace: Workspace, bot: CalledBot) -> None:
    bot.answers = [(500, ""), (404, "")]
    Browser(workspace).get("/page/home", user="U01")
    told = eventually(lambda: bot.told if len(bot.told) == 3 else None, "the third try")
    assert len({json.loads(body)["event_id"] for _, body in told}) == 1
    again = [(one.get("X-Slack-Retry-Num"), one.get("X-Slack-Retry-Reason")) for one, _ in told]
    assert again == [(None, None), ("1", "http_error"), ("2", "http_error")]


def test_who_types_is_told_what_became_of_it(bot: CalledBot) -> None:
    hurried = Patience(ack=0.2)
    with running(described(bot), patience=hurried) as workspace:
        bot.answers = [(500, "")]
        assert "dispatch_unknown_error" in typed(workspace)["text"]
        bot.goes_on.clear()
        assert "operation_timeout" in typed(workspace)["text"]
        bot.goes_on.set()
    gone = described(bot)
    for one in gone["commands"]:
        one["url"] = "http://127.0.0.1:9/slack/events"
    with running(gone) as workspace:
        assert "dispatch_failed" in typed(workspace)["text"]
        assert Browser(workspace).get("/page/bootstrap")["connected"] is False


def test_an_app_that_is_called_for_some_things_only_is_refused(bot: CalledBot) -> None:
    some = described(bot) | {"commands": [{"command": "/action"}]}
    with pytest.raises(DefinitionError, match="each command need an address"):
        parse(some)
