"""The newest word on a pair."""

from hypothesis import given
from hypothesis import strategies as st

from jobs.audits.drawing import Wishes
from tests.refusals import refused

PAIRS = st.frozensets(st.tuples(st.sampled_from("ab"), st.sampled_from("xyz")))


@given(PAIRS, PAIRS, PAIRS, PAIRS)
def test_what_was_said_last_holds_and_the_rest_is_kept(
    pins: frozenset[tuple[str, str]],
    forbids: frozenset[tuple[str, str]],
    new_pins: frozenset[tuple[str, str]],
    new_forbids: frozenset[tuple[str, str]],
) -> None:
    wishes = Wishes(pins - forbids, forbids).and_now(new_pins, new_forbids - new_pins)
    assert new_pins <= wishes.pins
    assert new_forbids - new_pins <= wishes.forbids
    assert not wishes.pins & wishes.forbids
    assert wishes.pins | wishes.forbids == pins | forbids | new_pins | new_forbids


@given(PAIRS, PAIRS, PAIRS)
def test_a_pair_that_is_freed_is_wished_nothing_of_and_no_other_is_forgotten(
    pins: frozenset[tuple[str, str]],
    forbids: frozenset[tuple[str, str]],
    some: frozenset[tuple[str, str]],
) -> None:
    freed = some & (pins | forbids)
    assert Wishes(pins, forbids).without(freed) == Wishes(pins - freed, forbids - freed)


def test_a_pair_of_which_nothing_was_wished_is_not_freed() -> None:
    with refused(match="neither pinned nor forbidden"):
        Wishes(frozenset({("a", "x")})).without([("a", "y")])
