"""Reading a roster: a CSV file, as people save it, into entries or all that is wrong with it."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from db.people.roster import RosterEntry, Value
from jobs.people import roster_cells as cells

Managers = Mapping[str, str | None]


@dataclass(frozen=True)
class Column:
    """A column of a roster: its name, other names it goes by, a right example, its reader."""

    name: str
    example: str
    read: Callable[[str], Value | tuple[Value, Value]]
    becomes: tuple[str, ...]
    also: tuple[str, ...] = ()


COLUMNS: Final = (
    Column(
        "e-mail", "team.manager@council.example", cells.email, ("email",), ("mail", "emailaddress")
    ),
    Column("name", "Team Manager, Permanence", cells.name, ("name",), ("fullname",)),
    Column("role", "Team Manager", cells.words, ("role",), ("jobtitle",)),
    Column("team", "Permanence", cells.words, ("team",)),
    Column("service", "Children Looked After", cells.words, ("service",)),
    Column(
        "line manager",
        "head.of.service@council.example",
        cells.email_or_nobody,
        ("manager",),
        ("manager", "linemanageremail", "manageremail"),
    ),
    Column("working days", "mon tue wed thu fri", cells.working_days, ("works",), ("days",)),
    Column("hours", "09:00-17:00", cells.hours, ("day_starts", "day_ends"), ("workinghours",)),
    Column("start", "2026-09-01", cells.day, ("starts_on",), ("startdate", "starts")),
    Column("end", "2027-08-31", cells.day, ("ends_on",), ("enddate", "ends")),
    Column(
        "deputy",
        "deputy.manager@council.example",
        cells.email_or_nobody,
        ("deputy",),
        ("deputyemail",),
    ),
)
EMAIL, NAME, MANAGER, END, DEPUTY = (COLUMNS[number] for number in (0, 1, 5, 9, 10))
SERVICE: Final = COLUMNS[4]
NEEDED: Final = (EMAIL, NAME)


@dataclass(frozen=True)
class Problem:
    """Something that keeps a roster from being imported, and where it stands."""

    line: int
    column: str
    text: str

    def __str__(self) -> str:
        place = f"line {self.line}, {self.column}" if self.column else f"line {self.line}"
        return f"{place}: {self.text}"


@dataclass(frozen=True)
class Roster:
    """What was read: entries that may be imported if, and only if, there are no problems."""

    entries: tuple[RosterEntry, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class _Row:
    line: int
    values: dict[str, Value]

    @property
    def email(self) -> str | None:
        found = self.values.get("email")
        return found if isinstance(found, str) else None


@dataclass
class _Reading:
    """One pass through a roster, gathering problems on the way."""

    known: Managers
    rows: list[_Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, line: int, column: Column, what: str) -> None:
        self.problems.append(
            Problem(line, column.name, f"{what}. Write it like this: {column.example}")
        )


def read(content: bytes, known: Managers) -> Roster:
    """Read a roster; `known` has the e-mail of everybody already here with their manager's.

    Takes UTF-8 and Excel's Windows-1252, commas, semicolons or tabs.
    """
    try:
        lines = list(_lines(_decoded(content)))
    except (ValueError, csv.Error) as error:
        return Roster(problems=(Problem(1, "", f"This is not a CSV file ({error})."),))
    reading = _Reading(known)
    columns = _columns(reading, lines[0][1]) if lines else []
    if not lines:
        reading.problems.append(Problem(1, "", "The file is empty."))
    if not reading.problems:
        _read_rows(reading, columns, lines[1:])
        _check_people(reading)
    return _finished(reading)


def _decoded(content: bytes) -> str:
    if b"\0" in content:
        raise ValueError('save it as "CSV UTF-8"')
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252")


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield every row that is not blank with the number of the line on which it begins."""
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    for row in reader:
        tidy = [" ".join(cell.split()) for cell in row]
        if any(tidy):
            yield line, tidy
        line = reader.line_num + 1


def _columns(reading: _Reading, header: list[str]) -> list[Column]:
    names = {_plain(name): column for column in COLUMNS for name in (column.name, *column.also)}
    columns = []
    for heading in header:
        column = names.get(_plain(heading))
        if column is None:
            reading.problems.append(
                Problem(1, heading, f"This is not a column of a roster; they are {_listed()}")
            )
        elif column in columns:
            reading.problems.append(Problem(1, heading, "This column is there twice."))
        else:
            columns.append(column)
    for column in NEEDED:
        if column not in columns:
            reading.wrong(1, column, "This column is missing")
    return columns


def _plain(heading: str) -> str:
    return re.sub(r"[^a-z]", "", heading.lower())


def _listed() -> str:
    return ", ".join(column.name for column in COLUMNS)


def _read_rows(
    reading: _Reading, columns: list[Column], lines: Iterable[tuple[int, list[str]]]
) -> None:
    for line, row in lines:
        if len(row) < len(columns) or any(row[len(columns) :]):
            reading.problems.append(
                Problem(
                    line,
                    "",
                    f"This row has {len(row)} cells and the first has {len(columns)}; "
                    'put a cell that has a comma in it between quotes: "Team Manager, Permanence"',
                )
            )
            continue
        reading.rows.append(_Row(line, _read_row(reading, line, columns, row)))


def _read_row(
    reading: _Reading, line: int, columns: list[Column], row: list[str]
) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for column, text in zip(columns, row, strict=False):
        try:
            value = column.read(text)
        except ValueError as error:
            reading.wrong(line, column, str(error))
            continue
        several = value if isinstance(value, tuple) else (value,)
        values.update(zip(column.becomes, several, strict=True))
    return values


def _check_people(reading: _Reading) -> None:
    _check_twice(reading)
    _check_managers(reading)
    _check_deputies(reading)
    for row in reading.rows:
        starts, ends = row.values.get("starts_on"), row.values.get("ends_on")
        if isinstance(starts, date) and isinstance(ends, date) and ends < starts:
            reading.wrong(row.line, END, f"{ends} is before the start, {starts}")
        if row.values.get("service") and not row.values.get("team"):
            reading.wrong(row.line, SERVICE, "a service is that of a team, and no team is named")


def _check_twice(reading: _Reading) -> None:
    first_seen: dict[str, int] = {}
    for row in reading.rows:
        if row.email is None:
            continue
        first = first_seen.setdefault(row.email, row.line)
        if first != row.line:
            reading.wrong(row.line, EMAIL, f"{row.email!r} is on line {first} already")


def _check_managers(reading: _Reading) -> None:
    here = {row.email for row in reading.rows} | reading.known.keys()
    line_up: dict[str, str | None] = dict(reading.known)
    for row in reading.rows:
        manager = row.values.get("manager")
        if manager is not None and manager not in here:
            reading.wrong(row.line, MANAGER, f"nobody has the e-mail {manager!r}")
        if row.email is not None and "manager" in row.values:
            line_up[row.email] = str(manager) if manager else None
    _check_loops(reading, line_up)


def _check_deputies(reading: _Reading) -> None:
    here = {row.email for row in reading.rows} | reading.known.keys()
    for row in reading.rows:
        deputy = row.values.get("deputy")
        if deputy is not None and deputy not in here:
            reading.wrong(row.line, DEPUTY, f"nobody has the e-mail {deputy!r}")
        if deputy is not None and deputy == row.email:
            reading.wrong(row.line, DEPUTY, "nobody is their own deputy")


def _check_loops(reading: _Reading, line_up: Managers) -> None:
    told: set[str] = set()
    for row in reading.rows:
        loop = _loop_from(row.email, line_up) if row.email else []
        if loop and not told & set(loop):
            told.update(loop)
            way = " → ".join([*loop, loop[0]])
            reading.wrong(row.line, MANAGER, f"the line goes round in a circle ({way})")


def _loop_from(email: str, line_up: Managers) -> list[str]:
    """Return the circle that `email` is part of, or nothing."""
    met: list[str] = []
    above: str | None = email
    while above is not None and above not in met:
        met.append(above)
        above = line_up.get(above)
    return met if above == email else []


def _finished(reading: _Reading) -> Roster:
    if reading.problems:
        return Roster(problems=tuple(sorted(reading.problems, key=lambda one: one.line)))
    return Roster(entries=tuple(_entry(row.values) for row in reading.rows))


def _entry(values: dict[str, Value]) -> RosterEntry:
    return RosterEntry(str(values.pop("email")), values)
