"""A council, its Slack, and a delivery between them."""

from collections.abc import Iterator

import pytest

from db.models import Person
from tests.bot.delivery.card_world import CardWorld
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


@pytest.fixture
def cards(council: Council, slack: CouncilSlack) -> CardWorld:
    """Give a council with a lead whose messages are kept fresh."""
    with council.database.begin() as session:
        session.get_one(Person, council.director.id).is_lead = True
    return CardWorld(council, slack)
