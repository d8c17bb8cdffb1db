"""The checker's own reading of the month's sheet: which case each audit looks at.

It deals the sheet out by itself, in a way of its own, and asks of what was assigned what must hold
however it came about: no case twice, none too soon again, none of somebody else's.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from functools import cached_property, partial

from jobs.rules.draw.check_rules import Rulebook
from jobs.rules.draw.draw_rules import CaseRules
from jobs.rules.draw.model import Month, Plan
from jobs.rules.draw.sheet import CaseLine, CaseOf, TeamKey


class CaseBook:
    """The sheet of one request as the rules have it."""

    def __init__(self, book: Rulebook) -> None:
        self._book = book
        self.lines = {case.line: case for case in book.request.cases}
        self.settled = book.request.settled
        self._mine: dict[str, dict[str, int]] = {}
        for one in book.request.settled:
            self._mine.setdefault(one.practitioner, {})[one.auditor] = one.line
        self._held: dict[str, set[str]] = {}
        for auditor, practitioner in book.request.held:
            self._held.setdefault(practitioner, set()).add(auditor)
        self._past: dict[str, list[Month]] = {}
        for past in book.request.looked_at:
            self._past.setdefault(past.key, []).append(past.month)
        self._by_service = {rules.service: rules for rules in book.request.case_rules}

    @cached_property
    def hands(self) -> dict[str, list[int]]:
        """Return the lines that each practitioner was dealt, the next one first."""
        hands: dict[str, list[int]] = {id_: [] for id_ in self._book.people}
        fixed = {one.line for one in self.settled}
        open_lines = [case for case in self._once() if case.line not in fixed]
        fresh = [case for case in open_lines if not self.is_too_soon(case)]
        alone = [case for case in fresh if case.team is None and len(self._here(case)) == 1]
        for case in alone:
            self._give(case, self._here(case), hands)
        two = [case for case in fresh if case.team is None and len(self._here(case)) > 1]
        for case in sorted(two, key=self._lot):
            self._give(case, self._here(case), hands)
        for case in sorted((case for case in fresh if case.team), key=self._lot):
            self._give(case, self._mates.get(case.team or ("", ""), []), hands)
        for id_, hand in hands.items():
            hand.sort(key=partial(self._place, id_))
        return hands

    @cached_property
    def _mates(self) -> dict[TeamKey, list[str]]:
        mates: dict[TeamKey, list[str]] = {}
        for id_ in sorted(self._book.people, key=lambda id_: (self._hashed("holder", id_), id_)):
            mates.setdefault(self._book.people[id_].team_key, []).append(id_)
        return mates

    def serves(self, practitioner: str) -> bool:
        """Say whether a first audit of theirs has what it needs of the sheet."""
        has_line = practitioner in self._mine or bool(self.hands[practitioner])
        return has_line or not self._is_drawn(practitioner)

    def is_settled(self, one: CaseOf) -> bool:
        """Say whether a practitioner's audit has to look at that line, whatever the lot."""
        return one.line in self._mine.get(one.practitioner, {}).values()

    def is_theirs(self, case: CaseLine, practitioner: str) -> bool:
        """Say whether a line names somebody, or their team and nobody."""
        team = self._book.everybody[practitioner].team_key
        return practitioner in case.holders or (not case.holders and case.team == team)

    def is_too_soon(self, case: CaseLine) -> bool:
        """Say whether a case was looked at in the months before which it is not drawn again."""
        gap = self._rules(self._home(case)).gap_months
        past = self._past.get(case.key, []) if case.key else []
        return any(self._book.age(month) < gap for month in past)

    def expected(self, plan: Plan) -> Iterator[CaseOf]:
        """Yield what each audit of a plan is to look at."""
        auditors: dict[str, list[str]] = {}
        for auditor, practitioner in sorted(plan.ids):
            auditors.setdefault(practitioner, []).append(auditor)
        busy = set(auditors)
        for practitioner, theirs in auditors.items():
            yield from self._expected_of(practitioner, theirs, busy)

    def _expected_of(self, id_: str, auditors: list[str], busy: set[str]) -> Iterator[CaseOf]:
        mine, held = self._mine.get(id_, {}), self._held.get(id_, set())
        loose = sorted(line for a, line in mine.items() if a not in held and a not in auditors)
        hand = list(self.hands[id_])
        for auditor in auditors:
            if auditor in mine:
                yield CaseOf(auditor, id_, mine[auditor])
            elif loose:
                yield CaseOf(auditor, id_, loose.pop(0))
            elif (line := self._chosen(id_, auditor, hand, busy)) is not None:
                hand.remove(line)
                yield CaseOf(auditor, id_, line)

    def _chosen(self, id_: str, auditor: str, hand: list[int], busy: set[str]) -> int | None:
        able = [line for line in hand if self._may(auditor, id_, line)]
        best = [line for line in able if not self._others(id_, line) & busy]
        return next(iter(best or able), None)

    def _may(self, auditor: str, id_: str, line: int) -> bool:
        here = self._others(id_, line) & self._book.people.keys()
        return all(self._book.refusal(auditor, other) is None for other in here)

    def _others(self, id_: str, line: int) -> set[str]:
        return {holder for holder in self.lines[line].holders if holder != id_}

    def _give(self, case: CaseLine, takers: list[str], hands: dict[str, list[int]]) -> None:
        able = [id_ for id_ in takers if self._is_drawn(id_)]
        if able:
            fewest = min(len(hands[id_]) for id_ in able)
            hands[next(id_ for id_ in able if len(hands[id_]) == fewest)].append(case.line)

    def _once(self) -> list[CaseLine]:
        first: dict[str, int] = {}
        for line in sorted(self.lines):
            first.setdefault(self.lines[line].key or f" {line}", line)
        return [self.lines[line] for line in sorted(first.values())]

    def _here(self, case: CaseLine) -> list[str]:
        return [holder for holder in case.holders if holder in self._book.people]

    def _place(self, id_: str, line: int) -> tuple[bool, int, int]:
        wanted = self._rules(self._book.people[id_].service).theme
        case = self.lines[line]
        return (wanted not in {"", case.theme}, self._lot(case), line)

    def _is_drawn(self, id_: str) -> bool:
        return self._rules(self._book.everybody[id_].service).drawn

    def _home(self, case: CaseLine) -> str:
        if case.team is not None:
            return case.team[0]
        known = [self._book.everybody.get(holder) for holder in case.holders]
        return next((person.service for person in known if person is not None), "")

    def _rules(self, service: str) -> CaseRules:
        return self._by_service.get(service) or CaseRules(service)

    def _lot(self, case: CaseLine) -> int:
        return self._hashed("case", str(case.line))

    def _hashed(self, role: str, id_: str) -> int:
        request = self._book.request
        text = f"{request.seed}|{request.month.year}-{request.month.number}|{role}|{id_}"
        return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def case_problems(cases: CaseBook, plan: Plan) -> Iterator[str]:
    """Yield what is wrong with the cases of a plan, a sentence each."""
    lines = Counter(one.line for one in plan.cases)
    yield from (f"Line {line} has {count} audits." for line, count in lines.items() if count > 1)
    keys = Counter(cases.lines[line].key for line in lines if line in cases.lines)
    if any(key and count > 1 for key, count in keys.items()):
        yield "A case has two audits."
    drawn = frozenset(plan.ids)
    for one in plan.cases:
        if one.ids not in drawn:
            yield f"{one.auditor} with {one.practitioner} has a case and no audit."
        yield from _wrong(cases, one)
    if sorted(plan.cases, key=_place) != sorted(cases.expected(plan), key=_place):
        yield "The cases are not those that the lot gives."


def _place(one: CaseOf) -> tuple[str, str, int]:
    return one.auditor, one.practitioner, one.line


def _wrong(cases: CaseBook, one: CaseOf) -> Iterator[str]:
    case = cases.lines.get(one.line)
    if cases.is_settled(one):
        return
    if case is None:
        yield f"Line {one.line} is not on the sheet."
    elif not cases.is_theirs(case, one.practitioner):
        yield f"Line {one.line} is not a case of {one.practitioner}."
    elif cases.is_too_soon(case):
        yield f"Line {one.line} was looked at too lately."
