"""What the history says: when a practitioner was last audited, how often, and by whom."""

from functools import cached_property

from jobs.rules.draw.model import DrawRequest, Month, PastAudit
from jobs.rules.draw.sheet import Ids


class Record:
    """The history of one request, as seen from the month being drawn."""

    def __init__(self, request: DrawRequest) -> None:
        self.request = request
        self.month = request.month
        self._past = [each for each in request.history if self.month.since(each.month) > 0]

    @cached_property
    def last_audited(self) -> dict[str, Month]:
        return {audit.practitioner: audit.month for audit in self._in_order}

    @cached_property
    def last_met(self) -> dict[Ids, Month]:
        return {(audit.auditor, audit.practitioner): audit.month for audit in self._in_order}

    @cached_property
    def repeats(self) -> frozenset[Ids]:
        """Return the pairs that met within the gap: drawn in May, not again before November."""
        gaps = {a.id: self.request.rules_of(a).repeat_gap_months for a in self.request.auditors}
        met = self.last_met.items()
        return frozenset(ids for ids, month in met if self.month.since(month) < gaps.get(ids[0], 0))

    @cached_property
    def recent_audits(self) -> dict[str, int]:
        """Return how often each practitioner was audited in the months that count as workload."""
        recent: dict[str, int] = {}
        spans = {p.id: self.request.rules_of(p).workload_months for p in self.request.practitioners}
        for audit in self._past:
            if self.month.since(audit.month) <= spans.get(audit.practitioner, 0):
                recent[audit.practitioner] = recent.get(audit.practitioner, 0) + 1
        return recent

    @cached_property
    def _in_order(self) -> list[PastAudit]:
        return sorted(self._past, key=lambda audit: -self.month.since(audit.month))

    def months_waited(self, practitioner: str) -> int | None:
        """Return the months since somebody was last audited; None where they never were."""
        last = self.last_audited.get(practitioner)
        return None if last is None else self.month.since(last)
