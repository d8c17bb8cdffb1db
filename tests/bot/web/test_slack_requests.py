"""Slack's requests over HTTP: only Slack's, none too large, and one that hangs hangs alone."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from threading import Event
from urllib.parse import urlencode

import pytest
from slack_bolt import Ack, App
from slack_bolt.authorization import AuthorizeResult

from bot.settings import ConfigError
from bot.slack.manifest import REQUESTS
from bot.web.server import WebServer
from bot.web.slack_requests import MOST_BYTES, REFUSED, SlackRequests
from localslack.requests import signature
from tests.end_to_end.world import SIGNING_SECRET, over_http
from tests.ports import free_port
from tests.waiting import HANG_S, happened

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Called:
    """A bot that Slack calls, with two commands: one that keeps its text, one that hangs."""

    def __init__(self, app: App, port: int) -> None:
        self.port = port
        self.heard: list[str] = []
        self.hangs, self.goes_on = Event(), Event()
        app.command("/hear")(self._hear)
        app.command("/hang")(self._hang)

    def _hear(self, ack: Ack, command: dict[str, str]) -> None:
        self.heard.append(command["text"])
        ack()

    def _hang(self, ack: Ack) -> None:
        self.hangs.set()
        happened(self.goes_on, "being let go")
        ack()

    def posts(self, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
        """Return what a request is answered."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=HANG_S)
        connection.request("POST", REQUESTS, body, headers)
        answer = connection.getresponse()
        status, told = answer.status, answer.read()
        connection.close()
        return status, told

    def is_refused(self, body: bytes, headers: dict[str, str]) -> bool:
        """Say whether a request finds nobody, or somebody who is about to leave."""
        try:
            return self.posts(body, headers)[0] == 503
        except OSError:
            return True

    def types(self, command: str, text: str, *, away: int = 0, secret: str = SIGNING_SECRET) -> int:
        """Post a command as Slack does, signed so many seconds from now; return the status."""
        body = urlencode({"command": command, "text": text, "user_id": "U1", "team_id": "T1"})
        signed = signature(secret, body.encode(), int(time.time()) + away)
        return self.posts(body.encode(), FORM | signed)[0]


@contextmanager
def listening() -> Iterator[tuple[Called, SlackRequests]]:
    known = AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-a", bot_user_id="U0")
    app = App(name="test", authorize=lambda: known, request_verification_enabled=False)
    port = free_port()
    called = Called(app, port)
    server = WebServer(over_http(port))
    requests = SlackRequests(server, app, SIGNING_SECRET, lambda _: None)
    server.start()
    requests.start()
    yield called, requests
    called.goes_on.set()
    requests.close()
    server.close()


@pytest.fixture
def called() -> Iterator[Called]:
    with listening() as (called, _):
        yield called


def test_what_is_not_signed_by_slack_is_refused_and_nothing_of_it_is_logged(
    called: Called, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    assert called.types("/hear", "hush", secret="somebody else's secret, just as long") == 401
    assert called.posts(b"command=/hear&text=hush", FORM)[0] == 401
    body = b"command=/hear&text=hush"
    for strange in ({"X-Slack-Request-Timestamp": "soon"}, {"X-Slack-Signature": "v0=\xe9"}):
        assert called.posts(body, FORM | signature(SIGNING_SECRET, body) | strange)[0] == 401
    assert called.heard == []
    assert caplog.text.count(REFUSED) == 1  # a minute, whoever floods it
    assert "hush" not in caplog.text


@pytest.mark.parametrize("away", [-600, 600])
def test_what_was_signed_long_ago_or_for_later_is_refused(called: Called, away: int) -> None:
    assert called.types("/hear", "again", away=away) == 401
    assert called.types("/hear", "now") == 200
    assert called.heard == ["now"]


def test_what_is_larger_than_anything_of_slacks_is_not_read(called: Called) -> None:
    body = b"a" * (MOST_BYTES + 1)
    assert called.posts(body, FORM | signature(SIGNING_SECRET, body))[0] == 413


def test_slack_is_told_that_the_address_is_the_apps(called: Called) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "3eZbrw"}).encode()
    status, told = called.posts(
        body, {"Content-Type": "application/json"} | signature(SIGNING_SECRET, body)
    )
    assert (status, json.loads(told)) == (200, {"challenge": "3eZbrw"})


@pytest.mark.parametrize("text", ["add Check the payload", "payload={}", "a=b&payload=1", ""])
def test_whatever_is_typed_arrives(called: Called, text: str) -> None:
    assert called.types("/hear", text) == 200
    assert called.heard == [text]


def test_one_that_hangs_holds_up_nobody(called: Called) -> None:
    hanging = HTTPConnection("127.0.0.1", called.port, timeout=HANG_S)
    body = urlencode({"command": "/hang", "team_id": "T1"}).encode()
    hanging.request("POST", REQUESTS, body, FORM | signature(SIGNING_SECRET, body))
    happened(called.hangs, "the one that hangs")

    assert called.types("/hear", "meanwhile") == 200

    called.goes_on.set()
    assert hanging.getresponse().status == 200
    hanging.close()


def test_a_bot_that_stops_answers_what_it_has_and_takes_nothing_more() -> None:
    with listening() as (called, requests):
        hanging = HTTPConnection("127.0.0.1", called.port, timeout=HANG_S)
        body = urlencode({"command": "/hang", "team_id": "T1"}).encode()
        headers = FORM | signature(SIGNING_SECRET, body)
        hanging.request("POST", REQUESTS, body, headers)
        happened(called.hangs, "the one that hangs")

        requests.stop_listening()
        assert not requests.in_flight.wait_until_idle(0)
        called.goes_on.set()
        assert requests.in_flight.wait_until_idle(HANG_S)
        assert hanging.getresponse().status == 200
        hanging.close()
    called.goes_on.clear()
    assert called.is_refused(body, headers)


def test_a_port_that_is_in_use_is_named() -> None:
    with listening() as (called, _), pytest.raises(ConfigError) as caught:
        WebServer(over_http(called.port)).start()
    assert f"HTTP_PORT: 127.0.0.1:{called.port} cannot be opened" in str(caught.value)
