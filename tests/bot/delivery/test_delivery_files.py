"""A letter that brings a file: never lost, and twice only where Slack cannot be asked about it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.audits.invite import Invite
from bot.delivery.rendered import RenderedMessage
from db.models import Message
from db.session import Session
from tests.bot.delivery.test_delivery_faults import BROKEN_AFTER, BROKEN_BEFORE, QUICK_S
from tests.bot.delivery.test_delivery_races import KilledError, killed_at
from tests.bot.delivery.world import POLICY, World, patient
from tests.council_slack import TOKEN

UPLOAD, SHARE = "files.getUploadURLExternal", "files.completeUploadExternal"
SHORT = patient(lease=timedelta(seconds=3 * QUICK_S + 1))  # a lease, with 2 seconds to spare
CALENDAR = Invite("LA-2027-01-017.ics", "For your calendar", "BEGIN:VCALENDAR\r\n")


def with_file(_: Session, message: Message, __: datetime) -> RenderedMessage:
    return RenderedMessage(f"letter {message.id}", file=CALENDAR)


def _titles(world: World) -> list[str]:
    return [file["title"] for said in world.slack.messages() for file in said["files"]]


def test_the_file_comes_with_the_words_above_it(world: World) -> None:
    number = world.write()

    world.delivery(render=with_file).send_pending()

    assert world.slack.texts() == [f"letter {number}"]
    assert _titles(world) == ["For your calendar"]
    message = world.message(number)
    assert (message.outcome, message.slack_ts) == ("sent", None)


@pytest.mark.parametrize("kind", BROKEN_BEFORE + BROKEN_AFTER)
def test_a_file_that_could_not_be_left_with_slack_is_in_no_doubt(world: World, kind: str) -> None:
    number = world.write()
    world.slack.fail(kind, UPLOAD)
    delivery = world.delivery(render=with_file, timeout_s=QUICK_S)

    delivery.send_pending()
    waiting = world.message(number)
    assert (waiting.maybe_sent, waiting.outcome) == (False, None)

    world.until_due(number)
    delivery.send_pending()
    assert _titles(world) == ["For your calendar"]


class Miscounting(WebClient):
    """Says that a file is longer than it is, so that Slack does not take it."""

    def files_getUploadURLExternal(  # noqa: N802  (slack_sdk's own name)
        self,
        *,
        length: int,
        **others: Any,  # noqa: ANN401  (as slack_sdk has them)
    ) -> SlackResponse:
        """Ask for a place for one byte more."""
        return super().files_getUploadURLExternal(length=length + 1, **others)


def test_a_file_that_its_place_refuses_is_tried_again(world: World) -> None:
    number = world.write()
    client = Miscounting(TOKEN, world.slack.api, timeout=QUICK_S, retry_handlers=[])

    world.delivery(render=with_file, client=client).send_pending()

    message = world.message(number)
    assert (message.maybe_sent, message.outcome, message.last_error) == (False, None, "HTTP 400")
    assert world.slack.texts() == []


@pytest.mark.parametrize("kind", BROKEN_BEFORE)
def test_a_file_that_was_not_shared_comes_after_the_quarantine(world: World, kind: str) -> None:
    assert _after_a_broken_share(world, kind) == ["For your calendar"]


@pytest.mark.parametrize("kind", BROKEN_AFTER)
def test_a_file_that_was_shared_unnoticed_comes_twice(world: World, kind: str) -> None:
    assert _after_a_broken_share(world, kind) == ["For your calendar", "For your calendar"]


def _after_a_broken_share(world: World, kind: str) -> list[str]:
    number = world.write()
    world.slack.fail(kind, SHARE)
    delivery = world.delivery(render=with_file, timeout_s=QUICK_S)
    delivery.send_pending()
    in_doubt = world.message(number)
    assert in_doubt.maybe_sent
    assert in_doubt.due_at >= world.clock.at + POLICY.quarantine
    world.until_due(number)
    delivery.send_pending()
    assert world.message(number).outcome == "sent"
    return _titles(world)


@pytest.mark.parametrize("point", ["claimed", "channel recorded", "before post"])
def test_a_delivery_that_died_before_it_posted_brings_the_file_once(
    world: World, point: str
) -> None:
    number = world.write()
    with pytest.raises(KilledError):
        world.delivery(render=with_file, on_stage=killed_at(point)).send_pending()

    another = world.delivery(render=with_file)
    for _ in range(3):
        world.until_due(number)
        another.send_pending()

    assert _titles(world) == ["For your calendar"]


def test_a_file_is_not_begun_without_the_time_for_its_three_calls(world: World) -> None:
    number = world.write()

    world.delivery(SHORT, render=with_file, timeout_s=QUICK_S).send_pending()

    assert "no time left" in (world.message(number).last_error or "")
    assert world.slack.calls(UPLOAD) == []


def test_words_alone_need_the_time_of_one_call(world: World) -> None:
    number = world.write()

    world.delivery(SHORT, timeout_s=QUICK_S).send_pending()

    assert world.message(number).outcome == "sent"
