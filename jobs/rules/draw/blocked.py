"""Why quotas cannot be met: the smallest set of auditors in the way, and what would free them.

A set of auditors blocks when they need more audits than the practitioners they can reach have
room for (Hall's theorem, with room for more than one).
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import numpy as np
from ortools.sat.python import cp_model

from jobs.rules.draw.answers import Blocked, Fix, FixKind
from jobs.rules.draw.eligible import MOST_PAIRS, Eligibility
from jobs.rules.draw.flow import Flags, Ints, most_placed
from jobs.rules.draw.model import Blocking, DrawRequest
from jobs.rules.draw.network import Supply, highest_ceiling, supply_of

# Finding the smallest blocking set is NP-hard (McCormick 1983), so the search has a limit, in
# the solver's own deterministic units. What it leaves still has nobody in it who is not needed.
SEARCH_LIMIT: Final = 2.0
SEARCHED_ARCS: Final = 20_000


def least_most(request: DrawRequest, supply: Supply, floor: int) -> int | None:
    """Return the least number of audits a practitioner must be able to have, from `floor` up.

    None where even the rules' ceiling, or an audit with every auditor, is not enough.
    """
    if possible(supply, floor):
        return floor
    ceiling = highest_ceiling(request) or max(floor, len(supply.needs))
    if not possible(supply, ceiling):
        return None
    low, high = floor + 1, ceiling
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if possible(supply, middle) else (middle + 1, high)
    return low


def possible(supply: Supply, most: int) -> bool:
    return shortfall(supply, most) == 0


def shortfall(supply: Supply, most: int) -> int:
    """Return how many audits cannot be placed with nobody having more than `most`."""
    placed = most_placed(supply.needs, supply.rooms(most), supply.tails, supply.heads).placed
    return int(supply.needs.sum()) - placed


def explain(request: DrawRequest, eligible: Eligibility, supply: Supply, most: int) -> Blocked:
    """Return the smallest blocking set of a draw that cannot be met, and its fixes."""
    return Blocked(blocking_set(eligible, supply, most), tuple(_fixes(request, supply, most)))


def blocking_set(eligible: Eligibility, supply: Supply, most: int) -> Blocking:
    """Return the smallest set of auditors whose needs exceed the room of those they can reach."""
    rooms = supply.rooms(most)
    chosen = _minimal(supply, rooms)
    found = _smallest(supply, rooms, chosen) if len(supply.tails) <= SEARCHED_ARCS else None
    smallest = chosen.sum() == 1 or found is not None
    chosen = chosen if found is None else found
    reached = _degrees(supply, chosen)
    people = eligible.practitioners
    return Blocking(
        tuple(eligible.auditors[place].id for place in np.flatnonzero(chosen)),
        tuple(people[place].id for place in np.flatnonzero(reached)),
        int(supply.needs[chosen].sum()),
        int(np.minimum(reached, rooms).sum()),
        most,
        bool(smallest),
    )


def _degrees(supply: Supply, chosen: Flags) -> Ints:
    among = chosen[supply.tails]
    return np.bincount(supply.heads[among], minlength=len(supply.pinned)).astype(np.int64)


def _minimal(supply: Supply, rooms: Ints) -> Flags:
    """Return a blocking set from which nobody can be dropped, dropping many at a time at first."""
    chosen = _first_to_block(supply, rooms)
    among = chosen[supply.tails]
    supply = replace(supply, tails=supply.tails[among], heads=supply.heads[among])
    size = int(chosen.sum()) // 2
    while size:
        chosen = _without_chunks(supply, rooms, chosen, size)
        size //= 2
    return chosen


def _first_to_block(supply: Supply, rooms: Ints) -> Flags:
    """Return a blocking set among as few of the first auditors as block at all.

    The last of them is what makes it block, so the set stays in their part of the council.
    """
    low, high = 1, len(supply.needs)
    first = np.arange(high)
    while low < high:
        middle = (low + high) // 2
        blocks = _violator(supply, rooms, first < middle).any()
        low, high = (low, middle) if blocks else (middle + 1, high)
    return _violator(supply, rooms, first < low)


def _without_chunks(supply: Supply, rooms: Ints, chosen: Flags, size: int) -> Flags:
    """Drop `size` auditors at a time wherever the rest still block."""
    places = np.flatnonzero(chosen)
    for start in range(0, len(places), size):
        fewer = chosen.copy()
        fewer[places[start : start + size]] = False
        rest = _violator(supply, rooms, fewer)
        chosen = rest if rest.any() else chosen
    return chosen


def _violator(supply: Supply, rooms: Ints, chosen: Flags) -> Flags:
    """Return a blocking set within `chosen` (a least cut), or nobody."""
    among = chosen[supply.tails]
    needs = np.where(chosen, supply.needs, 0)
    matching = most_placed(needs, rooms, supply.tails[among], supply.heads[among])
    if matching.placed == needs.sum():
        return np.zeros_like(chosen)
    return matching.cut & chosen & (needs > 0)


def _smallest(supply: Supply, rooms: Ints, known: Flags) -> Flags | None:
    """Return a blocking set of the least size, or None if the search ends without proof."""
    model = cp_model.CpModel()
    inside = [model.new_bool_var("") for _ in supply.needs]
    needs = zip(supply.needs.tolist(), inside, strict=True)
    used = [
        _room(model, inside, supply.tails[supply.heads == place], room)
        for place, room in enumerate(rooms.tolist())
    ]
    model.add(sum(need * x for need, x in needs) >= 1 + sum(used))
    model.add(sum(inside) < int(known.sum()))
    model.minimize(sum(inside))
    solver = deterministic_solver(SEARCH_LIMIT)
    status = solver.solve(model)
    if status == cp_model.OPTIMAL:
        return np.array([solver.boolean_value(x) for x in inside], dtype=np.bool_)
    return known if status == cp_model.INFEASIBLE else None


def _room(
    model: cp_model.CpModel, inside: list[cp_model.IntVar], reach: Ints, room: int
) -> cp_model.IntVar:
    """Return the room that those inside can use of one practitioner: no more than they are."""
    used = model.new_int_var(0, room, "")
    full = model.new_bool_var("")
    model.add(used >= room).only_enforce_if(full)
    model.add(used >= sum(inside[place] for place in reach)).only_enforce_if(~full)
    return used


def deterministic_solver(limit: float) -> cp_model.CpSolver:
    """Return a CP-SAT solver that does the same on every machine; `limit` is in its own units."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.max_deterministic_time = limit
    # It would leave Ctrl-C to kill the whole program from then on, in the middle of anything.
    solver.parameters.catch_sigint_signal = False
    return solver


def _fixes(request: DrawRequest, supply: Supply, most: int) -> Iterator[Fix]:
    """Yield the changes that make this draw possible, each tried out on its own."""
    for kind, wider in _wider(request):
        if _frees(wider, most):
            yield Fix(kind)
    if (more := least_most(*_unlimited(request, supply), most)) is not None:
        yield Fix("more audits", more)
    yield Fix("add", _to_add(supply, most))
    yield Fix("fewer audits", shortfall(supply, most))


def _wider(request: DrawRequest) -> Iterator[tuple[FixKind, DrawRequest]]:
    """Yield the request with a rule that keeps people apart given up, in every service."""
    used = {request.rules_of(auditor) for auditor in request.auditors}
    if any(rules.who_with_whom != "any" for rules in used):
        yield (
            "any team or service",
            request.with_rules(lambda rules: replace(rules, who_with_whom="any")),
        )
    if any(rules.never_own_supervisor != "off" for rules in used):
        yield (
            "own supervisor",
            request.with_rules(lambda rules: replace(rules, never_own_supervisor="off")),
        )


def _frees(request: DrawRequest, most: int) -> bool:
    """Say whether wider rules make a draw possible; what is too large to try does not."""
    eligible = Eligibility(request)
    if eligible.most_pairs() > MOST_PAIRS:
        return False
    return possible(supply_of(request, eligible), most)


def _unlimited(request: DrawRequest, supply: Supply) -> tuple[DrawRequest, Supply]:
    """Return both with no ceiling on anybody's audits."""
    request = request.with_rules(lambda rules: replace(rules, most_audits=None))
    every_auditor = len(request.auditors) + len(request.held)
    return request, replace(supply, ceilings=np.full_like(supply.ceilings, every_auditor))


def _to_add(supply: Supply, most: int) -> int:
    """Return how many practitioners, open to every auditor, would be enough."""
    low, high = 1, shortfall(supply, most)
    while low < high:
        middle = (low + high) // 2
        enough = _possible_with(supply, most, middle)
        low, high = (low, middle) if enough else (middle + 1, high)
    return low


def _possible_with(supply: Supply, most: int, added: int) -> bool:
    """Say whether that many practitioners more, open to every auditor, are enough.

    They stand as one node: audits that nobody gives twice over can always be dealt out in turn.
    """
    auditors, people = np.arange(len(supply.needs)), len(supply.pinned)
    placed = most_placed(
        supply.needs,
        np.append(supply.rooms(most), added * most),
        np.concatenate([supply.tails, auditors]),
        np.concatenate([supply.heads, np.full_like(auditors, people)]),
        np.concatenate([np.ones_like(supply.tails), np.full_like(auditors, added)]),
    ).placed
    return placed == int(supply.needs.sum())
