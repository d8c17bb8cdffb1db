"""Puts a morning's message together: the most urgent first, and as much as Slack takes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import takewhile
from typing import Final

from bot.delivery.morning import MorningSection, Rank
from bot.slack.blocks import Block, bold, lines, unique
from bot.slack.pages import MOST_CHARACTERS, characters

# Slack's 50, less the greeting, the headings, what is behind the button, the small print, the
# button under every message and a note just kept.
MOST_BLOCKS: Final = 38
CHARACTERS: Final = MOST_CHARACTERS - 1_000


@dataclass(frozen=True)
class Entry:
    """One thing in a morning's message, where it stands there, and how urgent it is.

    `about` names the action or audit it is about, where it is about one. It is drawn when its
    blocks are first asked for: of hundreds a message has room for a few.
    """

    section: MorningSection
    rank: Rank
    draw: Callable[[], Iterable[Block]]
    about: str = ""

    @cached_property
    def blocks(self) -> Sequence[Block]:
        return list(self.draw())


def merged(entries: Sequence[Entry]) -> list[Entry]:
    """Return entries with each action and audit once, what else is told of it above its card.

    What can be done with it only where it stands again is offered below its first card.
    """
    first: dict[str, int] = {}
    found: list[Entry] = []
    for entry in entries:
        place = first.setdefault(entry.about, len(found)) if entry.about else len(found)
        if place == len(found):
            found.append(entry)
            continue
        shown = found[place]
        facts = list(takewhile(partial(_is_fact, shown.blocks), entry.blocks))
        rank = min(shown.rank, entry.rank)
        blocks = [*facts, *shown.blocks, *_offered_besides(shown.blocks, entry.blocks)]
        found[place] = replace(shown, rank=rank, draw=partial(list, blocks))
    return found


def _offered_besides(shown: Sequence[Block], again: Sequence[Block]) -> Iterator[Block]:
    """Yield the rows of buttons that stand in the second card and do not in the first."""
    there = {one.get("action_id") for block in shown for one in _buttons(block)}
    for block in again:
        new = [one for one in _buttons(block) if one.get("action_id") not in there]
        if new:
            yield block | {"elements": new}


def _buttons(block: Block) -> Sequence[Block]:
    return block["elements"] if block["type"] == "actions" else ()


def _is_fact(shown: Sequence[Block], block: Block) -> bool:
    return block["type"] != "actions" and block not in shown


def parted(
    entries: Sequence[Entry], above: Sequence[Block] = ()
) -> tuple[list[Entry], list[Entry]]:
    """Return what there is room for below what stands `above`, and the rest: the most urgent are
    shown.
    """
    by_rank = sorted(entries, key=lambda entry: entry.rank)
    shown = len(list(_fitting(by_rank, above)))
    return by_rank[:shown], by_rank[shown:]


def laid_out(entries: Sequence[Entry]) -> list[Block]:
    """Return entries in their sections, the section with the most urgent of them first.

    What somebody can do with one action stands once, however often it is told of.
    """
    sections: dict[MorningSection, list[Entry]] = {}
    for entry in sorted(entries, key=lambda entry: entry.rank):
        sections.setdefault(entry.section, []).append(entry)
    blocks: list[Block] = []
    for section, told in sections.items():
        if len(sections) > 1:
            blocks.append(lines([bold(section.value)]))
        blocks += [block for entry in told for block in entry.blocks]
    return unique(_once_each(blocks))


def _fitting(entries: Sequence[Entry], above: Sequence[Block]) -> Iterator[Entry]:
    """Yield what fits, and the first in any case: Slack's own bound cuts what is too long."""
    blocks, size = len(above), characters(list(above))
    for number, entry in enumerate(entries):
        blocks += len(entry.blocks)
        size += characters(list(entry.blocks))
        if number and (blocks > MOST_BLOCKS or size > CHARACTERS):
            return
        yield entry


def _once_each(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks without the buttons that stood before, and no row that has none left."""
    met: set[str] = set()
    offered: set[tuple[str, ...]] = set()
    for block in blocks:
        name = block.get("block_id")
        if name is None:
            yield block
            continue
        # Two buttons of the same action and value are one.
        offers = {
            (name, str(one.get("action_id")), str(one.get("value"))): one
            for one in block.get("elements", ())
        }
        new = [one for does, one in offers.items() if does not in offered]
        offered |= offers.keys()
        if name not in met:
            yield block
        elif new:
            yield block | {"elements": new}
        met.add(name)
