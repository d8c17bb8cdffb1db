"""No count that is hidden can be worked out, whoever adds up and takes away."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from jobs.rules.small_numbers import (
    Cell,
    Flow,
    Mark,
    ProtectedRow,
    cells,
    protect_row,
    share,
    share_range,
    share_words,
)

COUNTS = st.one_of(st.integers(0, 6), st.integers(0, 60))
MANY = 10_000


@dataclass(frozen=True)
class ProtectedTable:
    """Rows of counts with all totals, as they may be told."""

    rows: tuple[ProtectedRow, ...]
    column_totals: tuple[Cell, ...]
    total: Cell


def protect(counts: Sequence[Sequence[int]]) -> ProtectedTable:
    height, width = len(counts), len(counts[0]) if counts else 0
    inner = [Flow(f"r{y}", f"c{x}", n) for y, row in enumerate(counts) for x, n in enumerate(row)]
    beside = [Flow("top", f"r{y}", sum(row), True) for y, row in enumerate(counts)]
    under = [Flow(f"c{x}", "end", sum(row[x] for row in counts), True) for x in range(width)]
    told = cells([*inner, *beside, *under, Flow("end", "top", sum(map(sum, counts)), True)])
    totals = told[height * width : height * width + height]
    rows = [tuple(told[y * width : (y + 1) * width]) for y in range(height)]
    return ProtectedTable(
        tuple(ProtectedRow(row, total) for row, total in zip(rows, totals, strict=True)),
        tuple(told[height * width + height : -1]),
        told[-1],
    )


@st.composite
def tables(draw: st.DrawFn) -> list[list[int]]:
    width = draw(st.integers(1, 4))
    return draw(st.lists(st.lists(COUNTS, min_size=width, max_size=width), min_size=1, max_size=4))


class Reader:
    """Somebody who knows what is told, and that totals are totals: an integer programme."""

    def __init__(self, told: ProtectedTable) -> None:
        self.model = cp_model.CpModel()
        rows = [[self._count(cell) for cell in row.cells] for row in told.rows]
        beside = [self._count(row.total) for row in told.rows]
        under = [self._count(cell) for cell in told.column_totals]
        whole = self._count(told.total)
        for counts, total in zip(rows, beside, strict=True):
            self.model.add(sum(counts) == total)
        for column, total in zip(zip(*rows, strict=True), under, strict=True):
            self.model.add(sum(column) == total)
        self.model.add(sum(beside) == whole)
        self.counts = [*chain(*rows), *beside, *under, whole]

    def _count(self, cell: Cell) -> cp_model.IntVar:
        least, most = 0, MANY
        if cell.mark is Mark.SHOWN:
            assert cell.number is not None
            least = most = cell.number
        elif cell.mark is Mark.FEWER:
            least, most = 1, 4
        return self.model.new_int_var(least, most, "")

    def could_be(self, number: int) -> tuple[int, int]:
        ends = []
        for wish in (self.model.minimize, self.model.maximize):
            wish(self.counts[number])
            solver = cp_model.CpSolver()
            solver.parameters.num_workers = 1
            assert solver.solve(self.model) == cp_model.OPTIMAL
            ends.append(round(solver.objective_value))
        return ends[0], ends[1]


def cells_of(told: ProtectedTable) -> list[Cell]:
    inner = chain(*(row.cells for row in told.rows))
    return [*inner, *(row.total for row in told.rows), *told.column_totals, told.total]


@given(tables())
def test_no_hidden_count_can_be_worked_out(counts: list[list[int]]) -> None:
    told = protect(counts)
    reader = Reader(told)
    for number, cell in enumerate(cells_of(told)):
        if cell.mark is not Mark.SHOWN:
            least, most = reader.could_be(number)
            assert least < most, (counts, told)


@given(tables())
def test_what_is_shown_is_true_and_never_small(counts: list[list[int]]) -> None:
    told = protect(counts)
    totals = [sum(row) for row in counts]
    truth = [*chain(*counts), *totals, *map(sum, zip(*counts, strict=True)), sum(totals)]
    for cell, count in zip(cells_of(told), truth, strict=True):
        assert cell.number == (count if cell.mark is Mark.SHOWN else None)
        assert (cell.mark is Mark.SHOWN) <= (not 0 < count < 5)
        assert (cell.mark is Mark.FEWER) <= (0 < count < 5)


@given(tables())
def test_nothing_is_hidden_where_nothing_is_small(counts: list[list[int]]) -> None:
    safe = [[one * 5 for one in row] for row in counts]
    assert {cell.mark for cell in cells_of(protect(safe))} == {Mark.SHOWN}


def in_words(row: ProtectedRow) -> list[str]:
    return [*map(str, row.cells), str(row.total)]


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ([12, 30], ["12", "30", "42"]),
        ([0, 30], ["0", "30", "30"]),
        ([3, 12, 30], ["fewer than 5", "not shown", "30", "45"]),  # 45 less 30 is not 3
        ([2, 3, 30], ["fewer than 5", "fewer than 5", "30", "35"]),
        ([1, 1, 30], ["fewer than 5", "not shown", "30", "32"]),  # two of two would be ones
        ([2, 0], ["fewer than 5", "0", "fewer than 5"]),
    ],
)  # fmt: skip
def test_the_next_smallest_hides_with_it(counts: list[int], told: list[str]) -> None:
    assert in_words(protect_row(counts)) == told


def test_a_table_keeps_its_totals_where_that_is_safe() -> None:
    told = protect([[3, 20, 30], [15, 25, 35], [40, 50, 60]])
    assert [in_words(row) for row in told.rows] == [
        ["fewer than 5", "not shown", "30", "53"],
        ["not shown", "not shown", "35", "75"],
        ["40", "50", "60", "150"],
    ]
    assert (*map(str, told.column_totals), str(told.total)) == ("58", "95", "125", "278")


@pytest.mark.parametrize(
    ("number", "out_of", "words"),
    [
        (41, 60, "41 of 60"),
        (0, 9, "0 of 9"),
        (9, 9, "9 of 9"),
        (3, 60, "fewer than 5 of 60"),
        (58, 60, "at least 56 of 60"),  # the two who are left would be told
        (1, 3, "fewer than 5"),
        (0, 3, "0 of fewer than 5"),
    ],
)
def test_n_of_n_hides_the_rest_as_well(number: int, out_of: int, words: str) -> None:
    assert share_words(number, out_of) == words


@given(st.integers(0, 80), st.integers(0, 80))
def test_a_range_holds_the_number_and_never_gives_a_small_one_away(one: int, rest: int) -> None:
    found = share_range(one, one + rest)
    if 0 < one + rest < 5:
        assert found is None
    else:
        assert found
        assert found[0] <= one <= found[1]
        is_small = 0 < one < 5 or 0 < rest < 5
        assert (found[0] < found[1]) == is_small


def test_what_is_no_table_is_refused() -> None:
    with pytest.raises(ValueError, match="nought or more"):
        protect_row([1, -1])
    with pytest.raises(ValueError, match="no more than the whole"):
        share(3, 2)


def test_an_empty_table_has_nothing_to_hide() -> None:
    assert protect([]) == ProtectedTable((), (), Cell(Mark.SHOWN, 0))
