"""Hides small counts in what leaves a direct message, so that nobody can work them out again.

A count of 1 to 4 is told as "fewer than 5". Where totals would give it away by difference, the
next smallest counts are not shown either, until every count that is hidden could still be another
one. Nought is about nobody and stays. Official statistics call it primary and secondary
suppression.

A table with its totals is a circulation: what flows into a row's total flows out through the row's
counts, into the columns' totals and back through the grand total. A hidden count could be another
one exactly where a cycle of counts that may change leads through it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from heapq import heappop, heappush
from typing import Final

LEAST_SHOWN: Final = 5
FEWER_WORDS: Final = f"fewer than {LEAST_SHOWN}"
HIDDEN_WORDS: Final = "not shown"


class Mark(StrEnum):
    """How a count is told."""

    SHOWN = "shown"
    FEWER = FEWER_WORDS
    HIDDEN = HIDDEN_WORDS


@dataclass(frozen=True)
class Cell:
    """A count as it may be told: its number only where that is shown."""

    mark: Mark
    number: int | None = None

    def __str__(self) -> str:
        """Return it in words: "12", "fewer than 5" or "not shown"."""
        return str(self.number) if self.mark is Mark.SHOWN else self.mark.value


def shown(count: int) -> Cell:
    """Return a count as it is told to those who may see every number."""
    return Cell(Mark.SHOWN, count)


@dataclass(frozen=True)
class ProtectedRow:
    """Counts and their total, as they may be told."""

    cells: tuple[Cell, ...]
    total: Cell


@dataclass(frozen=True)
class Flow:
    """A count or a total between two nodes: what goes into a node is what goes out of it."""

    start: str
    end: str
    count: int
    is_total: bool = False


def cells(flows: Sequence[Flow]) -> list[Cell]:
    """Return counts and totals of any shape as they may be told, in their order.

    Each total must flow on to what it is a total of, and the whole one back to where all begins.
    """
    found = _Circulation(flows)
    found.hide()
    return [
        Cell(edge.mark, edge.flow.count if edge.mark is Mark.SHOWN else None)
        for edge in found.edges
    ]


def protect_row(counts: Sequence[int]) -> ProtectedRow:
    """Return counts and their total as they may be told; ValueError for a negative one."""
    if min(counts, default=0) < 0:
        raise ValueError("Counts are nought or more.")
    parts = [Flow("start", "end", count) for count in counts]
    *told, total = cells([*parts, Flow("end", "start", sum(counts), True)])
    return ProtectedRow(tuple(told), total)


def share(number: int, out_of: int) -> tuple[Cell, Cell]:
    """Return "n of N" as it may be told: the rest is as small a number as any."""
    if number > out_of:
        raise ValueError("A share is no more than the whole.")
    row = protect_row([number, out_of - number])
    return row.cells[0], row.total


def share_words(number: int, out_of: int) -> str:
    """Return "n of N" in words: "41 of 60", "fewer than 5 of 60", and "fewer than 5" of as few.

    Where fewer than 5 are left of a whole that is shown, "at least 56" says no more than that.
    """
    part, whole = share(number, out_of)
    found = share_range(number, out_of)
    if part.mark is Mark.HIDDEN and found is not None:
        return f"at least {found[0]} of {whole}"
    return cell_share_words(part, whole)


def cell_share_words(part: Cell, whole: Cell) -> str:
    """Return "3 of 60" of cells that are protected; of few of few the part says enough."""
    is_all_few = part.mark is whole.mark is Mark.FEWER
    return str(part) if is_all_few else f"{part} of {whole}"


def share_range(number: int, out_of: int) -> tuple[int, int] | None:
    """Return between which numbers "n of N" lies for all that is told; None if N is not told."""
    row = protect_row([number, out_of - number])
    if row.total.number is None:
        return None
    if row.cells[0].number is not None:
        return number, number
    few = LEAST_SHOWN - 1
    if row.cells[0].mark is Mark.FEWER:
        least = out_of - few if row.cells[1].mark is Mark.FEWER else 1
        return max(1, least), few
    return max(0, out_of - few), out_of - 1


@dataclass
class _Edge:
    """A flow, and how it is told so far."""

    flow: Flow
    mark: Mark

    def may_change(self, by: int, mark: Mark) -> bool:
        """Say whether a reader who is told this mark must reckon with one more, or one fewer."""
        if mark is Mark.SHOWN:
            return False
        least, most = (1, LEAST_SHOWN - 1) if mark is Mark.FEWER else (0, None)
        changed = self.flow.count + by
        return changed >= least and (most is None or changed <= most)


class _Circulation:
    """Counts and totals as edges, and what must be hidden of them."""

    def __init__(self, flows: Sequence[Flow]) -> None:
        marks = (Mark.FEWER if 0 < one.count < LEAST_SHOWN else Mark.SHOWN for one in flows)
        self.edges = [_Edge(flow, mark) for flow, mark in zip(flows, marks, strict=True)]
        self.dearest = 2 * sum(flow.count + LEAST_SHOWN for flow in flows)

    def hide(self) -> None:
        for edge in self.edges:
            if edge.mark is Mark.FEWER:
                self._cover(edge)

    def _cover(self, hidden: _Edge) -> None:
        """Hide the cheapest counts with which this one could be another."""
        ways = [self._way(hidden, by) for by in (1, -1) if hidden.may_change(by, hidden.mark)]
        _, steps = min((way for way in ways if way), key=lambda way: way[0])
        for edge, by in steps:
            if not edge.may_change(by, edge.mark):
                edge.mark = Mark.HIDDEN

    def _way(self, hidden: _Edge, by: int) -> tuple[int, list[tuple[_Edge, int]]] | None:
        """Return the cheapest way round that makes up for a change, and its price."""
        ends = (hidden.flow.end, hidden.flow.start)
        first, last = ends if by > 0 else ends[::-1]
        order = 0
        queue: list[tuple[int, int, str, list[tuple[_Edge, int]]]] = [(0, order, first, [])]
        met: set[str] = set()
        while queue:
            price, _, node, steps = heappop(queue)
            if node == last:
                return price, steps
            if node in met:
                continue
            met.add(node)
            for edge, change, after in self._steps(node, hidden):
                order += 1
                dearer = price + self._price(edge, change)
                heappush(queue, (dearer, order, after, [*steps, (edge, change)]))
        return None

    def _steps(self, node: str, besides: _Edge) -> Iterator[tuple[_Edge, int, str]]:
        for edge in self.edges:
            if edge is besides:
                continue
            if edge.flow.start == node:
                yield edge, 1, edge.flow.end
            if edge.flow.end == node and edge.flow.count > 0:
                yield edge, -1, edge.flow.start

    def _price(self, edge: _Edge, by: int) -> int:
        if edge.may_change(by, edge.mark):
            return 0
        if edge.mark is Mark.FEWER:
            return 1
        # Totals are what people read first, so they go last.
        return edge.flow.count + LEAST_SHOWN + self.dearest * edge.flow.is_total
