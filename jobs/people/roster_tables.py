"""Finds the tables of a roster's sheets: where the headings are, and which column is what."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from jobs.people import roster_cells as cells
from jobs.people import roster_columns as fields
from jobs.people.roster_files import UNCALCULATED, RosterSheet, Row
from jobs.people.roster_result import Problem
from jobs.plan.problems import CellProblemError

LOOKED_AT: Final = 40  # rows from the top among which the headings are
NOT_KEPT: Final = (fields.NUMBER, fields.FTE, fields.STATUS)  # they help to read, and no more
MATTERS: Final = 2  # known headings that make a row one of headings
_YES_OR_NO: Final = frozenset(("yes", "no", "y", "n", "true", "false"))


@dataclass(frozen=True)
class RosterTable:
    """A sheet below its headings: the columns that are read, and those that are passed over."""

    sheet: str
    headed_at: int
    width: int
    columns: tuple[fields.Found, ...]
    unread: tuple[str, ...]
    unheaded: tuple[int, ...]  # from 1, the columns in which something stands below no heading
    headings: tuple[str, ...]
    rows: tuple[Row, ...]

    def at(self, column: fields.Column) -> int | None:
        """Return where a column stands, or None."""
        return next((one.at for one in self.columns if one.column is column), None)

    def heading(self, column: fields.Column) -> str:
        """Return what a column is called in the file; empty where it is not there."""
        at = self.at(column)
        return "" if at is None else self.headings[at]

    def all_of(self, column: fields.Column) -> list[int]:
        """Return where each of several columns stands, the surest first."""
        of = sorted((one for one in self.columns if one.column is column), key=lambda one: one.rank)
        return [one.at for one in of]

    def readers(self) -> Mapping[int, Callable[[str], fields.Read]]:
        """Return how each column of a field is read; dates the way round that the column shows."""
        return {
            one.at: partial(_calculated, self._reader(one))
            for one in self.columns
            if one.column.becomes
        }

    def _reader(self, one: fields.Found) -> Callable[[str], fields.Read]:
        if not one.column.is_date:
            return one.column.read
        dated = {other.at for other in self.columns if other.column.is_date}
        own = self._texts(one.at)
        beside = [text for at in dated - {one.at} for text in self._texts(at)]
        return partial(cells.day, month_first=cells.is_month_first(own, beside))

    def _texts(self, at: int) -> list[str]:
        return [row[at] for _, row in self.rows if at < len(row)]


def _calculated(read: Callable[[str], fields.Read], text: str) -> fields.Read:
    if text == UNCALCULATED:
        raise CellProblemError("formula")
    return read(text)


@dataclass(frozen=True)
class Tables:
    """The tables of a file, what is wrong with them, and the sheets that have none."""

    tables: tuple[RosterTable, ...]
    problems: tuple[Problem, ...]
    passed_over: tuple[str, ...]


def tables_in(sheets: Sequence[RosterSheet]) -> Tables:
    """Return every table of people; the surest try at one where no sheet has a whole one."""
    filled = [sheet for sheet in sheets if sheet.rows]
    tried = [(sheet, *_table(sheet)) for sheet in filled]
    whole = [(table, wrong) for _, table, wrong in tried if _is_whole(table)]
    passed_over = [sheet.name for sheet, table, _ in tried if not _is_whole(table)]
    if not whole and tried:
        _, best, problems = max(tried, key=lambda one: len(one[1].columns))
        return Tables((), (*problems, *_missing(best)), ())
    problems = [problem for _, wrong in whole for problem in wrong]
    return Tables(tuple(table for table, _ in whole), tuple(problems), tuple(passed_over))


def _is_whole(table: RosterTable) -> bool:
    return table.at(fields.EMAIL) is not None and _has_names(table)


def _has_names(table: RosterTable) -> bool:
    return table.at(fields.NAME) is not None or None not in (
        table.at(fields.FIRST),
        table.at(fields.LAST),
    )


def _missing(table: RosterTable) -> Iterator[Problem]:
    for column, is_there in (
        (fields.EMAIL, table.at(fields.EMAIL) is not None),
        (fields.NAME, _has_names(table)),
    ):
        if not is_there:
            kind = "column_missing"
            yield Problem(table.headed_at, column.name, kind, {}, table.sheet, column.example)
    if not table.columns:
        known = {"known": [column.name for column in fields.FIELDS]}
        yield Problem(table.headed_at, "", "no_columns", known, table.sheet)


def _table(sheet: RosterSheet) -> tuple[RosterTable, list[Problem]]:
    place = _heading_row(sheet.rows)
    line, headings = sheet.rows[place]
    if place > 0:
        headings = _grouped(headings, sheet.rows[place - 1][1])
    rows = sheet.rows[place + 1 :]
    found = fields.columns_of(headings, [row for _, row in rows])
    chosen, problems = _chosen(found, headings, rows, Problem(line, "", "", sheet=sheet.name))
    used = {one.at for one in chosen if one.column not in NOT_KEPT}
    unread = tuple(name for at, name in enumerate(headings) if name and at not in used)
    bare = [at for at, name in enumerate(headings) if not name and at not in used]
    unheaded = [at + 1 for at in bare if any(row[at : at + 1] not in ([], [""]) for _, row in rows)]
    table = RosterTable(
        sheet.name,
        line,
        len(headings),
        tuple(chosen),
        unread,
        tuple(unheaded),
        tuple(headings),
        rows,
    )
    return table, problems


def _grouped(headings: Sequence[str], above: Sequence[str]) -> list[str]:
    """Return headings of which some stand twice with that of their group: "Manager" over "Name"."""
    group, grouped = "", []
    plain = [heading.lower() for heading in headings]
    for at, heading in enumerate(headings):
        group = (above[at] if at < len(above) else "") or group
        is_twice = bool(heading) and plain.count(heading.lower()) > 1
        grouped.append(f"{group} {heading}".strip() if is_twice else heading)
    return grouped


def with_hidden_headings(sheet: RosterSheet) -> RosterSheet:
    """Return a sheet with the hidden row that has its headings, where none can be seen."""
    if not sheet.hidden or _most_headings(sheet.rows) is not None:
        return sheet
    found = _most_headings(sheet.hidden)
    if found is None:
        return sheet
    headings = sheet.hidden[found]
    rows = tuple(sorted((*sheet.rows, headings), key=lambda row: row[0]))
    hidden = tuple(row for row in sheet.hidden if row is not headings)
    return replace(sheet, rows=rows, hidden=hidden)


def _heading_row(rows: Sequence[Row]) -> int:
    """Return which row has the most headings of a roster; the first where none has two."""
    return _most_headings(rows) or 0


def _most_headings(rows: Sequence[Row]) -> int | None:
    best, most = None, MATTERS - 1
    for place, (_, row) in enumerate(rows[:LOOKED_AT]):
        known = len({one.column.name for one in fields.columns_of(row, ())})
        if known > most:
            best, most = place, known
    return best


def _chosen(
    found: Sequence[fields.Found], headings: Sequence[str], rows: Sequence[Row], where: Problem
) -> tuple[list[fields.Found], list[Problem]]:
    """Return the surest of the columns that are the same, and those that are there twice."""
    chosen: list[fields.Found] = []
    problems = []
    for column in dict.fromkeys(one.column for one in found):
        same = [one for one in found if one.column is column]
        if column is fields.MANAGER:
            same = [one for one in same if not _is_yes_or_no(_column(rows, one.at))]
            least = min((one.rank for one in same), default=0)
            same = [one for one in same if one.rank - least < fields.LESS_SURE]
        if column.name in fields.SEVERAL:
            chosen += same
            continue
        best = sorted(same, key=lambda one: _order(one, rows))
        chosen.append(best[0])
        if column is fields.END:  # a contract's end holds where no day of leaving stands
            chosen += [one for one in best[1:2] if "contract" in headings[one.at].lower()]
        if len(best) > 1 and _are_at_odds(best[0], best[1], rows):
            facts, heading = {"column": column.name}, headings[best[1].at]
            problems.append(Problem(where.line, heading, "column_twice", facts, where.sheet))
    return chosen, problems


def _are_at_odds(one: fields.Found, other: fields.Found, rows: Sequence[Row]) -> bool:
    """Say whether two columns are as sure as each other, and do not say the same."""
    is_as_sure = _order(one, rows) == _order(other, rows)
    return is_as_sure and _column(rows, one.at) != _column(rows, other.at)


def _order(one: fields.Found, rows: Sequence[Row]) -> tuple[bool, int]:
    """Return how sure a column is: an e-mail column has e-mail addresses, whatever its name."""
    if one.column is not fields.EMAIL:
        return False, one.rank
    filled = [text for text in _column(rows, one.at) if text]
    return not any(map(cells.looks_like_email, filled)), one.rank


def _column(rows: Sequence[Row], at: int) -> list[str]:
    return [row[at] if at < len(row) else "" for _, row in rows]


def _is_yes_or_no(texts: Sequence[str]) -> bool:
    filled = [text.lower() for text in texts if text]
    return bool(filled) and all(text in _YES_OR_NO for text in filled)
