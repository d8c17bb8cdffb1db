"""A draw, a plan, offered days and another pair are worked out while nobody waits for them."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import event

from jobs import solving
from jobs.audits import auditor_pool, drawing, re_pairing
from tests.end_to_end.audits import Month
from tests.end_to_end.persona import Persona
from tests.end_to_end.world import World
from tests.people import Council

pytestmark = pytest.mark.on_both
SOLVERS = ((drawing, "drawn_or_why_not"), (auditor_pool, "_days_for"), (re_pairing, "re_pair"))


class Solving:
    """Watches each solver: how often it was at work, and how many connections its thread held."""

    def __init__(self, world: World, patch: pytest.MonkeyPatch) -> None:
        self.times, self.held = Counter[str](), Counter[str]()
        self._open = Counter[int]()
        self._pool = world.database.engine.pool
        patch.setattr(solving, "_answers", solving._Answers())
        for room, name in SOLVERS:
            patch.setattr(room, name, self._watched(name, getattr(room, name)))
        event.listen(self._pool, "checkout", self._taken)
        event.listen(self._pool, "checkin", self._given_back)

    def close(self) -> None:
        event.remove(self._pool, "checkout", self._taken)
        event.remove(self._pool, "checkin", self._given_back)

    def _taken(self, *_: object) -> None:
        self._open[threading.get_ident()] += 1

    def _given_back(self, *_: object) -> None:
        self._open[threading.get_ident()] -= 1

    def _watched(self, name: str, solve: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*given: object) -> object:
            self.times[name] += 1
            self.held[name] += self._open[threading.get_ident()]
            return solve(*given)

        return watched


@pytest.fixture
def month(world: World, council: Council, director: Persona) -> Month:
    return Month(world, council, director)


@pytest.fixture
def solving_of(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Solving]:
    watch = Solving(world, monkeypatch)
    yield watch
    watch.close()


def test_whatever_takes_long_is_solved_with_nothing_held_and_once(
    month: Month, solving_of: Solving
) -> None:
    month.draw(pinned=False)
    assert solving_of.times.keys() == {"drawn_or_why_not", "_days_for"}

    drawn = Counter(solving_of.times)
    for _ in range(2):
        assert "December 2026" in month.director.types("/audit plan").text
    assert solving_of.times == drawn, "a plan that is shown again is not solved again"

    month.publish()
    month.director.posts(f"/audit cannot {month.audit().serial}")
    month.director.submits(month.director.opened(), reason="workload")
    month.director.sees_last(month.director.channel, "has been cancelled")
    assert solving_of.times["re_pair"] == 1
    assert solving_of.held.total() == 0, f"held while it was solved: {solving_of.held}"
