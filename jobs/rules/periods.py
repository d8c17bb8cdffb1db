"""The periods that a report is about: calendar months, and the quarters of a financial year."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from jobs.rules.months import A_DAY, first_of, months_before, next_month

MONTH, QUARTER = "month", "quarter"
IN_A_QUARTER: Final = 3  # months
APRIL: Final = 4  # councils' financial years begin on 1 April


@dataclass(frozen=True)
class Period:
    """A month or a quarter by its first day; quarters begin in April, July, October and January."""

    kind: str
    first: date

    @classmethod
    def of(cls, day: date, kind: str = MONTH) -> "Period":
        first = first_of(day)
        if kind == QUARTER:
            first = months_before(first, (first.month - 1) % IN_A_QUARTER)
        return cls(kind, first)

    @property
    def after(self) -> "Period":
        return Period(self.kind, months_before(self.first, -self._months))

    @property
    def before(self) -> "Period":
        return Period(self.kind, months_before(self.first, self._months))

    @property
    def last(self) -> date:
        return self.after.first - A_DAY

    @property
    def months(self) -> tuple[date, ...]:
        """Return the first days of its months."""
        found = [self.first]
        while next_month(found[-1]) <= self.last:
            found.append(next_month(found[-1]))
        return tuple(found)

    @property
    def name(self) -> str:
        """Return what it is called: "November 2026", "quarter 3 of 2026-27 (October to …)"."""
        if self.kind == MONTH:
            return f"{self.first:%B %Y}"
        span = f"{self.first:%B} to {self.last:%B %Y}"
        return f"quarter {self._number} of {self._year} ({span})"

    @property
    def slug(self) -> str:
        """Return what a file about it is called: "2026-11", "2026-27-q3"."""
        if self.kind == MONTH:
            return f"{self.first:%Y-%m}"
        return f"{self._year}-q{self._number}"

    @property
    def _year(self) -> str:
        year = self.first.year - (self.first.month < APRIL)
        return f"{year}-{(year + 1) % 100:02}"

    @property
    def _number(self) -> int:
        return (self.first.month - APRIL) % 12 // IN_A_QUARTER + 1

    @property
    def _months(self) -> int:
        return IN_A_QUARTER if self.kind == QUARTER else 1
