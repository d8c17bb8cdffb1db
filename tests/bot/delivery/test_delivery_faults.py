"""However Slack fails, a message arrives once wherever anybody can tell."""

import socket
from datetime import timedelta

import pytest

from bot.delivery.transport import outbox_client
from db.models import MessageName, Person
from db.outbox import queries as outbox
from tests import waiting
from tests.bot.delivery.world import POLICY, World, patient
from tests.council_slack import running

QUICK_S = min(3, round(waiting.patient(1.0)))  # every fault that is a timeout takes as long
A_SECOND = timedelta(seconds=1)
BROKEN_BEFORE = ["500_before", "timeout_before", "reset_before"]
BROKEN_AFTER = ["500_after", "timeout_after", "reset_after"]


@pytest.mark.parametrize("kind", BROKEN_BEFORE + BROKEN_AFTER)
def test_a_post_that_broke_off_arrives_once(world: World, kind: str) -> None:
    number = world.write()
    world.slack.fail(kind)
    delivery = world.delivery(timeout_s=QUICK_S)

    delivery.send_pending()
    in_doubt = world.message(number)
    assert (in_doubt.maybe_sent, in_doubt.outcome, in_doubt.attempts) == (True, None, 0)
    assert in_doubt.due_at >= world.clock.at + POLICY.quarantine

    world.until_due(number)
    delivery.send_pending()
    assert world.slack.texts() == [f"letter {number} for U05"]
    message = world.message(number)
    assert message.outcome == "sent"
    assert message.slack_ts == world.slack.messages()[0]["ts"]


@pytest.mark.parametrize("kind", BROKEN_AFTER)
def test_what_arrived_unnoticed_is_found_and_not_posted_again(world: World, kind: str) -> None:
    number = world.write()
    world.slack.fail(kind)
    delivery = world.delivery(timeout_s=QUICK_S)
    delivery.send_pending()
    world.until_due(number)
    delivery.send_pending()
    assert len(world.slack.calls("chat.postMessage")) == 1


@pytest.mark.parametrize("kind", BROKEN_BEFORE)
@pytest.mark.parametrize("method", ["conversations.open", "conversations.history"])
def test_a_question_that_broke_off_is_asked_again(world: World, kind: str, method: str) -> None:
    number = world.write()
    world.slack.fail("500_after")
    world.slack.fail(kind, method)
    delivery = world.delivery(patient(attempts=5), timeout_s=QUICK_S)
    for _ in range(4):
        delivery.send_pending()
        world.until_due(number)
    assert world.slack.texts() == [f"letter {number} for U05"]
    assert world.message(number).outcome == "sent"


def test_it_is_found_behind_many_other_messages(world: World) -> None:
    number = world.write()
    world.slack.fail("500_after")
    policy = patient(between_posts_s=0.0)
    delivery = world.delivery(policy)
    delivery.send_pending()
    for _ in range(205):
        world.write()
    delivery.send_pending()
    world.until_due(number)
    delivery.send_pending()
    assert world.slack.texts().count(f"letter {number} for U05") == 1
    assert world.message(number).outcome == "sent"
    assert len(world.slack.calls("conversations.history")) == 2


def test_a_broken_post_ends_the_round_so_that_an_outage_puts_one_message_in_doubt(
    world: World,
) -> None:
    first, second = world.write(), world.write(world.council.manager)
    world.slack.fail("500_before", times=5)
    world.delivery().send_pending()
    assert world.message(first).maybe_sent
    assert world.message(second).lease == 0


def test_slack_is_left_alone_for_as_long_as_it_asks(world: World) -> None:
    first, second = world.write(), world.write(world.council.manager)
    world.slack.fail("ratelimited", retry_after=30)
    delivery = world.delivery()

    delivery.send_pending()
    world.clock.pass_by(timedelta(seconds=29))
    delivery.send_pending()
    assert len(world.slack.calls("chat.postMessage")) == 1
    assert (world.message(first).attempts, world.message(first).maybe_sent) == (0, False)

    world.clock.pass_by(A_SECOND)
    delivery.send_pending()
    assert sorted(world.slack.texts()) == [f"letter {first} for U05", f"letter {second} for U03"]


def test_what_slack_asked_patience_for_comes_before_what_was_written_after_it(
    world: World,
) -> None:
    first = world.write()
    world.clock.pass_by(A_SECOND)
    second = world.write()
    world.slack.fail("ratelimited", retry_after=30)
    delivery = world.delivery()
    for _ in range(3):
        delivery.send_pending()
        world.clock.pass_by(timedelta(seconds=30))
    assert world.slack.texts() == [f"letter {number} for U05" for number in (first, second)]


def test_within_slacks_own_limits_every_message_arrives_once_and_in_order(world: World) -> None:
    numbers = [world.write() for _ in range(6)]
    world.slack.keep_rates(world.clock.at)
    delivery = world.delivery()
    for _ in range(10 * len(numbers)):
        delivery.send_pending()
        world.clock.pass_by(A_SECOND)
        world.slack.set_clock(world.clock.at)
    assert world.slack.texts() == [f"letter {number} for U05" for number in numbers]


def test_being_asked_for_patience_never_gives_a_message_up(world: World) -> None:
    number = world.write()
    world.slack.fail("ratelimited", times=20)
    delivery = world.delivery()
    for _ in range(21):
        delivery.send_pending()
        world.clock.pass_by(timedelta(seconds=2))
    assert world.slack.texts() == [f"letter {number} for U05"]


def test_a_message_is_given_up_after_its_last_try_and_an_administrator_is_told(
    world: World,
) -> None:
    number = world.write()
    world.slack.fail("refused", times=3, error="an_error_nobody_has_met")
    delivery = world.delivery()
    for _ in range(3):
        delivery.send_pending()
        world.until_due(number)
    delivery.send_pending()
    message = world.message(number)
    assert (message.outcome, message.attempts) == ("dead", 3)
    assert message.last_error == "an_error_nobody_has_met"
    assert world.slack.texts() == [f"letter {number + 1} for {world.council.officer.slack_id}"]


def test_waits_between_tries_grow(world: World) -> None:
    number = world.write()
    world.slack.fail("refused", times=4, error="an_error_nobody_has_met")
    delivery = world.delivery(patient(attempts=9, first_wait=timedelta(minutes=5)))
    waits = []
    for _ in range(4):
        delivery.send_pending()
        waits.append((world.message(number).due_at - world.clock.at) / timedelta(minutes=5))
        world.until_due(number)
    assert waits == [1, 2, 4, 8]


def test_silence_never_gives_a_message_up_but_for_days(world: World) -> None:
    number = world.write()
    world.slack.fail("500_before", times=40)
    delivery = world.delivery()
    for _ in range(30):
        delivery.send_pending()
        world.until_due(number)
    assert (world.message(number).outcome, world.message(number).attempts) == (None, 0)
    world.clock.pass_by(POLICY.silence)
    delivery.send_pending()
    assert world.message(number).last_error == "HTTP 500; it may have arrived"
    assert world.message(number).outcome == "dead"


def test_any_good_sign_ends_the_wait_after_an_outage(world: World) -> None:
    number = world.write()
    with socket.socket() as nobody_listens:
        nobody_listens.bind(("127.0.0.1", 0))
        port = nobody_listens.getsockname()[1]
        client = outbox_client("xoxb-local", f"http://127.0.0.1:{port}/api/")
        delivery = world.delivery(client=client)
        for _ in range(9):
            delivery.send_pending()
            world.clock.pass_by(timedelta(minutes=2))
        delivery.send_pending()
    client.base_url = world.slack.api
    delivery.send_pending()
    assert world.slack.texts() == []  # for two minutes more

    delivery.good_sign()
    delivery.send_pending()
    assert world.slack.texts() == [f"letter {number} for U05"]


def test_an_outage_that_is_over_is_noticed_within_two_minutes(world: World) -> None:
    number = world.write()
    world.slack.fail("refused", times=9, error="access_denied")
    delivery = world.delivery()
    while world.slack.calls("chat.postMessage")[-1:] == [] or world.message(number).outcome is None:
        begun = world.clock.at
        delivery.send_pending()
        world.clock.pass_by(timedelta(minutes=2))
        assert world.clock.at - begun <= timedelta(minutes=2)
    assert len(world.slack.calls("chat.postMessage")) == 10


def test_what_has_just_happened_is_not_behind_everybodys_morning(world: World) -> None:
    readers = (world.council.practitioner, world.council.colleague, world.council.stranger)
    mornings = [world.write(reader, MessageName.DAILY_DIGEST) for reader in readers]
    old = world.write(world.council.manager)
    world.clock.pass_by(timedelta(hours=2))
    fresh = world.write(world.council.head)
    claimed = [world.claim().id for _ in range(5)]
    assert claimed == [fresh, old, *mornings]


def test_a_conversation_is_opened_once_a_person(world: World) -> None:
    for _ in range(3):
        world.write()
        world.delivery(patient(between_posts_s=0)).send_pending()
    assert len(world.slack.calls("conversations.open")) == 1
    assert len(world.slack.texts()) == 3


def test_a_conversation_that_slack_knows_no_more_is_opened_anew(world: World) -> None:
    with world.council.database.begin() as session:
        person = session.get_one(Person, world.council.practitioner.id)
        person.opened = f"{person.slack_id} D_GONE"
    number = world.write()
    delivery = world.delivery()
    delivery.send_pending()
    delivery.send_pending()
    assert world.slack.texts() == [f"letter {number} for U05"]


def test_another_account_has_another_conversation(world: World) -> None:
    with world.council.database.begin() as session:
        session.get_one(Person, world.council.practitioner.id).opened = "U_BEFORE D_BEFORE"
    world.write()
    world.delivery().send_pending()
    assert len(world.slack.calls("conversations.open")) == 1


def test_what_was_claimed_goes_back_when_the_bot_stops(world: World) -> None:
    number = world.write()

    def stop(stage: str) -> None:
        if stage == "claimed":
            delivery.stop()

    delivery = world.delivery(on_stage=stop)
    delivery.send_pending()
    message = world.message(number)
    assert (message.held, message.maybe_sent, message.attempts) == (False, False, 0)
    world.delivery().send_pending()
    assert world.slack.texts() == [f"letter {number} for U05"]


def test_a_wrong_token_gives_no_message_up_and_is_told_loudly(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = world.write(), world.write(world.council.manager)
    from_nobody = world.delivery(client=outbox_client("xoxb-revoked", world.slack.api))
    for _ in range(10):
        from_nobody.send_pending()
        world.clock.pass_by(timedelta(minutes=30))
    assert "Slack cannot be used: invalid_auth" in caplog.text
    assert world.message(first).outcome is None
    assert world.message(first).attempts + world.message(second).attempts == 0

    world.clock.pass_by(timedelta(hours=3))
    world.delivery().send_pending()
    assert sorted(world.slack.texts()) == [f"letter {first} for U05", f"letter {second} for U03"]


def test_a_missing_scope_gives_no_message_up(world: World) -> None:
    number = world.write()
    with running(scopes=["im:write"]) as narrow:
        delivery = World(world.council, narrow, world.clock).delivery()
        for _ in range(5):
            delivery.send_pending()
            world.clock.pass_by(timedelta(hours=3))
        assert {message["text"] for message in narrow.messages()} == set()
    assert (world.message(number).outcome, world.message(number).attempts) == (None, 0)
    assert world.message(number).last_error == "missing_scope"


def test_a_network_that_is_down_gives_no_message_up(world: World) -> None:
    number = world.write()
    with socket.socket() as nobody_listens:
        nobody_listens.bind(("127.0.0.1", 0))
        port = nobody_listens.getsockname()[1]
        nowhere = outbox_client("xoxb-local", f"http://127.0.0.1:{port}/api/")
        delivery = world.delivery(client=nowhere)
        for _ in range(5):
            delivery.send_pending()
            world.clock.pass_by(timedelta(hours=3))
    message = world.message(number)
    assert (message.outcome, message.attempts, message.maybe_sent) == (None, 0, False)
    world.delivery().send_pending()
    assert world.slack.texts() == [f"letter {number} for U05"]


def test_nothing_waits_once_all_is_sent(world: World) -> None:
    for person in (world.council.manager, world.council.head, world.council.director):
        world.write(person)
    world.delivery().send_pending()
    with world.council.database.read() as session:
        assert outbox.waiting_count(session) == 0
