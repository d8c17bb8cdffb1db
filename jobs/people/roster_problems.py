"""What is wrong with a roster: a kind with its facts, worded by whoever shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Facts = Mapping[str, object]


class RosterProblemError(ValueError):
    """A cell or a file that cannot be read: a kind with its facts."""

    def __init__(self, kind: str, **facts: object) -> None:
        super().__init__(kind)
        self.kind, self.facts = kind, facts


@dataclass(frozen=True)
class PassedRow:
    """A row that is passed over, or, with `and_below`, where a sheet is no longer read."""

    sheet: str
    line: int
    and_below: bool = False


@dataclass(frozen=True)
class Problem:
    """Something that keeps a row, or a whole roster, from being imported, and where it stands."""

    line: int
    column: str
    kind: str
    facts: Facts = field(default_factory=dict)
    sheet: str = ""
    example: str = ""  # of what may stand there
