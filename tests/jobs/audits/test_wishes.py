"""The newest word on a pair."""

from hypothesis import given
from hypothesis import strategies as st

from jobs.audits.drawing import Wishes

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
