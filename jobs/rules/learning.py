"""What a learning note may tell: shares of a month's audits by which none of them can be told.

Everybody in a channel may know who was audited. So a theme of one audit alone is never named, and
none is told to be in all of them, for that would be told of each.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from jobs.rules.small_numbers import LEAST_SHOWN, share_range

FEW: Final = LEAST_SHOWN - 1
FEWEST_AUDITS: Final = LEAST_SHOWN + 1  # "at least 5" of 5 would be all of them
FEWEST_OF_THEME: Final = 2
MOST_THEMES: Final = 3


@dataclass(frozen=True)
class Share:
    """A number as it may be told: itself, or at least that many; none is fewer than five."""

    least: int | None
    is_exact: bool = False


@dataclass(frozen=True)
class MonthLearning:
    """What a month's audits showed: how many were held, their themes, and the actions from them."""

    expected: int = 0
    held: int = 0
    strengths: Mapping[str, int] = field(default_factory=dict)
    areas: Mapping[str, int] = field(default_factory=dict)
    actions: int = 0
    finished: int = 0

    @property
    def audits(self) -> Share:
        """Return how many were held as it may be told beside how many were expected."""
        found = share_range(self.held, self.expected)
        if found is None:
            return Share(None)
        return Share(found[0], is_exact=found[0] == found[1])

    @property
    def is_enough(self) -> bool:
        """Say whether, for all that is told, there were enough audits to tell of them."""
        return (self.audits.least or 0) >= FEWEST_AUDITS

    def share(self, number: int) -> Share:
        """Return a number of the audits held as it may be told."""
        if number < LEAST_SHOWN:
            return Share(None)
        known = self.audits.least or 0
        if number + LEAST_SHOWN <= known:
            return Share(number, is_exact=True)
        return Share(max(LEAST_SHOWN, known - FEW))


def nameable(themes: Mapping[str, int]) -> list[str]:
    """Return the themes that may be named, those of the most audits first."""
    several = [name for name, number in themes.items() if number >= FEWEST_OF_THEME]
    return sorted(several, key=lambda name: (-themes[name], name))


def chosen(themes: Mapping[str, int]) -> list[str]:
    """Return the themes that a draft names."""
    return nameable(themes)[:MOST_THEMES]


def in_order(
    themes: Mapping[str, int], names: Iterable[str], month: MonthLearning
) -> Sequence[tuple[str, Share]]:
    """Return themes with their shares; the order says no more than the shares do."""
    told = [(name, month.share(themes.get(name, 0))) for name in names]
    return sorted(told, key=lambda one: (-(one[1].least or 0), one[0]))
