"""What a newer version wrote, beside which this one still runs, is left to the newer one."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.context import ContextFactory
from bot.delivery.transport import outbox_client
from bot.unanswered import TRIES, Unanswered
from db.models import Message, MessageName, MorningShare, ProcessedRequest
from db.models.card import Card
from db.models.outbox import SENT
from db.outbox import cards, mornings, processed_requests
from db.outbox import queries as outbox
from db.outbox.pointing import ItemKind, ShownItem
from tests.claiming import claim_next
from tests.contexts import COUNCIL
from tests.people import NOW, Council

A_MINUTE = timedelta(minutes=1)
NEWER = "of a newer version"


@pytest.fixture
def newer(council: Council) -> int:
    """Write a message of a kind that this version does not know; return its number."""
    about = {"event": 1}
    with council.database.begin() as session:
        new = outbox.NewMessage("key", council.manager, MessageName.EVENT, about, NOW)
        number = outbox.add(session, new)
        assert number is not None
    _set(council, kind=NEWER)
    return number


def _set(council: Council, **fields: object) -> None:
    with council.database.begin() as session:
        session.execute(update(Message).values(**fields))


def test_a_message_of_an_unknown_kind_is_not_claimed(council: Council, newer: int) -> None:
    with council.database.begin() as session:
        assert claim_next(session, NOW + A_MINUTE) is None
        assert outbox.waiting_count(session) == 1


def test_a_message_of_an_unknown_kind_goes_with_no_morning(council: Council, newer: int) -> None:
    _set(council, morning=MorningShare.NEWS)
    with council.database.begin() as session:
        assert mornings.waiting(session) == {}
        mornings.gather(session, newer, council.manager.id, NOW)
        assert outbox.find(session, newer).outcome is None


def test_a_message_of_an_unknown_kind_is_not_rewritten(council: Council, newer: int) -> None:
    _set(council, done_at=NOW, outcome=SENT, slack_ts="1")
    with council.database.begin() as session:
        cards.register(session, newer, NOW, [ShownItem(ItemKind.ACTION, 1)])
        session.execute(update(Card).values(due_at=NOW))
        assert cards.claim(session, NOW + A_MINUTE, A_MINUTE) is None


def test_what_was_asked_of_a_newer_version_is_kept_for_it(council: Council) -> None:
    asked = processed_requests.NewRequest("key", NOW, "U01", NOW, {"name": NEWER, "body": {}})
    with council.database.begin() as session:
        assert processed_requests.first_time(session, asked)
    contexts = ContextFactory(council.database, lambda: NOW + A_MINUTE, COUNCIL)
    Unanswered(contexts, outbox_client("xoxb-local", "http://127.0.0.1:9/"), {}).look()
    with council.database.begin() as session:
        kept = session.scalars(select(ProcessedRequest)).one()
        assert (kept.work, kept.attempts < TRIES) == (asked.work, True)
