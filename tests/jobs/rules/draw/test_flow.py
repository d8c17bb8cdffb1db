import numpy as np
import pytest

from jobs.rules.draw.flow import InfeasibleError, Network, cheapest, most_placed, node_prices

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


def test_with_nobody_to_audit_every_auditor_is_on_the_near_side_of_the_cut() -> None:
    nobody = costs()
    matching = most_placed(costs(2, 1), nobody, nobody, nobody)
    assert matching.placed == 0
    assert matching.cut.tolist() == [True, True]


def test_the_cut_holds_those_who_ask_for_too_much() -> None:
    matching = most_placed(costs(2, 1), costs(1, 1), costs(0, 1), costs(0, 1))
    assert matching.placed == 2
    assert matching.cut.tolist() == [True, False]
