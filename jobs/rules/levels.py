"""How much people hear: three levels, of which a council chooses one and a person their own."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Level(StrEnum):
    """How much somebody hears, the quietest first."""

    LIGHT = "light"
    STANDARD = "standard"
    ACTIVE = "active"


QUIETEST_FIRST: Final = tuple(Level)


@dataclass(frozen=True)
class Levels:
    """The council's level, and the quietest that a person may choose."""

    usual: Level = Level.STANDARD
    quietest: Level = Level.LIGHT

    @property
    def choices(self) -> tuple[Level, ...]:
        """Return what a person may choose, the quietest first."""
        return QUIETEST_FIRST[QUIETEST_FIRST.index(self.quietest) :]

    def of(self, chosen: str | None) -> Level:
        """Return a person's level: what they chose if they may, otherwise the council's.

        A council whose own level is quieter than its quietest has that one.
        """
        wanted = Level(chosen) if chosen else self.usual
        return wanted if wanted in self.choices else self.choices[0]


def may_wait(level: Level, *, is_urgent: bool, has_news: bool) -> bool:
    """Say whether a morning counts against the messages of a week that somebody gets.

    What is due, newly late or asked of them never waits, nor does news but for the light level.
    """
    return not is_urgent and (level is Level.LIGHT or not has_news)


def most_a_week(level: Level, budget: int) -> int:
    """Return how many mornings that may wait somebody gets in a week: one, if it is light."""
    return 1 if level is Level.LIGHT else budget
