"""A morning's message holds what Slack takes, the most urgent first, and loses nothing."""

from collections.abc import Iterator, Sequence

from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.morning import MorningSection, Rank
from bot.reminders.composing import CHARACTERS, MOST_BLOCKS, Entry, laid_out, merged, parted
from bot.slack.blocks import Block, button, lines, row
from bot.slack.pages import characters
from tests.properties import examples


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """Draw something to tell: some lines, and the buttons of an action that others show too."""
    told = [lines(["x" * size]) for size in draw(st.lists(st.integers(1, 900), min_size=1))]
    number = draw(st.integers(1, 5))
    offered = draw(st.lists(st.sampled_from(["Done", "Move", "Return"]), min_size=1, unique=True))
    made = [button(words, f"action_{words.lower()}", {"n": number}) for words in offered]
    buttons: list[Block] = [row(f"item-{number}", *made)]
    section, rank = draw(st.sampled_from(MorningSection)), draw(st.sampled_from(Rank))
    return Entry(section, rank, lambda: [*told, *buttons], f"action {number}")


@examples(150)
@given(told=st.lists(entries(), max_size=25))
def test_what_is_shown_fits_and_what_is_not_is_never_more_urgent(told: list[Entry]) -> None:
    shown, rest = parted(told)
    assert sorted(map(id, (*shown, *rest))) == sorted(map(id, told)), "nothing is lost"
    assert all(first.rank <= later.rank for first in shown for later in rest)
    if len(shown) > 1:
        assert sum(len(one.blocks) for one in shown) <= MOST_BLOCKS
        assert sum(characters(list(one.blocks)) for one in shown) <= CHARACTERS
    assert bool(shown) == bool(told)


@examples(150)
@given(told=st.lists(entries(), max_size=8))
def test_the_same_buttons_stand_once_and_the_most_urgent_section_first(told: list[Entry]) -> None:
    blocks = laid_out(told)
    names = [block["block_id"] for block in blocks if "block_id" in block]
    assert len(names) == len(set(names)), "Slack refuses a message that names a block twice"
    stands = list(_offers(blocks))
    assert len(stands) == len(set(stands)), "the same button stands once"
    assert set(stands) == {one for entry in told for one in _offers(entry.blocks)}, "none is lost"
    headings = [text for block in blocks if (text := _heading(block))]
    firsts = [min(one.rank for one in told if one.section == heading) for heading in headings]
    assert firsts == sorted(firsts)


@examples(150)
@given(told=st.lists(entries(), max_size=8))
def test_a_thing_that_stands_once_keeps_what_could_be_done_wherever_it_was_told(
    told: list[Entry],
) -> None:
    once = merged(told)
    assert [entry.about for entry in once] == list(dict.fromkeys(one.about for one in told))
    for entry in once:
        again = [one for one in told if one.about == entry.about]
        offered = {offer for one in again for offer in _offers(one.blocks)}
        assert sorted(_offers(entry.blocks)) == sorted(offered)
        assert entry.rank == min(one.rank for one in again)


def _heading(block: Block) -> str:
    text = str(block)
    return next((one for one in MorningSection if f"'{one.value}'" in text), "")


def _offers(blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    for block in blocks:
        if block["type"] == "actions":
            yield from ((one["action_id"], one["value"]) for one in block["elements"])
