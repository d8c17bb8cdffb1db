"""Which case an audit looks at: the lines of the month's sheet, dealt out by lot.

Every line that can be drawn is dealt to one practitioner: a line of one holder to them; a line of
two to whoever has fewer so far; a line that names a team to whoever in it has fewest. A
practitioner's lines then stand in the order of their lots, those of the month's theme first. Their
audits take them in that order, and the rest is the reserve, for a case that was closed or
transferred. So no case can have two audits.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from jobs.rules.draw.draw_rules import CaseRules
from jobs.rules.draw.eligible import Eligibility
from jobs.rules.draw.lots import lot
from jobs.rules.draw.model import Auditor, Month
from jobs.rules.draw.sheet import CaseLine, CaseOf, Ids, TeamKey


class Cases:
    """The sheet of one request, dealt out among those who can be drawn."""

    def __init__(self, eligible: Eligibility) -> None:
        self.request = eligible.request
        self._eligible = eligible
        self._people = {person.id: person for person in eligible.practitioners}
        self._rules = {rules.service: rules for rules in self.request.case_rules}
        self._lots = {case.line: lot(self.request, "case", str(case.line)) for case in self._sheet}
        self._holders = {case.line: case.holders for case in self.request.cases}

    @cached_property
    def dealt(self) -> Mapping[str, Sequence[int]]:
        """Return each practitioner's lines in the order in which their audits take them."""
        dealt: dict[str, list[CaseLine]] = {}
        fixed = {one.line for one in self.request.settled}
        free = [case for case in self._sheet if case.line not in fixed and self._can_be_drawn(case)]
        for case in sorted(free, key=self._order_of_dealing):
            takers = self._takers(case)
            if takers:
                holder = min(takers, key=lambda id_: (len(dealt.get(id_, ())), takers.index(id_)))
                dealt.setdefault(holder, []).append(case)
        return {id_: self._in_order(id_, lines) for id_, lines in dealt.items()}

    def has_case(self, practitioner: str) -> bool:
        """Say whether there is a case for a practitioner, or none is needed from the sheet."""
        return (
            not self._draws(practitioner)
            or practitioner in self.dealt
            or practitioner in self._settled
        )

    def assigned(self, pairs: Sequence[Ids]) -> tuple[CaseOf, ...]:
        """Return the line of each pair that has one, by auditor and practitioner."""
        drawn = {practitioner for _, practitioner in pairs}
        theirs: dict[str, list[str]] = {}
        for auditor, practitioner in sorted(pairs):
            theirs.setdefault(practitioner, []).append(auditor)
        found = (one for id_, auditors in theirs.items() for one in self._of(id_, auditors, drawn))
        return tuple(sorted(found, key=lambda one: one.ids))

    def _of(self, practitioner: str, auditors: list[str], drawn: set[str]) -> Iterator[CaseOf]:
        settled, waiting = self._settled_among(practitioner, auditors)
        for auditor, line in settled.items():
            yield CaseOf(auditor, practitioner, line)
        used: set[int] = set()
        for auditor in waiting:
            found = self._next(practitioner, auditor, used, drawn)
            if found is not None:
                used.add(found)
                yield CaseOf(auditor, practitioner, found)

    def _settled_among(
        self, practitioner: str, auditors: list[str]
    ) -> tuple[dict[str, int], list[str]]:
        """Return which auditor has which settled line, and who is still without.

        A line follows the practitioner to another auditor, unless its audit has been held.
        """
        known = self._settled.get(practitioner, {})
        kept = {auditor: known[auditor] for auditor in auditors if auditor in known}
        held = self._held.get(practitioner, set())
        loose = sorted(line for a, line in known.items() if a not in kept and a not in held)
        waiting = [auditor for auditor in auditors if auditor not in kept]
        moved = dict(zip(waiting, loose, strict=False))
        return kept | moved, waiting[len(moved) :]

    def _next(self, practitioner: str, auditor: str, used: set[int], drawn: set[str]) -> int | None:
        """Return the next line; one whose other holder has an audit too only where no other is."""
        lines = [line for line in self.dealt.get(practitioner, ()) if line not in used]
        suiting = [line for line in lines if self._suits(auditor, practitioner, line)]
        alone = (line for line in suiting if not drawn & self._others(practitioner, line))
        return next(alone, None) or next(iter(suiting), None)

    def _others(self, practitioner: str, line: int) -> set[str]:
        return set(self._holders[line]) - {practitioner}

    def _suits(self, auditor: str, practitioner: str, line: int) -> bool:
        """Say whether the auditor may audit whoever else holds the case too."""
        others = (self._people.get(id_) for id_ in self._others(practitioner, line))
        by = self._auditors[auditor]
        return all(one is None or self._eligible.why_not(by, one) is None for one in others)

    @cached_property
    def _auditors(self) -> Mapping[str, Auditor]:
        return {auditor.id: auditor for auditor in self._eligible.auditors}

    @cached_property
    def _held(self) -> Mapping[str, set[str]]:
        held: dict[str, set[str]] = {}
        for auditor, practitioner in self.request.held:
            held.setdefault(practitioner, set()).add(auditor)
        return held

    @cached_property
    def _settled(self) -> Mapping[str, Mapping[str, int]]:
        settled: dict[str, dict[str, int]] = {}
        for one in self.request.settled:
            settled.setdefault(one.practitioner, {})[one.auditor] = one.line
        return settled

    @cached_property
    def _sheet(self) -> Sequence[CaseLine]:
        """Return the lines, of two with one fingerprint the first alone."""
        seen: set[str] = set()
        kept = []
        for case in sorted(self.request.cases, key=lambda case: case.line):
            if not case.key or case.key not in seen:
                kept.append(case)
            seen.add(case.key)
        return kept

    def _can_be_drawn(self, case: CaseLine) -> bool:
        """Say whether nobody looked at a case too lately, by the rules of where it is held."""
        if not case.key:
            return True
        gap = self._rules_of_case(case).gap_months
        looked = self._looked_at.get(case.key, ())
        return not any(self.request.month.since(month) < gap for month in looked)

    @cached_property
    def _looked_at(self) -> Mapping[str, Sequence[Month]]:
        looked: dict[str, list[Month]] = {}
        for past in self.request.looked_at:
            looked.setdefault(past.key, []).append(past.month)
        return looked

    def _rules_of_case(self, case: CaseLine) -> CaseRules:
        service = case.team[0] if case.team else self._service_of(case.holders)
        return self._rules.get(service, CaseRules(service))

    def _service_of(self, holders: Sequence[str]) -> str:
        known = (self._services[id_] for id_ in holders if id_ in self._services)
        return next(known, "")

    @cached_property
    def _services(self) -> Mapping[str, str]:
        return {person.id: person.service for person in self.request.practitioners}

    def _draws(self, practitioner: str) -> bool:
        service = self._people[practitioner].service
        return self._rules.get(service, CaseRules(service)).drawn

    def _order_of_dealing(self, case: CaseLine) -> tuple[int, int, int]:
        """Those who hold a case alone come first, then two, then teams; then it is by lot."""
        kind = 2 if case.team else int(len(self._here(case)) > 1)
        return kind, self._lots[case.line], case.line

    def _here(self, case: CaseLine) -> list[str]:
        return [id_ for id_ in case.holders if id_ in self._people]

    def _takers(self, case: CaseLine) -> list[str]:
        takers = self._here(case) if case.team is None else self._members.get(case.team, [])
        return [id_ for id_ in takers if self._draws(id_)]

    @cached_property
    def _members(self) -> Mapping[TeamKey, list[str]]:
        """Return the practitioners of each team in the order of their lots."""
        members: dict[TeamKey, list[str]] = {}
        lots = {one.id: lot(self.request, "holder", one.id) for one in self._people.values()}
        for person in sorted(self._people.values(), key=lambda one: (lots[one.id], one.id)):
            members.setdefault(person.team_key, []).append(person.id)
        return members

    def _in_order(self, practitioner: str, lines: Sequence[CaseLine]) -> tuple[int, ...]:
        service = self._people[practitioner].service
        theme = self._rules.get(service, CaseRules(service)).theme
        ordered = sorted(
            lines,
            key=lambda case: (theme not in {"", case.theme}, self._lots[case.line], case.line),
        )
        return tuple(case.line for case in ordered)
