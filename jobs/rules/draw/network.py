"""A draw as a network: auditors, practitioners, teams, and a cost for every soft rule.

An audit is a unit that flows from an auditor over a practitioner and their team to the sink. A
practitioner's first, second … audit of the month is an arc each, and so is a team's first, second
…: where costs rise from one to the next, the cheap arcs fill first.

The sets of practitioners that can be drawn are the bases of a matroid, and the best of them are
so again (they minimise an M-convex function; Murota, Discrete Convex Analysis, chapters 6 and 9).
On a matroid only the order of weights matters. That is why ranks can stand for the weights here,
and why the cheapest draw is best for every prefix: it has as many of the longest waits as any
draw can have, then as many of the next.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from jobs.rules.draw.cases import Cases
from jobs.rules.draw.eligible import Eligibility, left_to_give
from jobs.rules.draw.flow import Flags, Ints, Network
from jobs.rules.draw.lots import lots, order_of, pair_lots
from jobs.rules.draw.model import DrawRequest, Practitioner
from jobs.rules.draw.sheet import Ids, TeamKey

NEVER: Final = 10**6  # months: longer than anybody waits


@dataclass(frozen=True)
class Supply:
    """What is still to be placed: by auditor, by practitioner, and who may meet.

    `pinned` is what each practitioner has by pins and by audits already held, and `ceilings` the
    most that the rules of their service let each have.
    """

    needs: Ints
    pinned: Ints
    ceilings: Ints
    tails: Ints
    heads: Ints

    def rooms(self, most: int) -> Ints:
        """Return the audits each practitioner can still take if they may have `most`."""
        return np.maximum(np.minimum(most, self.ceilings) - self.pinned, 0)


def supply_of(request: DrawRequest, eligible: Eligibility) -> Supply:
    """Return quotas less pins and held audits, and the allowed pairs that are not pinned."""
    auditors = {auditor.id: place for place, auditor in enumerate(eligible.auditors)}
    people = {person.id: place for place, person in enumerate(eligible.practitioners)}
    quotas = [left_to_give(request, auditor) for auditor in eligible.auditors]
    held = [people[p] for _, p in set(request.held) if p in people]
    pins = np.array([(auditors[a], people[p]) for a, p in sorted(set(request.pins))], dtype=int)
    pins = pins.reshape(-1, 2)
    tails, heads = eligible.arcs()
    loose = ~np.isin(tails * len(people) + heads, pins[:, 0] * len(people) + pins[:, 1])
    return Supply(
        np.array(quotas, dtype=np.int64) - np.bincount(pins[:, 0], minlength=len(auditors)),
        np.bincount([*pins[:, 1], *held], minlength=len(people)).astype(np.int64),
        np.array([ceiling(request, p) for p in eligible.practitioners], dtype=np.int64),
        tails[loose],
        heads[loose],
    )


def highest_ceiling(request: DrawRequest) -> int | None:
    """Return the most audits the rules let any practitioner have; None where some have no limit."""
    limits = {request.rules_of(p).most_audits for p in request.practitioners}
    known = [limit for limit in limits or {request.rules.most_audits} if limit is not None]
    return max(known) if known and None not in limits else None


def ceiling(request: DrawRequest, practitioner: Practitioner) -> int:
    """Return the most audits a practitioner may have, which without a rule is no limit at all."""
    return request.rules_of(practitioner).most_audits or len(request.auditors) + len(request.held)


class DrawNetwork:
    """The network of one draw in which nobody has more than `most` audits."""

    def __init__(self, eligible: Eligibility, supply: Supply, most: int) -> None:
        self.eligible = eligible
        self.request = eligible.request
        self.auditors = eligible.auditors
        self.practitioners = eligible.practitioners
        self.supply = supply
        self.record = eligible.record
        rooms = supply.rooms(most)
        self._unit_of = np.repeat(np.arange(len(rooms)), rooms)
        self._nth = _counted(rooms) + supply.pinned[self._unit_of]

    @cached_property
    def teams(self) -> tuple[TeamKey, ...]:
        return tuple(sorted({person.team_key for person in self.practitioners}))

    @cached_property
    def network(self) -> Network:
        """Return the nodes and arcs: pairs first, then practitioners' units, then teams' units."""
        people, teams = len(self.auditors), len(self.auditors) + len(self.practitioners)
        sink = teams + len(self.teams)
        supplies = np.zeros(sink + 1, dtype=np.int64)
        supplies[:people] = self.supply.needs
        supplies[sink] = -self.supply.needs.sum()
        units, seats = self._unit_of, self._seat_team
        tails = (self.supply.tails, units + people, seats + teams)
        heads = (
            self.supply.heads + people,
            self._team_of[units] + teams,
            np.full_like(seats, sink),
        )
        return Network(supplies, np.concatenate(tails), np.concatenate(heads))

    @cached_property
    def levels(self) -> dict[str, Ints]:
        """Return the cost of every arc for each soft rule, the strictest rule first."""
        rules: dict[str, Callable[[], Ints]] = {
            "published pairs changed": self._changes,
            "a case from the sheet": self._cases,
            "longest since audited": self._waits,
            "pairs repeated": self._repeats,
            "spread over teams": self._spread,
            "workload, then lots": self._workload,
            "lots for pairs": self._pair_lots,
        }
        if not self.request.published:
            del rules["published pairs changed"]
        if not self.request.cases:
            del rules["a case from the sheet"]
        return {name: costs() for name, costs in rules.items()}

    def drawn(self, flow: Flags) -> list[Ids]:
        used = np.flatnonzero(flow[: len(self.supply.tails)])
        arcs = zip(self.supply.tails[used].tolist(), self.supply.heads[used].tolist(), strict=True)
        return [(self.auditors[a].id, self.practitioners[p].id) for a, p in arcs]

    def _changes(self) -> Ints:
        return self._on_pairs(~self._among(self.request.published))

    def _cases(self) -> Ints:
        """As many as can be have an audit, their first, with a case of theirs on the sheet."""
        dealt = Cases(self.eligible)
        found = np.array([dealt.has_case(p.id) for p in self.practitioners], dtype=np.bool_)
        return self._on_units(1 - (found[self._unit_of] & (self._nth == 1)).astype(np.int64))

    def _waits(self) -> Ints:
        """Every first audit comes before any second; among them the longest wait comes first."""
        waits = np.array([self._wait(person.id) for person in self.practitioners], dtype=np.int64)
        return self._on_units(_ranked(self._nth * 2 * NEVER - waits[self._unit_of]))

    def _repeats(self) -> Ints:
        return self._on_pairs(self._among(self.record.repeats))

    def _spread(self) -> Ints:
        """Least sum over teams of (audits squared / size): as near as can be to equal shares.

        The nth audit of a team adds (2n - 1) / size. Quotients of such small whole numbers are
        equal as floats only where they are equal, so their ranks are exact.
        """
        nth = self._seat_nth + self._team_pins[self._seat_team]
        return self._on_seats(_ranked((2 * nth - 1) / self._team_size[self._seat_team]))

    def _workload(self) -> Ints:
        """Least sum of squared yearly audits: who has had fewer comes first, then the lower lot."""
        recent = self.record.recent_audits
        had = np.array([recent.get(p.id, 0) for p in self.practitioners], dtype=np.int64)
        lot = order_of(lots(self.request, "practitioner", [p.id for p in self.practitioners]))
        load = (had[self._unit_of] + self._nth) * len(lot) + lot[self._unit_of]
        return self._on_units(_ranked(load))

    def _pair_lots(self) -> Ints:
        auditors = lots(self.request, "auditor", [a.id for a in self.auditors])
        people = lots(self.request, "paired", [p.id for p in self.practitioners])
        return self._on_pairs(pair_lots(auditors[self.supply.tails], people[self.supply.heads]))

    def _wait(self, practitioner: str) -> int:
        waited = self.record.months_waited(practitioner)
        return NEVER if waited is None else waited

    @cached_property
    def _team_of(self) -> Ints:
        places = {team: place for place, team in enumerate(self.teams)}
        return np.array([places[p.team_key] for p in self.practitioners], dtype=np.int64)

    @cached_property
    def _team_size(self) -> Ints:
        return np.bincount(self._team_of, minlength=len(self.teams)).astype(np.int64)

    @cached_property
    def _team_pins(self) -> Ints:
        pins = np.bincount(self._team_of, self.supply.pinned, minlength=len(self.teams))
        return pins.astype(np.int64)

    @cached_property
    def _seats(self) -> Ints:
        teams = self._team_of[self._unit_of]
        return np.bincount(teams, minlength=len(self.teams)).astype(np.int64)

    @cached_property
    def _seat_team(self) -> Ints:
        return np.repeat(np.arange(len(self.teams)), self._seats)

    @cached_property
    def _seat_nth(self) -> Ints:
        return _counted(self._seats)

    def _among(self, pairs: Iterable[Ids]) -> Flags:
        auditors = {auditor.id: place for place, auditor in enumerate(self.auditors)}
        people = {person.id: place for place, person in enumerate(self.practitioners)}
        places = [
            auditors[auditor] * len(people) + people[practitioner]
            for auditor, practitioner in pairs
            if auditor in auditors and practitioner in people
        ]
        among: Flags = np.isin(self.supply.tails * len(people) + self.supply.heads, places)
        return among

    def _on_pairs(self, costs: Ints | Flags) -> Ints:
        return self._placed(0, costs)

    def _on_units(self, costs: Ints) -> Ints:
        return self._placed(len(self.supply.tails), costs)

    def _on_seats(self, costs: Ints) -> Ints:
        return self._placed(len(self.supply.tails) + len(self._unit_of), costs)

    def _placed(self, start: int, costs: Ints | Flags) -> Ints:
        everywhere = np.zeros(len(self.network.tails), dtype=np.int64)
        everywhere[start : start + len(costs)] = costs
        return everywhere


def _counted(groups: Ints) -> Ints:
    """Return 1, 2 … n for every group of n, one group after another."""
    starts = np.repeat(np.cumsum(groups) - groups, groups)
    return np.arange(int(groups.sum())) - starts + 1


def _ranked(keys: npt.NDArray[np.int64] | npt.NDArray[np.float64]) -> Ints:
    """Return the rank of each key among the different ones, from nought."""
    ranks: Ints = np.unique(keys, return_inverse=True)[1].astype(np.int64)
    return ranks
