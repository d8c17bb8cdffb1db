"""How much Slack takes in one message, and what becomes of an answer that is longer.

Blocks and characters both count: https://docs.slack.dev/reference/block-kit/blocks (50 blocks), and
`msg_blocks_too_long`, for which Slack's engineers name about 12,000 characters in all the blocks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from bot.slack.blocks import Answer, Block, aside

MOST_BLOCKS: Final = 50
MOST_CHARACTERS: Final = 11_000
MOST_PAGES: Final = 3  # a response_url takes five posts, and its buttons may want the others
MORE: Final = "There is more than Slack shows here. Ask for less at a time to see the rest."
_ROOM: Final = 1 + len(MORE)  # for the line that says so


def pages(answer: Answer, most: int = MOST_PAGES, most_blocks: int = MOST_BLOCKS) -> list[Answer]:
    """Return an answer as the messages that Slack takes; what is cut off is said."""
    parts = list(_parts(answer.blocks, most_blocks))
    if len(parts) <= 1 and not _is_cut(answer.blocks, parts):
        return [answer]
    shown = parts[:most]
    if len(parts) > most or _is_cut(answer.blocks, parts):
        shown[-1] = [*shown[-1][: most_blocks - 1], aside(MORE)]
    first, *others = shown
    return [replace(answer, blocks=first), *(Answer(answer.text, part) for part in others)]


def one_page(answer: Answer, most_blocks: int = MOST_BLOCKS) -> Answer:
    """Return an answer as one message that Slack takes; what is cut off is said."""
    return pages(answer, 1, most_blocks)[0]


def characters(part: Any) -> int:  # noqa: ANN401  (any part of a block)
    """Return how many characters of text Slack counts in blocks."""
    return sum(len(text) for text in _texts(part))


def _parts(blocks: Sequence[Block], most_blocks: int) -> Iterator[list[Block]]:
    part: list[Block] = []
    room = MOST_CHARACTERS - _ROOM
    for block in blocks:
        fitting = _shortened(block, MOST_CHARACTERS - _ROOM)
        size = characters(fitting)
        if part and (len(part) == most_blocks or size > room):
            yield part
            part, room = [], MOST_CHARACTERS - _ROOM
        part.append(fitting)
        room -= size
    if part:
        yield part


def _is_cut(blocks: Sequence[Block], parts: Sequence[Sequence[Block]]) -> bool:
    return characters(list(blocks)) != sum(characters(list(part)) for part in parts)


def _shortened(block: Block, room: int) -> Block:
    """Return a block whose texts together have room; the last of them are cut."""
    if characters(block) <= room:
        return block
    left = [room]
    shortened: Block = _cut(block, left)
    return shortened


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


def _texts(part: Any) -> Iterator[str]:  # noqa: ANN401  (any part of a block)
    if isinstance(part, list):
        for one in part:
            yield from _texts(one)
    elif isinstance(part, dict):
        for name, one in part.items():
            if name == "text" and isinstance(one, str):
                yield one
            else:
                yield from _texts(one)
