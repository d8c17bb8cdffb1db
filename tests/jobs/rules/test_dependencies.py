"""Which action waits for which, and the way between two."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.dependencies import way

Edges = st.sets(st.tuples(st.integers(1, 8), st.integers(1, 8)), max_size=20)


def test_the_way_is_named_in_the_order_in_which_things_are_done() -> None:
    assert way({7: [9], 9: [12]}, 7, 12) == [12, 9, 7]


def test_an_action_that_waits_for_nothing_has_no_way() -> None:
    assert way({7: [9]}, 9, 7) is None


def test_the_shortest_way_is_named() -> None:
    assert way({1: [2, 4], 2: [3], 3: [4]}, 1, 4) == [4, 1]


@given(Edges, st.integers(1, 8), st.integers(1, 8))
def test_nothing_is_ever_added_that_closes_a_loop(
    edges: set[tuple[int, int]], start: int, end: int
) -> None:
    """Add edges one by one as the bot would, and look for a loop by another method."""
    waits: dict[int, set[int]] = {}
    for number, before in sorted(edges):
        if way(waits, before, number) is None:
            waits.setdefault(number, set()).add(before)

    assert _is_without_loops(waits)
    found = way(waits, start, end)
    if found is not None:
        assert (found[0], found[-1]) == (end, start)
        assert all(before in waits[after] for before, after in pairwise(found))


@given(Edges)
def test_what_is_refused_would_have_been_a_loop(edges: set[tuple[int, int]]) -> None:
    waits: dict[int, set[int]] = {}
    for number, before in sorted(edges):
        closed = {**waits, number: waits.get(number, set()) | {before}}
        if way(waits, before, number) is None:
            waits = closed
        else:
            assert not _is_without_loops(closed)


def _is_without_loops(waits: dict[int, set[int]]) -> bool:
    """Take away what waits for nothing, again and again: what cannot be taken away is a loop."""
    left = {number: set(before) for number, before in waits.items()}
    while left:
        free = {number for number, before in left.items() if not before & left.keys()}
        if not free:
            return False
        left = {number: before for number, before in left.items() if number not in free}
    return True
