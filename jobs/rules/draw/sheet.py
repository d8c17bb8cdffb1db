"""The month's sheet of cases, as a draw is asked of it and as it answers."""

from dataclasses import dataclass

Ids = tuple[str, str]  # of an auditor and a practitioner
TeamKey = tuple[str, str]  # a service and a team


@dataclass(frozen=True)
class CaseLine:
    """A line of the month's sheet: who holds the case, one or two, or else which team does.

    `key` is the fingerprint of the case's number, empty where none was given.
    """

    line: int
    holders: tuple[str, ...] = ()
    team: TeamKey | None = None
    theme: str = ""
    key: str = ""


@dataclass(frozen=True)
class CaseOf:
    """Which line of the sheet an audit looks at."""

    auditor: str
    practitioner: str
    line: int

    @property
    def ids(self) -> Ids:
        """Return the two ids, the auditor's first."""
        return self.auditor, self.practitioner
