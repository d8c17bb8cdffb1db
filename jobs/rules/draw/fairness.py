"""How fair a plan is, in numbers a lead can show an inspector."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from jobs.rules.draw.eligible import Eligibility, left_to_give
from jobs.rules.draw.model import DrawRequest, Plan
from jobs.rules.draw.record import Record

if TYPE_CHECKING:
    from jobs.rules.draw.cases import Cases

LeftOutWhy = Literal[
    "not at work",
    "finish only",
    "nobody may audit them",
    "others waited as long",
    "no case on the sheet",
    "already settled",
]


@dataclass(frozen=True)
class WaitShare:
    """Of the practitioners who waited so many months (None: never audited), how many are in."""

    months: int | None
    drawn: int
    of: int


@dataclass(frozen=True)
class TeamShare:
    """A team's practitioners who can be drawn, and the audits they have this month."""

    service: str
    team: str
    audits: int
    of: int


@dataclass(frozen=True)
class OffService:
    """A service with the month off, and how many of its people are therefore not drawn."""

    service: str
    auditors: int
    practitioners: int


@dataclass(frozen=True)
class LeftOut:
    """Somebody with no audit this month, and why."""

    practitioner: str
    months_waited: int | None
    why: LeftOutWhy


@dataclass(frozen=True)
class Fairness:
    """The fairness certificate of a plan.

    `people` of `available` practitioners have an audit; no plan covers more. `waits` stands from
    the longest. `repeats` were forced, `chosen_repeats` pinned by the lead. `settled` says that
    pins or a published plan came first, so that "no plan" means none that keeps them.
    """

    audits: int
    people: int
    available: int
    most: int
    waits: tuple[WaitShare, ...]
    teams: tuple[TeamShare, ...]
    repeats: int
    chosen_repeats: int
    left_out: tuple[LeftOut, ...]
    absent: tuple[str, ...]
    settled: bool
    off: tuple[OffService, ...] = ()
    with_case: int | None = None  # of the audits; none: the month has no sheet


def fairness(request: DrawRequest, plan: Plan) -> Fairness:
    return _Assessment(request, plan).fairness()


class _Assessment:
    def __init__(self, request: DrawRequest, plan: Plan) -> None:
        self._request, self._plan = request, plan
        self._eligible = Eligibility(request)
        self._record = Record(request)
        self._people = {person.id: person for person in self._eligible.practitioners}
        audits = (practitioner for _, practitioner in {*plan.ids, *request.held})
        self._loads = Counter(audits)

    def fairness(self) -> Fairness:
        reasons = [pair.reason for pair in self._plan.pairs]
        here = [id_ for id_ in self._people if self._loads[id_]]
        return Fairness(
            audits=self._loads.total(),
            people=len(here),
            available=len(self._people),
            most=max((self._loads[id_] for id_ in here), default=0),
            waits=tuple(self._waits()),
            teams=tuple(self._teams()),
            repeats=sum(reason.repeat and not reason.pinned for reason in reasons),
            chosen_repeats=sum(reason.repeat and reason.pinned for reason in reasons),
            left_out=tuple(self._left_out()),
            absent=self._plan.absent,
            settled=bool(self._request.pins or self._request.published),
            off=tuple(self._off()),
            with_case=len(self._plan.cases) if self._request.cases else None,
        )

    def _waits(self) -> Iterator[WaitShare]:
        waits = {id_: self._record.months_waited(id_) for id_ in self._people}
        drawn = Counter(wait for id_, wait in waits.items() if self._loads[id_])
        everybody = Counter(waits.values())
        for months in sorted(everybody, key=_longest_first):
            yield WaitShare(months, drawn[months], everybody[months])

    def _teams(self) -> Iterator[TeamShare]:
        sizes = Counter(person.team_key for person in self._people.values())
        audits: Counter[tuple[str, str]] = Counter()
        for person in self._people.values():
            audits[person.team_key] += self._loads[person.id]
        for team in sorted(sizes):
            yield TeamShare(*team, audits[team], sizes[team])

    def _off(self) -> Iterator[OffService]:
        drawn = {*(a.id for a in self._eligible.auditors), *self._people}
        for service in self._request.off:
            groups = (self._request.auditors, self._request.practitioners)
            yield OffService(
                service,
                *(sum(p.service == service and p.id not in drawn for p in g) for g in groups),
            )

    def _left_out(self) -> Iterator[LeftOut]:
        """Yield who has no audit, but for those whose service has the month off."""
        reach = self._reach()
        for person in sorted(self._request.practitioners, key=lambda person: person.id):
            is_off = person.id not in self._people and self._eligible.is_off(person)
            if not self._loads[person.id] and not is_off:
                months = self._record.months_waited(person.id)
                yield LeftOut(person.id, months, self._why(person.id, reach))

    def _why(self, practitioner: str, reach: dict[str, list[str]]) -> LeftOutWhy:
        if practitioner not in self._people:
            person = next(p for p in self._request.practitioners if p.id == practitioner)
            return "finish only" if person.finish_only else "not at work"
        if practitioner not in reach:
            return "nobody may audit them"
        wait = _longest_first(self._record.months_waited(practitioner))
        theirs = (ids for ids in self._plan.ids if ids[0] in reach[practitioner])
        shorter = any(_longest_first(self._record.months_waited(p)) > wait for _, p in theirs)
        if shorter and self._has_no_case(practitioner):
            return "no case on the sheet"
        return "already settled" if shorter else "others waited as long"

    def _has_no_case(self, practitioner: str) -> bool:
        return self._cases is not None and not self._cases.has_case(practitioner)

    @cached_property
    def _cases(self) -> "Cases | None":
        if not self._request.cases:
            return None
        from jobs.rules.draw.cases import Cases

        return Cases(self._eligible)

    def _reach(self) -> dict[str, list[str]]:
        """Return who may audit each practitioner, among the auditors with audits to give."""
        reach: dict[str, list[str]] = {}
        giving = [bool(left_to_give(self._request, a)) for a in self._eligible.auditors]
        tails, heads = self._eligible.arcs()
        for auditor, person in zip(tails.tolist(), heads.tolist(), strict=True):
            if giving[auditor]:
                id_ = self._eligible.practitioners[person].id
                reach.setdefault(id_, []).append(self._eligible.auditors[auditor].id)
        return reach


def _longest_first(months: int | None) -> tuple[bool, int]:
    return months is not None, -(months or 0)
