"""The app itself, entered as Slack does: all that it says and writes is returned, none of it stays.

What is said goes to a client that keeps it; what is written is written, told and rolled back.
"""

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, Final, NamedTuple

import pytest
from slack_bolt import App, BoltContext, BoltRequest, BoltResponse
from slack_sdk import WebClient
from slack_sdk.web import SlackResponse
from sqlalchemy import select

from bot import app
from bot.context import ContextFactory
from bot.measures import pictures
from bot.people.directory import Directory
from bot.slack import files, respond, upload
from bot.slack.file_answer import File
from db.models import Message
from db.session import Database, Session
from jobs.context import Council
from jobs.rules.pictures import Drawing
from tests.bot.entrances import Body
from tests.databases import each_statement
from tests.people import NOW
from tests.unhurried import UNHURRIED, unbounded

A_FILE: Final = {"id": "F1", "name": "plan.csv", "size": 40, "url_private_download": "/F1"}
A_PLAN: Final = b"Ref,Action\nA-1,Agree the list\n"
World = Callable[[Session], object]
_FAULT = re.compile(r"(?<=this reference: `)[0-9a-f]{6}(?=`)")
_LISTED = re.compile(r"\(\?(?:, \?)*\)")
_TOKEN = re.compile(r"\b[0-9a-f]{32}\b")


class Told(NamedTuple):
    """What came of one entrance: what Slack was answered and asked, and what was written."""

    said: tuple[str, ...]
    wrote: tuple[str, ...]


class Sent(NamedTuple):
    """A message that was written to somebody: to whom, of which kind, and about what."""

    to: int
    kind: str
    about: Mapping[str, Any]


class KeepingClient(WebClient):
    """Says yes to whatever it is asked, and keeps it."""

    def __init__(self, kept: list[str]) -> None:
        super().__init__("xoxb-a")
        self.kept = kept

    def api_call(self, api_method: str, **asked: object) -> SlackResponse:
        """Keep what Slack is asked for."""
        self.kept.append(f"{api_method} {_sorted(asked)}")
        answer = {"ok": True, "channel": {"id": "D1"}, "ts": "1.1", "user_id": "UBOT"}
        known = {"permalink": "https://slack.example/p1", "view": {"id": "V1"}, "team_id": "T"}
        known |= {"upload_url": "http://127.0.0.1:1/x", "file_id": "F1", "file": A_FILE}
        if api_method == "chat.postMessage":
            answer["channel"] = "D1"
        return SlackResponse(
            client=self, http_verb="POST", api_url="", req_args={}, data=answer | known,
            headers={}, status_code=200,
        )  # fmt: skip


@dataclass(frozen=True)
class ForgetfulDatabase(Database):
    """Keeps nothing: each unit of work sees the world it is given, and is rolled back."""

    world: list[World] = field(default_factory=list)
    wrote: list[str] = field(default_factory=list)
    telling: list[bool] = field(default_factory=lambda: [False])
    messages: list[Sent] = field(default_factory=list)

    def begin(self) -> AbstractContextManager[Session]:
        return self._unit(told=True)

    def read(self) -> AbstractContextManager[Session]:
        return self._unit(told=False)

    @contextmanager
    def _unit(self, *, told: bool) -> Iterator[Session]:
        with self._writers() as session:
            try:
                for change in self.world:
                    change(session)
                if self.world:
                    session.flush()
                    session.expire_all()
                before = len(self.wrote)
                latest = _latest(session) if told else 0
                self.telling[0] = told
                try:
                    yield session
                    session.flush()
                    if told and _latest(session) > latest:
                        self.messages.extend(_messages(session, latest))
                except BaseException:
                    del self.wrote[before:]  # it was rolled back
                    raise
                finally:
                    self.telling[0] = False
            finally:
                session.expunge_all()  # what was read stays readable, as after a commit
                session.rollback()


def _latest(session: Session) -> int:
    """Return the number of the latest message, at a fifth of what a session's question costs."""
    asked = session.connection().exec_driver_sql("SELECT max(id) FROM message")
    return int(asked.scalar() or 0)


def _messages(session: Session, latest: int) -> Iterator[Sent]:
    """Yield what was written to somebody's direct messages since the message of that number."""
    new = select(Message).where(Message.id > latest, Message.channel.is_(None))
    for message in session.scalars(new):
        yield Sent(message.person_id, message.kind, message.about)


class WayIn:
    """The app, with every listener it has, and what comes of coming in by one of them."""

    def __init__(self, database: Database, council: Council) -> None:
        self.kept: list[str] = []
        self.asked: list[str] = []  # what was asked of the database, without what it was asked for
        self.client = KeepingClient(self.kept)
        self.database = ForgetfulDatabase(database.engine, database._writers, database._readers)
        contexts = ContextFactory(self.database, lambda: NOW, council)
        directory = Directory(self.database, frozenset(), frozenset(), lambda: NOW)
        self.contexts = contexts
        contexts.home.team = "T"  # Bolt asks Slack for it before any listener is asked
        object.__setattr__(contexts, "notes", SimpleNamespace(add=lambda _: None))
        self.app: App = app.build(self.client, contexts, directory, UNHURRIED, unbounded())
        self._known: dict[str, Any] = {}

    def _executed(self, statement: str, parameters: object) -> None:
        self.asked.append(_LISTED.sub("(?)", statement))
        changes = re.match(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM) (?!seen\b)", statement)
        if self.database.telling[0] and changes:
            self.database.wrote.append(f"{statement} {parameters}")

    def keep_replies(self, patch: pytest.MonkeyPatch) -> None:
        """Let what goes to a response_url, or as a file, be kept with the rest."""
        patch.setattr(respond, "reply_client", lambda *_: KeepingReply(self.kept))
        patch.setattr(upload, "_put", lambda _, sent, *__: self._file(sent))
        patch.setattr(files, "_content", lambda *_: A_PLAN)
        patch.setattr(pictures, "drawn", drawn_once)

    def _file(self, sent: bytes) -> None:
        self.kept.append(f"file {text_of(sent)}")

    def tell(self, name: str, body: Body) -> Told:
        """Return what comes of one entrance, `name` being what it is called."""
        listener = self._listener(name, body)
        self.kept.clear()
        self.database.wrote.clear()
        self.database.messages.clear()
        self.asked.clear()
        context = BoltContext({})
        found = {"context": context, "client": self.client, "body": body, "ack": context.ack}
        given = {one: found[one] for one in listener.arg_names if one in found}
        with each_statement(self.database, self._executed):
            listener.ack_function(**given)
        answer = context.ack.response
        said = [f"ack {answer.status} {answer.body}" if answer else "never acknowledged"]
        said += self.kept
        return Told(tuple(map(_steady, said)), tuple(map(_steady, self.database.wrote)))

    def _listener(self, name: str, body: Body) -> Any:  # noqa: ANN401  (Bolt's own listener)
        if name not in self._known:
            request = BoltRequest(body=json.dumps(body), mode="socket_mode")
            response = BoltResponse(status=200)
            self._known[name] = next(
                one for one in self.app._listeners if one.matches(req=request, resp=response)
            )
        return self._known[name]


DRAWN: Final[dict[str, File]] = {}


def drawn_once(drawing: Drawing, draw: Callable[[Drawing], File] = pictures.drawn) -> File:
    """Draw a picture; the same drawing is the same picture, and to draw it takes most of a report.

    `draw` is the bot's own, as it is before this takes its place.
    """
    asked = repr(drawing)
    assert " at 0x" not in asked  # it says all that is drawn
    if asked not in DRAWN:
        DRAWN[asked] = draw(drawing)
    return DRAWN[asked]


class KeepingReply:
    """Stands for the address to which an answer is posted."""

    kept: list[str]

    def __init__(self, kept: list[str]) -> None:
        self.kept = kept

    def send(self, **told: object) -> SimpleNamespace:
        """Keep the answer."""
        self.kept.append(f"reply {_sorted(told)}")
        return SimpleNamespace(status_code=200)


def text_of(sent: bytes) -> str:
    """Return the words of a file, of Excel and Word too; a picture has none."""
    if not zipfile.is_zipfile(io.BytesIO(sent)):
        return "a picture" if sent.startswith(b"\x89PNG") else sent.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(sent)) as archive:
        parts = [one for one in archive.namelist() if not one.startswith("docProps/")]
        return " ".join(text_of(archive.read(one)) for one in parts)


def _sorted(told: Mapping[str, object]) -> str:
    return json.dumps(told, sort_keys=True, default=str)


def _steady(said: str) -> str:
    """Return it without what differs each time: the references of faults, tokens."""
    return _TOKEN.sub("token", _FAULT.sub("fault", said))
