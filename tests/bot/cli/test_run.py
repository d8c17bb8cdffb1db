import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from bot import heartbeat
from bot.settings import Settings
from bot.slack.manifest import scopes
from tests.council_slack import CouncilSlack, running
from tests.waiting import eventually, told_by, work_of

Environment = dict[str, str]


@pytest.fixture(scope="module")
def slack() -> Iterator[CouncilSlack]:
    with running(scopes=list(scopes())) as slack:
        yield slack


@pytest.fixture
def environment(slack: CouncilSlack, migrated_url: str) -> Environment:
    return {
        "SLACK_BOT_TOKEN": "xoxb-local",
        "SLACK_APP_TOKEN": "xapp-local",
        "SLACK_API_URL": slack.api,
        "DATABASE_URL": migrated_url,
        "TICK_SECONDS": "1",
        "DELIVERY_SECONDS": "1",
    }


def _start(environment: Mapping[str, str], folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "bot"],
        cwd=folder,
        env={**os.environ, **environment, "PYTHONPATH": str(Path(__file__).parents[3])},
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_shows_signs_of_life_until_it_is_told_to_stop(
    environment: Environment,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: signal.Signals,
) -> None:
    monkeypatch.chdir(tmp_path)  # a sign of life belongs to the folder the bot runs in
    settings = Settings.model_validate({k.lower(): v for k, v in environment.items()})
    bot = _start(environment, tmp_path)

    def is_alive() -> bool | None:
        assert bot.poll() is None, bot.communicate()
        return heartbeat.is_alive(settings) or None

    eventually(is_alive, "a sign of life", moved=lambda: work_of(bot.pid))
    bot.send_signal(number)
    _, logged = told_by(bot, "the bot to stop")
    heartbeat.path(settings).unlink()
    assert bot.returncode == 0
    assert "Traceback" not in logged


def test_a_token_that_slack_does_not_take_is_said_in_a_sentence(
    environment: Environment, tmp_path: Path
) -> None:
    bot = _start({**environment, "SLACK_BOT_TOKEN": "xoxb-other"}, tmp_path)
    _, logged = told_by(bot, "the bot to give up")
    assert bot.returncode == 1
    assert logged.splitlines()[-1] == (
        "Slack said invalid_auth. `live-audit doctor` says what to do about it."
    )
