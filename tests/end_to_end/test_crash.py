"""The bot is killed on the way of a message and started again: nothing is lost or doubled."""

import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from datetime import time as time_of_day
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.settings import Settings
from db.models import Action, Base, Person, Subscription
from db.outbox import queries as outbox
from db.outbox.queries import NewMessage
from db.session import connect
from localslack.server import Workspace
from tests import waiting
from tests.databases import on_sqlite
from tests.end_to_end.fault_table import Fate, require_row
from tests.end_to_end.killing import OWNERS, Setting, while_it_works
from tests.end_to_end.persona import ask
from tests.end_to_end.world import ENGLAND, SETTINGS, definition, over_http
from tests.people import NOW, TODAY
from tests.ports import free_port
from tests.waiting import eventually, patient

pytestmark = pytest.mark.waits


@pytest.fixture
def way() -> Settings:
    """How Slack reaches the bot: in Socket Mode, unless a test says otherwise."""
    return SETTINGS


@pytest.fixture
def besides() -> list[str]:
    """The scopes that the app has from before, and is asked for no more."""
    return []


@pytest.fixture
def setting(
    database_url: str, tmp_path: Path, way: Settings, besides: list[str]
) -> Iterator[Setting]:
    """Three people each have an action that is due in seven working days."""
    database = connect(database_url)
    Base.metadata.create_all(database.engine)
    with database.begin() as session:
        for owner in OWNERS:
            person = Person(name=owner, slack_id=owner, email=f"{owner}@council.example".lower())
            action = Action(title="Publish", owner=person, due_precision="day", created_at=NOW)
            action.due_on = ENGLAND.shift(TODAY, 7)
            session.add(action)
    known = definition(way)
    scopes = [*known["scopes"], *besides]
    workspace = Workspace({**known, "scopes": scopes, "start": NOW.isoformat()})
    workspace.start()
    environment = {
        "SLACK_BOT_TOKEN": "xoxb-local",
        "SLACK_APP_TOKEN": "xapp-local",
        "SLACK_SIGNING_SECRET": way.slack_signing_secret.get_secret_value(),
        "PUBLIC_URL": way.public_url or "",
        "HTTP_PORT": str(way.http_port or ""),
        "SLACK_API_URL": f"{workspace.url}/api/",
        "CLOCK_URL": f"{workspace.url}/clock",
        "DATABASE_URL": database_url,
        "TICK_SECONDS": "1",
        "DELIVERY_SECONDS": "1",
    }
    yield Setting(workspace.url, database, environment, tmp_path / "bot.log")
    workspace.stop()
    database.close()


POINTS = ["claimed", "channel recorded", "before post", "after post", "before record"]
REAL = "A real bot is killed"
BY_NIGHT = [(point, 3) for point in POINTS if {"NIGHTLY", "KEEP_FAULTS"} & os.environ.keys()]


@pytest.mark.parametrize(("point", "bots"), [*((point, 1) for point in POINTS), *BY_NIGHT])
def test_every_reminder_arrives_once_although_the_bot_was_killed(
    setting: Setting, point: str, bots: int
) -> None:
    setting.dies(point)
    assert not all(message.done_at for message in setting.messages())

    setting.settle(bots)

    messages = setting.messages()
    assert [message.outcome for message in messages] == ["sent"] * len(OWNERS)
    arrived = Counter(each["metadata"]["event_payload"]["token"] for each in setting.arrived())
    assert arrived == dict.fromkeys((message.token for message in messages), 1)
    written_down = {(message.slack_channel, message.slack_ts) for message in messages}
    assert written_down == {(each["channel"], each["ts"]) for each in setting.arrived()}
    killed = "killed, and one bot after it" if bots == 1 else f"killed, and {bots} bots after it"
    asked, several = "nothing: a morning's messages", sum(arrived.values()) - len(arrived)
    require_row(REAL, Fate(asked, point, killed, len(messages) - len(arrived), several, "once"))


@on_sqlite
def test_who_waits_for_the_end_of_what_never_ends_is_told_although_the_bot_is_at_work(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its looks would else count as steps, and the wait for what a bot forgot would never end."""
    monkeypatch.setattr(waiting, "STILL_S", 2.0)
    monkeypatch.setattr(waiting, "WORK_S", 0.1)
    with setting.database.begin() as session:
        person = session.scalars(select(Person)).first()
        unknown = NewMessage("key", person, "of a later bot", about={}, at=NOW)  # type: ignore[arg-type]  # left to bots that know it
        outbox.add(session, unknown)
    with pytest.raises(AssertionError, match="waited for the end of every message"):
        setting.settle()


@pytest.fixture
def subscribed(setting: Setting) -> Setting:
    """Nobody has anything due; a lead has sent counts to a channel before, and they are due."""
    with setting.database.begin() as session:
        for action in session.scalars(select(Action)):
            action.due_on = None
        lead = session.scalars(select(Person).where(Person.slack_id == OWNERS[0])).one()
        lead.email, before = "lead@council.example", NOW - timedelta(weeks=2)
        made = Subscription(
            made_by=lead, channel="C01", weekday=0, at=time_of_day(9), time_zone="Europe/London"
        )
        made.made_at = made.counts_from = before
        made.last_on = TODAY - timedelta(weeks=1)
        counts = {"done": 0, "overdue": 3, "at risk": 0, "moved": 0}
        gaps = {"without an owner": 0, "without a date": 0}
        made.last_told = {
            "on": made.last_on.isoformat(),
            "whose": "all:::",
            "counts": {**counts, **gaps},
            "held": {},
        }
        session.add(made)
    setting.environment["LEADS"] = "lead@council.example"
    return setting


@pytest.mark.mostly_sqlite
@pytest.mark.parametrize(
    ("point", "besides"), [("claimed", []), ("after post", ["channels:history", "groups:history"])]
)
def test_counts_reach_a_channel_once_and_are_kept_although_the_bot_was_killed(
    subscribed: Setting, point: str
) -> None:
    subscribed.dies(point)
    with subscribed.database.read() as session:
        assert session.query(Subscription).one().last_told["counts"]["overdue"] == 3

    subscribed.settle()

    [message] = subscribed.messages()
    [arrived] = subscribed.arrived()
    assert (message.outcome, message.channel, arrived["channel"]) == ("sent", "C01", "C01")
    assert arrived["metadata"]["event_payload"]["token"] == message.token
    assert "3 fewer overdue" in arrived["text"]
    with subscribed.database.read() as session:
        told = session.query(Subscription).one().last_told
    assert (told["on"], told["counts"]["overdue"]) == (TODAY.isoformat(), 0)


@pytest.mark.mostly_sqlite
@pytest.mark.parametrize("point", ["before post", "after post", "before record"])
def test_where_the_bot_may_not_look_into_a_channel_its_maker_is_asked_to(
    subscribed: Setting, point: str
) -> None:
    subscribed.dies(point)
    subscribed.settle()

    counts = subscribed.messages()[0]
    there = [each for each in subscribed.arrived() if each["channel"] == "C01"]
    assert len(there) == (0 if point == "before post" else 1)
    assert (counts.outcome, counts.last_error) == ("dead", "in doubt")
    told = [each["blocks"] for each in subscribed.arrived() if each["channel"] != "C01"]
    assert str(told).count("I was cut off while posting the counts") == 1
    with subscribed.database.read() as session:
        made = session.query(Subscription).one()
    assert not made.paused
    assert made.last_told["counts"]["overdue"] == 3  # so the next ones cover them


# Whether it is done although the bot was killed there, and what is told of it afterwards. Where it
# is not done nothing is told: Slack itself says then that it failed.
AFTER_A_KILL = {
    "carried out": (False, []),
    "kept": (True, ["In case you didn't see my answer"]),
    "acknowledged": (True, ["In case you didn't see my answer"]),
    "answered": (True, ["#1 is done", "In case you didn't see my answer"]),
}


LATE = "*in case you didn't see my answer*"
OVER_HTTP = pytest.mark.parametrize("way", [over_http(free_port())], ids=["http"])


@pytest.mark.mostly_sqlite
@OVER_HTTP
def test_what_slack_posted_to_a_bot_that_was_killed_once_it_was_kept_is_done_and_told(
    setting: Setting,
) -> None:
    test_what_was_asked_of_a_bot_that_was_killed_is_done_and_told_or_neither(setting, "kept")


@pytest.mark.mostly_sqlite
@OVER_HTTP
def test_what_slack_posted_to_a_frozen_bot_is_not_done_in_secret(setting: Setting) -> None:
    test_what_a_frozen_bot_reads_too_late_is_not_done_in_secret(setting)


@pytest.mark.parametrize("point", AFTER_A_KILL)
def test_what_was_asked_of_a_bot_that_was_killed_is_done_and_told_or_neither(
    setting: Setting, point: str
) -> None:
    with setting.database.begin() as session:
        for action in session.scalars(select(Action)):
            action.due_on = None
    with setting.bot(point) as process:
        setting.wait_for_the_bot(process)
        outcome = setting.types(process, "/action done 1")
        setting.wait_for_the_kill(process)

    setting.answer_what_is_left()

    with setting.database.read() as session:
        done = session.get_one(Action, 1).is_done
    told = [each["text"] for each in setting.answers()]
    is_done, words = AFTER_A_KILL[point]
    assert done == is_done
    assert done or outcome != "acknowledged"
    assert [text[: len(start)] for text, start in zip(told, words, strict=True)] == words
    said = {"#1 is done": "the answer", "In case you didn't see my answer": LATE}
    heard = ", then ".join(said[each] for each in words) or "by Slack: it failed"
    lost, doubled = outcome == "acknowledged" and not done, max(0, setting.times_done(1) - 1)
    require_row(REAL, Fate("`/action done 1`", point, "killed", int(lost), doubled, heard))


@pytest.mark.mostly_sqlite
@pytest.mark.parametrize("point", ["written down", "carried out"])
def test_what_takes_longer_than_slack_waits_is_carried_out_by_whoever_lives(
    setting: Setting, point: str
) -> None:
    setting.environment["LEADS"] = f"{OWNERS[0]}@council.example".lower()
    with setting.database.begin() as session:
        for action in session.scalars(select(Action)):
            action.due_on = None
    with setting.bot(point) as process:
        setting.wait_for_the_bot(process)
        setting.types(process, "/audit draw January")
        setting.wait_for_the_kill(process)
    assert setting.answers() == []

    setting.answer_what_is_left()

    [answer] = setting.answers()
    assert answer["ephemeral_for"] == OWNERS[0]
    assert "January" in answer["text"]


def test_it_ends_within_ten_seconds_though_slack_hangs_and_the_message_arrives_once(
    setting: Setting,
) -> None:
    hangs = {"method": "chat.postMessage", "kind": "timeout_before", "times": 1}
    ask(f"{setting.url}/control/faults", hangs)
    with setting.bot("nowhere") as process:
        while_it_works(
            process,
            lambda: "timeout_before" in setting.failed_calls() or None,
            "a call that hangs",
        )
        begun = time.monotonic()
        process.terminate()
        eventually(lambda: process.exitcode is not None or None, "its end")
        assert process.exitcode == 0
        assert time.monotonic() - begun < patient(10.0)

    setting.settle()

    arrived = Counter(each["metadata"]["event_payload"]["token"] for each in setting.arrived())
    assert arrived == dict.fromkeys((message.token for message in setting.messages()), 1)


def test_what_a_frozen_bot_reads_too_late_is_not_done_in_secret(setting: Setting) -> None:
    with setting.database.begin() as session:
        for action in session.scalars(select(Action)):
            action.due_on = None
    with setting.bot("nowhere") as process:
        setting.wait_for_the_bot(process)
        assert setting.types(process, "/action done 1") == "acknowledged"
        busy = setting.times_busy()
        os.kill(process.pid or 0, signal.SIGSTOP)
        body = {"user": OWNERS[0], "channel": "C01", "text": "/action reopen 1 not yet"}
        outcome = ask(f"{setting.url}/page/command", body)
        os.kill(process.pid or 0, signal.SIGCONT)
        assert outcome["outcome"] == "failed"
        while_it_works(
            process,
            lambda: setting.times_busy() > busy or None,
            "being told that it was not done",
        )
    with setting.database.read() as session:
        assert session.get_one(Action, 1).is_done


@pytest.mark.mostly_sqlite
def test_it_starts_and_answers_though_slack_does_not_list_the_people(setting: Setting) -> None:
    limited = {"method": "users.list", "kind": "ratelimited", "times": 99, "retry_after": 600}
    ask(f"{setting.url}/control/faults", limited)
    with setting.bot("nowhere") as process:
        setting.wait_for_the_bot(process)
        assert setting.types(process, "/action done 1") == "acknowledged"
