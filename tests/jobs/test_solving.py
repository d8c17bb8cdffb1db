"""What takes long is solved with nothing held, and once."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import pytest

from jobs.solving import MOST_SOLVED_FOR_ONE, outside, solved

NUMBERS = count()  # so that no test finds another's answer


class Work:
    """A unit of work, and how the solving went while it was open or not."""

    def __init__(self) -> None:
        self.is_open = False
        self.begun = 0
        self.solved_while_open: list[bool] = []
        self.number = next(NUMBERS)

    @contextmanager
    def unit(self) -> Iterator[None]:
        self.begun += 1
        self.is_open = True
        try:
            yield
        finally:
            self.is_open = False

    def solve(self, number: int, step: int) -> int:
        self.solved_while_open.append(self.is_open)
        return number + step

    def steps(self, many: int) -> int:
        with self.unit():
            return sum(solved(self.solve, self.number, step) for step in range(many))


def test_nothing_is_held_while_it_is_solved_and_it_is_solved_once() -> None:
    work = Work()
    first = outside(lambda: work.steps(2))
    again = outside(lambda: work.steps(2))
    assert first == again == 2 * work.number + 1
    assert work.solved_while_open == [False, False]


def test_what_needs_more_than_is_usual_is_done_as_it_is_and_not_for_ever() -> None:
    work = Work()
    outside(lambda: work.steps(MOST_SOLVED_FOR_ONE + 2))
    assert work.begun == MOST_SOLVED_FOR_ONE + 1
    assert work.solved_while_open == [False] * MOST_SOLVED_FOR_ONE + [True] * 2


def test_whoever_holds_nothing_has_it_solved_on_the_spot() -> None:
    work = Work()
    assert work.steps(1) == work.number
    assert work.begun == 1


def test_what_cannot_be_solved_is_said_and_the_next_is_solved_outside_again() -> None:
    work = Work()

    def fails(_: int) -> int:
        raise ValueError("no answer")

    def asked() -> int:
        with work.unit():
            return solved(fails, work.number)

    with pytest.raises(ValueError, match="no answer"):
        outside(asked)
    outside(lambda: work.steps(1))
    assert work.solved_while_open == [False]
