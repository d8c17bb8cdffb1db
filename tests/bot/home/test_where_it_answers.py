"""An answer in the App Home stands where its reader looks: Slack keeps how far they scrolled."""

import pytest

from bot.home import blocks as home
from bot.home.blocks import AT_THE_END, Choice, Frame, entry_of, paged
from bot.slack.blocks import Block, aside
from tests.bot.home.test_size import ME, READER, an_action
from tests.people import TODAY

TOLD = [aside(f"line {number}") for number in range(6)]


def shown(many: int, beside: str, told: list[Block]) -> list[Block]:
    entries = [entry_of(an_action(number), "Later", ME, TODAY) for number in range(1, many + 1)]
    tools: list[Block] = [{"type": "actions", "block_id": name} for name in sorted(AT_THE_END)[:1]]
    frame = Frame(ME, Choice(beside=beside), [("mine", "All mine")], tools, told)
    return list(home.view(paged(entries, 0), frame, READER)["blocks"])


@pytest.mark.parametrize("beside", sorted(AT_THE_END))
@pytest.mark.parametrize("many", [0, 1, 2, 20])
def test_an_answer_at_the_last_rows_ends_where_they_stood_and_parts_no_card(
    beside: str, many: int
) -> None:
    before = [block.get("block_id") for block in shown(many, beside, [])]
    now = shown(many, beside, TOLD)

    begins, pressed = now.index(TOLD[0]), before.index(beside)
    assert begins + len(TOLD) <= max(pressed, 2 + len(TOLD))  # all of it above where they looked
    assert begins >= 2  # below what is looked at on every page
    above, below = now[begins - 1], now[begins + len(TOLD) + 1]
    assert above["type"] == "actions" or below["type"] == "header"


def test_an_answer_beside_a_thing_stands_right_above_its_buttons() -> None:
    now = shown(20, "item-7", TOLD)
    assert now[now.index(TOLD[-1]) + 2]["block_id"] == "item-7"
