from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from localslack.api.methods import METHODS
from localslack.rates import A_SECOND, POST, TIER_2, TIERS, Rates
from tests.localslack.slack import Browser

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
OF_NO_TIER = {"auth.test", "chat.getPermalink"}  # "hundreds a minute", and no limit of its own


class Hand:
    """A clock that a test moves, and the limits that go by it."""

    def __init__(self) -> None:
        self.at = NOON
        self.rates = Rates(lambda: self.at)
        self.rates.keep(True)

    def calls(self, method: str, times: int, channel: str = "") -> Iterator[int | None]:
        return (self.rates.wait(method, channel) for _ in range(times))


def test_every_method_has_its_limit() -> None:
    assert TIERS.keys() | OF_NO_TIER | {POST} == METHODS.keys()


def test_what_is_called_too_often_waits_until_the_first_call_is_a_minute_old() -> None:
    hand = Hand()
    assert {*hand.calls("users.list", TIER_2)} == {None}
    hand.at += timedelta(seconds=18.5)
    assert [*hand.calls("users.list", 1)] == [42]
    assert [*hand.calls("users.info", 1)] == [None]
    hand.at += timedelta(seconds=41.5)
    assert [*hand.calls("users.list", 1)] == [None]


def test_one_message_a_second_goes_into_a_conversation() -> None:
    hand = Hand()
    assert [*hand.calls(POST, 2, "D01"), *hand.calls(POST, 1, "D02")] == [None, 1, None]
    hand.at += A_SECOND
    assert [*hand.calls(POST, 1, "D01")] == [None]


def test_nothing_is_limited_unless_it_is_asked_for(web: WebClient, page: Browser) -> None:
    for _ in range(TIER_2 + 1):
        web.users_list()
    page.post("/control/rates", keep=True)
    for _ in range(TIER_2):
        web.users_list()
    with pytest.raises(SlackApiError) as limited:
        web.users_list()
    assert limited.value.response.status_code == 429
    assert 0 < int(limited.value.response.headers["Retry-After"]) <= 60
    page.post("/control/rates", keep=False)
    assert web.users_list()["ok"]
