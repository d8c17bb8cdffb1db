"""Nobody waits behind somebody who asks too much."""

from contextlib import ExitStack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.fair_share import AT_ONCE, FairShare
from db.errors import RefusedError


class Minutes:
    """A clock of minutes, told in seconds."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now * 60


def _goes_through(share: FairShare, user: str = "a guest") -> bool:
    with share.taken(user) as require:
        try:
            require()
        except RefusedError:
            return False
        return True


def test_whoever_asks_again_before_the_first_answers_waits_and_others_do_not() -> None:
    share = FairShare(at_once=2)
    with ExitStack() as running:
        for _ in range(2):
            running.enter_context(share.taken("a guest"))()
        with share.taken("a guest") as require, pytest.raises(RefusedError) as refused:
            require()
        assert refused.value.kind == AT_ONCE
        assert _goes_through(share, "a colleague")
    assert _goes_through(share)


def test_whoever_asks_more_than_a_person_can_is_told_when_to_go_on() -> None:
    clock = Minutes()
    share = FairShare(most=3, seconds=clock)
    for clock.now in (0, 1, 2):
        assert _goes_through(share)
    clock.now = 4
    with (
        share.taken("a guest") as require,
        pytest.raises(RefusedError, match=r"go on in 6 min\.") as _,
    ):
        require()
    clock.now = 10
    assert _goes_through(share)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 4)), max_size=60))
def test_in_no_stretch_of_time_has_anybody_more_than_their_share(
    asked: list[tuple[str, int]],
) -> None:
    clock, share = Minutes(), FairShare(most=3)
    share.seconds = clock
    done: dict[str, list[float]] = {}
    for user, later in asked:
        clock.now += later
        recent = [at for at in done.get(user, []) if at > clock.now - 10]
        went = _goes_through(share, user)
        assert went == (len(recent) < 3)
        if went:
            done.setdefault(user, []).append(clock.now)
