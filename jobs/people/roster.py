"""Reading a roster: an Excel or CSV file into entries, or all that is wrong with it."""

import re
from collections.abc import Callable, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, time
from typing import Final

from db import privacy
from db.guard.own import NOTHING_OWN, CouncilsOwn
from db.patterns import pattern
from db.people.roster import RosterEntry, Value
from jobs.people import roster_cells as cells
from jobs.people import roster_columns as fields
from jobs.people import roster_names as names
from jobs.people.roster_choices import RosterChoices, with_columns, with_rows
from jobs.people.roster_files import Row, sheets
from jobs.people.roster_result import Facts, Notes, PassedRow, Problem, Roster, RosterRow
from jobs.people.roster_tables import RosterTable, tables_in, with_hidden_headings
from jobs.plan.problems import CellProblemError

Managers = Mapping[str, str | None]
_VACANT: Final = pattern(r"(?i)\W*(?:vacan(?:t|cy)(?: posts?)?|unfilled|to be recruited)\W*")
_NOT_A_PERSON: Final = pattern(
    r"vacan|^(?:grand )?total\b|^count\b|^number of\b|^end of\b|^report\b", re.IGNORECASE
)
_BY_WHOM: Final = pattern(
    r"(?i)(?:prepared|produced|compiled|extracted|run) by\b|(?:queries|questions|any queries)\b"
)
Readers = Mapping[int, Callable[[str], fields.Read]]
NO_CHOICES: Final = RosterChoices()
_READ_BY_OTHERS: Final = (fields.NAME, fields.ROLE, fields.TEAM, fields.SERVICE)


@dataclass
class _Person:
    """A row while it is read: its values, and whom it names."""

    table: RosterTable
    line: int
    cells: Sequence[str]
    values: dict[str, Value] = field(default_factory=dict)

    @property
    def email(self) -> str | None:
        found = self.values.get("email")
        return found if isinstance(found, str) else None

    def cell(self, at: int | None) -> str:
        return self.cells[at] if at is not None and at < len(self.cells) else ""

    def said(self, column: fields.Column) -> str:
        return next(filter(None, map(self.cell, self.table.all_of(column))), "")

    def says_the_same(self, other: "_Person") -> bool:
        """Say whether another row has the same to say, of whoever it names as well."""
        of = (fields.MANAGER, fields.MANAGER_LAST, fields.DEPUTY)
        return self.values == other.values and all(
            self.said(one).lower() == other.said(one).lower() for one in of
        )

    @property
    def place(self) -> tuple[str, int]:
        return self.table.sheet, self.line

    @property
    def numbers(self) -> list[str]:
        beside = names.number_beside(self.said(fields.NAME))
        return [*filter(None, (beside, *map(self.cell, self.table.all_of(fields.NUMBER))))]


@dataclass
class _Reading:
    """One pass through a roster, gathering problems on the way."""

    managers: Managers
    who: names.Who
    unsure: list[Problem] = field(default_factory=list)  # rows that others doubt
    people: list[_Person] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    passed_over: list[PassedRow] = field(default_factory=list)
    part_time: list[str] = field(default_factory=list)
    team_from: set[str] = field(default_factory=set)
    no_team: list[str] = field(default_factory=list)

    def wrong(self, person: _Person, column: fields.Column, kind: str, **facts: object) -> None:
        line, sheet = person.line, person.table.sheet
        self.problems.append(Problem(line, column.name, kind, facts, sheet, column.example))

    def doubt(self, person: _Person, column: fields.Column, kind: str, facts: Facts) -> None:
        """Hand a row back that a problem of another row makes unsure; it is told there."""
        problem = Problem(person.line, column.name, kind, facts, person.table.sheet)
        self.unsure.append(problem)


def read(
    content: bytes,
    managers: Managers,
    called: Mapping[str, str] | None = None,
    choices: RosterChoices = NO_CHOICES,
    own: CouncilsOwn = NOTHING_OWN,
) -> Roster:
    """Read a roster: Excel or CSV, as people and HR systems write it.

    `managers` has the e-mail of everybody already here with their manager's, `called` with their
    name, and `own` is what the guard on free text knows as the council's. What is not known is
    passed over and named; a row with a problem is handed back.
    """
    try:
        opened = with_columns([*map(with_hidden_headings, sheets(content))], choices)
        found = tables_in(opened)
    except CellProblemError as error:
        return Roster(problems=(Problem(1, "", error.kind, error.facts),))
    reading = _Reading(managers, names.who(called or {}), problems=list(found.problems))
    reading.who.emails |= managers.keys()
    for sheet in opened:
        reading.passed_over += [PassedRow(sheet.name, line) for line, _ in sheet.hidden]
        if sheet.ends_at:
            reading.passed_over.append(PassedRow(sheet.name, sheet.ends_at, and_below=True))
    if not found.tables and not found.problems:
        reading.problems.append(Problem(1, "", "file_empty"))
    if reading.problems:
        return Roster(problems=tuple(sorted(reading.problems, key=lambda one: one.line)))
    tables = with_rows(found.tables, choices)
    for table in tables:
        _read_rows(reading, table)
    _check_people(reading)
    _guard_words(reading, own)
    return _as_read(reading, found.passed_over, tables)


def _as_read(reading: _Reading, passed_over: tuple[str, ...], tables: list[RosterTable]) -> Roster:
    """Return who is right, and the rows that are handed back: nobody right is named by one."""
    reasons: dict[tuple[str, int], list[Problem]] = {}
    for one in (*reading.unsure, *reading.problems):
        reasons.setdefault((one.sheet, one.line), []).append(one)
    right = [one for one in reading.people if one.place not in reasons]
    known = {one.email for one in right} | reading.managers.keys()
    not_linked = [one for one in right if _unlinked(one.values, known)]
    notes = Notes(
        tuple(dict.fromkeys(name for table in tables for name in table.unread)),
        tuple(sorted({number for table in tables for number in table.unheaded})),
        passed_over,
        tuple(reading.passed_over),
        tuple(reading.part_time),
        tuple(sorted(reading.team_from)),
        tuple(str(one.values["name"]) for one in not_linked),
        tuple(reading.no_team),
    )
    return Roster(
        tuple(RosterEntry(str(one.values.pop("email")), one.values) for one in right),
        tuple(sorted(reading.problems, key=lambda one: one.line)),
        notes,
        tuple(
            RosterRow(table.sheet, line, table.headings, tuple(row), tuple(reasons[at]))
            for table in tables
            for line, row in table.rows
            if (at := (table.sheet, line)) in reasons
        ),
    )


def _unlinked(values: dict[str, Value], known: Set[str | None]) -> bool:
    """Take out whoever is named and not right, and say whether anybody was: what is here stays."""
    gone = [name for name in ("manager", "deputy") if values.get(name) not in {None, *known}]
    for name in gone:
        del values[name]
    return bool(gone)


def _read_rows(reading: _Reading, table: RosterTable) -> None:
    readers = table.readers()
    for line, row in table.rows:
        person = _Person(table, line, row)
        if _is_idle(table, row):
            reading.passed_over.append(PassedRow(table.sheet, line))
            continue
        if problem := _odd_length(table, (line, row)):
            reading.problems.append(problem)
            continue
        _read_person(reading, person, readers)


def _is_idle(table: RosterTable, row: Sequence[str]) -> bool:
    """Say whether a row is nobody: a total, a note below the table, headings again, a vacancy."""
    person = _Person(table, 0, row)
    email = person.said(fields.EMAIL)
    if email and table.at(fields.EMAIL) is not None and "@" not in email:
        is_sum = email.isdigit() and _NOT_A_PERSON.match(next(filter(None, row)))
        return bool(is_sum) or _repeats_headings(table, row)
    name = person.said(fields.NAME) or names.whole(
        person.said(fields.FIRST), person.said(fields.LAST)
    )
    if email:
        return bool(_VACANT.fullmatch(name) or _BY_WHOM.match(name))
    filled = [text for text in row if text]
    is_note = (
        len(filled) == 1 and table.width > len((fields.EMAIL, fields.NAME)) and "@" not in filled[0]
    )
    is_vacant = bool(name) and cells.is_nobody(name)
    return is_note or is_vacant or bool(_NOT_A_PERSON.search(name or filled[0]))


def _repeats_headings(table: RosterTable, row: Sequence[str]) -> bool:
    named = [one for one in table.columns if one.at < len(row) and row[one.at]]
    same = [
        one for one in named if (fields.column_called(row[one.at]) or (None, 0))[0] is one.column
    ]
    return len(same) > 1


def _odd_length(table: RosterTable, found: Row) -> Problem | None:
    """Return what is wrong with a row of a CSV file that has more cells or fewer than the first."""
    line, row = found
    if table.sheet or (len(row) >= table.width and not any(row[table.width :])):
        return None
    return Problem(line, "", "other_length", {"cells": len(row), "width": table.width})


def _read_person(reading: _Reading, person: _Person, readers: Readers) -> None:
    """Read one row: each field by its column, and what several columns say together."""
    for at, read_cell in readers.items():
        column = next(one.column for one in person.table.columns if one.at == at)
        try:
            found = read_cell(person.cell(at))
        except CellProblemError as error:
            reading.wrong(person, column, error.kind, **error.facts)
            continue
        several = found if isinstance(found, tuple) else (found,)
        for name, value in zip(column.becomes, several, strict=False):
            is_second = column is fields.END and person.values.get(name) is not None
            if not isinstance(value, cells.Unsaid) and not is_second:
                person.values[name] = value
    _name(reading, person)
    _week(reading, person)
    status = person.said(fields.STATUS)
    has_left = cells.has_left(person.table.heading(fields.STATUS), status)
    if has_left and not person.values.get("ends_on"):
        reading.wrong(person, fields.END, "has_left", text=status)
    reading.people.append(person)


def _name(reading: _Reading, person: _Person) -> None:
    """Put a name together of its two parts, or into the order in which it is said."""
    if person.table.at(fields.NAME) is None:
        text = names.together(person.said(fields.FIRST), person.said(fields.LAST))
        if not text:
            reading.wrong(person, fields.NAME, "empty")
    else:
        text = names.in_order(
            person.said(fields.NAME), person.said(fields.ROLE), person.email or ""
        )
    if text and len(text) <= cells.NAME_LENGTH:
        person.values["name"] = text
    if person.email is not None:
        reading.who.add(person.email, text, person.numbers, person.said(fields.ROLE))


def _week(reading: _Reading, person: _Person) -> None:
    """Read a column for each day, where there is no other; note who works part time without."""
    places = {number: person.table.at(day) for number, day in enumerate(fields.WEEK, start=1)}
    if "works" not in person.values and any(at is not None for at in places.values()):
        said = {number: person.cell(at) for number, at in places.items() if at is not None}
        worked = "".join(str(number) for number, text in said.items() if cells.day_worked(text))
        if worked:
            person.values["works"] = worked
    for column in (fields.FTE, fields.HOURS):  # "0.8 (not Fri)", "Mon-Wed 9-5"
        said_there = person.said(column)
        if "works" not in person.values and cells.names_days(said_there):
            with suppress(CellProblemError):  # then it counts as not said
                days = cells.working_days(said_there)
                person.values |= {} if isinstance(days, cells.Unsaid) else {"works": days}
    is_less = cells.part_time(person.said(fields.FTE))
    if "works" not in person.values and (is_less or cells.some_days(person.said(fields.DAYS))):
        reading.part_time.append(str(person.values.get("name", "")))


def _check_people(reading: _Reading) -> None:
    _check_twice(reading)
    for person in reading.people:
        _find_named(reading, person)
    _check_loops(reading)
    for person in reading.people:
        starts, ends = person.values.get("starts_on"), person.values.get("ends_on")
        if isinstance(starts, date) and isinstance(ends, date) and ends < starts:
            reading.wrong(person, fields.END, "before_start", ends=ends, starts=starts)
        _check_hours(reading, person)
        if person.values.get("service") and not person.values.get("team"):
            _place_in_service(reading, person)


def _guard_words(reading: _Reading, own: CouncilsOwn) -> None:
    """Hand back whoever is called by what must not be kept; what may be it is staff's own."""
    for person in reading.people:
        for column in _READ_BY_OTHERS:
            said = str(person.values.get(column.becomes[0]) or "")
            found = privacy.look(said, date.max, own)  # what is refused is so on every day
            if any(not each.is_question for each in found):
                reading.wrong(person, column, "personal")


def _place_in_service(reading: _Reading, person: _Person) -> None:
    """Take a department for the team where no column is for teams; else a service needs one."""
    if person.table.at(fields.TEAM) is None:
        heading = person.table.heading(fields.SERVICE)
        reading.team_from.add(heading)
        person.values["team"] = person.values["service"]
        if "service" not in heading.lower():
            person.values.pop("service")
    else:
        person.values.pop("service")
        reading.no_team.append(str(person.values.get("name", "")))


def _check_hours(reading: _Reading, person: _Person) -> None:
    starts, ends = person.values.get("day_starts"), person.values.get("day_ends")
    if isinstance(starts, time) and isinstance(ends, time) and ends <= starts:
        reading.wrong(person, fields.HOURS, "not_after", ends=ends, starts=starts)


def _check_twice(reading: _Reading) -> None:
    first_seen: dict[str, _Person] = {}
    for person in [*reading.people]:
        if person.email is None:
            continue
        first = first_seen.setdefault(person.email, person)
        if first is not person and first.says_the_same(person):  # somebody with two posts
            reading.people.remove(person)
            reading.passed_over.append(PassedRow(person.table.sheet, person.line))
        elif first is not person:
            where = {"text": person.email, "sheet": first.table.sheet, "line": first.line}
            reading.wrong(person, fields.EMAIL, "there_already", **where)
            reading.doubt(first, fields.EMAIL, "there_too", {**where, "line": person.line})


def _find_named(reading: _Reading, person: _Person) -> None:
    """Find the line manager and the deputy that a row names, in any of the columns for them."""
    table = person.table
    said = [person.cell(at) for at in table.all_of(fields.MANAGER)]
    parts = names.whole(person.said(fields.MANAGER_FIRST), person.said(fields.MANAGER_LAST))
    has_manager = bool(said) or table.at(fields.MANAGER_LAST) is not None
    if has_manager:
        person.values["manager"] = _manager(reading, person, [*said, parts])
    if table.at(fields.DEPUTY) is not None:
        deputy = _meant(reading, person, fields.DEPUTY, [person.said(fields.DEPUTY)])
        person.values["deputy"] = deputy
        if deputy is not None and deputy == person.email:
            reading.wrong(person, fields.DEPUTY, "own_deputy")


def _manager(reading: _Reading, person: _Person, said: Sequence[str]) -> str | None:
    """Return the one line manager whom some cells name; a problem where they name two."""
    met = {}
    for text in said:
        try:
            met[reading.who.meant(text)] = text
        except CellProblemError:
            continue  # what is wrong with a cell is told where no other names anybody
    named = {email: text for email, text in met.items() if email is not None}
    if len(named) > 1:
        reading.wrong(person, fields.MANAGER, "two_managers", named=sorted(named.values()))
        return None
    return _meant(reading, person, fields.MANAGER, said)


def _meant(
    reading: _Reading, person: _Person, column: fields.Column, said: Sequence[str]
) -> str | None:
    """Return the e-mail of whom some cells name: the first that names one; a problem if none."""
    wrong: CellProblemError | None = None
    for text in said:
        try:
            if (found := reading.who.meant(text)) is not None:
                return found
        except CellProblemError as error:
            wrong = wrong or error
    if wrong is not None:
        reading.wrong(person, column, wrong.kind, **wrong.facts)
    return None


def _check_loops(reading: _Reading) -> None:
    line_up: dict[str, str | None] = dict(reading.managers)
    for person in reading.people:
        if person.email is not None and "manager" in person.values:
            manager = person.values["manager"]
            line_up[person.email] = str(manager) if manager else None
    done: set[str] = set()
    for person in reading.people:
        loop = names.loop_from(person.email, line_up, done) if person.email else []
        if loop:
            way = [*loop, loop[0]]
            reading.wrong(person, fields.MANAGER, "circle", way=way)
            for other in reading.people:
                if other.email in loop and other is not person:
                    reading.doubt(other, fields.MANAGER, "circle", {"way": way})
