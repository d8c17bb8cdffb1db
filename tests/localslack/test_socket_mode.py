from collections.abc import Iterator

import pytest
from slack_sdk.socket_mode.request import SocketModeRequest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from localslack.context import Patience
from localslack.kinds import Json
from localslack.server import Workspace
from tests.localslack.slack import (
    Bot,
    Browser,
    Stream,
    client,
    listening,
    running,
)
from tests.waiting import eventually

TITLED: Json = {"title": {"type": "plain_text", "text": "x"}, "blocks": [{"type": "divider"}]}
IMPATIENT = Patience(ack=0.2, retries=(0.0, 0.0, 0.0))


def silent(_: SocketModeRequest) -> Json | None:
    return None


@pytest.fixture(scope="module")
def hurried() -> Iterator[Workspace]:
    with running(patience=IMPATIENT) as workspace:
        yield workspace


@pytest.fixture(scope="module")
def hurried_bot(hurried: Workspace) -> Iterator[Bot]:
    with listening(hurried) as bot:
        yield bot


@pytest.fixture
def slow_bot(hurried_bot: Bot) -> Bot:
    """A bot that does not acknowledge."""
    hurried_bot.told.clear()
    hurried_bot.answer = silent
    return hurried_bot


def command(workspace: Workspace, text: str = "/action list") -> Json:
    answer: Json = Browser(workspace).post("/page/command", user="U01", channel="C01", text=text)
    return answer


def test_a_ticket_opens_one_socket_which_says_hello(workspace: Workspace) -> None:
    app = client(workspace, "xapp-local")
    url = app.apps_connections_open(app_token="xapp-local")["url"]
    with connect(url) as socket:
        assert '"hello"' in str(socket.recv())
    with pytest.raises(InvalidStatus, match="403"), connect(url):
        pass


def test_the_page_is_told_when_a_bot_comes_and_goes() -> None:
    with running() as workspace:
        stream = Stream(workspace, "U01")
        assert not stream.expect("connected")["connected"]  # as it is when the stream begins
        with listening(workspace):
            assert stream.expect("connected")["connected"]
        assert not stream.expect("connected")["connected"]


def test_each_envelope_goes_to_one_of_the_connections(workspace: Workspace) -> None:
    with listening(workspace) as first, listening(workspace) as second:
        for _ in range(4):
            command(workspace)
        assert (len(first.told), len(second.told)) == (2, 2)


def test_without_a_bot_a_command_fails_in_slacks_words() -> None:
    with running() as workspace:
        stream = Stream(workspace, "U01")
        assert command(workspace)["outcome"] == "failed"
        failed = stream.expect("failed")
        assert failed["text"] == '/action failed with the error "dispatch_failed"'
        assert failed["channel"] == "C01"


def test_a_command_nobody_acknowledges_fails_and_is_not_sent_again(
    hurried: Workspace, slow_bot: Bot
) -> None:
    stream = Stream(hurried, "U01")
    command(hurried)
    assert stream.expect("failed")["text"] == '/action failed with the error "operation_timeout"'
    command(hurried, "/plain")  # whatever was to be sent again would have come before this
    slow_bot.expect_request("slash_commands")
    assert slow_bot.expect("slash_commands")["command"] == "/plain"


def test_a_submission_nobody_acknowledges_is_a_trouble_connecting(
    hurried: Workspace, slow_bot: Bot
) -> None:
    command(hurried)
    trigger = slow_bot.expect("slash_commands")["trigger_id"]
    view = slow_bot.web.views_open(trigger_id=trigger, view={"type": "modal", **TITLED})["view"]
    answer = Browser(hurried).post("/page/submit", user="U01", view_id=view["id"], state={})
    assert answer == {"outcome": "failed", "text": "We had some trouble connecting. Try again?"}


def test_an_event_nobody_acknowledges_is_sent_again_three_times(
    hurried: Workspace, slow_bot: Bot
) -> None:
    Browser(hurried).post("/page/message", user="U01", channel="D01", text="hello")
    told = [slow_bot.expect_request("message") for _ in range(4)]
    assert [one.retry_attempt for one in told] == [0, 1, 2, 3]
    assert [one.retry_reason for one in told] == ["", "timeout", "timeout", "timeout"]
    assert len({one.payload["event_id"] for one in told}) == 1


def test_an_event_told_when_no_bot_was_there_comes_later() -> None:
    with running(patience=Patience(retries=(0.0, 1.0))) as workspace:
        Browser(workspace).post("/page/message", user="U01", channel="D01", text="early")
        with listening(workspace) as bot:
            request = bot.expect_request("message")
        assert request.retry_reason == "connection_failed"


def test_a_test_may_have_the_last_envelope_sent_again(workspace: Workspace, bot: Bot) -> None:
    command(workspace)
    first = bot.expect_request("slash_commands")
    assert Browser(workspace).post("/control/redeliver") == {"acknowledged": True}
    again = bot.expect_request("slash_commands")
    assert again.payload == first.payload
    assert (first.retry_attempt, again.retry_attempt) == (None, 1)


def test_a_refreshed_bot_connects_again_and_misses_nothing() -> None:
    with running() as workspace, listening(workspace) as bot:
        page = Browser(workspace)
        page.post("/control/disconnect")
        eventually(lambda: page.get("/page/bootstrap")["connected"] or None, "the bot to come back")
        assert command(workspace) == {"outcome": "acknowledged"}
        assert bot.expect("slash_commands")["command"] == "/action"


def test_stopping_closes_sockets_and_streams() -> None:
    with running() as workspace:
        stream = Stream(workspace, "U01")
        with listening(workspace):
            workspace.stop()
            stream.wait()
