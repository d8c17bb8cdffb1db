"""A small real bot, over Socket Mode, which gives the page something to show."""

import threading
from collections.abc import Callable
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk import WebClient

from tests.localslack.page.forms import FORM, home, pushed
from tests.waiting import HANG_S

Answer = Callable[..., Any]


class SampleBot:
    """Answers `/action <scene>`: `heard` is what it was sent, `go_on` lets a held answer out.

    What was sent from another channel than `channel` is not kept: a command that an earlier test
    sent as its last step may arrive while the next one runs.
    """

    def __init__(self, url: str) -> None:
        self.client = WebClient(token="xoxb-local", base_url=f"{url}/api/")
        self.heard: list[dict[str, Any]] = []
        self.channel = ""
        self.go_on = threading.Event()
        self.go_on.set()
        app = App(name="sample", client=self.client, signing_secret="not used by Socket Mode")
        app.command("/action")(self._command)
        app.action("done")(self._done)
        app.action("push")(self._push)
        app.action("other")(self._other)
        app.view("form")(self._submitted)
        app.view("pushed")(self._pushed_submitted)
        app.view_closed("pushed")(self._closed)
        app.shortcut("add_action")(self._shortcut)
        app.shortcut("keep")(self._shortcut)
        app.event("app_home_opened")(self._home)
        self._handler = SocketModeHandler(app, "xapp-local")

    def start(self) -> None:
        """Connect."""
        self._handler.connect()  # type: ignore[no-untyped-call] # slack_bolt leaves it untyped

    def stop(self) -> None:
        """Disconnect."""
        self._handler.close()  # type: ignore[no-untyped-call] # slack_bolt leaves it untyped

    def listen_to(self, channel: str) -> None:
        """Forget what was heard, and from now on keep what this channel sends."""
        self.channel = channel
        self.heard.clear()

    def _hear(self, body: dict[str, Any]) -> None:
        sent_from = body.get("channel_id") or body.get("channel", {}).get("id", self.channel)
        if sent_from == self.channel:
            self.heard.append(body)

    def _command(self, ack: Answer, body: dict[str, Any], respond: Answer) -> None:
        self._hear(body)
        self.go_on.wait(HANG_S)
        ack()
        if body["text"] == "form":
            self.client.views_open(trigger_id=body["trigger_id"], view=FORM)
        else:
            respond(f"You typed {body['text']}")

    def _done(self, ack: Answer, body: dict[str, Any], respond: Answer) -> None:
        ack()
        self._hear(body)
        self.go_on.wait(HANG_S)
        blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "*#12* is done"}}]
        respond(text="done", blocks=[*blocks, body["message"]["blocks"][-1]], replace_original=True)

    def _other(self, ack: Answer, body: dict[str, Any]) -> None:
        ack()
        self._hear(body)

    def _push(self, ack: Answer, body: dict[str, Any]) -> None:
        ack()
        self.client.views_push(trigger_id=body["trigger_id"], view=pushed())

    def _submitted(self, ack: Answer, body: dict[str, Any], view: dict[str, Any]) -> None:
        self._hear(body)
        self.go_on.wait(HANG_S)
        if "943 476 5919" in (view["state"]["values"]["what"]["a"]["value"] or ""):
            ack(response_action="errors", errors={"what": "That looks like an NHS number."})
        else:
            ack()

    def _pushed_submitted(self, ack: Answer) -> None:
        ack(response_action="clear")

    def _closed(self, ack: Answer, body: dict[str, Any]) -> None:
        ack()
        self._hear(body)

    def _shortcut(self, ack: Answer, body: dict[str, Any]) -> None:
        ack()
        self._hear(body)
        self.client.views_open(trigger_id=body["trigger_id"], view=FORM)

    def _home(self, event: dict[str, Any]) -> None:
        self.client.views_publish(user_id=event["user"], view=home(event["user"]))
