"""Counts for a channel: they arrive there, and a channel that takes none pauses them."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

import pytest

from bot.delivery.rendered import RenderedMessage
from db.models import Message, MessageName, Subscription
from db.outbox import queries as outbox
from db.session import Session
from tests.bot.delivery.test_delivery_faults import QUICK_S
from tests.bot.delivery.world import World
from tests.council_slack import SCOPES, CouncilSlack, definition, running
from tests.people import NOW, Council

PLACES = [
    {"id": "C01", "name": "improvement", "members": ["U03", "UBOT"]},
    {"id": "C02", "name": "others", "members": ["U03"]},
    {"id": "C03", "name": "old", "members": ["U03", "UBOT"], "is_archived": True},
    {"id": "C04", "name": "partners", "members": ["U03", "UBOT"], "is_ext_shared": True},
    {"id": "C05", "name": "schools", "members": ["U03", "UGUEST", "ULEFT", "UBOT"]},
    {"id": "C06", "name": "old hands", "members": ["U03", "ULEFT", "UAPP", "UBOT"]},
]
USERS = [
    {"id": "UGUEST", "name": "guest", "is_ultra_restricted": True},
    {"id": "ULEFT", "name": "left", "is_restricted": True, "deleted": True},
    {"id": "UAPP", "name": "app", "is_bot": True},
]
TOLD = {"on": "2026-11-23", "whose": "all:::", "counts": {"done": 2}, "held": {}}


@pytest.fixture
def slack() -> Iterator[CouncilSlack]:
    users = [*definition()["users"], *USERS]
    scopes = [*SCOPES, "channels:history"]
    with running(channels=PLACES, users=users, scopes=scopes) as workspace:
        yield workspace


@pytest.fixture
def world(council: Council, slack: CouncilSlack) -> World:
    return World(council, slack)


def counts(_: Session, message: Message, __: datetime) -> RenderedMessage:
    return RenderedMessage(
        "2 more done", keeps=TOLD if message.kind == MessageName.SUBSCRIPTION else None
    )


def begin(world: World, channel: str | None) -> tuple[int, int]:
    """Write a subscription and its message down; return both numbers."""
    with world.council.database.begin() as session:
        person = world.council.manager
        made = Subscription(
            made_by_id=person.id,
            channel=channel,
            weekday=0,
            at=time(9),
            time_zone="Europe/London",
            made_at=NOW,
            counts_from=NOW,
            last_told={},
        )
        session.add(made)
        session.flush()
        about = {"subscription": made.id, "day": "2026-11-23"}
        number = outbox.add(
            session,
            outbox.NewMessage(
                "counts", person, MessageName.SUBSCRIPTION, about=about, at=NOW, channel=channel
            ),
        )
        assert number is not None
        return made.id, number


def subscription(world: World, number: int) -> Subscription:
    with world.council.database.read() as session:
        return session.get_one(Subscription, number)


def test_it_is_posted_in_its_channel_and_what_it_told_is_kept(world: World) -> None:
    made, number = begin(world, "C01")
    world.delivery(render=counts).send_pending()
    [arrived] = world.slack.messages()
    assert arrived["channel"] == "C01"
    assert world.message(number).outcome == "sent"
    assert subscription(world, made).last_told == TOLD
    assert not world.slack.calls("conversations.open")


def test_apps_and_whoever_has_left_the_workspace_are_no_guests(world: World) -> None:
    _, number = begin(world, "C06")
    world.delivery(render=counts).send_pending()
    assert world.message(number).outcome == "sent"


def test_a_learning_note_goes_into_no_channel_that_others_read(world: World) -> None:
    about = {"posts": [1], "at": NOW.isoformat()}
    note = outbox.NewMessage(
        "note", world.council.manager, MessageName.LEARNING_NOTE, about, NOW, channel="C04"
    )
    with world.council.database.begin() as session:
        number = outbox.add(session, note)
    assert number is not None
    world.delivery(render=counts).send_pending()
    assert world.slack.messages() == []
    assert world.message(number).last_error == "shared_outside"


def test_what_did_not_arrive_has_told_nothing(world: World) -> None:
    made, _ = begin(world, "C01")
    world.slack.fail("500_before")
    world.delivery(render=counts).send_pending()
    assert world.slack.messages() == []
    assert subscription(world, made).last_told == {}


@pytest.mark.parametrize(
    ("channel", "why"),
    [
        ("C02", "not_in_channel"),
        ("C03", "is_archived"),
        ("C99GONE", "channel_not_found"),
        ("C04", "shared_outside"),
        ("C05", "guests_inside"),
    ],
)
def test_a_channel_that_takes_nothing_pauses_it_and_its_maker_hears(
    world: World, channel: str, why: str
) -> None:
    made, number = begin(world, channel)
    delivery = world.delivery(render=counts)
    delivery.send_pending()
    assert world.message(number).outcome == "dead"
    assert subscription(world, made).paused
    with world.council.database.read() as session:
        [notice] = session.query(Message).filter(Message.kind != MessageName.SUBSCRIPTION)
        assert (notice.kind, notice.person_id) == (
            MessageName.SUBSCRIPTION_NEWS,
            world.council.manager.id,
        )
        assert notice.about == {"subscription": made, "event": "refused", "why": why}
        assert notice.channel is None


@pytest.mark.parametrize("broken", ["500_after", "500_before"])
def test_in_doubt_where_it_may_not_look_it_posts_no_more_and_its_maker_is_asked_to(
    council: Council, broken: str
) -> None:
    with running(channels=PLACES) as slack:
        world = World(council, slack)
        made, number = begin(world, "C01")
        slack.fail(broken)
        delivery = world.delivery(render=counts, timeout_s=QUICK_S)
        delivery.send_pending()
        other = world.write()
        world.clock.pass_by(timedelta(minutes=10))
        delivery.send_pending()
        delivery.send_pending()
        there = [one for one in slack.messages() if one["channel"] == "C01"]
    assert len(there) == (broken == "500_after")
    assert (world.message(number).outcome, world.message(number).last_error) == ("dead", "in doubt")
    assert world.message(other).outcome == "sent"
    kept = subscription(world, made)
    assert (kept.paused, kept.last_told) == (False, {})
    with council.database.read() as session:
        [news] = session.query(Message).filter(Message.kind == MessageName.SUBSCRIPTION_NEWS)
    assert news.person_id == council.manager.id
    assert news.about == {"subscription": made, "event": "in doubt", "why": "in doubt"}


def test_without_a_scope_to_post_nothing_is_given_up(council: Council) -> None:
    scopes = [one for one in SCOPES if one != "chat:write"]
    with running(channels=PLACES, scopes=scopes) as slack:
        world = World(council, slack)
        _, number = begin(world, "C01")
        world.delivery(render=counts).send_pending()
    assert world.message(number).last_error == "missing_scope"
    assert world.message(number).outcome is None


def test_in_doubt_it_is_looked_for_in_its_channel(world: World) -> None:
    _, number = begin(world, "C01")
    world.slack.fail("500_after")
    delivery = world.delivery(render=counts)
    delivery.send_pending()
    assert world.message(number).maybe_sent
    world.until_due(number)
    delivery.send_pending()
    assert world.message(number).outcome == "sent"
    assert len(world.slack.messages()) == 1
    assert world.slack.calls("conversations.history")[0]["channel"] == "C01"
