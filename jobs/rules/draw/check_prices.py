"""The checker's own proof that a plan is best: every reduced cost, in plain whole numbers."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any, Final, TypeVar

from jobs.rules.draw.check_cases import CaseBook
from jobs.rules.draw.check_rules import Rulebook
from jobs.rules.draw.model import Plan
from jobs.rules.draw.sheet import Ids, TeamKey

LEVELS: Final = (
    "longest since audited",
    "pairs repeated",
    "spread over teams",
    "workload, then lots",
    "lots for pairs",
)
CHANGES: Final = "published pairs changed"
CASES: Final = "a case from the sheet"
WORD: Final = (1 << 64) - 1
LOT_SHIFT: Final = 24

Prices = tuple[int, ...]
Place = TypeVar("Place")


def price_problems(book: Rulebook, cases: CaseBook, plan: Plan) -> tuple[str, ...]:
    """Return what keeps the certificate from proving the plan best, a sentence each."""
    proof = _Proof(book, cases, plan)
    if not proof.fits():
        return ("The certificate does not fit the people of the request.",)
    bad = [*proof.bad_pairs(), *proof.bad_units(), *proof.bad_seats()]
    if not bad:
        return ()
    return (
        f"The certificate does not prove the plan best: {len(bad)} prices are wrong, {bad[0]}.",
    )


class _Proof:
    def __init__(self, book: Rulebook, cases: CaseBook, plan: Plan) -> None:
        self._book, self._cases, self._plan = book, cases, plan
        certificate = plan.certificate
        changes = (CHANGES,) if book.request.published else ()
        sheet = (CASES,) if book.request.cases else ()
        self._levels = (*changes, *sheet, *LEVELS)
        self._first, self._sheet = len(changes), len(sheet)
        self._auditors = sorted(book.quotas)
        self._people = list(book.people)
        self._teams = sorted({person.team_key for person in book.people.values()})
        self._prices: dict[object, Prices] = {"sink": certificate.sink}
        self._prices |= zip(self._tagged("auditor"), certificate.auditors, strict=False)
        self._prices |= zip(self._tagged("practitioner"), certificate.practitioners, strict=False)
        self._prices |= zip(self._teams, certificate.teams, strict=False)

    def fits(self) -> bool:
        """Say whether every node has a price for every level, and no node is unknown."""
        certificate = self._plan.certificate
        sizes = [len(self._auditors), len(self._people), len(self._teams)]
        rows = [certificate.auditors, certificate.practitioners, certificate.teams]
        width = all(len(price) == len(self._levels) for price in self._prices.values())
        return width and certificate.levels == self._levels and sizes == [len(r) for r in rows]

    def bad_pairs(self) -> Iterator[str]:
        drawn = frozenset(self._plan.ids)
        for auditor in self._auditors:
            for practitioner in self._book.reach(auditor):
                ids = auditor, practitioner
                if ids not in self._book.pins and self._pair_is_wrong(ids, ids in drawn):
                    yield f"such as {auditor} with {practitioner}"

    def bad_units(self) -> Iterator[str]:
        had = Counter(practitioner for _, practitioner in self._plan.ids) + self._book.held
        for (id_, nth), costs in self._unit_costs.items():
            team = self._book.people[id_].team_key
            sign = self._sign(costs, ("practitioner", id_), team)
            if _wrong(sign, used=nth <= had[id_]):
                yield f"such as audit {nth} of {id_}"

    def bad_seats(self) -> Iterator[str]:
        for (team, nth), costs in self._seat_costs.items():
            if _wrong(self._sign(costs, team, "sink"), used=nth <= self._team_load[team]):
                yield f"such as audit {nth} of team {team[1]}"

    def _pair_is_wrong(self, ids: Ids, used: bool) -> bool:
        changed = (int(ids not in self._book.published),) if self._first else ()
        costs = (*changed, *(0,) * self._sheet, 0, int(ids in self._book.too_soon), 0, 0)
        tail, head = ("auditor", ids[0]), ("practitioner", ids[1])
        sign = self._sign(costs, tail, head)
        if sign == 0:
            last = len(self._levels) - 1
            sign = self._lot(ids) + self._prices[tail][last] - self._prices[head][last]
        return _wrong(sign, used)

    def _sign(self, costs: Prices, tail: object, head: object) -> int:
        """Return the first reduced cost that is not nought; only its sign matters."""
        for cost, before, after in zip(costs, self._prices[tail], self._prices[head], strict=False):
            if cost + before - after:
                return cost + before - after
        return 0

    @cached_property
    def _units(self) -> list[tuple[str, int]]:
        book = self._book
        mosts = {id_: book.limit(id_, self._plan.most) for id_ in self._people}
        return [
            (id_, n) for id_, most in mosts.items() for n in range(book.taken[id_] + 1, most + 1)
        ]

    @cached_property
    def _unit_costs(self) -> dict[tuple[str, int], Prices]:
        book = self._book
        by_lot = sorted(self._people, key=lambda id_: self._hashed("practitioner", id_))
        order = {id_: n for n, id_ in enumerate(by_lot)}
        lately = book.audits_lately
        waits = _ranks({(id_, n): (n, -book.wait(id_)) for id_, n in self._units})
        loads = _ranks({(id_, n): (lately[id_] + n, order[id_]) for id_, n in self._units})
        return {
            (id_, n): (*self._before(id_, n), waits[id_, n], 0, 0, loads[id_, n], 0)
            for id_, n in self._units
        }

    def _before(self, id_: str, nth: int) -> Prices:
        """Return what an audit costs by what comes before the waits: pairs changed, and cases."""
        changes = (0,) * self._first
        if not self._sheet:
            return changes
        return (*changes, int(nth > 1 or not self._cases.serves(id_)))

    @cached_property
    def _seat_costs(self) -> dict[tuple[TeamKey, int], Prices]:
        people = self._book.people
        sizes = Counter(person.team_key for person in people.values())
        seats = Counter(people[id_].team_key for id_, _ in self._units)
        taken = self._by_team(self._book.taken)
        places = [(t, taken[t] + n) for t in self._teams for n in range(1, seats[t] + 1)]
        ranks = _ranks({(t, n): Fraction(2 * n - 1, sizes[t]) for t, n in places})
        before = (0,) * (self._first + self._sheet)
        return {place: (*before, 0, 0, ranks[place], 0, 0) for place in places}

    @cached_property
    def _team_load(self) -> Counter[TeamKey]:
        drawn = Counter(practitioner for _, practitioner in self._plan.ids)
        return self._by_team(drawn + self._book.held)

    def _by_team(self, audits: Counter[str]) -> Counter[TeamKey]:
        teams: Counter[TeamKey] = Counter()
        for id_, person in self._book.people.items():
            teams[person.team_key] += audits[id_]
        return teams

    def _tagged(self, role: str) -> list[tuple[str, str]]:
        ids = self._auditors if role == "auditor" else self._people
        return [(role, id_) for id_ in ids]

    def _lot(self, ids: Ids) -> int:
        """Return the lot of a pair: Steele's SplitMix64 of the lots of the two."""
        mixed = (
            self._word("auditor", ids[0]) * 0x9E3779B97F4A7C15 + self._word("paired", ids[1])
        ) & WORD
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & WORD
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & WORD
        return (mixed ^ (mixed >> 31)) >> LOT_SHIFT

    @cached_property
    def _words(self) -> dict[tuple[str, str], int]:
        return {}

    def _word(self, role: str, id_: str) -> int:
        if (role, id_) not in self._words:
            self._words[role, id_] = self._hashed(role, id_)
        return self._words[role, id_]

    def _hashed(self, role: str, id_: str) -> int:
        month = self._book.request.month
        text = f"{self._book.request.seed}|{month.year}-{month.number}|{role}|{id_}"
        return int(hashlib.sha256(text.encode()).hexdigest()[:16], 16)


def _wrong(sign: int, used: bool) -> bool:
    """A used arc must not cost, and an unused one must not save."""
    return sign > 0 if used else sign < 0


def _ranks(values: Mapping[Place, Any]) -> dict[Place, int]:
    """Return the rank of each value among the different ones, from nought."""
    order = {value: rank for rank, value in enumerate(sorted(set(values.values())))}
    return {place: order[value] for place, value in values.items()}
