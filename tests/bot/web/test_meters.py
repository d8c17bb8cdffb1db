"""What whoever runs the bot reads at /metrics and /healthz."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import cast
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from prometheus_client.parser import text_string_to_metric_families
from slack_bolt import App
from typer.testing import CliRunner

from bot import heartbeat, main
from bot.cli import app
from bot.settings import Settings
from bot.slack.sockets import Sockets
from db.errors import BusyError
from db.models import MessageName, Person
from db.outbox import queries as outbox
from tests.council_slack import CouncilSlack, running
from tests.ports import free_port
from tests.waiting import HANG_S

pytestmark = pytest.mark.mostly_sqlite


@pytest.fixture(scope="module")
def slack() -> Iterator[CouncilSlack]:
    with running() as slack:
        yield slack


@pytest.fixture
def bot(slack: CouncilSlack, migrated_url: str) -> Iterator[main.Container]:
    settings = Settings.model_validate(
        {
            "slack_bot_token": "xoxb-local",
            "slack_app_token": "xapp-local",
            "slack_api_url": slack.api,
            "database_url": migrated_url,
            "http_port": str(free_port()),
        }
    )
    bot = main.build(settings)
    server = main._web_server(bot)
    assert server is not None
    server.start()
    yield bot
    server.close()
    bot.contexts.database.close()


def asked(bot: main.Container, path: str) -> str:
    with urlopen(f"http://127.0.0.1:{bot.settings.http_port}{path}", timeout=HANG_S) as answer:
        text: str = answer.read().decode()
        return text


def metrics(bot: main.Container) -> dict[str, float]:
    """Return each number under its name and its label."""
    return {
        " ".join([each.name, *each.labels.values()]): each.value
        for family in text_string_to_metric_families(asked(bot, "/metrics"))
        for each in family.samples
    }


def test_what_waits_and_what_was_sent_are_told_as_numbers_and_nobody_by_name(
    bot: main.Container,
) -> None:
    database = bot.contexts.database
    with database.begin() as session:
        person = Person(name="Sam Taylor", email="sam@council.example")
        session.add(person)
        session.flush()
        at = bot.contexts.now() - main.DAILY
        new = outbox.NewMessage("key", person, MessageName.EVENT, about={"event": 1}, at=at)
        outbox.add(session, new)
    before = metrics(bot)
    assert before["live_audit_outbox_waiting"] == 1
    assert before["live_audit_outbox_oldest_seconds"] >= main.DAILY.total_seconds()

    bot.delivery.send_pending()
    bot.watchdog.succeeded("history")
    bot.seal()

    after = metrics(bot)
    assert after["live_audit_outbox_waiting"] == after["live_audit_outbox_oldest_seconds"] == 0
    assert after["live_audit_deliveries_total dead"] == 1  # Slack does not know them
    assert after["live_audit_job_silence_seconds history"] < HANG_S
    assert after["live_audit_history_unsealed"] == 0
    assert after["live_audit_reachable"] == 1
    told = asked(bot, "/metrics")
    assert not [word for word in ("Sam", "council.example") if word in told]


def test_each_request_is_counted_by_what_became_of_it(bot: main.Container) -> None:
    assert bot.meters is not None
    bot.meters.note_request("done", 0.3)
    bot.meters.note_trouble(BusyError())
    told = metrics(bot)
    assert told["live_audit_request_seconds_count done"] == 1
    assert told["live_audit_request_seconds_bucket 0.25 done"] == 0
    assert told["live_audit_request_seconds_bucket 0.5 done"] == 1
    assert told["live_audit_database_errors_total busy"] == 1


def test_whether_all_is_well_is_said_with_what_is_not(bot: main.Container) -> None:
    assert json.loads(asked(bot, "/healthz")) == {"well": True, "troubles": []}
    bot.reach.append(Sockets(cast("App", None), "xapp-local", _is_reachable=False))
    with pytest.raises(HTTPError) as caught:
        asked(bot, "/healthz")
    with caught.value as told:
        assert json.load(told) == {"well": False, "troubles": ["nobody can reach me"]}
    assert told.code == 503


def test_a_disk_that_fills_up_is_said_before_nothing_can_be_written(
    bot: main.Container, caplog: pytest.LogCaptureFixture
) -> None:
    crowded = replace(bot, least_room=1 << 62)  # no disk has as much
    [trouble] = crowded.troubles()
    assert re.fullmatch(r"the disk of the database has \d+ MiB left", trouble)
    bot.write_heartbeat()
    assert "MiB left" not in caplog.text
    crowded.write_heartbeat()
    assert f"{trouble}: make room" in caplog.text


def test_that_nobody_can_reach_it_is_said_by_the_healthcheck_at_once(
    bot: main.Container, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its own sockets tell it, and not the next look of a job."""
    monkeypatch.setenv("DATABASE_URL", bot.settings.database_url.get_secret_value())
    for is_reachable in (True, False, True):
        bot.note_reach(is_reachable)
        told = CliRunner().invoke(app, ["healthcheck"])
        assert (told.exit_code == 0) is is_reachable
        assert is_reachable or told.stderr.startswith("Nobody can reach the bot")
    heartbeat.path(bot.settings).unlink()
