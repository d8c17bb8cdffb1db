"""A council whose messages are delivered and kept fresh, and what is pressed in them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from bot.context import ContextFactory
from bot.delivery.card_refresher import CardRefresher
from bot.delivery.render import MessageRenderer
from bot.delivery.retry import RetryPolicy
from bot.delivery.sender import Delivery
from bot.delivery.transport import outbox_client
from bot.presenter import MessagePresenter
from bot.refusals import refusal_words
from bot.registry import BUTTONS, FORMS
from bot.slack.blocks import Answer
from bot.slack.buttons import opened
from bot.slack.interaction import Interaction
from bot.slack.registry import OpenForm, OpenView
from bot.slack.view_state import ViewState
from db.errors import RefusedError
from db.models import CardItem, LiveAudit, Message, MessageName, Person
from db.outbox import queries as outbox
from jobs.context import CommandNames, RequestContext
from tests.bot.commands.said import Saying, controls
from tests.contexts import AT_ONCE
from tests.council_slack import TOKEN, CouncilSlack
from tests.people import NOW, Council

Json = dict[str, Any]


@dataclass
class CardWorld:
    """A council, its Slack, and a clock that tests move."""

    council: Council
    slack: CouncilSlack
    at: datetime = NOW

    def __call__(self) -> datetime:
        """Return the time."""
        return self.at

    @cached_property
    def contexts(self) -> ContextFactory:
        return ContextFactory(self.council.database, self, AT_ONCE)

    @cached_property
    def delivery(self) -> Delivery:
        return Delivery(
            self.council.database,
            outbox_client(TOKEN, self.slack.api),
            MessageRenderer(AT_ONCE).render,
            now=self,
            monotonic=lambda: self.at.timestamp(),
            policy=RetryPolicy(between_posts_s=0),
        )

    def refresher(self) -> CardRefresher:
        """Return what a bot that has just started keeps its messages fresh with."""
        return CardRefresher(self.contexts, outbox_client(TOKEN, self.slack.api))

    def later(self, **by: float) -> None:
        """Let time pass, and the bot's clock tick."""
        self.at += timedelta(**by)
        self.tick()

    def tick(self) -> None:
        """Deliver what is due, and rewrite what has changed."""
        self.delivery.send_pending()
        self.refresher().refresh()

    def tells(self, to: Person, kind: MessageName, about: Mapping[str, Any]) -> int:
        """Write a message; return its number."""
        key = f"{kind}:{to.id}:{json.dumps(about)}"
        with self.council.database.begin() as session:
            number = outbox.add(session, outbox.NewMessage(key, to, kind, about, self.at))
        assert number is not None
        return number

    def morning(self, to: Person, role: str, *actions: int, due: str = "2026-12-04") -> int:
        """Write somebody's morning message about actions."""
        listed = [{"id": one, "as": role, "due": due, "step": "7"} for one in actions]
        about = {"actions": listed, "day": self.at.date().isoformat()}
        return self.tells(to, MessageName.DAILY_DIGEST, about)

    def says(self, who: Person, typed: str) -> bool:
        """Type something; say whether it was taken."""
        try:
            Saying(self.council, who, self.at).says(typed)
        except RefusedError:
            return False
        return True

    def presses(self, number: int, label: str) -> None:
        """Press a button of a message, as a listener carries it out before it is shown."""
        [(row, shown)] = self.shown([number])
        control = next(one for one in controls(shown["blocks"]) if _label(one) == label)
        button = next(one for one in BUTTONS if one.matches(control["action_id"]))
        click = self._click(row.person, control, shown)
        with self.contexts.open({"user_id": row.person.slack_id}) as ctx:
            answer = button.work(click, ctx)
            assert isinstance(answer, Answer)
            MessagePresenter().render(ctx, button.state_of(click), answer)

    def does(self, number: int, label: str) -> Answer | None:
        """Press a button of a message, and hand in the form that it opens, if it opens one."""
        [(row, shown)] = self.shown([number])
        control = next(one for one in controls(shown["blocks"]) if _label(one) == label)
        button = next(one for one in BUTTONS if one.matches(control["action_id"]))
        click = self._click(row.person, control, shown)
        state = button.state_of(click)
        with self.contexts.open({"user_id": row.person.slack_id}) as ctx:
            reply = button.work(click, ctx)
            form = FORMS[reply.form] if isinstance(reply, OpenForm) else None
            if isinstance(reply, OpenForm):
                reply = opened(FORMS, reply, state, ctx)
        if form is not None and isinstance(reply, OpenView):
            view = filled_in_somehow(reply.view, self.at.date())
            state = ViewState.read(view)
            # What it holds as it opens may be no change, which it then says.
            with (
                suppress(RefusedError),
                self.contexts.open({"user_id": row.person.slack_id}) as ctx,
            ):
                reply = form.submit(form.read(view, ctx), state, ctx)
        if not isinstance(reply, Answer):
            return None
        with self.contexts.open({"user_id": row.person.slack_id}) as ctx:
            MessagePresenter().render(ctx, state, reply)
        return reply

    def is_open(self, audit: int) -> bool:
        """Say whether an audit is still to be held."""
        with self.council.database.read() as session:
            return session.get_one(LiveAudit, audit).is_open

    def showing(self, number: int, kind: str = "action") -> Sequence[int]:
        """Return the messages that show an action or an audit, by number."""
        query = select(CardItem.message_id).where(CardItem.number == number)
        with self.council.database.read() as session:
            return session.scalars(query.where(CardItem.kind == kind)).all()

    def updates(self) -> int:
        """Return how often a message was rewritten."""
        return len(self.slack.calls("chat.update"))

    def shown(self, only: Sequence[int] = ()) -> list[tuple[Message, Json]]:
        """Return the messages that stand in Slack, and how they read now."""
        found = {(one["channel"], one["ts"]): one for one in self.slack.messages()}
        query = select(Message).options(joinedload(Message.person)).order_by(Message.id)
        with self.council.database.read() as session:
            rows = session.scalars(query.where(Message.id.in_(only)) if only else query).all()
        places = ((row, (row.slack_channel, row.slack_ts)) for row in rows)
        return [(row, found[place]) for row, place in places if place in found]

    def read(self, number: int) -> str:
        """Return how a message reads now."""
        [(_, shown)] = self.shown([number])
        return " ".join(_words(shown["blocks"]))

    def buttons(self, number: int) -> list[str]:
        """Return what can be pressed in a message now."""
        [(_, shown)] = self.shown([number])
        return [_label(one) for one in controls(shown["blocks"]) if "text" in one]

    def refused(self, only: Sequence[int] = ()) -> list[str]:
        """Press every button of every message; return what was refused. Nothing of it stays."""
        return [
            f"message {row.id} to {row.person.name}: {words}"
            for row, shown in self.shown(only)
            for control in controls(shown["blocks"])
            if control["action_id"] != "why_message"
            for words in self._pressed(row.person, control, shown)
        ]

    @staticmethod
    def _click(who: Person, control: Json, shown: Json) -> Interaction:
        container = {"channel_id": shown["channel"], "message_ts": shown["ts"]}
        body = {"actions": [control], "user": {"id": who.slack_id}, "container": container}
        return Interaction(None, body)  # type: ignore[arg-type]  # no Slack is asked

    def _pressed(self, who: Person, control: Json, shown: Json) -> Iterator[str]:
        button = next((one for one in BUTTONS if one.matches(control["action_id"])), None)
        if button is None or control["type"] != "button":
            return
        click = self._click(who, control, shown)
        with self.council.database.begin() as session:
            ctx = RequestContext(session, session.get_one(Person, who.id), self.at, AT_ONCE)
            try:
                reply = button.work(click, ctx)
                if isinstance(reply, OpenForm):
                    opened(FORMS, reply, button.state_of(click), ctx)
            except RefusedError as refused:
                words = refusal_words(refused, CommandNames())
                yield f"{control['action_id']} {control.get('value')}: {words}"
            finally:
                session.rollback()


def filled_in_somehow(view: Mapping[str, Any], today: date) -> Json:
    """Return a form as somebody hands it in: as it opens, and what it asks besides filled in."""
    values: dict[str, Json] = {}
    for block in view["blocks"]:
        if block["type"] != "input":
            continue
        element = block["element"]
        values[block["block_id"]] = {
            element["action_id"]: {"type": element["type"], **_given(element, block, today)}
        }
    return {**view, "state": {"values": values}}


def _given(element: Json, block: Json, today: date) -> Json:
    """Return what is chosen or typed in one input."""
    kind, needed = element["type"], not block.get("optional")
    options = element.get("options") or [
        one for group in element.get("option_groups", ()) for one in group["options"]
    ]
    if kind in {"checkboxes", "multi_static_select"}:
        return {"selected_options": element.get("initial_options") or (options[:1] * needed)}
    if options:
        return {
            "selected_option": element.get("initial_option") or (options[0] if needed else None)
        }
    names = {
        "datepicker": ("date", "selected_date", f"{today + timedelta(days=3)}"),
        "timepicker": ("time", "selected_time", "11:00"),
        "users_select": ("user", "selected_user", "U06"),
    }
    initial, name, usual = names.get(kind, ("value", "value", "Agreed with the team"))
    return {name: element.get(f"initial_{initial}") or (usual if needed else None)}


def _label(control: Json) -> str:
    return str(control.get("text", {}).get("text"))


def _words(block: object) -> Iterator[str]:
    if isinstance(block, list):
        for one in block:
            yield from _words(one)
    elif isinstance(block, dict):
        if isinstance(block.get("text"), str):
            yield block["text"]
        for one in block.values():
            if isinstance(one, dict | list):
                yield from _words(one)
