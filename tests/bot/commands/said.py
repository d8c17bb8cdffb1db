"""What comes of a command: carried out against a database as the listeners do, told in one line."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.context import ContextFactory
from bot.home.listeners import understood
from bot.registry import ACTIONS, AUDITS, FORMS, STATUS
from bot.slack.blocks import Answer, Block
from bot.slack.buttons import opened
from bot.slack.carrying_out import carry_out
from bot.slack.registry import OpenForm, OpenView, Reply
from bot.slack.view_state import ViewState
from db.errors import RefusedError
from db.models import Action, Event, Person
from jobs.context import CommandNames, RequestContext
from tests.contexts import COUNCIL
from tests.people import NOW, Council

NAMES = CommandNames()
SETS = {"/action": ACTIONS, "/audit": AUDITS, "/status": STATUS}


@dataclass
class Saying:
    """Somebody who types to the bot."""

    council: Council
    who: Person
    at: datetime = NOW

    @property
    def contexts(self) -> ContextFactory:
        return ContextFactory(self.council.database, lambda: self.at, COUNCIL)

    def says(self, typed: str) -> Reply:
        """Type after a slash command, or, where it begins with none, to the bot itself."""
        command = next((name for name in SETS if typed.split(maxsplit=1)[0:1] == [name]), None)
        if command is None:
            request = understood(typed, NAMES)
        else:
            request = SETS[command].parse(typed.removeprefix(command), command)

        def finish(reply: Reply, ctx: RequestContext) -> Reply:
            if isinstance(reply, OpenForm):
                return opened(FORMS, reply, ViewState(), ctx)
            return reply

        return carry_out(self.contexts, {"user_id": self.who.slack_id}, request, finish)

    def outcome(self, typed: str) -> str:
        """Return what came of it, in one line."""
        before = self._latest()
        try:
            reply = self.says(typed)
        except RefusedError as refused:
            return f"refused: {refused}"
        done = list(self._since(before))
        return " + ".join([*done, *told_of(reply, is_done=bool(done))])

    def _latest(self) -> int:
        with self.council.database.read() as session:
            return session.scalar(select(Event.id).order_by(Event.id.desc())) or 0

    def _since(self, event_id: int) -> Iterator[str]:
        with self.council.database.read() as session:
            query = select(Event).where(Event.id > event_id).order_by(Event.id)
            for event in session.scalars(query):
                action = session.get_one(Action, event.action_id)
                yield " | ".join(filter(None, _told(event, action)))


def _told(event: Event, action: Action) -> Iterator[str]:
    yield f"{event.kind} {action.title if event.kind == 'added' else f'#{action.id}'}"
    if event.kind in {"added", "given"}:
        yield action.owner.name if action.owner else "no owner"
    if event.kind in {"added", "moved"}:
        yield f"{action.due_on}" if action.due_on else "no date"
    yield event.note


def told_of(reply: Reply, *, is_done: bool) -> Iterator[str]:
    """Yield how an answer is told: a form with what stands in it, a question with its buttons."""
    if isinstance(reply, OpenView):
        yield f"form {reply.view['title']['text']}{filled_of(reply.view['blocks'])}"
    elif isinstance(reply, Answer) and reply.asks:
        yield f"asks {' / '.join(labels(list(reply.blocks)))}"
    elif isinstance(reply, Answer) and not is_done:
        yield f"says {reply.text}"


def labels(blocks: list[Block]) -> Iterator[str]:
    """Yield the words on every button."""
    for block in blocks:
        for element in block.get("elements", []) if block["type"] == "actions" else []:
            if element["type"] == "button":
                yield element["text"]["text"]


def filled_of(blocks: list[Block]) -> str:
    """Return what stands in a form, and what is said of it."""
    held = []
    for block in blocks:
        if block.get("block_id") == "problem":
            held.append(f"! {block['elements'][0]['elements'][0]['text']}")
        element = block.get("element", {})
        value = next((element[name] for name in element if name.startswith("initial_")), None)
        if isinstance(value, str):
            held.append(f"{block['block_id']}={value}")
    return "".join(f" | {each}" for each in held)


def press(saying: Saying, answer: Answer, label: str) -> Reply:
    """Press one of its buttons."""
    from bot.registry import BUTTONS
    from bot.slack.interaction import Interaction

    found = next(
        element
        for block in answer.blocks
        for element in (block.get("elements", []) if block["type"] == "actions" else [])
        if element["type"] == "button" and element["text"]["text"] == label
    )
    body = {"actions": [found], "user": {"id": saying.who.slack_id}}
    button = next(each for each in BUTTONS if each.matches(found["action_id"]))
    click = Interaction(None, json.loads(json.dumps(body)))  # type: ignore[arg-type]  # no Slack
    with saying.contexts.open(body) as ctx:
        reply = button.work(click, ctx)
        return (
            opened(FORMS, reply, button.state_of(click), ctx)
            if isinstance(reply, OpenForm)
            else reply
        )
