"""The live audits of each month, as they may be told: expected, held, and not held by reason."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from jobs.rules.distance import AuditFact
from jobs.rules.months import first_of
from jobs.rules.small_numbers import LEAST_SHOWN, Cell, Flow, Mark, cells, shown

NO_UPDATE: Final = "no update yet"


@dataclass(frozen=True)
class MonthTally:
    """One month's live audits as they may be told."""

    month: date
    expected: Cell
    held: Cell
    missed: Cell
    by_reason: Mapping[str, Cell]

    @property
    def surely_held(self) -> int:
        """Return how many were held at least, by what is told."""
        if self.held.number is not None:
            return self.held.number
        if self.expected.number is not None and self.missed.mark is Mark.FEWER:
            return max(0, self.expected.number - LEAST_SHOWN + 1)
        return 0

    @property
    def held_words(self) -> str:
        """Return "10 of 12 held", or "at least 8 of 12 held" where the rest are too few."""
        exactly = self.held.mark is Mark.SHOWN
        if not exactly and not self.surely_held:
            return f"{self.held} of {self.expected}"
        return f"{'' if exactly else 'at least '}{self.surely_held} of {self.expected}"


def tallies(
    audits: Iterable[AuditFact], months: Sequence[date], *, is_exact: bool = False
) -> list[MonthTally]:
    """Return these months' tallies; no small number in them can be worked out from the others.

    Months, reasons and totals are all of one circulation, so that it holds for all of them. Those
    who may see every number are told each as it is.
    """
    wanted = set(months)
    mine = [audit for audit in audits if first_of(audit.due_on) in wanted]
    reasons = sorted({_reason(audit) for audit in mine if audit.held_on is None})
    kinds = ((one, "held" if one.held_on else _reason(one)) for one in mine)
    counts = Counter((first_of(one.due_on), kind) for one, kind in kinds)
    flows = [flow for month in months for flow in _month(month, reasons, counts)]
    told = iter([shown(flow.count) for flow in flows] if is_exact else cells(flows))
    return [
        _tally(month, [next(told) for _ in range(len(reasons) + 3)], reasons) for month in months
    ]


def _month(month: date, reasons: Sequence[str], counts: Counter[tuple[date, str]]) -> list[Flow]:
    """Return one month's flows: its total, the held, the missed, and the missed by reason.

    No total over the months is told, so each month flows back by itself.
    """
    start, missed, end = f"{month} all", f"{month} missed", f"{month} end"
    held = counts[month, "held"]
    by_reason = [counts[month, reason] for reason in reasons]
    return [
        Flow(end, start, held + sum(by_reason), is_total=True),
        Flow(start, end, held),
        Flow(start, missed, sum(by_reason)),
        *(Flow(missed, end, number) for number in by_reason),
    ]


def _tally(month: date, told: Sequence[Cell], reasons: Sequence[str]) -> MonthTally:
    expected, held, missed, *by_reason = told
    return MonthTally(month, expected, held, missed, dict(zip(reasons, by_reason, strict=True)))


def _reason(audit: AuditFact) -> str:
    return audit.reason or NO_UPDATE
