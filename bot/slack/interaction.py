"""One press of a button or choice in a picker, as Slack tells of it.

https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from slack_sdk import WebClient

from bot.context import Body
from bot.slack import carried, sure
from bot.slack.blocks import Answer
from bot.slack.carried import Carried
from bot.slack.forms import window
from bot.slack.registry import Request
from bot.slack.respond import show
from bot.slack.view_state import ViewState
from db.guard.kinds import Kind
from db.privacy import PersonalDataError


def _as_read(_: str, meant: Request) -> Request:
    return meant


@dataclass(frozen=True)
class Interaction:
    """What was pressed, by whom, and where.

    `in_gist` returns what is asked by words that a button types and that no verb understood.
    """

    client: WebClient
    body: Body
    in_gist: Callable[[str, Request], Request] = _as_read

    @property
    def name(self) -> str:
        """Return the action_id of what was pressed."""
        return str(self.body["actions"][0]["action_id"])

    @property
    def block_id(self) -> str:
        return str(self.body["actions"][0].get("block_id", ""))

    @property
    def value(self) -> Carried:
        """Return what it carries; RefusedError where it is not as the bot writes it."""
        return Carried({name: each for name, each in self._carried.items() if name != sure.KEY})

    @property
    def sure_of(self) -> frozenset[Kind]:
        """Return the kinds of personal data of which this press says that it is no child's."""
        return sure.kinds_of(self._carried.get(sure.KEY, ()))

    def ask_first(self, error: PersonalDataError) -> Answer:
        """Ask whether it is about a child; the same press does it all the same."""
        return sure.question(error, self.name, self.value, self.sure_of)

    @cached_property
    def _carried(self) -> Carried:
        return carried.checked(carried.read(self.body["actions"][0].get("value")))

    @property
    def chosen(self) -> str:
        """Return the value of what was chosen; RefusedError where there is none."""
        return carried.text_of(self.body["actions"][0].get("selected_option"))

    def chosen_parts(self, count: int) -> list[str]:
        """Return the words of what was chosen; RefusedError where they are not so many."""
        parts = self.chosen.split()
        if len(parts) != count:
            raise carried.out_of_date()
        return parts

    @property
    def user(self) -> str:
        """Return the Slack id of the person who pressed."""
        return str(self.body["user"]["id"])

    @property
    def shown_at(self) -> datetime | None:
        """Return when the message was written or last rewritten; None outside of messages."""
        ts = self.body.get("container", {}).get("message_ts")
        return written_at({"ts": ts, **(self.body.get("message") or {})}) if ts else None

    @property
    def looks_at(self) -> Carried:
        """Return what is chosen in the App Home that was pressed in, and in which of its rows.

        Nothing elsewhere.
        """
        view = self.body.get("view") or {}
        if view.get("type") != "home":
            return Carried()
        told = carried.read(view.get("private_metadata"))
        kinds = {"show": str, "page": int, "beside": str}
        return Carried({**carried.checked(told, kinds), "pressed": self.block_id})

    def state(self, *, replace: bool = False) -> ViewState:
        """Return where it was pressed; `replace` lets the result take that place."""
        container, message = self.body.get("container", {}), self.value.get("m")
        return ViewState(
            number=self.value.get("n"),
            message_id=message if isinstance(message, int) else None,
            audit=self.value.get("a"),
            reply_to=str(self.body.get("response_url") or ""),
            home=container.get("type") == "view",
            looks_at=self.looks_at,
            channel=str(container.get("channel_id") or ""),
            ts=str(container.get("message_ts") or ""),
            replace=replace,
        )

    def tell(self, answer: Answer) -> None:
        """Say something beside what was pressed; in the App Home, in a small window."""
        reply_to = self.body.get("response_url")
        if reply_to:
            show(self.client, str(reply_to), answer)
            return
        view = window("That did not work", answer)
        self.client.views_open(trigger_id=self.body["trigger_id"], view=view)


def written_at(message: Mapping[str, Any]) -> datetime:
    """Return when a message was written or last rewritten, by Slack's clock."""
    edited = message.get("edited") or {}
    return datetime.fromtimestamp(float(edited.get("ts") or message["ts"]), UTC)
