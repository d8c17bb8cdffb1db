"""The checker's own reading of the rules, person by person and day by day."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from jobs.rules.draw.draw_rules import Rules
from jobs.rules.draw.model import Auditor, Candidate, DrawRequest, Month, Practitioner
from jobs.rules.draw.sheet import Ids, TeamKey

FOREVER: Final = 1_000_000


class Rulebook:
    """What the rules say about the people of one request."""

    never: Final = FOREVER

    def __init__(self, request: DrawRequest) -> None:
        self.request = request
        self.auditors = {auditor.id: auditor for auditor in request.auditors}
        self.everybody = {person.id: person for person in request.practitioners}
        self.pins = frozenset(request.pins)
        self._held = frozenset(request.held)
        self.held = Counter(practitioner for _, practitioner in self._held)
        self._given = Counter(giver for giver, _ in self._held)
        self.taken = self.held + Counter(practitioner for _, practitioner in self.pins)
        self._banned = self._held | frozenset(request.forbids)
        self.published = frozenset(request.published)
        self._publishing = {auditor for auditor, _ in self.published}
        self._in_published = {practitioner for _, practitioner in self.published}
        self._patterns: dict[object, frozenset[date]] = {}
        self._own = {each.service: each.rules for each in request.services}

    def rules_for(self, person: Candidate) -> Rules:
        """Return the rules that somebody works under: their service's, or else the council's."""
        own = self._own.get(person.service)
        return self.request.rules if own is None else own

    def limit(self, practitioner_id: str, most: int) -> int:
        """Return the audits somebody may have where nobody may have more than `most`."""
        person = self.everybody.get(practitioner_id)
        ceiling = None if person is None else self.rules_for(person).most_audits
        return most if ceiling is None else min(most, ceiling)

    @cached_property
    def quotas(self) -> dict[str, int]:
        """Return the audits each auditor at work in the window must still have."""
        here = (auditor for auditor in self.auditors.values() if self._is_here(auditor))
        return {auditor.id: self._quota(auditor) for auditor in here}

    @cached_property
    def absent(self) -> tuple[str, ...]:
        """Return the auditors who owe audits but have no day to come and nothing published."""
        away = (a for a in self.auditors.values() if not self._is_here(a))
        owing = (a for a in away if self._quota(a) > 0 and a.service not in self.request.off)
        return tuple(sorted(auditor.id for auditor in owing))

    @cached_property
    def people(self) -> dict[str, Practitioner]:
        """Return the practitioners who can be drawn, in the order of their ids."""
        everybody = sorted(self.everybody.items())
        return {id_: person for id_, person in everybody if self._can_be_drawn(person)}

    @cached_property
    def floor(self) -> int:
        """Return the most audits that somebody already has by pins and by what can be kept."""
        kept = {ids for ids in self.request.published if self.refusal(*ids) is None}
        held = {ids for ids in self._held if ids[1] in self.people}
        loads = Counter(practitioner for _, practitioner in kept | self.pins | held)
        return max((self.limit(id_, audits) for id_, audits in loads.items()), default=1)

    def worked(self, person: Candidate) -> frozenset[date]:
        pattern = (person.weekdays, person.away, person.starts, person.ends)
        if pattern not in self._patterns:
            self._patterns[pattern] = frozenset(filter(lambda day: _works(person, day), self.days))
        return self._patterns[pattern]

    @cached_property
    def coming(self) -> frozenset[date]:
        today = self.request.window.today
        return frozenset(day for day in self.days if today is None or day >= today)

    @cached_property
    def days(self) -> tuple[date, ...]:
        """Return the days of the window, less holidays and weeks off."""
        window = self.request.window
        closed = set(self.request.holidays)
        for first, last in window.off:
            closed.update(_days(first, last))
        return tuple(day for day in _days(window.opens, window.due) if day not in closed)

    def refusal(self, auditor_id: str, practitioner_id: str) -> str | None:
        """Return the hard rule that keeps two people apart, in words, or None."""
        auditor = self.auditors.get(auditor_id)
        practitioner = self.everybody.get(practitioner_id)
        if auditor is None or practitioner is None:
            return "somebody is not on the lists"
        if auditor_id == practitioner_id or (auditor_id, practitioner_id) in self._banned:
            return "the pair is forbidden or held already"
        rules = self.rules_for(auditor)
        if auditor_id in _above(practitioner, rules) or practitioner_id in _above(auditor, rules):
            return "one supervises the other"
        if not _may_meet(rules.who_with_whom, auditor, practitioner):
            return "the teams may not meet"
        return self._not_this_month(auditor, practitioner)

    def _not_this_month(self, auditor: Auditor, practitioner: Practitioner) -> str | None:
        is_published = (auditor.id, practitioner.id) in self.published
        if practitioner.finish_only and not is_published:
            return "they take nothing new"
        services = {auditor.service, practitioner.service}
        if services & set(self.request.off) and not is_published:
            return "a service has the month off"
        both = self.worked(auditor) & self.worked(practitioner)
        days = both if is_published else both & self.coming
        return None if days else "they have no day in common"

    def reach(self, auditor_id: str) -> Iterator[str]:
        auditor = self.auditors[auditor_id]
        within = self.rules_for(auditor).who_with_whom in ("own team", "another team")
        near = self._by_service.get(auditor.service, []) if within else list(self.people)
        return (id_ for id_ in near if self.refusal(auditor_id, id_) is None)

    @cached_property
    def _by_service(self) -> dict[str, list[str]]:
        services: dict[str, list[str]] = {}
        for id_, person in self.people.items():
            services.setdefault(person.service, []).append(id_)
        return services

    def wait(self, practitioner: str) -> int:
        """Return the months since somebody was audited, or `never`."""
        last = self._last.get(practitioner)
        return FOREVER if last is None else self.age(last)

    def age(self, month: Month) -> int:
        """Return how many months ago a month was, seen from the month of the draw."""
        drawn = self.request.month
        return (drawn.year * 12 + drawn.number) - (month.year * 12 + month.number)

    @cached_property
    def team_waits(self) -> dict[TeamKey, Counter[int]]:
        waits: dict[TeamKey, Counter[int]] = {}
        for id_, person in self.people.items():
            waits.setdefault(person.team_key, Counter())[self.wait(id_)] += 1
        return waits

    @cached_property
    def last_met(self) -> dict[Ids, Month]:
        met: dict[Ids, Month] = {}
        for audit in sorted(self.request.history, key=lambda audit: audit.month):
            if self.age(audit.month) > 0:
                met[audit.auditor, audit.practitioner] = audit.month
        return met

    @cached_property
    def too_soon(self) -> frozenset[Ids]:
        return frozenset(
            (auditor, practitioner)
            for (auditor, practitioner), month in self.last_met.items()
            if auditor in self.auditors
            and self.age(month) < self.rules_for(self.auditors[auditor]).repeat_gap_months
        )

    @cached_property
    def audits_lately(self) -> Counter[str]:
        lately: Counter[str] = Counter()
        for audit in self.request.history:
            person = self.everybody.get(audit.practitioner)
            if person and 1 <= self.age(audit.month) <= self.rules_for(person).workload_months:
                lately[person.id] += 1
        return lately

    @cached_property
    def _last(self) -> dict[str, Month]:
        last: dict[str, Month] = {}
        for (_, practitioner), month in self.last_met.items():
            last[practitioner] = max(month, last.get(practitioner, month))
        return last

    def _is_here(self, auditor: Auditor) -> bool:
        days = self.worked(auditor)
        if auditor.id in self._publishing:
            return bool(days)
        return auditor.service not in self.request.off and bool(days & self.coming)

    def _can_be_drawn(self, person: Practitioner) -> bool:
        days = self.worked(person)
        if person.id in self._in_published:
            return bool(days)
        takes_new = not person.finish_only and person.service not in self.request.off
        return takes_new and bool(days & self.coming)

    def _quota(self, auditor: Auditor) -> int:
        quota = self.rules_for(auditor).quota if auditor.quota is None else auditor.quota
        return max(quota - self._given[auditor.id], 0)


def _above(person: Candidate, rules: Rules) -> tuple[str, ...]:
    if rules.never_own_supervisor == "off":
        return ()
    return person.line if rules.never_own_supervisor == "whole line" else person.line[:1]


def _may_meet(rule: str, one: Candidate, other: Candidate) -> bool:
    if rule == "own team":
        return (one.service, one.team) == (other.service, other.team)
    if rule == "another team":
        return one.service == other.service and one.team != other.team
    return rule == "any" or one.service != other.service


def _works(person: Candidate, day: date) -> bool:
    in_post = (person.starts or day) <= day <= (person.ends or day)
    away = any(day in _days(first, last) for first, last in person.away)
    return in_post and not away and day.weekday() in person.weekdays


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
