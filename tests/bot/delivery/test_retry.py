"""The waits between tries."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.retry import Patience

setbacks = st.integers(1, 10_000)
chances = st.floats(0, 1, exclude_max=True)


@given(setbacks, chances)
def test_a_wait_is_at_least_the_first_and_at_most_half_more_than_the_longest(
    number: int, chance: float
) -> None:
    patience = Patience(jitter=lambda: chance)
    wait = patience.backoff(number)
    assert patience.first_wait <= wait <= patience.longest_wait * 1.5


@given(setbacks)
def test_waits_never_shrink(number: int) -> None:
    patience = Patience(jitter=lambda: 0.0)
    assert patience.backoff(number) <= patience.backoff(number + 1)


def test_the_usual_tries_outlast_an_outage_of_six_hours() -> None:
    patience = Patience(jitter=lambda: 0.0)
    waits = [patience.backoff(number) for number in range(1, patience.attempts)]
    assert sum(waits, timedelta()) >= timedelta(hours=6)


def test_two_that_failed_together_come_back_apart() -> None:
    assert Patience().backoff(5) != Patience().backoff(5)
