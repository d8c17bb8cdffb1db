"""What is wrong with a roster: a kind with its facts, worded by whoever shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Facts = Mapping[str, object]


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
