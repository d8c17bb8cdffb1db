"""Several senders in one bot: they share what they learn of Slack, and never a conversation."""

import socket
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Barrier

import pytest

from bot.delivery.rendered import RenderedMessage
from bot.delivery.transport import outbox_client
from db.models import Message, MessageName
from db.session import Session
from tests.bot.delivery.world import World, patient, render
from tests.waiting import STILL_S

FOUR = 4
A_SECOND = timedelta(seconds=1)
UNPACED = patient(between_posts_s=0.0)


def for_each_of_many(world: World, each: int = 1) -> list[int]:
    """Write messages to eight people; return their numbers."""
    return [world.write(person) for person in world.council.people.values() for _ in range(each)]


class Gate:
    """Lets the senders on once all of them have come to a point, the first time.

    What `opened` is to do is done while every one of them is there.
    """

    def __init__(self, point: str, opened: Callable[[], None] = lambda: None) -> None:
        self.point, self._together, self._is_open = point, Barrier(FOUR, opened), False

    def __call__(self, here: str) -> None:
        if here == self.point and not self._is_open:
            self._together.wait(STILL_S)
            self._is_open = True


def test_four_senders_have_a_message_each_at_the_same_time(world: World) -> None:
    numbers = for_each_of_many(world)
    world.delivery(senders=FOUR, on_stage=Gate("before post")).send_pending()
    assert sorted(world.slack.texts()) == sorted(
        f"letter {number} for {world.message(number).person.slack_id}" for number in numbers
    )


def test_what_one_person_gets_comes_in_its_order(world: World) -> None:
    for_each_of_many(world, each=5)
    delivery = world.delivery(UNPACED, senders=FOUR)
    for _ in range(5):
        delivery.send_pending()
    for person in world.council.people.values():
        letters = [text for text in world.slack.texts() if text.endswith(f" {person.slack_id}")]
        numbers = [int(text.split()[1]) for text in letters]
        assert (len(numbers), numbers) == (5, sorted(numbers))


def test_all_leave_slack_alone_for_as_long_as_it_asks_one_of_them(world: World) -> None:
    numbers = for_each_of_many(world)
    world.slack.fail("ratelimited", retry_after=30, times=1)
    delivery = world.delivery(senders=FOUR, on_stage=Gate("before post"))
    delivery.send_pending()
    posted = len(world.slack.texts())
    assert posted == FOUR - 1
    world.clock.pass_by(29 * A_SECOND)
    delivery.send_pending()
    assert len(world.slack.texts()) == posted

    world.clock.pass_by(A_SECOND)
    delivery.send_pending()
    assert len(world.slack.texts()) == len(numbers)
    assert {world.message(number).attempts for number in numbers} == {1}


def test_what_is_claimed_when_another_is_asked_for_patience_goes_back(world: World) -> None:
    numbers = for_each_of_many(world)
    world.slack.fail("ratelimited", "conversations.open", retry_after=30)
    delivery = world.delivery(senders=FOUR, on_stage=Gate("claimed"))
    delivery.send_pending()
    assert len(world.slack.calls("chat.postMessage")) < FOUR
    messages = [world.message(number) for number in numbers]
    assert not any(message.held for message in messages)
    assert {message.attempts for message in messages if message.outcome is None} == {0}


def test_four_that_meet_one_outage_have_met_one(world: World) -> None:
    """It would else wait as long as after four outages in a row."""
    numbers = for_each_of_many(world)
    with socket.socket() as nobody_listens:
        nobody_listens.bind(("127.0.0.1", 0))
        port = nobody_listens.getsockname()[1]
        client = outbox_client("xoxb-local", f"http://127.0.0.1:{port}/api/")
        gate = Gate("claimed", lambda: world.clock.pass_by(A_SECOND))
        delivery = world.delivery(client=client, senders=FOUR, on_stage=gate)
        delivery.send_pending()
    client.base_url = world.slack.api
    world.clock.pass_by(patient().first_wait)
    delivery.send_pending()
    assert len(world.slack.texts()) == len(numbers)


def test_all_go_on_at_the_first_good_sign(world: World) -> None:
    numbers = for_each_of_many(world)
    world.slack.fail("refused", "conversations.open", times=FOUR, error="access_denied")
    delivery = world.delivery(senders=FOUR, on_stage=Gate("claimed"))
    delivery.send_pending()
    delivery.good_sign()
    delivery.send_pending()
    assert len(world.slack.texts()) == len(numbers)


def test_what_each_had_claimed_goes_back_when_the_bot_stops(world: World) -> None:
    numbers = for_each_of_many(world)
    delivery = world.delivery(senders=FOUR, on_stage=Gate("claimed", lambda: delivery.stop()))
    delivery.send_pending()
    messages = [world.message(number) for number in numbers]
    assert {(one.held, one.maybe_sent, one.attempts) for one in messages} == {(False, False, 0)}
    assert sum(message.lease for message in messages) == FOUR
    assert world.slack.texts() == []


def test_a_fault_of_ours_in_one_message_stops_no_sender(world: World) -> None:
    broken, *others = for_each_of_many(world)

    def broken_once(session: Session, message: Message, now: datetime) -> RenderedMessage:
        if message.id == broken:
            raise KeyError
        return render(session, message, now)

    world.delivery(senders=FOUR, render=broken_once).send_pending()
    assert len(world.slack.texts()) == len(others)


def test_what_ends_a_sender_is_not_kept_to_itself(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    for_each_of_many(world)

    def break_off(point: str) -> None:
        if point == "claimed":
            raise RuntimeError(point)

    with pytest.raises(RuntimeError, match="claimed"):
        world.delivery(senders=FOUR, on_stage=break_off).send_pending()
    assert caplog.text.count("another sender broke off too") == FOUR - 1


def test_what_has_just_happened_goes_before_the_rest_of_the_mornings(world: World) -> None:
    people = list(world.council.people.values())
    mornings = [world.write(person, MessageName.DAILY_DIGEST) for person in people[1:]]
    fresh: list[int] = []

    def happens(point: str) -> None:
        if point == "before post" and not fresh:
            fresh.append(world.write(people[0]))
            world.clock.pass_by(A_SECOND / 10)

    world.delivery(on_stage=happens).send_pending()
    order = [int(text.split()[1]) for text in world.slack.texts()]
    assert order == [mornings[0], *fresh, *mornings[1:]]
