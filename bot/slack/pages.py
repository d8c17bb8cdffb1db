"""How much Slack takes in one message or view, and what becomes of what is longer.

Blocks and characters both count: https://docs.slack.dev/reference/block-kit/blocks (50 blocks of a
message, 100 of a view, each text its own bound), and `msg_blocks_too_long`, for which Slack's
engineers name about 12,000 characters in all the blocks.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from bot.slack.blocks import VALUE_LENGTH, Answer, Block, aside, shortened

MOST_BLOCKS: Final = 50
MOST_IN_A_VIEW: Final = 100
MOST_CHARACTERS: Final = 11_000
MOST_BYTES: Final = 200_000  # of a view, of which Slack takes 250,000
MOST_PAGES: Final = 3  # a response_url takes five posts, and its buttons may want the others
MORE: Final = "Slack can't show all of this here. Ask for less at a time to see the rest."
_ROOM: Final = 1 + len(MORE)  # for the line that says so

# The builders in `blocks` keep what is as short as a label short.
_TEXT: Final = 3000
_FIELD: Final = 2000
_RUN: Final = 10_000  # of rich text
_FULL: Final = {"elements", "text"}  # of what they stand in
_OPTION_VALUE: Final = 150
# What one block holds so many of at most; the others stand in a block below it.
_HELD: Final = {"actions": ("elements", 25), "context": ("elements", 10), "section": ("fields", 10)}


def pages(answer: Answer, most: int = MOST_PAGES, most_blocks: int = MOST_BLOCKS) -> list[Answer]:
    """Return an answer as the messages that Slack takes; what is cut off is said."""
    parts = list(_parts(answer.blocks, most_blocks))
    is_cut = _is_cut(answer.blocks, parts)
    if len(parts) <= 1 and not is_cut:
        as_it_is = not parts or parts[0] == [*answer.blocks]
        return [answer if as_it_is else replace(answer, blocks=parts[0])]
    shown = parts[:most]
    if len(parts) > most or is_cut:
        shown[-1] = [*shown[-1][: most_blocks - 1], aside(MORE)]
    first, *others = shown
    return [replace(answer, blocks=first), *(Answer(answer.text, part) for part in others)]


def one_page(answer: Answer, most_blocks: int = MOST_BLOCKS) -> Answer:
    """Return an answer as one message that Slack takes; what is cut off is said."""
    return pages(answer, 1, most_blocks)[0]


def fitted(view: Mapping[str, Any]) -> dict[str, Any]:
    """Return a view that Slack takes; what is cut off is said."""
    shown: list[Block] = []
    room = MOST_BYTES
    for block in _bounded(list(_spread(view["blocks"]))):
        room -= len(json.dumps(block))
        if len(shown) < MOST_IN_A_VIEW and room > 0:
            shown.append(block)
    if _is_cut(view["blocks"], [shown]):
        shown = [*shown[: MOST_IN_A_VIEW - 1], aside(MORE)]
    return {**view, "blocks": shown}


def characters(part: Any) -> int:  # noqa: ANN401  (any part of a block)
    """Return how many characters of text Slack counts in blocks."""
    if isinstance(part, list):
        return sum(map(characters, part))
    if not isinstance(part, dict):
        return 0
    return sum(
        len(one) if name == "text" and isinstance(one, str) else characters(one)
        for name, one in part.items()
    )


def _parts(blocks: Sequence[Block], most_blocks: int) -> Iterator[list[Block]]:
    part: list[Block] = []
    room = MOST_CHARACTERS - _ROOM
    for whole in _bounded(list(_spread(blocks))):
        block, size = _shortened(whole, MOST_CHARACTERS - _ROOM)
        if part and (len(part) == most_blocks or size > room):
            yield part
            part, room = [], MOST_CHARACTERS - _ROOM
        part.append(block)
        room -= size
    if part:
        yield part


def _spread(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks, those that hold more than Slack takes in one as several."""
    for block in blocks:
        held, most = _HELD.get(block["type"], ("", 0))
        if len(block.get(held, ())) <= most:
            yield block
            continue
        for start in range(0, len(block[held]), most):
            part = {"type": block["type"], held: block[held][start : start + most]}
            named = {"block_id": f"{block['block_id']}+{start}"} if "block_id" in block else {}
            yield part | named if start else block | part


def _is_cut(blocks: Sequence[Block], parts: Sequence[Sequence[Block]]) -> bool:
    shown = [block for part in parts for block in part]
    return shown != [*blocks] and characters(shown) != characters([*blocks])


def _shortened(block: Block, room: int) -> tuple[Block, int]:
    """Return a block whose texts together have room, and their length; the last are cut."""
    size = characters(block)
    if size <= room:
        return block, size
    cut: Block = _cut(block, [room])
    return cut, characters(cut)


def _bounded(part: Any, most: int = _TEXT) -> Any:  # noqa: ANN401  (any part of a block)
    """Return a part of which Slack takes each text, without what it does not take at all."""
    if isinstance(part, list):
        made = [_bounded(one, most) for one in part if not _is_too_heavy(one)]
        # Slack refuses an empty run of a line, and a row in which nothing stands.
        return [
            one for one in made if not isinstance(one, dict) or all(map(one.get, _FULL & {*one}))
        ]
    if not isinstance(part, dict):
        return part
    if isinstance(part.get("text"), str):
        longest = _RUN if part["type"] in {"text", "link"} else most
        return part | {"text": shortened(part["text"], longest)}
    return {
        name: _bounded(one, _FIELD if name == "fields" else most)
        for name, one in part.items()
        if not _is_too_heavy(one)
    }


def _is_too_heavy(part: Any) -> bool:  # noqa: ANN401  (any part of a block)
    """Say whether a button or an option carries more than Slack brings back."""
    if not isinstance(part, dict) or not isinstance(part.get("value"), str):
        return False
    return len(part["value"]) > (VALUE_LENGTH if part.get("type") == "button" else _OPTION_VALUE)


def _cut(part: Any, left: list[int]) -> Any:  # noqa: ANN401  (any part of a block)
    if isinstance(part, list):
        kept = []
        for one in part:
            if left[0] > 0:
                kept.append(_cut(one, left))
        return kept
    if not isinstance(part, dict):
        return part
    made = dict(part)
    for name, one in part.items():
        if name == "text" and isinstance(one, str):
            made[name] = one if len(one) <= left[0] else f"{one[: max(0, left[0] - 1)]}…"
            left[0] -= len(one)
        elif isinstance(one, dict | list):
            made[name] = _cut(one, left)
    return made
