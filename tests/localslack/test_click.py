"""Elements used in messages, as Bolt's listeners see them."""

from collections.abc import Iterator

import pytest
from slack_bolt import Ack, App, Respond
from slack_bolt.adapter.socket_mode import SocketModeHandler

from localslack.kinds import Json
from localslack.server import Workspace
from tests.localslack.slack import Bot, Browser, Stream, button, client, running
from tests.waiting import eventually

SELECT = {"type": "users_select", "action_id": "owner"}
BLOCKS: list[Json] = [
    {"type": "actions", "block_id": "b", "elements": [button(value="12"), SELECT]},
]
PRESS = {"type": "button", "block_id": "b", "action_id": "go", "value": "12"}


def press(page: Browser, ts: str, **more: object) -> tuple[int, Json]:
    container = {"type": "message", "channel": "C01", "ts": ts}
    body = {"user": "U01", "container": container, "action": PRESS, **more}
    return page.ask("POST", "/page/action", body)


def test_a_press_tells_the_bot_everything_slack_tells(page: Browser, bot: Bot) -> None:
    ts = bot.web.chat_postMessage(channel="C01", text="due", blocks=BLOCKS)["ts"]

    chosen = {"b": {"owner": {"selected_user": "U02"}}}
    assert press(page, ts, state=chosen) == (200, {"outcome": "acknowledged"})

    payload = bot.expect("block_actions")
    action = payload["actions"][0]
    assert (action["action_id"], action["block_id"], action["value"]) == ("go", "b", "12")
    assert action["text"] == {"type": "plain_text", "text": "Go"}
    assert action["action_ts"] > ts
    assert payload["container"] == {
        "type": "message",
        "message_ts": ts,
        "channel_id": "C01",
        "is_ephemeral": False,
    }
    assert payload["message"]["blocks"] == BLOCKS
    assert payload["channel"] == {"id": "C01", "name": "improvement"}
    owner = {"type": "users_select", "selected_user": "U02"}
    assert payload["state"]["values"] == {"b": {"owner": owner}}
    assert (payload["user"]["id"], payload["team"]["id"]) == ("U01", "T1")
    assert payload["api_app_id"] == "A1"
    assert payload["response_url"]
    assert payload["trigger_id"]


def test_a_press_under_an_ephemeral_message_does_not_hand_it_back(page: Browser, bot: Bot) -> None:
    posted = bot.web.chat_postEphemeral(channel="C01", user="U01", text="x", blocks=BLOCKS)
    press(page, posted["message_ts"])
    payload = bot.expect("block_actions")
    assert payload["container"]["is_ephemeral"]
    assert "message" not in payload


def test_what_is_not_there_cannot_be_pressed(page: Browser, bot: Bot) -> None:
    ts = bot.web.chat_postMessage(channel="C01", text="due", blocks=BLOCKS)["ts"]
    other = {**PRESS, "action_id": "other"}
    status, answer = press(page, ts, action=other)
    assert (status, "no element" in answer["error"]) == (404, True)
    status, answer = press(page, "1.1")
    assert (status, answer["error"]) == (404, "That message is no longer there.")


def test_someone_elses_ephemeral_message_cannot_be_pressed(page: Browser, bot: Bot) -> None:
    posted = bot.web.chat_postEphemeral(channel="C01", user="U02", text="x", blocks=BLOCKS)
    assert press(page, posted["message_ts"])[0] == 403


@pytest.fixture(scope="module")
def bolted() -> Iterator[Workspace]:
    """A workspace with a bot made with Bolt, that works as bots do."""
    with running() as workspace:
        app = App(name="test", client=client(workspace))
        app.command("/action")(_offer)
        app.action("go")(_done)
        handler = SocketModeHandler(app, "xapp-local")
        handler.connect()  # type: ignore[no-untyped-call]  # Bolt types it not
        page = Browser(workspace)
        eventually(lambda: page.get("/page/bootstrap")["connected"] or None, "Bolt to connect")
        yield workspace
        handler.close()  # type: ignore[no-untyped-call]  # Bolt types it not


def _offer(ack: Ack, respond: Respond) -> None:
    ack()
    respond(text="Is it done?", blocks=BLOCKS)


def _done(ack: Ack, respond: Respond, action: Json) -> None:
    ack()
    respond(text=f"#{action['value']} is done", replace_original=True)


def test_a_bolt_app_answers_a_command_and_a_press(bolted: Workspace) -> None:
    page, stream = Browser(bolted), Stream(bolted, "U01")

    page.post("/page/command", user="U01", channel="C01", text="/action")
    offered = stream.expect("message")["message"]
    press(page, offered["ts"])

    changed = stream.expect("changed")["message"]
    assert (changed["ts"], changed["text"]) == (offered["ts"], "#12 is done")
