"""How an answer is posted to its response_url: patiently, nowhere else, by the way out there is."""

from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.error import URLError

import pytest

from bot.slack import clients
from bot.slack.clients import (
    LONGEST_WAIT_S,
    TRIES_WHILE_WATCHED,
    listening_client,
    patient_client,
    reply_client,
)

PATIENCE_S = 60


class Scripted(ThreadingHTTPServer):
    """Answers as it is told, one after the other, and keeps what was asked of it."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.answers: list[tuple[int, Mapping[str, str]]] = []
        self.asked: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answering(BaseHTTPRequestHandler):
    """Answers the next request."""

    server: Scripted

    def _answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.asked.append(f"{self.command} {self.path}")
        status, headers = self.server.answers.pop(0)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(b"ok")

    do_GET = do_POST = _answer  # noqa: N815  (as the server calls them)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def slack() -> Iterator[Scripted]:
    """Give a Slack that answers as it is told."""
    server = Scripted()
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def _status(url: str) -> int:
    return reply_client(url, PATIENCE_S).send(text="Done.").status_code


def test_an_answer_is_posted_again_when_slack_asks_for_a_moment(slack: Scripted) -> None:
    slack.answers = [(429, {"Retry-After": "0"}), (200, {})]
    assert _status(f"{slack.address}/r") == 200
    assert slack.asked == ["POST /r", "POST /r"]


def test_whoever_looks_at_the_screen_does_not_wait_for_long(slack: Scripted) -> None:
    slack.answers = [(429, {"Retry-After": str(LONGEST_WAIT_S + 1)}), (200, {})]
    assert _status(f"{slack.address}/r") == 429
    assert slack.asked == ["POST /r"]


def test_an_answer_is_not_posted_for_ever(slack: Scripted) -> None:
    slack.answers = [(429, {"Retry-After": "0"})] * 9
    assert _status(f"{slack.address}/r") == 429
    assert len(slack.asked) == 1 + TRIES_WHILE_WATCHED


def test_an_answer_that_slack_breaks_off_or_refuses_is_not_posted_again(slack: Scripted) -> None:
    slack.answers = [(500, {}), (404, {})]
    assert [_status(f"{slack.address}/r") for _ in range(2)] == [500, 404]
    assert len(slack.asked) == 2


def test_an_answer_follows_nobody_elsewhere(slack: Scripted) -> None:
    slack.answers = [(302, {"Location": f"{slack.address}/sign-in"}), (200, {})]
    assert _status(f"{slack.address}/r") == 302
    assert slack.asked == ["POST /r"]


def test_what_is_no_address_of_the_web_is_not_opened() -> None:
    with pytest.raises(URLError):
        _status(f"file://{__file__}")


def test_an_answer_goes_by_the_proxy(slack: Scripted, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HTTP_PROXY", slack.address)
    slack.answers = [(200, {})]
    clients._way_out.cache_clear()
    try:
        assert _status("http://hooks.slack.invalid/r") == 200
    finally:
        clients._way_out.cache_clear()
    assert slack.asked == ["POST http://hooks.slack.invalid/r"]


def test_by_what_slack_is_known_is_read_once_for_every_call() -> None:
    web = "https://slack.com/api/"
    made = (listening_client("xoxb-a", web), patient_client("xoxb-a", web))
    assert {id(client.ssl) for client in made} == {id(clients.tls())}
    assert clients._way_out() is clients._way_out()
    assert listening_client("xoxb-a", "http://127.0.0.1/api/").ssl is None  # it needs none
