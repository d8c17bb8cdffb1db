"""Who may audit whom: the hard rules on a pair, and the days that suit both."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

from jobs.rules.draw.draw_rules import Supervisor, WhoWithWhom
from jobs.rules.draw.model import Auditor, Candidate, DrawRequest, Practitioner
from jobs.rules.draw.record import Record
from jobs.rules.draw.sheet import Ids, TeamKey
from jobs.rules.months import A_DAY

if TYPE_CHECKING:
    from jobs.rules.draw.flow import Flags, Ints

Refusal = Literal[
    "unknown person",
    "same person",
    "forbidden",
    "already held",
    "supervisor",
    "who with whom",
    "finish only",
    "no common day",
    "month off",
]
MOST_PAIRS: Final = 3_000_000  # far past any council; much more would not fit in memory
DEPTHS: Final[Mapping[Supervisor, int]] = {"off": 0, "immediate": 1, "whole line": sys.maxsize}


class Eligibility:
    """The hard rules of one request, answered for a pair or for everybody at once."""

    def __init__(self, request: DrawRequest) -> None:
        self.request = request
        self._off = frozenset(request.off)
        self._forbids = frozenset(request.forbids)
        self._held = frozenset(request.held)
        self._published = frozenset(request.published)
        self._worked: dict[object, int] = {}

    @cached_property
    def record(self) -> Record:
        return Record(self.request)

    @cached_property
    def days(self) -> tuple[date, ...]:
        """Return the days of the window on which audits may be held at all."""
        window = self.request.window
        span = range((window.due - window.opens).days + 1)
        days = (window.opens + offset * A_DAY for offset in span)
        return tuple(day for day in days if self._open(day))

    @cached_property
    def auditors(self) -> tuple[Auditor, ...]:
        """Return the auditors with a day to come in the window or a published audit, by id."""
        publishing = {auditor for auditor, _ in self._published}
        everybody = sorted(self.request.auditors, key=lambda auditor: auditor.id)
        return tuple(
            auditor
            for auditor in everybody
            if self._here(auditor, auditor.id in publishing)
            and (auditor.id in publishing or not self.is_off(auditor))
        )

    @cached_property
    def practitioners(self) -> tuple[Practitioner, ...]:
        """Return the practitioners who can be drawn, by id: with a day to come and taking new work.

        Whoever is in the published plan can be drawn as well.
        """
        kept = {practitioner for _, practitioner in self._published}
        everybody = sorted(self.request.practitioners, key=lambda person: person.id)
        return tuple(
            person
            for person in everybody
            if self._here(person, person.id in kept)
            and (person.id in kept or not (person.finish_only or self.is_off(person)))
        )

    def is_off(self, person: Candidate) -> bool:
        return person.service in self._off

    def mask(self, person: Candidate) -> int:
        """Return the window's days as bits, set where the person is at work."""
        pattern = (person.weekdays, person.away, person.starts, person.ends)
        if pattern not in self._worked:
            worked = (1 << place for place, day in enumerate(self.days) if person.at_work(day))
            self._worked[pattern] = sum(worked)
        return self._worked[pattern]

    def has_days(self, person: Candidate) -> bool:
        """Say whether somebody is at work on any day to come in the window."""
        return self._here(person, published=False)

    def common_days(self, auditor: Auditor, practitioner: Practitioner) -> tuple[date, ...]:
        """Return the days to come in the window on which both are at work."""
        both = self.mask(auditor) & self.mask(practitioner) & self._coming
        return tuple(day for place, day in enumerate(self.days) if both >> place & 1)

    def most_pairs(self) -> int:
        """Return how many pairs the who-with-whom rules let meet, whatever else keeps them apart.

        It takes no more memory than the lists of people do.
        """
        teams = Counter(person.team_key for person in self.practitioners)
        services = Counter(person.service for person in self.practitioners)
        everybody = len(self.practitioners)
        most = 0
        for auditor in self.auditors:
            team, service = teams[auditor.team_key], services[auditor.service]
            most += {
                "own team": team,
                "another team": service - team,
                "another service": everybody - service,
                "any": everybody,
            }[self._meeting(auditor)]
        return most

    def why_not(self, auditor: Auditor, practitioner: Practitioner) -> Refusal | None:
        """Return the first hard rule that keeps the two apart, or None."""
        ids = auditor.id, practitioner.id
        broken: dict[Refusal, bool] = {
            "same person": auditor.id == practitioner.id,
            "forbidden": ids in self._forbids,
            "already held": ids in self._held,
            "supervisor": self._answer_to_each_other(auditor, practitioner),
            "who with whom": not meets(self._meeting(auditor), auditor, practitioner),
            "finish only": practitioner.finish_only and ids not in self._published,
            "month off": ids not in self._published
            and (self.is_off(auditor) or self.is_off(practitioner)),
            "no common day": not self._both(auditor, practitioner),
        }
        return next((rule for rule, is_broken in broken.items() if is_broken), None)

    def arcs(self) -> "tuple[Ints, Ints]":
        """Return every allowed pair as two arrays: places in `auditors` and `practitioners`."""
        import numpy as np

        found = list(self._reaches())
        tails = [np.full(len(reach), place) for place, reach in enumerate(found)]
        return _joined(tails), _joined(found)

    @cached_property
    def _coming(self) -> int:
        """The days to come, as bits: all of the window before it opens."""
        today = self.request.window.today or self.request.window.opens
        return sum(1 << place for place, day in enumerate(self.days) if day >= today)

    def _here(self, person: Candidate, published: bool) -> bool:
        return bool(self.mask(person) & (-1 if published else self._coming))

    def _both(self, auditor: Auditor, practitioner: Practitioner) -> int:
        both = self.mask(auditor) & self.mask(practitioner)
        published = (auditor.id, practitioner.id) in self._published
        return both if published else both & self._coming

    def _open(self, day: date) -> bool:
        off = any(first <= day <= last for first, last in self.request.window.off)
        return not off and day not in self.request.calendar.holidays

    def _meeting(self, auditor: Auditor) -> WhoWithWhom:
        return self.request.rules_of(auditor).who_with_whom

    def _answer_to_each_other(self, auditor: Auditor, practitioner: Practitioner) -> bool:
        rule = self.request.rules_of(auditor).never_own_supervisor
        above = auditor.id in supervisors(practitioner, rule)
        return above or practitioner.id in supervisors(auditor, rule)

    def _reaches(self) -> "Iterator[Ints]":
        import numpy as np

        masks = np.array([self.mask(person) for person in self.practitioners], dtype=np.int64)
        open_to_new = [not (p.finish_only or self.is_off(p)) for p in self.practitioners]
        new = np.array(open_to_new, dtype=np.bool_)
        places = {person.id: place for place, person in enumerate(self.practitioners)}
        apart = self._kept_apart()
        published = _grouped(self._published)
        groups = _Groups(self.practitioners)
        for auditor in self.auditors:
            allowed = groups.meeting(self._meeting(auditor), auditor)
            both = masks & self.mask(auditor)
            kept = _marked(_places(places, published.get(auditor.id, ())), len(places))
            fresh = new & (both & self._coming != 0) & (not self.is_off(auditor))
            allowed &= fresh | (kept & (both != 0))
            allowed[_places(places, apart.get(auditor.id, ()))] = False
            yield np.flatnonzero(allowed)

    def _kept_apart(self) -> dict[str, set[str]]:
        """Return whom each auditor may not audit: themselves, by supervision, forbidden or held."""
        apart = _grouped(self._forbids | self._held)
        rules = {a.id: self.request.rules_of(a).never_own_supervisor for a in self.auditors}
        for auditor in self.auditors:
            above = supervisors(auditor, rules[auditor.id])
            apart.setdefault(auditor.id, set()).update((auditor.id, *above))
        for practitioner in self.practitioners:
            for place, above_them in enumerate(practitioner.line):
                if place < DEPTHS[rules.get(above_them, "off")]:
                    apart.setdefault(above_them, set()).add(practitioner.id)
        return apart


def left_to_give(request: DrawRequest, auditor: Auditor) -> int:
    """Return an auditor's quota less what they have held."""
    return max(request.quota_of(auditor) - request.given[auditor.id], 0)


def supervisors(person: Candidate, rule: Supervisor) -> tuple[str, ...]:
    return person.line[: DEPTHS[rule]]


def meets(rule: WhoWithWhom, auditor: Auditor, practitioner: Practitioner) -> bool:
    same_service = auditor.service == practitioner.service
    same_team = auditor.team_key == practitioner.team_key
    return {
        "own team": same_team,
        "another team": same_service and not same_team,
        "another service": not same_service,
        "any": True,
    }[rule]


class _Groups:
    """The practitioners by service and by team, as flags over all of them."""

    def __init__(self, people: tuple[Practitioner, ...]) -> None:
        self._size = len(people)
        self._services: dict[str, list[int]] = {}
        self._teams: dict[TeamKey, list[int]] = {}
        for place, person in enumerate(people):
            self._services.setdefault(person.service, []).append(place)
            self._teams.setdefault(person.team_key, []).append(place)

    def meeting(self, rule: WhoWithWhom, auditor: Auditor) -> "Flags":
        import numpy as np

        if rule == "any":
            return np.ones(self._size, dtype=np.bool_)
        team = _marked(self._teams.get(auditor.team_key, []), self._size)
        service = _marked(self._services.get(auditor.service, []), self._size)
        if rule == "own team":
            return team
        return service & ~team if rule == "another team" else ~service


def _marked(places: list[int], size: int) -> "Flags":
    import numpy as np

    flags = np.zeros(size, dtype=np.bool_)
    flags[places] = True
    return flags


def _places(places: dict[str, int], ids: Iterable[str]) -> list[int]:
    return [places[id_] for id_ in ids if id_ in places]


def _grouped(pairs: Iterable[Ids]) -> dict[str, set[str]]:
    grouped: dict[str, set[str]] = {}
    for auditor, practitioner in pairs:
        grouped.setdefault(auditor, set()).add(practitioner)
    return grouped


def _joined(parts: "list[Ints]") -> "Ints":
    import numpy as np

    return np.concatenate([np.zeros(0, dtype=np.int64), *parts]).astype(np.int64)
