"""Nobody is told the same at every entrance, whoever they are, and changes nothing by it."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Thread
from typing import ClassVar
from urllib.parse import parse_qs, urlencode

import pytest
from slack_bolt import BoltContext, BoltRequest
from slack_sdk import WebClient
from sqlalchemy import func, select

from bot import app, registry
from bot.context import ContextFactory
from bot.home_workspace import HomeWorkspace
from bot.people.directory import Directory, is_outside, profile_of
from bot.plan.listeners import PRESSED, SUBMITTED
from bot.plan.preview import Handed
from db.actions.queries import visible_to
from db.context import WorkContext
from db.models import Action, AuditEvent, CouncilEvent, Event, Message, MessageName, Person
from db.people import accounts
from db.people.accounts import SlackProfile
from db.people.queries import is_somebody
from db.permissions import Permission, may
from db.session import Session
from jobs.context import Council as Settings
from jobs.rules.working_days import Calendar
from tests.people import NOW, TODAY, Council
from tests.refusals import refused
from tests.turns import sampled
from tests.unhurried import UNHURRIED, unbounded

COUNCIL = Settings(Calendar.of("ENG"))
NEVER_MET = "UNEVERMET"
CARD = "1.7"  # the message about an action of theirs that somebody has
KEPT = (Event, AuditEvent, CouncilEvent, Action)
VALUE = json.dumps(dict.fromkeys("aceghimnorst", 1) | {"month": "2026-12", "list": "mine"})
# What the buttons and the forms below a plan or a sample that was uploaded carry.
OF_A_FILE = json.dumps(Handed(("F1",)).value | {"m": "2026-12-01", "d": "", "g": [1]})
COLUMNS = {"channel": "D1", "ts": "1.1", "table": 0, "handed": Handed(("F1",)).value}
Body = dict[str, object]

_TEAM = re.compile(r"(?<=team_id)\W+T9?\b")  # Bolt says with each call whose request it is about
_REFERENCE = re.compile(r"\b[0-9a-f]{6}\b")
# Who is nobody, and what makes them so: every kind of it is tried in test_nobody.py.
NOBODY = ("a guest by now", "past their last day")


class Recorder(BaseHTTPRequestHandler):
    """Says yes to whatever is posted, and keeps it."""

    kept: ClassVar[Counter[str]] = Counter()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        self.kept[f"{self.path} {body}"] += 1
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(
            b'{"ok":true,"channel":{"id":"D1"},"ts":"1.1","user_id":"UBOT","team_id":"T"}'
        )

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Patient(ThreadingHTTPServer):
    """Lets as many wait as the bot has threads: whoever finds no place is cut off in the end."""

    request_queue_size = 64


@pytest.fixture(scope="module")
def slack() -> Iterator[str]:
    """Give the address of a Slack that takes everything."""
    server = Patient(("127.0.0.1", 0), Recorder)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def entrances(user: str, url: str, team: str = "T") -> Iterator[BoltRequest]:
    """Yield a request of every verb, button, form, shortcut and event, by one user of one team."""
    who: Body = {"user": {"id": user, "team_id": team}, "team": {"id": team}}
    number = count(1)
    for body in (*typed(user, team), *({**each, **who} for each in (*pressed(), *sent()))):
        mark = next(number)
        marks = {"trigger_id": f"{user}.{mark}", "response_url": f"{url}/response/{mark}"}
        encode = urlencode if "command" in body else json.dumps
        yield BoltRequest(body=encode({**body, **marks}), mode="socket_mode")
    for event in events(user):
        told = {"type": "event_callback", "team_id": team, "event_id": f"E{user}{next(number)}"}
        yield BoltRequest(body=json.dumps({**told, "event": event}), mode="socket_mode")


def typed(user: str, team: str) -> Iterator[Body]:
    for command, verbs in registry.command_sets(COUNCIL.commands).items():
        for verb in verbs.verbs:
            asked = {"command": command, "text": verb.example, "user_id": user}
            yield {**asked, "team_id": team, "channel_id": "C1"}


def pressed() -> Iterator[Body]:
    place = {"type": "message", "channel_id": "D1", "message_ts": "1.1"}
    values = {name: VALUE for each in registry.BUTTONS for name in named(each.action_id)}
    for name, value in (values | dict.fromkeys(PRESSED, OF_A_FILE)).items():
        action = {"action_id": name, "block_id": "b", "type": "button", "value": value}
        yield {"type": "block_actions", "actions": [action], "container": place}


def named(pattern: str) -> Iterator[str]:
    """Yield what a button is called, of a pattern with choices and figures."""
    before, choices, after = re.fullmatch(
        r"([^(]*)(?:\(\?:([^)]*)\))?(.*)", pattern.replace(r"\d+", "1").replace(r"\d", "1")
    ).groups()  # type: ignore[union-attr]  # every text is of that form
    for choice in (choices or "").split("|"):
        yield from f"{before}{choice}{after}".split("|")


def sent() -> Iterator[Body]:
    for form in registry.FORMS.values():
        view = {"id": "V1", "type": "modal", "callback_id": form.callback_id, "blocks": []}
        filled = {"private_metadata": "{}", "state": {"values": {}}, "hash": "h"}
        yield {"type": "view_submission", "view": {**view, **filled}}
    for name in SUBMITTED:
        view = {"id": "V1", "type": "modal", "callback_id": name, "blocks": []}
        filled = {"private_metadata": json.dumps(COLUMNS), "state": {"values": {}}, "hash": "h"}
        yield {"type": "view_submission", "view": {**view, **filled}}
    for name in ("add_action", "status"):
        yield {"type": "shortcut", "callback_id": name}
    message = {"channel": {"id": "C1"}, "message": {"ts": "1.1", "text": "Ring Legal"}}
    yield {"type": "message_action", "callback_id": "make_action", **message}


def events(user: str) -> Iterator[Body]:
    file = {"id": "F1", "name": "plan.xlsx", "url_private_download": "http://127.0.0.1:1/x"}
    im = {"type": "message", "channel": "D1", "channel_type": "im", "user": user, "ts": "1.2"}
    yield {"type": "app_home_opened", "user": user, "channel": "D1", "tab": "home"}
    yield {**im, "text": "done 1"}
    yield {**im, "text": "", "subtype": "file_share", "files": [file]}
    below = {**im, "thread_ts": CARD}
    yield {**below, "text": "sent to Legal"}
    yield {**below, "text": ""}
    yield {**below, "text": "", "subtype": "file_share", "files": [file]}
    about = {"type": "message", "channel": "D1", "ts": CARD}
    yield {"type": "reaction_added", "user": user, "reaction": "white_check_mark", "item": about}
    mention = {"channel": "C1", "user": user, "ts": "1.3", "text": "<@UBOT> list"}
    yield {"type": "app_mention", **mention}


def answers(council: Council, user: str, url: str, team: str = "T") -> Counter[str]:
    """Return all that is answered when a user comes in by every entrance there is."""
    Recorder.kept.clear()
    contexts = ContextFactory(council.database, lambda: NOW, COUNCIL)
    made = app.build(
        WebClient("xoxb-a", f"{url}/api/"),
        contexts,
        Directory(council.database, frozenset(), frozenset(), lambda: NOW),
        UNHURRIED,
        unbounded(),
    )
    acknowledged = Counter(
        str(made.dispatch(request).body) for request in entrances(user, url, team)
    )
    assert app.finish(made, 60)
    contexts.notes.close()
    told = Counter({f"ack {body}": times for body, times in acknowledged.items()})
    for posted, times in Recorder.kept.items():
        path, _, body = posted.partition(" ")
        if "auth.test" not in path:
            fields = {name: each for name, each in parse_qs(body).items() if name != "trigger_id"}
            said = f"{path} {fields or body}".replace(user, "SOMEBODY")
            told[_TEAM.sub("", _REFERENCE.sub("of a fault", said))] += times
    return told


def becomes(session: Session, person: Person, kind: str) -> None:
    """Make nobody of somebody, as Slack or the roster tells it."""
    if kind == "past their last day":
        person.ends_on = TODAY - timedelta(days=1)
        return
    user = {"id": person.slack_id, "is_restricted": True, "profile": {"email": person.email}}
    accounts.sync_user(session, profile_of(user, "T"), NOW - timedelta(days=3))


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_nobody_is_answered_like_whoever_was_never_met(council: Council, slack: str) -> None:
    number = council.action(council.practitioner)
    people = dict(zip(NOBODY, (council.practitioner, council.director), strict=True))
    with council.database.begin() as session:
        for kind, person in people.items():
            becomes(session, session.get_one(Person, person.id), kind)
        session.add(
            Message(
                dedupe_key="card", token="card", person_id=council.practitioner.id, due_at=NOW,
                kind=MessageName.UNBLOCKED, about={"action": number}, done_at=NOW, outcome="sent",
                slack_channel="D1", slack_ts=CARD,
            )
        )  # fmt: skip
        before = [session.scalar(select(func.count()).select_from(table)) for table in KEPT]
    expected = answers(council, NEVER_MET, slack)
    said = sum(times for told, times in expected.items() if "I don't know you yet" in told)
    assert said > len(registry.BUTTONS) + len(registry.FORMS)
    for kind, person in sampled(list(people.items()), 0, 1):
        assert answers(council, str(person.slack_id), slack) == expected, kind
    # Bolt asks Slack whose the bot's token is, and so whose a request is that comes from elsewhere.
    assert answers(council, str(council.manager.slack_id), slack, "T9") == expected
    with council.database.read() as session:
        assert before == [session.scalar(select(func.count()).select_from(each)) for each in KEPT]


@pytest.mark.parametrize(
    ("user", "is_so"),
    [
        ({}, False),
        ({"team_id": "T"}, False),
        ({"team_id": "T9"}, True),
        ({"team_id": "T9", "enterprise_user": {"teams": ["T9", "T"]}}, False),
        ({"team_id": "T", "is_stranger": True}, True),
        ({"team_id": "T", "is_restricted": True}, True),
        ({"team_id": "T", "is_ultra_restricted": True}, True),
    ],
)
def test_guests_and_people_of_other_workspaces_are_outside(
    user: dict[str, object], is_so: bool
) -> None:
    assert is_outside(user, "T") is is_so


@pytest.mark.parametrize("mark", ["deleted", "is_restricted", "is_ultra_restricted", "is_stranger"])
def test_whoever_becomes_nobody_in_slack_is_nobody_here_until_that_ends(
    council: Council, mark: str
) -> None:
    user = {"id": council.practitioner.slack_id, "profile": {"email": council.practitioner.email}}
    with council.database.begin() as session:
        for is_so in (True, False):
            person = accounts.sync_user(session, profile_of({**user, mark: is_so}, "T"), NOW)
            assert person is not None
            assert is_somebody(person, NOW) is not is_so


@pytest.mark.parametrize(
    ("team", "installed"), [("T9", "T9"), ("T9", "T"), ("T", "T9")], ids=["all", "user", "app"]
)
def test_what_slack_tells_of_somebody_elsewhere_makes_nobody_and_changes_nobody(
    council: Council, team: str, installed: str
) -> None:
    """The account may be called as one of ours is; an event's own team is whoever shares a channel.

    In the last one our own people are told of to an installation in another workspace.
    """
    home = HomeWorkspace("T")
    directory = Directory(council.database, frozenset(), frozenset(), lambda: NOW, home)
    mine, theirs = str(council.practitioner.slack_id), "UELSEWHERE"
    for account in (theirs, *([mine] if installed == "T9" else [])):
        user = {"id": account, "team_id": team, "deleted": account == mine, "profile": {}}
        told = {"team_id": "T9", "authorizations": [{"team_id": installed, "enterprise_id": None}]}
        directory.changed(
            BoltContext({}).ack, {**told, "event": {"type": "user_change", "user": user}}
        )
    with council.database.read() as session:
        assert not session.get_one(Person, council.practitioner.id).left_slack
        assert session.scalar(select(Person).where(Person.slack_id == theirs)) is None


def synced(
    session: Session, slack_id: str, email: str | None, *, left: bool = False
) -> Person | None:
    profile = SlackProfile(slack_id, "Kim Ash", email, "", "Europe/London", left=left)
    return accounts.sync_user(session, profile, NOW)


def test_whoever_is_outside_is_never_written_down(council: Council) -> None:
    with council.database.begin() as session:
        assert synced(session, "UGUEST", "guest@elsewhere.example", left=True) is None
        assert session.scalar(select(Person).where(Person.slack_id == "UGUEST")) is None


def test_a_second_account_is_nobody_until_an_administrator_binds_it(council: Council) -> None:
    mine = str(council.practitioner.email)
    with council.database.begin() as session:
        person = session.get_one(Person, council.practitioner.id)
        assert synced(session, "UTWICE", mine) is None
        assert person.slack_id == council.practitioner.slack_id
        assert synced(session, str(person.slack_id), mine) is person
        by_hand = WorkContext(session, None, NOW)
        with refused(match="on the roster"):
            accounts.bind(by_hand, person, str(council.manager.slack_id))
        accounts.bind(by_hand, person, "UTWICE")
        assert synced(session, "UTWICE", mine) is person
        told = session.scalars(select(CouncilEvent).where(CouncilEvent.about_id == person.id))
        assert [event.changes for event in told] == [{"slack_id": [None, None]}]


def test_an_account_never_becomes_somebody_elses_by_its_email(council: Council) -> None:
    with council.database.begin() as session:
        session.add(Person(name="Nobody's yet", email="free@council.example"))
        session.flush()
        stays = synced(session, str(council.practitioner.slack_id), "free@council.example")
        assert stays is not None
        assert (stays.id, stays.email) == (council.practitioner.id, council.practitioner.email)
        taken = synced(session, "UNEW", "free@council.example")
        assert taken is not None
        assert taken.name == "Nobody's yet"


def test_whoever_is_not_on_the_roster_has_their_own_actions_and_nothing_else(
    council: Council,
) -> None:
    theirs, unowned = council.action(None), council.action(None)
    council.action(council.practitioner)
    with council.database.begin() as session:
        person = synced(session, "UNEW", "kim.ash@council.example")
        assert person is not None
        assert not person.on_roster
        session.get_one(Action, theirs).owner = person
        session.flush()
        seen = session.scalars(select(Action.id).where(visible_to(person))).all()
        assert seen == [theirs]
        assert may(person, Permission.CLOSE, person)
        for permission in (Permission.SEE, Permission.NOTE, Permission.GIVE, Permission.EDIT):
            assert not may(person, permission, session.get_one(Action, unowned).owner)
