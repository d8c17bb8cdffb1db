"""The waits between tries."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.retry import RetryPolicy

setbacks = st.integers(1, 10_000)
chances = st.floats(0, 1, exclude_max=True)


@given(setbacks, chances)
def test_a_wait_is_at_least_the_first_and_at_most_half_more_than_the_longest(
    number: int, chance: float
) -> None:
    policy = RetryPolicy(jitter=lambda: chance)
    wait = policy.backoff(number)
    assert policy.first_wait <= wait <= policy.longest_wait * 1.5


@given(setbacks)
def test_waits_never_shrink(number: int) -> None:
    policy = RetryPolicy(jitter=lambda: 0.0)
    assert policy.backoff(number) <= policy.backoff(number + 1)


def test_the_usual_tries_outlast_an_outage_of_six_hours() -> None:
    policy = RetryPolicy(jitter=lambda: 0.0)
    waits = [policy.backoff(number) for number in range(1, policy.attempts)]
    assert sum(waits, timedelta()) >= timedelta(hours=6)


def test_two_that_failed_together_come_back_apart() -> None:
    assert RetryPolicy().backoff(5) != RetryPolicy().backoff(5)


@given(setbacks, chances)
def test_an_outage_is_looked_at_again_within_two_minutes(number: int, chance: float) -> None:
    policy = RetryPolicy(jitter=lambda: chance)
    assert policy.outage(number) <= timedelta(minutes=2)
