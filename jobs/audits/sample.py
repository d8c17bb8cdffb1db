"""Reads a month's sample of cases from a sheet: which line, who holds it, and nothing else.

Of the columns only those known here are read. A case number becomes a fingerprint as it is read;
neither it nor the words of any cell are kept, told or logged.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from db.audits import debts, locking, sample
from db.audits import queries as audits
from db.audits.case_keys import CaseNumbers
from db.audits.sample import NewLine, Taken
from db.errors import RefusedError
from db.models import MonthState, Person
from db.outbox import reminders
from db.session import Session
from jobs.audits import case_changes, settings
from jobs.context import CouncilContext
from jobs.plan import files
from jobs.plan.heading_names import normal
from jobs.plan.tables import Grid, PlanFile, SheetRow, words
from jobs.rules import months
from jobs.rules.audit_services import RuleSets

LINE, HOLDER, SECOND, TEAM, NUMBER, THEME = (
    "line", "practitioner", "second practitioner", "team", "case number", "theme",
)  # fmt: skip
# What people call a column, as `normal` leaves it.
HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    LINE: ("line", "line number", "row", "row number", "no", "#", "case line"),
    HOLDER: (
        "practitioner", "worker", "social worker", "held by", "holder", "case holder",
        "allocated to", "allocated worker", "lead practitioner", "key worker",
    ),
    SECOND: (
        "second practitioner", "second worker", "joint worker", "co worker", "coworker",
        "other practitioner", "jointly with",
    ),
    TEAM: ("team", "team name"),
    NUMBER: ("case number", "case no", "case id", "number", "case reference", "case"),
    THEME: ("theme", "focus"),
}  # fmt: skip
LOOKED_AT: Final = 10  # rows from the top among which the headings are
HIGHEST: Final = 999_999
BOTH: Final = 2


@dataclass(frozen=True)
class RowProblem:
    """A row that is left out, where people find it, and why; never what stands in it."""

    place: str
    kind: str


@dataclass(frozen=True)
class Sheet:
    """A sample as it was read: its lines, the rows left out, and what it is known by."""

    lines: tuple[NewLine, ...]
    problems: tuple[RowProblem, ...]
    digest: str
    unread_numbers: bool = False

    @property
    def rows(self) -> int:
        """Return how many rows it has."""
        return len(self.lines) + len(self.problems)


@dataclass(frozen=True)
class SamplePreview:
    """What a sheet would do for a month."""

    month: date
    sheet: Sheet
    taken: Taken


def is_sample(handed: Sequence[PlanFile]) -> bool:
    """Say whether files are a sample of cases: who holds what, and no action among the columns."""
    grids = [grid for grid in files.grids(handed) if grid.rows]
    return bool(grids) and all(_headed(grid) is not None for grid in grids)


def preview(
    session: Session, month: date, handed: Sequence[PlanFile], secret: str | None
) -> SamplePreview:
    """Say what a sheet would do; nothing changes. Raises RefusedError for what is no sample."""
    sheet = read(session, handed, secret)
    return SamplePreview(month, sheet, sample.would_take(session, month, sheet.lines))


def month_of(session: Session, today: date) -> date:
    """Return the month that a sheet is usually for: the first that nobody was told of."""
    this = months.first_of(today)
    audit_month = audits.month_for(session, this)
    is_draft = audit_month is not None and audit_month.state == MonthState.DRAWN
    return this if is_draft else months.next_month(today)


def take(ctx: CouncilContext, month: date, sheet: Sheet) -> Taken:
    """Keep a sheet as a month's sample; a file owed another look follows who holds it now.

    A month that is published gives its audits without a case one of the sheet; one that is drawn
    and not published is drawn again with it.
    """
    audit_month = audits.month_for(ctx.session, month)
    if audit_month is not None:
        locking.locked_of_month(ctx.session, audit_month.id)  # before its files, as a write-up does
    taken = sample.take(ctx, month, sheet.lines)
    for line in sheet.lines:
        if line.case_key is not None and line.practitioner_id is not None:
            debts.follow(ctx, line.case_key, ctx.session.get_one(Person, line.practitioner_id))
    if audit_month is not None and audit_month.state == MonthState.PUBLISHED:
        case_changes.give_late(ctx, audit_month)
    return taken


def read(session: Session, handed: Sequence[PlanFile], secret: str | None) -> Sheet:
    """Return the sample that files hold. Raises RefusedError for what is none."""
    grids = [grid for grid in files.grids(handed) if grid.rows]
    reading = _Reading(_Known.of(session, secret))
    found = False
    for grid in grids:
        headed = _headed(grid)
        if headed is not None:
            found = True
            reading.table(grid, *headed)
    if not found:
        raise RefusedError("audit.no_sample")
    digest = hashlib.sha256(b"\0".join(file.content for file in handed)).hexdigest()
    return reading.sheet(digest)


def _headed(grid: Grid) -> tuple[int, Mapping[str, int]] | None:
    """Return which row has the headings and which column is what, if the sheet is a sample."""
    for at, row in enumerate(grid.rows[:LOOKED_AT]):
        names = [normal(words(cell)) for cell in row.cells]
        columns = {
            field: names.index(name)
            for field, known in HEADINGS.items()
            for name in reversed(known)
            if name in names
        }
        held = {HOLDER, TEAM} & columns.keys()
        if held and {LINE, NUMBER} & columns.keys() and not _ACTIONS & set(names):
            return at, columns
    return None


# Headings of an improvement plan, which names teams and numbers too.
_ACTIONS: Final = frozenset({"action", "title", "due", "due date", "target date", "status"})


@dataclass(frozen=True)
class _Known:
    """Who and what a sheet may name."""

    people: Mapping[str, Sequence[Person]]
    teams: Mapping[str, Sequence[int]]
    sets: RuleSets
    secret: str | None

    @classmethod
    def of(cls, session: Session, secret: str | None) -> "_Known":
        people: dict[str, list[Person]] = {}
        for person in reminders.roster(session):
            for said in {_plain(person.email or ""), _plain(person.name), _plain(person.role)}:
                people.setdefault(said, []).append(person)
        teams: dict[str, list[int]] = {}
        for team in sample.teams(session):
            teams.setdefault(_plain(team.name), []).append(team.id)
            teams.setdefault(_plain(f"{team.service} {team.name}"), []).append(team.id)
        return cls(people, teams, settings.rule_sets(session), secret)


class _RowError(Exception):
    """A row cannot be read; the kind says why."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass
class _Reading:
    known: _Known
    lines: dict[int, NewLine] = field(default_factory=dict)
    problems: list[RowProblem] = field(default_factory=list)
    keys: dict[str, int] = field(default_factory=dict)
    unread: bool = False

    def sheet(self, digest: str) -> Sheet:
        lines = tuple(self.lines[number] for number in sorted(self.lines))
        return Sheet(lines, tuple(self.problems), digest, self.unread)

    def table(self, grid: Grid, at: int, columns: Mapping[str, int]) -> None:
        for count, row in enumerate(grid.rows[at + 1 :], start=1):
            try:
                self._keep(self._line(_Cells(row, columns), count))
            except _RowError as error:
                self.problems.append(RowProblem(row.place, error.kind))

    def _keep(self, line: NewLine) -> None:
        """Keep a line; the same case under two practitioners is one case with both."""
        first = self.keys.get(line.case_key or "", line.line)
        known = self.lines.get(first)
        if known is None:
            self.lines[line.line] = line
            if line.case_key:
                self.keys[line.case_key] = line.line
            return
        holders = {known.practitioner_id, known.second_practitioner_id, line.practitioner_id}
        holders -= {None}
        is_one_case = known.line == line.line or known.case_key == line.case_key
        if not is_one_case or known.case_key != line.case_key or len(holders) != BOTH:
            raise _RowError("same line" if known.line == line.line else "same case")
        second = line.practitioner_id
        self.lines[first] = replace(known, second_practitioner_id=second)

    def _line(self, cells: "_Cells", count: int) -> NewLine:
        holder = self._person(cells.said(HOLDER))
        second = self._person(cells.said(SECOND))
        if holder is None:
            holder, second = second, None
        team = None if holder else self._team(cells.said(TEAM))
        if holder is None and team is None:
            raise _RowError("no holder")
        if second is not None and holder is not None and second.id == holder.id:
            second = None
        return NewLine(
            line=_number(cells.said(LINE)) if cells.has(LINE) else count,
            practitioner_id=holder.id if holder else None,
            second_practitioner_id=second.id if second else None,
            team_id=team,
            theme=self._theme(cells.said(THEME), holder),
            case_key=self._key(cells.said(NUMBER), holder),
        )

    def _person(self, said: str) -> Person | None:
        if not said:
            return None
        found = self.known.people.get(_plain(said), ())
        if not found:
            raise _RowError("nobody")
        if len(found) > 1:
            raise _RowError("several people")
        return found[0]

    def _team(self, said: str) -> int | None:
        if not said:
            return None
        found = set(self.known.teams.get(_plain(said), ()))
        if len(found) != 1:
            raise _RowError("several teams" if found else "no team")
        return found.pop()

    def _theme(self, said: str, holder: Person | None) -> str:
        if not said:
            return ""
        service = settings.service_of(holder) if holder else ""
        themes: Sequence[str] = self.known.sets.of(service).themes
        found = next((one for one in themes if _plain(one) == _plain(said)), None)
        if found is None:
            raise _RowError("theme")
        return found

    def _key(self, said: str, holder: Person | None) -> str | None:
        """Return the fingerprint of a number; the number itself goes no further."""
        if not said:
            return None
        service = settings.service_of(holder) if holder else ""
        pattern = self.known.sets.of(service).case_number_pattern
        if not pattern or not self.known.secret:
            self.unread = True
            return None
        try:
            return CaseNumbers(self.known.secret, pattern).key_of(said)
        except RefusedError:
            raise _RowError("number") from None


@dataclass(frozen=True)
class _Cells:
    """A row, read by what its columns are."""

    row: SheetRow
    columns: Mapping[str, int]

    def has(self, name: str) -> bool:
        return name in self.columns

    def said(self, name: str) -> str:
        return words(self.row.cells[self.columns[name]]).strip() if self.has(name) else ""


def _number(said: str) -> int:
    found = re.fullmatch(r"#?\s*(\d{1,6})(?:\.0)?", said)
    if found is None or not 0 < int(found[1]) <= HIGHEST:
        raise _RowError("line")
    return int(found[1])


def _plain(said: str) -> str:
    return " ".join(re.sub(r"[^\w@.+'-]+", " ", said.lower()).split())
