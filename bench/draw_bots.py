"""What pairing bots do: random, round-robin and greedy draws, each of them one pass.

They are given the hard rules of ours (supervisors, days in common, one audit a month), which most
of them do not know; a practitioner is taken once, and an auditor who finds nobody goes without.
"""

from collections.abc import Callable, Iterable
from random import Random

from jobs.rules.draw.eligible import Eligibility
from jobs.rules.draw.model import DrawRequest
from jobs.rules.draw.record import Record
from jobs.rules.draw.sheet import Ids

Choose = Callable[[str, list[str]], str]
NEVER = 10**6


def one_pass(request: DrawRequest, auditors: Iterable[str], choose: Choose) -> tuple[Ids, ...]:
    """Let the auditors, one after another, choose among those not yet taken."""
    reach = _reach(request)
    quota = request.rules.quota
    taken: set[str] = set()
    drawn = []
    for auditor in auditors:
        for _ in range(quota):
            free = [person for person in reach.get(auditor, ()) if person not in taken]
            if free:
                chosen = choose(auditor, free)
                taken.add(chosen)
                drawn.append((auditor, chosen))
    return tuple(sorted(drawn))


def random_draw(request: DrawRequest) -> tuple[Ids, ...]:
    """Choose anybody, the auditors in any order."""
    random = Random(request.seed)
    auditors = [auditor.id for auditor in request.auditors]
    random.shuffle(auditors)
    return one_pass(request, auditors, lambda _, free: random.choice(free))


def greedy_draw(request: DrawRequest) -> tuple[Ids, ...]:
    """Choose whoever waited longest, somebody else than lately if possible."""
    record = Record(request)

    def choose(auditor: str, free: list[str]) -> str:
        def rank(person: str) -> tuple[int, bool]:
            waited = record.months_waited(person)
            return -(NEVER if waited is None else waited), (auditor, person) in record.repeats

        return min(free, key=rank)

    return one_pass(request, [auditor.id for auditor in request.auditors], choose)


class RoundRobin:
    """Go down the list of practitioners, and on from there the next month."""

    def __init__(self) -> None:
        self._turn: dict[str, int] = {}
        self._count = 0

    def draw(self, request: DrawRequest) -> tuple[Ids, ...]:
        """Choose whoever's turn is next; newcomers stand at the end of the list."""
        for person in request.practitioners:
            self._turn.setdefault(person.id, self._next())

        def choose(_: str, free: list[str]) -> str:
            chosen = min(free, key=self._turn.__getitem__)
            self._turn[chosen] = self._next()
            return chosen

        return one_pass(request, [auditor.id for auditor in request.auditors], choose)

    def _next(self) -> int:
        self._count += 1
        return self._count


def _reach(request: DrawRequest) -> dict[str, list[str]]:
    eligible = Eligibility(request)
    people = [person.id for person in eligible.practitioners]
    reach: dict[str, list[str]] = {}
    tails, heads = eligible.arcs()
    for auditor, person in zip(tails.tolist(), heads.tolist(), strict=True):
        reach.setdefault(eligible.auditors[auditor].id, []).append(people[person])
    return reach
