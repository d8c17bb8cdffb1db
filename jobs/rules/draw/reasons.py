"""Why each pair was drawn, as facts."""

from collections import Counter
from collections.abc import Iterable

from jobs.rules.draw.eligible import Eligibility
from jobs.rules.draw.model import Pair, Practitioner, Reason
from jobs.rules.draw.sheet import Ids, TeamKey

Wait = tuple[bool, int]  # never audited, months


def reasoned(eligible: Eligibility, drawn: Iterable[Ids]) -> tuple[Pair, ...]:
    """Return the pairs in the order of their ids, each with its reason."""
    facts = _Facts(eligible)
    seen = Counter(practitioner for _, practitioner in set(eligible.request.held))
    pairs = []
    for auditor, practitioner in sorted(drawn):
        seen[practitioner] += 1
        reason = facts.reason((auditor, practitioner), seen[practitioner])
        pairs.append(Pair(auditor, practitioner, reason))
    return tuple(pairs)


class _Facts:
    def __init__(self, eligible: Eligibility) -> None:
        self._record = eligible.record
        self._pins = frozenset(eligible.request.pins)
        self._published = frozenset(eligible.request.published)
        self._people = {person.id: person for person in eligible.practitioners}
        self._waits = self._waits_by_team(eligible.practitioners)

    def reason(self, ids: Ids, nth: int) -> Reason:
        person = self._people[ids[1]]
        wait, waits = self._wait(person), self._waits[person.team_key]
        return Reason(
            months_waited=self._record.months_waited(person.id),
            rank_in_team=1 + sum(count for other, count in waits.items() if other > wait),
            tied=waits[wait] - 1,
            last_met=self._record.last_met.get(ids),
            repeat=ids in self._record.repeats,
            nth=nth,
            pinned=ids in self._pins,
            kept=ids in self._published,
        )

    def _waits_by_team(self, people: Iterable[Practitioner]) -> dict[TeamKey, Counter[Wait]]:
        waits: dict[TeamKey, Counter[Wait]] = {}
        for person in people:
            waits.setdefault(person.team_key, Counter())[self._wait(person)] += 1
        return waits

    def _wait(self, person: Practitioner) -> Wait:
        months = self._record.months_waited(person.id)
        return months is None, months or 0
