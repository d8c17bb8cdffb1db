import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from bot.clock import ASK_EVERY_S, AskedClock, clock

MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@dataclass
class Workspace:
    """Answers what time it is, over HTTP, and counts how often it was asked."""

    answer: object = field(default_factory=lambda: {"now": MORNING.isoformat()})
    status: int = 200
    asked: int = 0
    url: str = ""


@dataclass
class Stopwatch:
    seconds: float = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    told = Workspace()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.asked += 1
            self.send_response(told.status)
            self.end_headers()
            self.wfile.write(json.dumps(told.answer).encode())

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing on the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    told.url = f"http://127.0.0.1:{server.server_port}/clock"
    yield told
    server.shutdown()
    server.server_close()


def test_without_an_address_it_is_the_machines_time() -> None:
    before = datetime.now(UTC)
    told = clock(None)()
    assert before <= told <= datetime.now(UTC)
    assert told.tzinfo is UTC


def test_with_an_address_it_is_the_time_in_the_workspace(workspace: Workspace) -> None:
    assert timedelta(0) <= clock(workspace.url)() - MORNING < timedelta(minutes=2)


def test_the_time_goes_on_between_two_answers(workspace: Workspace) -> None:
    stopwatch = Stopwatch()
    asked = AskedClock(workspace.url, stopwatch)
    assert asked.now() == MORNING
    stopwatch.seconds += ASK_EVERY_S / 2
    assert asked.now() == MORNING + timedelta(seconds=ASK_EVERY_S / 2)
    assert workspace.asked == 1


def test_a_clock_that_was_moved_is_soon_noticed(workspace: Workspace) -> None:
    stopwatch = Stopwatch()
    asked = AskedClock(workspace.url, stopwatch)
    asked.now()
    workspace.answer = {"now": "2026-11-24T10:00:00+01:00"}
    stopwatch.seconds += ASK_EVERY_S
    assert asked.now() == MORNING + timedelta(days=1)


@pytest.mark.parametrize("answer", [{}, [], {"now": "soon"}, {"now": "2026-11-24T09:00:00"}])
def test_an_answer_that_is_no_time_changes_nothing(workspace: Workspace, answer: object) -> None:
    stopwatch = Stopwatch()
    asked = AskedClock(workspace.url, stopwatch)
    asked.now()
    workspace.answer = answer
    stopwatch.seconds += 60
    assert asked.now() == MORNING + timedelta(minutes=1)


def test_silence_is_logged_once_and_the_time_goes_on(
    workspace: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    stopwatch = Stopwatch()
    asked = AskedClock(workspace.url, stopwatch)
    asked.now()
    workspace.status = 500
    for _ in range(3):
        stopwatch.seconds += 60
        asked.now()
    [line] = caplog.messages
    assert line.startswith(f"the clock at {workspace.url} does not answer: ")
    assert asked.now() == MORNING + timedelta(minutes=3)
    workspace.status = 200
    stopwatch.seconds += 60
    assert asked.now() == MORNING


def test_before_the_first_answer_it_is_the_machines_time() -> None:
    before = datetime.now(UTC)
    assert before <= clock("http://127.0.0.1:9/clock")() <= datetime.now(UTC)
