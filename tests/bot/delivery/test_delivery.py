"""What is in the outbox reaches people in Slack."""

from datetime import datetime, timedelta

import pytest

from bot.delivery.rendered import RenderedMessage
from db.models import Message, MessageName, Person
from db.outbox import queries as outbox
from db.session import Session
from tests.bot.delivery.world import World
from tests.logged import logged_at_debug


def test_a_message_reaches_its_person_once(world: World) -> None:
    number = world.write()
    delivery = world.delivery()

    delivery.send_pending()
    world.clock.pass_by(timedelta(hours=1))
    delivery.send_pending()

    assert world.slack.texts() == [f"letter {number} for U05"]
    message = world.message(number)
    assert (message.outcome, message.attempts) == ("sent", 1)
    assert message.slack_ts == world.slack.messages()[0]["ts"]
    assert message.slack_channel == world.slack.messages()[0]["channel"]


def test_it_carries_its_token_and_nothing_of_it_is_parsed(world: World) -> None:
    number = world.write()
    hostile = RenderedMessage("@everyone <!channel> https://council.example @person1 *bold*")
    world.delivery(render=lambda *_: hostile).send_pending()

    [message] = world.slack.messages()
    payload = {"token": world.message(number).token}
    assert message["metadata"] == {"event_type": "live_audit_message", "event_payload": payload}
    [posted] = world.slack.calls("chat.postMessage")
    assert (posted["mrkdwn"], posted["link_names"], posted["parse"]) == (False, False, "none")
    assert (posted["unfurl_links"], posted["unfurl_media"]) == (False, False)


def test_its_blocks_are_shown(world: World) -> None:
    world.write()
    block = {"type": "section", "text": {"type": "plain_text", "text": "Two actions are due."}}
    world.delivery(
        render=lambda *_: RenderedMessage("Two actions are due.", [block])
    ).send_pending()
    [message] = world.slack.messages()
    assert message["blocks"][0]["text"]["text"] == "Two actions are due."


def test_what_is_no_longer_true_is_not_sent(world: World) -> None:
    number = world.write()
    world.delivery(render=lambda *_: None).send_pending()
    assert world.slack.texts() == []
    assert world.message(number).outcome == "stale"


def test_words_are_made_from_what_the_tables_say_now(world: World) -> None:
    number = world.write()
    with world.council.database.begin() as session:
        session.get_one(Person, world.council.practitioner.id).name = "somebody else"

    def named(session: Session, message: Message, _: datetime) -> RenderedMessage:
        assert message in session
        return RenderedMessage(f"for {message.person.name}, of {message.person.manager.role}")  # type: ignore[union-attr]  # has one

    world.delivery(render=named).send_pending()
    assert world.slack.texts() == ["for somebody else, of Team Manager, Permanence"]
    assert world.message(number).outcome == "sent"


def test_no_transaction_is_open_while_slack_is_asked(world: World) -> None:
    world.write()
    pool = world.council.database.engine.pool
    open_connections: list[int] = []

    def look(_: str) -> None:
        open_connections.append(pool.checkedout())  # type: ignore[attr-defined]  # of a QueuePool

    world.delivery(on_stage=look).send_pending()
    assert open_connections == [0] * 5


def test_the_way_of_a_message_is_told_in_order(world: World) -> None:
    world.write()
    way: list[str] = []
    world.delivery(on_stage=way.append).send_pending()
    assert way == ["claimed", "channel recorded", "before post", "after post", "before record"]


def test_two_messages_to_one_person_are_a_second_apart(world: World) -> None:
    first, second = world.write(), world.write()
    other = world.write(world.council.manager)
    delivery = world.delivery()

    delivery.send_pending()
    assert sorted(world.slack.texts()) == [f"letter {first} for U05", f"letter {other} for U03"]
    assert world.message(second).attempts == 0

    world.clock.pass_by(timedelta(seconds=1))
    delivery.send_pending()
    assert f"letter {second} for U05" in world.slack.texts()


@pytest.mark.parametrize("change", ["left_slack", "slack_id", "ends_on"])
def test_whoever_has_left_is_not_written_to_and_an_administrator_is_told(
    world: World, change: str
) -> None:
    number = world.write()
    gone = {"left_slack": True, "slack_id": None, "ends_on": world.clock.at.date()}
    with world.council.database.begin() as session:
        setattr(session.get_one(Person, world.council.practitioner.id), change, gone[change])
    world.clock.pass_by(timedelta(days=1))

    world.delivery().send_pending()

    message = world.message(number)
    assert (message.outcome, message.last_error) == (
        "dead",
        "this person is not in Slack any more",
    )
    assert world.slack.texts() == [f"letter {number + 1} for {world.council.officer.slack_id}"]


def test_whoever_slack_has_deactivated_is_not_written_to_again(world: World) -> None:
    number = world.write()
    world.slack.deactivate("U05")
    world.delivery().send_pending()
    assert world.message(number).outcome == "dead"
    assert [text.split()[-1] for text in world.slack.texts()] == [world.council.officer.slack_id]


def test_a_letter_slack_will_never_take_is_given_up_and_told(world: World) -> None:
    number = world.write()

    def long(session: Session, message: Message, now: datetime) -> RenderedMessage:
        return RenderedMessage("x" * 50_000 if message.id == number else f"about {message.about}")

    world.delivery(render=long).send_pending()
    assert (world.message(number).outcome, world.message(number).last_error) == (
        "dead",
        "msg_too_long",
    )
    assert world.slack.texts() == [f"about {{'message_id': {number}}}"]


def test_a_dead_letter_about_a_dead_letter_is_only_logged(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    number = world.write(world.council.officer, kind=MessageName.DEAD_LETTER)
    world.delivery(render=lambda *_: RenderedMessage("x" * 50_000)).send_pending()
    assert f"message {number} (dead letter) will not arrive: msg_too_long" in caplog.text
    with world.council.database.read() as session:
        assert outbox.waiting_count(session) == 0


def test_a_letter_we_cannot_write_holds_up_no_other_and_is_given_up_at_last(world: World) -> None:
    broken, good = world.write(), world.write(world.council.manager)
    private = "Finalise the strategy"

    def render(_: Session, message: Message, __: datetime) -> RenderedMessage:
        if message.id == broken:
            raise KeyError(private)
        return RenderedMessage(f"letter {message.id}")

    delivery = world.delivery(render=render)
    delivery.send_pending()
    assert world.slack.texts() == [f"letter {good}"]
    assert world.message(broken).outcome is None

    with logged_at_debug() as log:
        for _ in range(2):
            world.until_due(broken)
            delivery.send_pending()
    message = world.message(broken)
    assert (message.outcome, message.attempts) == ("dead", 3)
    assert str(message.last_error).startswith("KeyError, reference ")
    assert str(message.last_error).removeprefix("KeyError, reference ") in log.getvalue()
    assert private not in log.getvalue()


def test_the_log_holds_neither_names_nor_words(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    world.write()
    world.slack.fail("500_after")
    delivery = world.delivery(render=lambda *_: RenderedMessage("the words of a letter"))
    delivery.send_pending()
    assert "HTTP 500" in caplog.text
    assert "the words of a letter" not in caplog.text
    assert world.council.practitioner.name not in caplog.text
