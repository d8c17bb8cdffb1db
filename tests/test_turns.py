"""What a run leaves out, a later one tries."""

import pytest

from tests.turns import sampled, steps

THINGS = range(97)


@pytest.mark.parametrize("times", [1, 2, 20, 97, 200])
@pytest.mark.parametrize("first", [0, 5, 10_000])
def test_so_many_turns_one_after_the_other_try_everything_at_each_place(
    times: int, first: int
) -> None:
    for place in range(30):
        turns = range(first, first + steps(THINGS, times))
        tried = [one for turn in turns for one in sampled(THINGS, place, times, turn)]
        assert sorted(tried) == list(THINGS)


def test_the_same_turn_tries_the_same_and_no_fewer_than_were_asked_for() -> None:
    assert sampled(THINGS, 3, 2, 8) == sampled(THINGS, 3, 2, 8) != sampled(THINGS, 3, 2, 9)
    assert all(len(sampled(THINGS, 3, times, 8)) >= times for times in (1, 2, 20, 97))
    assert list(sampled((), 3, 1, 8)) == []
