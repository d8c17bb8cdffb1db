"""What comes of a command: carried out against a database as the listeners do, told in one line."""

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import select

from bot.audits.heading import refusing_by_name
from bot.context import ContextFactory
from bot.home.gist import OrGist
from bot.home.listeners import addressed
from bot.refusals import refusal_words
from bot.registry import ACTIONS, AUDITS, BUTTONS, FORMS, STATUS
from bot.slack.arguments import with_names
from bot.slack.blocks import Answer, Block, cancel_button
from bot.slack.buttons import opened
from bot.slack.carrying_out import carry_out
from bot.slack.command_set import CommandSet
from bot.slack.interaction import Interaction
from bot.slack.registry import OpenForm, OpenView, Reply, Request
from bot.slack.view_state import ViewState
from db.errors import RefusedError
from db.models import Action, Event, Person, Register
from db.session import Session
from jobs.context import CommandNames, RequestContext
from tests.bot.delivery.as_read import as_read
from tests.contexts import COUNCIL
from tests.people import NOW, Council

CANCEL = str(cancel_button()["action_id"])
MOST_WORDS = 9  # of an answer; the golden files have the rest
NAMES = CommandNames()
SETS = {"/action": ACTIONS, "/audit": AUDITS, "/status": STATUS}


@dataclass
class Saying:
    """Somebody who types to the bot; nothing of it stays."""

    council: Council
    who: Person
    at: datetime = NOW

    def says(self, typed: str) -> Reply:
        """Type after a slash command, or, where it begins with none, to the bot itself."""
        return carry_out(self.staying, self._read(typed), _finish)

    def reads(self, typed: str) -> str:
        """Type, and return the answer as a person reads it."""
        answer = self.says(typed)
        assert isinstance(answer, Answer)
        return as_read(answer)

    def _read(self, typed: str) -> Request:
        with self.council.database.read() as session:
            words = with_names(typed, session)
            return OrGist(_addressed(words)[2], request_of(words))

    def staying(self) -> AbstractContextManager[RequestContext]:
        """Open a unit of work that stays."""
        contexts = ContextFactory(self.council.database, lambda: self.at, COUNCIL)
        return contexts.open({"user_id": self.who.slack_id})

    def outcome(self, typed: str) -> str:
        """Return what comes of it, in one line; nothing of it stays."""
        happened: list[str] = []
        try:
            trying = partial(self._trying, happened)
            reply = carry_out(trying, self._read(typed), _finish)
        except RefusedError as refused:
            return f"refused: {refusal_words(refused, NAMES)}"
        return " + ".join([*happened, *told_of(reply, is_done=bool(happened))])

    def tries(self, typed: str) -> Reply:
        """Type, and return the answer; nothing of it stays."""
        return carry_out(partial(self._trying, []), request_of(typed), _finish)

    @contextmanager
    def _trying(self, happened: list[str]) -> Iterator[RequestContext]:
        """Open a unit of work that is rolled back, and keep what happened in it."""
        with self.council.database.begin() as session:
            before = session.scalar(select(Event.id).order_by(Event.id.desc())) or 0
            person = session.get_one(Person, self.who.id)
            ctx = RequestContext(session, person, self.at, COUNCIL)
            try:
                with refusing_by_name(ctx):
                    yield ctx
                session.flush()
                happened.extend(_since(session, before))
            finally:
                session.rollback()

    def presses(self, answer: Answer, label: str) -> Reply:
        """Press one of its buttons; what it does stays."""
        found = next(each for each in controls(list(answer.blocks)) if words_on(each) == label)
        body = {"actions": [found], "user": {"id": self.who.slack_id}}
        button = next(each for each in BUTTONS if each.matches(found["action_id"]))
        pressed = json.loads(json.dumps(body))
        click = Interaction(None, pressed, OrGist)  # type: ignore[arg-type]  # no Slack
        with self.staying() as ctx:
            return _finish(button.work(click, ctx), ctx)


def request_of(typed: str) -> Request:
    """Read what is typed as the listeners do."""
    verbs, name, words = _addressed(typed)
    return verbs.parse(words, name)


def _addressed(typed: str) -> tuple[CommandSet, str, str]:
    command, _, rest = typed.partition(" ")
    name, _, below = command.partition("\n")
    if name in SETS:
        return SETS[name], name, f"{below} {rest}" if below else rest
    return addressed(typed, NAMES)


def _finish(reply: Reply, ctx: RequestContext) -> Reply:
    return opened(FORMS, reply, ViewState(), ctx) if isinstance(reply, OpenForm) else reply


def _since(session: Session, event_id: int) -> Iterator[str]:
    query = select(Event).where(Event.id > event_id).order_by(Event.id)
    for event in session.scalars(query):
        yield " | ".join(filter(None, _told(event, session.get_one(Action, event.action_id))))


def _told(event: Event, action: Action) -> Iterator[str]:
    yield f"{event.kind} {action.title if event.kind == 'added' else f'#{action.id}'}"
    if event.kind in {"added", "given"}:
        yield action.owner.name if action.owner else "no owner"
    if event.kind == "added" and action.register != Register.TEAM:
        yield action.register
    if event.kind in {"added", "moved"}:
        yield f"{action.due_on}" if action.due_on else "no date"
    yield event.note


def told_of(reply: Reply, *, is_done: bool) -> Iterator[str]:
    """Yield how an answer is told: a form with what stands in it, a question with its buttons."""
    if isinstance(reply, Answer):
        pressed = {each["action_id"] for each in controls(list(reply.blocks))}
        assert reply.asks or CANCEL not in pressed, f"what can be cancelled asks: {reply.text}"
    if isinstance(reply, OpenView):
        yield f"form {reply.view['title']['text']}{filled_of(reply.view['blocks'])}"
    elif isinstance(reply, Answer) and reply.asks:
        yield f"asks {' / '.join(map(words_on, controls(list(reply.blocks))))}"
    elif isinstance(reply, Answer) and not is_done:
        yield f"says {' '.join(reply.text.split()[:MOST_WORDS])}"


def controls(blocks: list[Block]) -> Iterator[Block]:
    """Yield every button."""
    for block in blocks:
        for element in block.get("elements", []) if block["type"] == "actions" else []:
            if element["type"] == "button":
                yield element


def words_on(button: Block) -> str:
    return str(button["text"]["text"])


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
