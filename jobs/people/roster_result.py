"""What was read of a roster: people, the rows that are handed back, and what was passed over."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from db.people.roster import RosterEntry

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


@dataclass(frozen=True)
class Notes:
    """What a roster has that was not read: columns, sheets and rows; and who works part time.

    `unheaded` are the columns that have no heading, by their number from 1.
    The days of those in `part_time` are not in the file, so that Monday to Friday holds for them.
    The columns in `team_from` were taken for the team as well, because there is none for teams.
    """

    columns: tuple[str, ...] = ()
    unheaded: tuple[int, ...] = ()
    sheets: tuple[str, ...] = ()
    rows: tuple[PassedRow, ...] = ()
    part_time: tuple[str, ...] = ()
    team_from: tuple[str, ...] = ()
    not_linked: tuple[str, ...] = ()  # people whose manager or deputy stands in such a row
    no_team: tuple[str, ...] = ()  # people whose service is left out, as it is that of a team


@dataclass(frozen=True)
class RosterRow:
    """A row that is not imported, as the file has it, and why."""

    sheet: str
    line: int
    headings: tuple[str, ...]
    cells: tuple[str, ...]
    reasons: tuple[Problem, ...]


@dataclass(frozen=True)
class Roster:
    """What was read: the people of the rows that are right, and the rows that are not, with why.

    Of a file whose columns are not clear nothing is read: it has problems and no rows.
    """

    entries: tuple[RosterEntry, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: Notes = Notes()
    back: tuple[RosterRow, ...] = ()
