"""Whether a connection to Slack is alive, by the last sign of life on it."""

import time
from types import SimpleNamespace
from typing import Any

import pytest

from bot.clock import uptime
from bot.slack.sockets import CONNECTING_S, SILENT_S, Line


def line(*, heard_s_ago: float | None, since_s: float = 60.0) -> Line:
    """Return a connection that its own client takes for open, last heard of so long ago."""
    heard_at = None if heard_s_ago is None else time.time() - heard_s_ago
    session = SimpleNamespace(is_active=lambda: True, last_ping_pong_time=heard_at)
    client: Any = SimpleNamespace(current_session=session)
    return Line(client, uptime() - since_s)


@pytest.mark.parametrize(
    ("heard_s_ago", "since_s", "is_alive"),
    [
        (SILENT_S - 3, 60.0, True),
        (SILENT_S + 1, 60.0, False),
        (None, CONNECTING_S - 3, True),
        (None, CONNECTING_S + 1, False),
    ],
)
def test_a_connection_whose_pongs_stay_away_is_dead_although_its_client_takes_it_for_open(
    heard_s_ago: float | None, since_s: float, is_alive: bool
) -> None:
    assert line(heard_s_ago=heard_s_ago, since_s=since_s).is_alive() == is_alive
