import os
import time

import pytest

from bot import heartbeat
from bot.settings import Settings

TICK_S = 10


@pytest.fixture
def settings(tmp_path: object) -> Settings:
    return Settings.model_validate(
        {
            "slack_bot_token": "xoxb-a",
            "slack_app_token": "xapp-a",
            "database_url": f"sqlite:///{tmp_path}/bot.db",
            "tick_seconds": TICK_S,
        }
    )


def test_a_bot_that_never_beat_is_not_alive(settings: Settings) -> None:
    assert not heartbeat.is_alive(settings)


def test_a_bot_that_just_beat_is_alive(settings: Settings) -> None:
    heartbeat.write(settings)
    assert heartbeat.is_alive(settings)
    heartbeat.path(settings).unlink()


@pytest.mark.parametrize(("age", "is_alive"), [(3 * TICK_S, True), (3 * TICK_S + 60, False)])
def test_a_tick_may_be_late_but_not_missing(settings: Settings, age: int, is_alive: bool) -> None:
    heartbeat.write(settings)
    then = time.time() - age
    os.utime(heartbeat.path(settings), (then, then))
    assert heartbeat.is_alive(settings) is is_alive
    heartbeat.path(settings).unlink()


def test_bots_with_databases_of_their_own_have_hearts_of_their_own(settings: Settings) -> None:
    other = Settings.model_validate(
        {"slack_bot_token": "xoxb-a", "slack_app_token": "xapp-a", "database_url": "sqlite:///b.db"}
    )
    assert heartbeat.path(settings) != heartbeat.path(other)
