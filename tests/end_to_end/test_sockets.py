"""The bot's sockets: a dead one is noticed and replaced, a hiccup of Slack is waited out."""

import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress

import pytest
from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.slack.sockets import WANTED, Sockets, ignore_reach
from localslack.context import Patience
from localslack.server import Workspace
from tests.end_to_end.persona import ask
from tests.end_to_end.world import definition
from tests.waiting import HANG_S, STILL_S, eventually, happened, patient

pytestmark = pytest.mark.waits

NOTICED_WITHIN_S = 15.0


class Wall:
    """Stands between the bot and the workspace, and passes nothing more when it is told so."""

    def __init__(self, port: int) -> None:
        self._target, self._held = port, threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.opened = 0
        self._closing = threading.Event()
        self._ends: list[socket.socket] = []
        self._passing: list[threading.Thread] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def hold(self) -> None:
        """Keep what is open, and pass nothing more on it; what is opened from now on passes."""
        held, self._held = self._held, threading.Event()
        held.set()

    def close(self) -> None:
        """Close all that is open."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._closing.set()
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        for each in self._passing:
            each.join()
        for end in (self._listener, *self._ends):
            end.close()

    @property
    def closed(self) -> int:
        """Return how many connections have ended."""
        return sum(not each.is_alive() for each in list(self._passing)) // 2

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                far = socket.create_connection(("127.0.0.1", self._target))
                self.opened += 1
                self._ends += [near, far]
                for one, other in ((near, far), (far, near)):
                    passing = threading.Thread(target=self._pass, args=(one, other, self._held))
                    self._passing.append(passing)
                    passing.start()

    def _pass(self, one: socket.socket, other: socket.socket, held: threading.Event) -> None:
        with suppress(OSError):
            while data := one.recv(65536):
                if held.is_set():
                    self._closing.wait()  # neither passes it nor closes
                other.sendall(data)
        with suppress(OSError):
            other.shutdown(socket.SHUT_RDWR)


class ThroughTheWall(WebClient):
    """Slack's client, whose sockets go through the wall."""

    wall: "Wall | Deaf"

    def apps_connections_open(self, *, app_token: str, **kwargs: object) -> dict[str, object]:  # type: ignore[override]  # all that is asked of it
        answer = super().apps_connections_open(app_token=app_token, **kwargs)
        ticket = str(answer["url"]).partition("?")[2]
        path = str(answer["url"]).partition("://")[2].partition("/")[2].partition("?")[0]
        return {"url": f"ws://127.0.0.1:{self.wall.port}/{path}?{ticket}"}


@contextmanager
def reached(
    on_reach: Callable[[bool], None] = ignore_reach,
    patience_s: float = 2.0,
    before: Callable[[Workspace, Wall], None] = lambda *_: None,
) -> Iterator[tuple[Workspace, Wall, Sockets]]:
    """Run a workspace, and a bot behind the wall that acknowledges a command."""
    workspace = Workspace(definition(), patience=Patience(ack=patient(patience_s)))
    workspace.start()
    client = ThroughTheWall("xoxb-local", f"{workspace.url}/api/", retry_handlers=[])
    client.wall = wall = Wall(int(workspace.url.rpartition(":")[2]))
    made = App(name="test", client=client)

    @made.middleware
    def come(next_: Callable[[], None]) -> None:
        before(workspace, wall)
        next_()

    made.command("/action")(lambda ack: ack())
    sockets = Sockets(made, "xapp-local", on_reach)
    sockets.start()
    try:
        yield workspace, wall, sockets
    finally:
        sockets.close()
        wall.close()
        workspace.stop()


def _is_acknowledged(workspace: Workspace) -> bool | None:
    body = {"user": "U01", "channel": "C01", "text": "/action"}
    return ask(f"{workspace.url}/page/command", body)["outcome"] == "acknowledged" or None


def test_a_half_open_socket_is_noticed_told_and_replaced() -> None:
    told: list[bool] = []
    with reached(told.append) as (workspace, wall, _):
        eventually(lambda: told == [True] or None, "the sockets")
        before = wall.opened
        assert before == 2
        wall.hold()
        begun = time.monotonic()
        eventually(lambda: wall.opened >= before + 2 or None, "two new sockets")
        assert time.monotonic() - begun < patient(NOTICED_WITHIN_S)
        eventually(lambda: told[-1] or None, "being reachable again")
        eventually(lambda: _is_acknowledged(workspace), "an acknowledgement")


def test_a_refresh_never_leaves_it_deaf() -> None:
    with reached() as (workspace, *_):
        eventually(lambda: _is_acknowledged(workspace), "an acknowledgement")
        for _ in range(3):
            ask(f"{workspace.url}/control/disconnect", {})
            eventually(lambda: _is_acknowledged(workspace), "an acknowledgement")


def test_what_slack_waits_for_when_it_refreshes_is_acknowledged_on_another_socket() -> None:
    def refreshed(workspace: Workspace, wall: Wall) -> None:
        closed = wall.closed
        ask(f"{workspace.url}/control/disconnect", {})
        eventually(lambda: wall.closed > closed + 1 or None, "the end of both sockets")

    with reached(patience_s=STILL_S, before=refreshed) as (workspace, *_):
        assert _is_acknowledged(workspace)


@pytest.mark.parametrize("kind", ["500_before", "reset_before", "ratelimited"])
def test_a_hiccup_at_the_start_is_waited_out(kind: str) -> None:
    workspace = Workspace(definition(), patience=Patience(ack=patient(2.0)))
    workspace.start()
    fault = {"method": "apps.connections.open", "kind": kind, "times": 2}
    ask(f"{workspace.url}/control/faults", fault)
    client = WebClient("xoxb-local", f"{workspace.url}/api/", retry_handlers=[])
    made = App(name="test", client=client)
    made.command("/action")(lambda ack: ack())
    sockets = Sockets(made, "xapp-local")
    sockets.start()
    eventually(lambda: _is_acknowledged(workspace), "an acknowledgement")
    sockets.close()
    workspace.stop()


def test_a_bot_that_stops_answers_what_it_has_and_takes_nothing_more() -> None:
    """What it has not taken, Slack gives to another bot, or says that it failed."""
    came, goes_on = threading.Event(), threading.Event()

    def hangs(_: Workspace, __: Wall) -> None:
        came.set()
        assert goes_on.wait(HANG_S)

    with (
        reached(patience_s=5.0, before=hangs) as (workspace, _, sockets),
        ThreadPoolExecutor(2) as threads,
    ):
        taken = threads.submit(_is_acknowledged, workspace)
        happened(came, "the first command")
        sockets.stop_listening()
        assert not sockets.in_flight.wait_until_idle(0)
        left = threads.submit(_is_acknowledged, workspace)
        goes_on.set()
        assert taken.result(HANG_S)
        assert not left.result(HANG_S)
        assert sockets.in_flight.wait_until_idle(HANG_S)


RESET = struct.pack("ii", 1, 0)


class Deaf:
    """Takes connections in Slack's place, and never lets one be opened."""

    def __init__(self, kind: str) -> None:
        self._kind, self._held = kind, list[socket.socket]()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port, self.taken = self._listener.getsockname()[1], 0
        self._taking = threading.Thread(target=self._take)
        self._taking.start()

    def _take(self) -> None:
        with suppress(OSError):
            while True:
                taken, _ = self._listener.accept()
                self.taken += 1
                if self._kind == "reset":
                    taken.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                    taken.close()
                else:
                    self._held.append(taken)

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._taking.join()
        for each in (self._listener, *self._held):
            each.close()


@pytest.mark.parametrize("kind", ["reset", "silent"])
def test_a_socket_that_is_not_opened_is_told_tried_again_and_closed(
    kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    """What is not closed fails the test: Python warns of it as soon as it is gone."""
    workspace = Workspace(definition())
    workspace.start()
    deaf = Deaf(kind)
    client = ThroughTheWall("xoxb-local", f"{workspace.url}/api/", retry_handlers=[])
    client.wall = deaf
    sockets = Sockets(App(name="test", client=client), "xapp-local")
    sockets.start()
    eventually(lambda: deaf.taken > WANTED or None, "another try")
    sockets.close()
    deaf.close()
    workspace.stop()
    assert "no socket to Slack was opened" in caplog.text
    assert "is dead" not in caplog.text


class ClosingMeanwhile(WebClient):
    """Slack's client, which has the sockets closed while one of them is opened."""

    close: Callable[[], None]
    asked = 0
    closes_at = 1

    def apps_connections_open(self, *, app_token: str, **kwargs: object) -> SlackResponse:
        self.asked += 1
        if self.asked == self.closes_at:
            self.close()
        return super().apps_connections_open(app_token=app_token, **kwargs)


@contextmanager
def closed_while_it_opens(number: int) -> Iterator[Workspace]:
    """Run a workspace, and sockets that are closed while one more is opened for that time."""
    workspace = Workspace(definition(), patience=Patience(ack=patient(2.0)))
    workspace.start()
    before = set(threading.enumerate())
    client = ClosingMeanwhile("xoxb-local", f"{workspace.url}/api/", retry_handlers=[])
    client.closes_at = number
    sockets = Sockets(App(name="test", client=client), "xapp-local")
    client.close = sockets.close
    sockets.start()
    yield workspace
    eventually(lambda: client.asked >= number or None, "the socket that is opened meanwhile")
    eventually(lambda: set(threading.enumerate()) <= before or None, "the end of all threads")
    eventually(
        lambda: not ask(f"{workspace.url}/page/bootstrap")["connected"] or None, "no socket left"
    )
    workspace.stop()


def test_a_socket_that_is_opened_while_the_others_are_closed_is_closed_too() -> None:
    with closed_while_it_opens(1):
        pass


def test_a_socket_that_slack_wants_renewed_while_it_is_closed_is_not_left_open() -> None:
    with closed_while_it_opens(WANTED + 1) as workspace:
        ask(f"{workspace.url}/control/disconnect", {})
