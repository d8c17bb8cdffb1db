"""A council, its Slack, and a delivery between them."""

from collections.abc import Iterator

import pytest

from tests.bot.delivery.world import World
from tests.council_slack import CouncilSlack, running
from tests.people import Council


@pytest.fixture
def slack() -> Iterator[CouncilSlack]:
    """Give an empty workspace."""
    with running() as workspace:
        yield workspace


@pytest.fixture
def world(council: Council, slack: CouncilSlack) -> World:
    """Give a council whose messages can be delivered."""
    return World(council, slack)
