"""Several deliveries, dead ones among them, and clocks that somebody sets."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from bot.delivery.rendered import RenderedMessage
from db.models import Message
from db.session import Session
from tests.bot.delivery.world import POLICY, World, patient, render

A_SECOND = timedelta(seconds=1)


class KilledError(BaseException):
    """Stands in for the end of the process."""


def killed_at(point: str) -> object:
    def on_stage(here: str) -> None:
        if here == point:
            raise KilledError

    return on_stage


def test_two_deliveries_at_once_send_each_message_once(world: World) -> None:
    people = list(world.council.people.values())
    numbers = [world.write(person) for person in people for _ in range(3)]
    together = threading.Barrier(2)
    policy = patient(between_posts_s=0.0)

    def deliver(_: int) -> None:
        delivery = world.delivery(policy)
        together.wait()
        delivery.send_pending()

    with ThreadPoolExecutor(2) as replicas:
        list(replicas.map(deliver, range(2)))
    said = Counter(int(text.split()[1]) for text in world.slack.texts())
    assert said == dict.fromkeys(numbers, 1)


@pytest.mark.parametrize(
    "point", ["claimed", "channel recorded", "before post", "after post", "before record"]
)
def test_what_a_dead_delivery_had_in_its_hands_arrives_once(world: World, point: str) -> None:
    number = world.write()
    with pytest.raises(KilledError):
        world.delivery(on_stage=killed_at(point)).send_pending()

    another = world.delivery()
    another.send_pending()
    assert world.message(number).outcome is None  # its lease still holds

    for _ in range(3):
        world.until_due(number)
        another.send_pending()
    assert world.slack.texts() == [f"letter {number} for U05"]
    assert world.message(number).outcome == "sent"


def test_what_was_taken_over_is_not_posted_again_before_the_quarantine_is_over(
    world: World,
) -> None:
    number = world.write()
    with pytest.raises(KilledError):
        world.delivery(on_stage=killed_at("before post")).send_pending()
    delivery = world.delivery()
    world.until_due(number)
    taken_over_at = world.clock.at
    delivery.send_pending()
    assert world.slack.texts() == []
    assert world.message(number).due_at == taken_over_at + POLICY.quarantine

    world.until_due(number)
    delivery.send_pending()
    assert world.slack.texts() == [f"letter {number} for U05"]


def test_a_message_that_ends_every_process_is_given_up_at_last(world: World) -> None:
    number = world.write()
    for _ in range(POLICY.attempts):
        world.claim()
        world.until_due(number)
    world.delivery().send_pending()
    message = world.message(number)
    assert (message.outcome, message.last_error) == ("dead", "every try was broken off")


def test_a_delivery_that_was_overtaken_while_it_thought_posts_nothing(world: World) -> None:
    """The lease runs out while the words are made; somebody else takes the message."""
    number = world.write()

    def slow(session: Session, message: Message, now: datetime) -> RenderedMessage:
        world.clock.pass_by(POLICY.lease + A_SECOND)
        world.claim()
        return render(session, message, now)

    world.delivery(render=slow).send_pending()
    assert world.slack.texts() == []
    assert (world.message(number).lease, world.message(number).outcome) == (2, None)


def test_a_delivery_that_was_overtaken_while_it_posted_records_nothing(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    number = world.write()

    def overtaken(point: str) -> None:
        if point == "after post":
            world.clock.pass_by(POLICY.lease + A_SECOND)
            world.claim()

    world.delivery(on_stage=overtaken).send_pending()
    assert f"message {number}: its lease ran out" in caplog.text
    assert (world.message(number).slack_ts, world.message(number).lease) == (None, 2)


def test_a_delivery_with_little_time_left_does_not_post(world: World) -> None:
    number = world.write()

    def slow(session: Session, message: Message, now: datetime) -> RenderedMessage:
        world.clock.pass_by(POLICY.lease - 2 * A_SECOND)
        return render(session, message, now)

    world.delivery(render=slow).send_pending()
    assert world.slack.texts() == []
    assert world.message(number).last_error == "there was no time left to post it"
    world.until_due(number)
    world.delivery().send_pending()
    assert world.slack.texts() == [f"letter {number} for U05"]


def test_setting_the_clock_forward_takes_no_time_from_a_lease(world: World) -> None:
    number = world.write()

    def jumps(session: Session, message: Message, now: datetime) -> RenderedMessage:
        world.clock.jump(timedelta(days=1))
        return render(session, message, now)

    world.delivery(render=jumps).send_pending()
    assert world.slack.texts() == [f"letter {number} for U05"]
    assert world.message(number).outcome == "sent"


def test_setting_the_clock_forward_during_a_post_makes_no_second_one(world: World) -> None:
    """Another replica believes the lease is over while the post is under way."""
    number = world.write()
    other = world.delivery()

    def jumps(point: str) -> None:
        if point == "before post":
            world.clock.jump(POLICY.lease + A_SECOND)
            other.send_pending()

    world.delivery(on_stage=jumps).send_pending()
    world.until_due(number)
    other.send_pending()
    assert world.slack.texts() == [f"letter {number} for U05"]
    assert world.message(number).outcome == "sent"


def test_setting_the_clock_back_makes_no_second_post(world: World) -> None:
    number = world.write()
    world.slack.fail("500_after")
    delivery = world.delivery()
    delivery.send_pending()
    world.clock.jump(-timedelta(hours=5))
    delivery.send_pending()
    assert len(world.slack.texts()) == 1

    world.until_due(number)
    delivery.send_pending()
    assert world.slack.texts() == [f"letter {number} for U05"]
    assert world.message(number).outcome == "sent"
