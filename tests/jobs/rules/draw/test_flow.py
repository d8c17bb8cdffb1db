import numpy as np
import pytest

from jobs.rules.draw.flow import InfeasibleError, Network, cheapest, node_prices

# Two ways from 0 to 3: over 1 and over 2.
DIAMOND = Network(np.array([1, 0, 0, -1]), np.array([0, 1, 0, 2]), np.array([1, 3, 2, 3]))


def costs(*values: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(values, dtype=np.int64)


def test_the_first_cost_decides_however_large_the_second() -> None:
    best = cheapest(DIAMOND, [costs(0, 1, 0, 2), costs(10**9, 0, 0, 0)])
    assert best.flow.tolist() == [True, True, False, False]


def test_the_second_cost_decides_where_the_first_is_equal() -> None:
    best = cheapest(DIAMOND, [costs(1, 1, 2, 0), costs(5, 0, 1, 0)])
    assert best.flow.tolist() == [False, False, True, True]


def test_too_little_room_is_said() -> None:
    crowded = Network(np.array([3, 0, 0, -3]), DIAMOND.tails, DIAMOND.heads)
    with pytest.raises(InfeasibleError):
        cheapest(crowded, [costs(0, 0, 0, 0)])


def test_a_flow_that_could_be_cheaper_has_no_prices() -> None:
    dear = np.array([True, True, False, False])
    free = np.ones(4, dtype=np.bool_)
    with pytest.raises(ArithmeticError):
        node_prices(DIAMOND, costs(1, 1, 0, 1), free, dear)
