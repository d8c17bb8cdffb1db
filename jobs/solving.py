"""Solves what takes long outside the unit of work, and keeps the newest answers.

A unit of work holds others up while it runs: on SQLite it is the only one that may write. So where
it needs something solved that nobody has solved yet, it is given up, the answer is found with
nothing held, and the work is done from its beginning. What is solved depends on nothing but what it
is given, so an answer never becomes wrong; it is asked for again each time the plan is looked at.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock
from typing import Final, ParamSpec, TypeVar, cast

from db.errors import RingError

P = ParamSpec("P")
Answer = TypeVar("Answer")

# A draw, its days, and the same again for another month or a re-pair; then it is done as it is.
MOST_SOLVED_FOR_ONE: Final = 6
MOST_KEPT: Final = 12
_is_outside: ContextVar[bool] = ContextVar("is_outside", default=False)


class UnsolvedError(Exception):
    """A unit of work needs an answer first; never seen outside `outside`."""

    def __init__(self, solve: Callable[[], object]) -> None:
        super().__init__()
        self.solve = solve


class _Answers:
    """The newest answers, by what was asked."""

    def __init__(self) -> None:
        self._kept: OrderedDict[object, object] = OrderedDict()
        self._lock = Lock()

    def __contains__(self, asked: object) -> bool:
        with self._lock:
            return asked in self._kept

    def of(self, asked: object, solve: Callable[[], object]) -> object:
        with self._lock:
            if asked in self._kept:
                self._kept.move_to_end(asked)
                return self._kept[asked]
        answer = solve()
        with self._lock:
            self._kept[asked] = answer
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return answer


_answers: Final = _Answers()


def solved(solve: Callable[P, Answer], *given: P.args, **named: P.kwargs) -> Answer:
    """Return what a pure function of values answers, from what is kept where it is there.

    Raises UnsolvedError within `outside`, where it is not.
    """
    asked = (solve, given, tuple(sorted(named.items())))

    def find() -> object:
        return _answers.of(asked, lambda: solve(*given, **named))

    if _is_outside.get() and asked not in _answers:
        raise UnsolvedError(find)
    return cast("Answer", find())


def outside(work: Callable[[], Answer]) -> Answer:
    """Do a unit of work; what it needs solved is solved between two tries, with nothing held.

    `work` opens and closes the unit of work itself, and may be begun several times. Where the
    database gave it up, for two waited for each other, it is done once more: nothing is told yet.
    """
    was_in_a_ring = False
    for _ in range(MOST_SOLVED_FOR_ONE):
        try:
            with _to_be_solved_outside():
                return work()
        except UnsolvedError as unsolved:
            unsolved.solve()
        except RingError:
            if was_in_a_ring:
                raise
            was_in_a_ring = True
    return work()


@contextmanager
def _to_be_solved_outside() -> Iterator[None]:
    before = _is_outside.set(True)
    try:
        yield
    finally:
        _is_outside.reset(before)
