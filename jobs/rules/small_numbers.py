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


@dataclass(frozen=True)
class Row:
    """Counts and their total, as they may be told."""

    cells: tuple[Cell, ...]
    total: Cell


@dataclass(frozen=True)
class Table:
    """Rows of counts with all totals, as they may be told."""

    rows: tuple[Row, ...]
    column_totals: tuple[Cell, ...]
    total: Cell


def protect(counts: Sequence[Sequence[int]]) -> Table:
    """Return a table of counts with its totals as they may be told.

    Rows are equally long and counts are not negative; raises ValueError otherwise.
    """
    if len({len(row) for row in counts}) > 1 or any(one < 0 for row in counts for one in row):
        raise ValueError("A table has rows of one length, and counts of nought or more.")
    return _Circulation(counts).told()


def protect_row(counts: Sequence[int]) -> Row:
    """Return counts and their total as they may be told."""
    return protect([counts]).rows[0]


def share(number: int, out_of: int) -> tuple[Cell, Cell]:
    """Return "n of N" as it may be told: the rest is as small a number as any."""
    if number > out_of:
        raise ValueError("A share is no more than the whole.")
    row = protect_row([number, out_of - number])
    return row.cells[0], row.total


def share_words(number: int, out_of: int) -> str:
    """Return "n of N" in words: "41 of 60", "fewer than 5 of 60", "not shown of 8"."""
    part, whole = share(number, out_of)
    return f"{part} of {whole}"


@dataclass
class _Edge:
    """A count or total: what flows between two nodes, and how it is told so far."""

    start: int
    end: int
    count: int
    is_total: bool
    mark: Mark

    def may_change(self, by: int, mark: Mark) -> bool:
        """Say whether a reader who is told this mark must reckon with one more, or one fewer."""
        if mark is Mark.SHOWN:
            return False
        least, most = (1, LEAST_SHOWN - 1) if mark is Mark.FEWER else (0, None)
        changed = self.count + by
        return changed >= least and (most is None or changed <= most)


class _Circulation:
    """A table's counts and totals as edges, and their marks."""

    def __init__(self, counts: Sequence[Sequence[int]]) -> None:
        self.height, self.width = len(counts), len(counts[0]) if counts else 0
        self.above, self.below = self.height + self.width, self.height + self.width + 1
        cells = [(y, self.height + x, n) for y, row in enumerate(counts) for x, n in enumerate(row)]
        rows = [(self.above, y, sum(row)) for y, row in enumerate(counts)]
        columns = [
            (self.height + x, self.below, sum(row[x] for row in counts)) for x in range(self.width)
        ]
        whole = (self.below, self.above, sum(map(sum, counts)))
        self.edges = [_edge(*one, is_total=False) for one in cells]
        self.edges += [_edge(*one, is_total=True) for one in (*rows, *columns, whole)]
        self.dearest = 2 * (whole[2] + LEAST_SHOWN) * (len(cells) + 1)

    def told(self) -> Table:
        """Hide what must be hidden, and return the table."""
        for edge in self.edges:
            if edge.mark is Mark.FEWER:
                self._cover(edge)
        return self._table([_cell(edge) for edge in self.edges])

    def _table(self, cells: Sequence[Cell]) -> Table:
        inner = self.height * self.width
        totals = cells[inner : inner + self.height]
        rows = tuple(
            Row(tuple(cells[y * self.width : (y + 1) * self.width]), totals[y])
            for y in range(self.height)
        )
        return Table(rows, tuple(cells[inner + self.height : -1]), cells[-1])

    def _cover(self, hidden: _Edge) -> None:
        """Hide the cheapest counts with which this one could be another."""
        ways = [self._way(hidden, by) for by in (1, -1) if hidden.may_change(by, hidden.mark)]
        _, steps = min((way for way in ways if way), key=lambda way: way[0])
        for edge, by in steps:
            if not edge.may_change(by, edge.mark):
                edge.mark = Mark.HIDDEN

    def _way(self, hidden: _Edge, by: int) -> tuple[int, list[tuple[_Edge, int]]] | None:
        """Return the cheapest way round that makes up for a change, and its price."""
        first, last = (hidden.end, hidden.start) if by > 0 else (hidden.start, hidden.end)
        order = 0
        queue: list[tuple[int, int, int, list[tuple[_Edge, int]]]] = [(0, order, first, [])]
        met: set[int] = set()
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

    def _steps(self, node: int, besides: _Edge) -> Iterator[tuple[_Edge, int, int]]:
        for edge in self.edges:
            if edge is besides:
                continue
            if edge.start == node and edge.may_change(1, Mark.HIDDEN):
                yield edge, 1, edge.end
            if edge.end == node and edge.may_change(-1, Mark.HIDDEN):
                yield edge, -1, edge.start

    def _price(self, edge: _Edge, by: int) -> int:
        if edge.may_change(by, edge.mark):
            return 0
        if edge.mark is Mark.FEWER:
            return 1
        # Totals are what people read first, so they go last, and the whole one after all others.
        return edge.count + LEAST_SHOWN + self.dearest * edge.is_total


def _edge(start: int, end: int, count: int, *, is_total: bool) -> _Edge:
    mark = Mark.FEWER if 0 < count < LEAST_SHOWN else Mark.SHOWN
    return _Edge(start, end, count, is_total, mark)


def _cell(edge: _Edge) -> Cell:
    return Cell(edge.mark, edge.count if edge.mark is Mark.SHOWN else None)
