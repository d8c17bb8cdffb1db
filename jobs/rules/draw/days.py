"""A day for every audit: when both are at work, spread over the month, nobody twice in a day."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import Final

from ortools.sat.python import cp_model

from jobs.rules.draw.answers import Diary, Offer, TooClose, Unplaced
from jobs.rules.draw.blocked import deterministic_solver
from jobs.rules.draw.eligible import Eligibility
from jobs.rules.draw.model import DrawRequest
from jobs.rules.draw.sheet import Ids

# For each aim, in the solver's own deterministic units: about a second of a processor.
SEARCH_LIMIT: Final = 0.5


def offer_days(
    request: DrawRequest,
    pairs: Iterable[Ids],
    booked: Mapping[Ids, date] | None = None,
    limit: float = SEARCH_LIMIT,
) -> Diary:
    """Return a day for every pair that can have one; `booked` ones keep theirs.

    In strict order: as many audits placed as possible; an auditor's audits `days_apart` working
    days apart, or as near to that as can be; the heaviest day as light as can be, the lightest as
    heavy. The same request gives the same days. What is not proven within the search's limit is
    as good as was found by then, and from there on the days are chosen and levelled out one by
    one: `proven` tells it, and nobody waits for long.
    """
    rota = _Rota(request, tuple(sorted(set(pairs))), booked or {}, limit)
    proven = (
        rota.aim(rota.placed_count(), up=True),
        not rota.found_none and rota.aim(rota.shortfall(), up=False),
        rota.aim_at_loads(rota.heaviest(), up=False),
        rota.aim_at_loads(rota.lightest(), up=True),
    )
    return _diary(rota, rota.chosen, proven)


@dataclass
class _Rota:
    """The model: one yes or no for every audit and day that suits both."""

    request: DrawRequest
    pairs: tuple[Ids, ...]
    booked: Mapping[Ids, date]
    limit: float
    model: cp_model.CpModel = field(default_factory=cp_model.CpModel)

    def __post_init__(self) -> None:
        self.eligible = Eligibility(self.request)
        self.auditors = {person.id: person for person in self.request.auditors}
        self.people = {person.id: person for person in self.request.practitioners}
        self.apart = days_apart(self.request)
        self.common = {ids: self._common(ids) for ids in self.pairs}
        self.on = {
            (ids, day): self.model.new_bool_var("")
            for ids in self.pairs
            for day in self._choices(ids)
        }
        self.placed = {ids: self._one_day_at_most(ids) for ids in self.pairs}
        self._nobody_twice_a_day()
        self.chosen: dict[Ids, date] = {}
        self.ran_out = False  # of the limit for one of the aims
        self.found_none = False  # within it: there are too many audits for the solver

    def aim(self, goal: cp_model.LinearExprT, up: bool) -> bool:
        """Make a goal as high (or low) as can be, hold it there, and say whether that is proven."""
        if self.found_none:
            return False
        if up:
            self.model.maximize(goal)
        else:
            self.model.minimize(goal)
        solver = deterministic_solver(self.limit)
        status = solver.solve(self.model)
        self.ran_out = self.ran_out or status != cp_model.OPTIMAL
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            self.found_none = True
            return False
        self._keep(solver)
        reached = round(solver.objective_value)
        self.model.add(goal >= reached if up else goal <= reached)
        return bool(status == cp_model.OPTIMAL)

    def aim_at_loads(self, goal: cp_model.LinearExprT, up: bool) -> bool:
        """Make the days even by the solver, or one by one once it has run out of its limit."""
        if not self.ran_out and self.aim(goal, up=up):
            return True
        days = {day for _, day in self.on}
        self.chosen = OneByOne(self).levelled()
        load = Counter(dict.fromkeys(days, 0) | Counter(self.chosen.values()))
        best = divmod(len(self.chosen), max(len(days), 1))
        if up:
            return min(load.values(), default=0) == best[0]
        return max(load.values(), default=0) == best[0] + (best[1] > 0)

    def placed_count(self) -> cp_model.LinearExprT:
        return sum(self.placed.values())

    def shortfall(self) -> cp_model.LinearExprT:
        """Return the working days missing between audits of the same auditor, all told."""
        by_auditor: dict[str, list[Ids]] = {}
        for ids in self.pairs:
            by_auditor.setdefault(ids[0], []).append(ids)
        twos = (two for own in by_auditor.values() for two in combinations(own, 2))
        return sum(self._missing_between(one, other) for one, other in twos)

    def heaviest(self) -> cp_model.LinearExprT:
        loads = self._loads()
        most = self.model.new_int_var(
            -(-len(self.chosen) // max(len(loads), 1)), len(self.pairs), ""
        )
        for load in loads:
            self.model.add(load <= most)
        return most

    def lightest(self) -> cp_model.LinearExprT:
        """Return the number of audits on the lightest of the days that suit any audit."""
        loads = self._loads()
        least = self.model.new_int_var(0, len(self.chosen) // max(len(loads), 1), "")
        for load in loads:
            self.model.add(load >= least)
        return least

    def _keep(self, solver: cp_model.CpSolver) -> None:
        self.model.clear_hints()  # type: ignore[no-untyped-call]  # untyped in OR-Tools
        values = {place: solver.boolean_value(variable) for place, variable in self.on.items()}
        for place, variable in self.on.items():
            self.model.add_hint(variable, values[place])
        self.chosen = {ids: day for (ids, day), yes in values.items() if yes}

    def _common(self, ids: Ids) -> tuple[date, ...]:
        return self.eligible.common_days(self.auditors[ids[0]], self.people[ids[1]])

    def _choices(self, ids: Ids) -> tuple[date, ...]:
        return (self.booked[ids],) if ids in self.booked else self.common[ids]

    def _one_day_at_most(self, ids: Ids) -> cp_model.IntVar:
        placed = self.model.new_bool_var("")
        self.model.add(sum(self.on[ids, day] for day in self._choices(ids)) == placed)
        if ids in self.booked:
            self.model.add(placed == 1)
        return placed

    def _nobody_twice_a_day(self) -> None:
        """Keep a day to one audit a person, but for days that people have booked themselves."""
        taken: dict[tuple[str, date], list[Ids]] = {}
        for ids, day in self.on:
            for person in ids:
                taken.setdefault((person, day), []).append(ids)
        for (_, day), audits in taken.items():
            fixed = any(self.booked.get(ids) == day for ids in audits)
            loose = [self.on[ids, day] for ids in audits if ids not in self.booked]
            self.model.add(sum(loose) <= (0 if fixed else 1))

    def _missing_between(self, one: Ids, other: Ids) -> cp_model.IntVar:
        """Return the working days missing between two audits.

        Two audits within `span` consecutive working days of each other miss the rest, and a
        bound for every span and every first day says just that, without any ordering of the two.
        """
        apart = self.apart[one[0]]
        missing = self.model.new_int_var(0, apart, "")
        by_place = self._by_place(one, other)
        for span in range(1, apart + 1):
            for first in by_place:
                near = [x for place in range(first, first + span) for x in by_place.get(place, ())]
                self.model.add((apart - span + 1) * (sum(near) - 1) <= missing)
        return missing

    def _by_place(self, *audits: Ids) -> dict[int, list[cp_model.IntVar]]:
        """Return the choices of some audits by day, counted in working days of the council."""
        count, opens = self.request.calendar.between, self.request.window.opens
        places: dict[int, list[cp_model.IntVar]] = {}
        for ids in audits:
            for day in self._choices(ids):
                places.setdefault(count(opens, day), []).append(self.on[ids, day])
        return places

    def _loads(self) -> list[cp_model.LinearExprT]:
        by_day: dict[date, list[cp_model.IntVar]] = {}
        for (_, day), variable in self.on.items():
            by_day.setdefault(day, []).append(variable)
        return [sum(variables) for _, variables in sorted(by_day.items())]


class OneByOne:
    """Gives audits days one after another, and moves them where no aim before that suffers."""

    def __init__(self, rota: _Rota) -> None:
        self.rota = rota
        booked = {ids: day for ids, day in rota.booked.items() if ids in rota.common}
        self.on = {**rota.chosen, **booked}
        self.load = Counter(self.on.values())
        self.taken = {(person, day) for ids, day in self.on.items() for person in ids}
        self.own: dict[str, set[Ids]] = {}
        for ids in self.on:
            self.own.setdefault(ids[0], set()).add(ids)

    def levelled(self) -> dict[Ids, date]:
        """Return the days once no audit can go to a day that is emptier by two or more."""
        while self._place_all() + sum(self._move(ids) for ids in self._from_the_fullest()):
            continue
        return self.on

    def _place_all(self) -> int:
        """Give each audit that has none a day, those with the fewest first; return how many."""
        common, before = self.rota.common, len(self.on)
        for ids in sorted(common, key=lambda ids: (len(common[ids]), ids)):
            free = [day for day in common[ids] if ids not in self.on and self._is_free(ids, day)]
            if free:
                self._put(
                    ids, min(free, key=lambda day: (self._missing(ids, day), self.load[day], day))
                )
        return len(self.on) - before

    def _put(self, ids: Ids, day: date) -> None:
        self.on[ids] = day
        self.load[day] += 1
        self.taken |= {(person, day) for person in ids}
        self.own.setdefault(ids[0], set()).add(ids)

    def _from_the_fullest(self) -> list[Ids]:
        loose = (ids for ids in self.on if ids not in self.rota.booked)
        return sorted(loose, key=lambda ids: (-self.load[self.on[ids]], ids))

    def _move(self, ids: Ids) -> bool:
        before = self.on[ids]
        for day in sorted(self.rota.common[ids], key=lambda day: (self.load[day], day)):
            if self.load[day] + 1 >= self.load[before]:
                return False
            if not self._is_free(ids, day) or self._crowds(ids, day):
                continue
            self.taken -= {(person, before) for person in ids}
            self.load[before] -= 1
            self._put(ids, day)
            return True
        return False

    def _is_free(self, ids: Ids, day: date) -> bool:
        return not any((person, day) in self.taken for person in ids)

    def _crowds(self, ids: Ids, day: date) -> bool:
        return self._missing(ids, day) > self._missing(ids, self.on[ids])

    def _missing(self, ids: Ids, day: date) -> int:
        """Return the working days missing between an audit on a day and its auditor's others."""
        apart, between = self.rota.apart[ids[0]], self.rota.request.calendar.between
        others = self.own.get(ids[0], set()) - {ids}
        return sum(max(0, apart - abs(between(day, self.on[other]))) for other in others)


def days_apart(request: DrawRequest) -> Mapping[str, int]:
    """Return the working days that the rules ask for between the audits of each auditor."""
    return {auditor.id: request.rules_of(auditor).days_apart for auditor in request.auditors}


def _diary(rota: _Rota, days: dict[Ids, date], proven: tuple[bool, bool, bool, bool]) -> Diary:
    load = {day: 0 for _, day in rota.on}
    for day in days.values():
        load[day] += 1
    return Diary(
        offers=tuple(Offer(*ids, day) for ids, day in sorted(days.items())),
        unplaced=tuple(_unplaced(rota, days, ids) for ids in rota.pairs if ids not in days),
        too_close=tuple(_too_close(rota.request, days)),
        load=tuple(sorted(load.items())),
        proven=proven,
    )


def _unplaced(rota: _Rota, days: dict[Ids, date], ids: Ids) -> Unplaced:
    common = rota.common[ids]
    return Unplaced(*ids, common, *(_busy(days, person, common) for person in ids))


def _busy(days: dict[Ids, date], person: str, among: tuple[date, ...]) -> tuple[date, ...]:
    taken = {day for ids, day in days.items() if person in ids}
    return tuple(day for day in among if day in taken)


def _too_close(request: DrawRequest, days: dict[Ids, date]) -> list[TooClose]:
    close, asked = [], days_apart(request)
    for one, other in combinations(sorted(days), 2):
        apart = abs(request.calendar.between(days[one], days[other]))
        if one[0] == other[0] and apart < asked[one[0]]:
            close.append(TooClose(one[0], (one[1], other[1]), apart))
    return close
