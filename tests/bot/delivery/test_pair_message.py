"""The group message of a pair, in which they find their time."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from db.models import LiveAudit, Message, MessageName
from jobs.audits.letters import Opening, open_pair
from tests.bot.delivery.card_world import CardWorld
from tests.contexts import COUNCIL
from tests.council_slack import SCOPES, running
from tests.db.audits.months import drawn
from tests.people import NOW, TODAY, Council


@pytest.fixture
def cards(council: Council) -> Iterator[CardWorld]:
    with running(scopes=[*SCOPES, "mpim:write", "mpim:history"]) as slack:
        yield CardWorld(council, slack)


def opened(council: Council) -> None:
    """Open the group message of a pair whose month opened days ago."""
    pair = (council.manager, council.practitioner)
    (number,) = drawn(council, pair, month=TODAY.replace(day=1))
    with council.database.begin() as session:
        audit = session.get_one(LiveAudit, number)
        opening = Opening(audit.audit_month.opens_on, NOW, COUNCIL.calendar)
        open_pair(session, audit, opening)


def test_the_pair_find_their_time_in_a_group_message(cards: CardWorld) -> None:
    council = cards.council
    opened(council)
    cards.tick()

    [(opener, shown)] = [each for each in cards.shown() if each[0].kind == MessageName.PAIR]
    assert shown["channel"].startswith("G")
    assert cards.slack.calls("conversations.open")[-1]["users"] == "U03,U05"
    assert "You have a live audit together in November." in cards.read(opener.id)
    assert cards.refused([opener.id]) == []

    assert cards.says(council.practitioner, "/audit book 1 25 Nov 2026")
    cards.later(seconds=5)
    assert "It's booked for Wed 25 Nov 2026, 10:00 to 11:00." in cards.read(opener.id)
    assert cards.refused([opener.id]) == []


def test_without_the_scopes_for_it_the_others_go_on_and_administrators_hear(
    council: Council,
) -> None:
    with running() as slack:
        cards = CardWorld(council, slack)
        opened(council)
        cards.tick()
        cards.tick()
        arrived = slack.texts()
    with council.database.read() as session:
        [opener] = session.scalars(select(Message).where(Message.kind == MessageName.PAIR))
    assert (opener.outcome, opener.last_error) == ("dead", "missing_scope")
    assert any("missing_scope" in text for text in arrived)
