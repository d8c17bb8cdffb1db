"""Finds the headings of a sheet, and lays its tables out: which column is which field."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import median
from typing import Final

from db.plan.known import ACTION
from jobs.plan.choosing import ColumnQuestion, choose
from jobs.plan.column_scores import named
from jobs.plan.columns import BY_NAME, COLUMNS, FINDING, kind_of_sheet, names_of
from jobs.plan.heading_names import normal
from jobs.plan.heading_parts import all_named, headings_at
from jobs.plan.key_below import above_key
from jobs.plan.lists_beside import NEEDED, named_beside, side_by_side, without_lists
from jobs.plan.looks import (
    NOTHING,
    TOTAL,
    Look,
    has_date_or_person,
    is_certain_date,
    is_colour,
    is_number,
    look_of,
)
from jobs.plan.marks import besides, marked_columns
from jobs.plan.tables import Cell, Grid, SheetRow, SheetTable, filled, words

LOOKED_AT: Final = 60  # rows from the top among which the headings are
MOSTLY: Final = 0.6
NEW_TABLE: Final = 3  # known headings of a row that begins another table on the same sheet
LONGEST_CELL: Final = 200  # of a row of headings
GUESSED_IN: Final = 6  # rows from the top among which headings that nobody knows are

REFERENCES: Final = re.compile(
    r"#?[A-Za-z]*[-. ]?\d+[a-z]*|[A-Za-z]\w{0,24}(?:-\w{1,24}){1,4}", re.ASCII
)

Columns = Mapping[str, int]


@dataclass(frozen=True)
class Layout:
    """What the rows of a table are, and which column (from 0) each field is in.

    `also` has further columns of a field, the one that goes before first; `questions` are the
    fields whose column is not sure.
    """

    table: SheetTable
    kind: str
    columns: Columns
    also: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    questions: tuple[ColumnQuestion, ...] = ()
    settled: frozenset[str] = frozenset()  # the fields that somebody chose a column for, or none
    is_remembered: bool = False  # they were chosen for the same headings the last time

    def heading(self, name: str) -> str:
        """Return the heading over a field; empty if the table has no such column."""
        return self.table.headings[self.columns[name]] if name in self.columns else ""

    @property
    def used(self) -> frozenset[int]:
        """Return the columns that are read."""
        return frozenset(
            {*self.columns.values(), *(at for each in self.also.values() for at in each)}
        )

    @property
    def unused(self) -> list[str]:
        """Return the headings of the columns that are not read."""
        return [n for at, n in enumerate(self.table.headings) if n and at not in self.used]

    def cells(self, at: int) -> list[Cell]:
        """Return what is filled in of a column."""
        return _filled_in(self.table, at)


def tables_in(grid: Grid) -> list[SheetTable]:
    """Return the tables of a sheet, each below its headings; none where there are none."""
    grid = _with_hidden_headings(grid)
    at = _heading_row(grid)
    if at is None:
        return []
    at = _first_of(grid, at)
    if parts := side_by_side(grid, at):
        return [table for part in parts for table in tables_in(part)]
    starts = [at, *_further_tables(grid, at)]
    found = []
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(grid.rows)
        name = grid.name if number == 0 else f"{grid.name} ({number + 1})"
        found.append(_table(replace(grid, name=name), start, end, is_first=number == 0))
    return found


def _table(grid: Grid, at: int, end: int, *, is_first: bool) -> SheetTable:
    headings, last = headings_at(grid, at)
    wide = {
        grid.rows[one.row].place for one in grid.wide if one.last - one.first >= len(headings) // 2
    }
    above = _banner_above(grid, at, is_any=grid.has_banners or not is_first)
    below, beside = without_lists(grid.rows[last + 1 : end], headings)
    headings = (*headings[: len(headings) - len(beside)], *[""] * len(beside))
    rows = [
        replace(row, is_wide=row.is_wide or (row.place in wide and _is_told_alone(row)))
        for row in [*above, *map(_as_banner, below)]
        if [name.lower() for name in _names(row)] != [name.lower() for name in headings]
    ]
    return SheetTable(
        grid.name,
        grid.rows[at].place,
        all_named(headings, rows),
        tuple(rows),
        (*(grid.passed if is_first else ()), *named_beside(grid.name, beside)),
        grid.is_1904,
        grid.rows[at].given,
        int(median(row.given for row in rows)) if rows else 0,
    )


# The title of a section, above headings; and what else is told there, as whose the section is.
_TITLE: Final = re.compile(
    r"(?i)(?:priority|theme|work ?stream|strand|objective|section|part|phase|pillar|chapter)\s+"
    r"(?:\d{1,2}|[ivx]{1,4}|[a-h]|one|two|three|four|five|six)\b(?:\s*[:.–-].*|\s\D.*)?"  # noqa: RUF001
)
TOLD_ABOVE: Final = re.compile(
    r"(?i)(?=[a-z ]*\b(?:lead|sponsor|owner|officer|outcomes?|aims?|sro|inspectors)\b)[a-z ]*:.*",
    re.DOTALL,
)
MOST_ABOVE: Final = 6  # rows between the title of a section and its headings


def banner_over(rows: Sequence[SheetRow]) -> tuple[list[SheetRow], int]:
    """Return the banner over the headings of a table that goes on, and where these stand; none
    and 0 where it has no headings of its own."""
    at = _heading_row(Grid("", rows))
    return ([], 0) if at is None else (_banner_above(Grid("", rows), at, is_any=True), at)


def _banner_above(grid: Grid, at: int, *, is_any: bool) -> list[SheetRow]:
    """Return the row above the headings that is a banner over them: elsewhere than in Word, and
    below other tables, only one that is surely the title of a section."""
    nearest: list[SheetRow] = []
    for row in reversed(grid.rows[max(0, at - MOST_ABOVE) : at]):
        said = _banner_in(_as_banner(row))
        is_title = _TITLE.fullmatch(said)
        if said and (is_any or is_title) and not TOLD_ABOVE.fullmatch(said):
            banner = replace(row, cells=(said, *[""] * (len(row.cells) - 1)), is_wide=True)
            if is_title:
                return [banner]
            nearest = nearest or [banner]
        if is_any and filled(row) > NEEDED and not said:
            break
    return nearest


def _banner_in(row: SheetRow) -> str:
    """Return what a row says as a banner: its only words, or "Priority 1" with what that is.

    A rating beside a title is no part of it; a label with what it says is no banner.
    """
    said = [words(cell) for cell in row.cells if cell != ""]
    if len(said) == NEEDED and _TITLE.fullmatch(said[0]):
        return said[0] if is_colour(said[1]) else " ".join(said)
    return said[0] if len(said) == 1 else ""


def _is_told_alone(row: SheetRow) -> bool:
    """Say whether a row has nothing but its first words, or a rating of them."""
    said = [cell for cell in row.cells if cell != ""]
    return len(said) == 1 or (len(said) == NEEDED and is_colour(said[1]) and not is_number(said[0]))


def _as_banner(row: SheetRow) -> SheetRow:
    """Return a row whose cells all say the same words as the banner that it is meant to be."""
    said = [cell for cell in row.cells if cell != ""]
    if len(said) <= NEEDED or len(set(said)) > 1 or len(words(said[0]).split()) == 1:
        return row
    return replace(row, cells=(said[0], *[""] * (len(row.cells) - 1)), is_wide=True)


def _heading_row(grid: Grid) -> int | None:
    found = _most_headings(grid.name, grid.rows)
    return found if found is not None else _unknown_headings(grid)


def _most_headings(sheet: str, rows: Sequence[SheetRow]) -> int | None:
    kind = kind_of_sheet(sheet)
    best, found = NEEDED - 1.0, None
    for at, row in enumerate(rows[:LOOKED_AT]):
        score = _known_headings(row, kind)
        if score > best:
            best, found = score, at
    return found


def _with_hidden_headings(grid: Grid) -> Grid:
    """Return a sheet with the hidden row that has its headings, where none can be seen."""
    unseen = [row for _, row in grid.hidden]
    found = _most_headings(grid.name, unseen) if unseen else None
    if found is None or _most_headings(grid.name, grid.rows) is not None:
        return grid
    above, headings = grid.hidden[found]
    width = len(grid.rows[0].cells) if grid.rows else 0
    row = replace(headings, cells=headings.cells[:width])
    wide = (replace(one, row=one.row + (one.row >= above)) for one in grid.wide)
    passed = tuple(one for one in grid.passed if one.place != row.place)
    rows = (*grid.rows[:above], row, *grid.rows[above:])
    return replace(grid, rows=rows, wide=frozenset(wide), passed=passed, hidden=())


def _known_headings(row: SheetRow, kind: str) -> int:
    said = [words(cell) for cell in row.cells]
    plain = [words(cell) for cell in row.cells if cell != "" and not is_certain_date(cell)]
    has_dates = any(map(is_certain_date, row.cells))  # as over the months of a chart
    is_headed = len(plain) >= NEW_TABLE and _are_names(plain)
    if any(len(each) > LONGEST_CELL for each in said) or (has_dates and not is_headed):
        return 0
    return len(named(said, [NOTHING] * len(said), kind))


def _unknown_headings(grid: Grid) -> int | None:
    """Return a row of words over columns that say by themselves what they are."""
    for at, row in enumerate(grid.rows[:GUESSED_IN]):
        said = [cell for cell in row.cells if cell != ""]
        if len(said) <= NEEDED or len(said) < MOSTLY * len(row.cells) or at + 1 >= len(grid.rows):
            continue
        if any(is_certain_date(cell) or is_number(cell) for cell in said):
            return None
        table = SheetTable(grid.name, row.place, _names(row), tuple(grid.rows[at + 1 :]))
        chosen = choose(table.headings, _looks(table), ACTION).columns
        if "title" in chosen and {"due", "owner"} & chosen.keys():
            return at
    return None


def _first_of(grid: Grid, best: int) -> int:
    """Return where the first table of a sheet begins, which may have fewer known headings."""
    for at, row in enumerate(grid.rows[:best]):
        names = _names(row)
        is_headed = _known_headings(row, kind_of_sheet(grid.name)) >= NEW_TABLE
        if is_headed and _are_names(names) and any(map(is_row_of_plan, grid.rows[at + 1 : best])):
            return at
    return best


def _further_tables(grid: Grid, first: int) -> Iterator[int]:
    """Yield where other tables begin below: with headings of their own."""
    current = _names(grid.rows[first])
    kind = kind_of_sheet(grid.name)
    last = headings_at(grid, first)[1]
    for at in range(last + 1, len(grid.rows)):
        row = grid.rows[at]
        names = _names(row)
        if (
            at <= last
            or names == current
            or len(set(names)) <= NEEDED
            or any(map(is_number, row.cells))
        ):
            continue
        known = _known_headings(row, kind)
        if known >= NEW_TABLE and known >= MOSTLY * filled(row) and _are_names(names):
            current, last = names, headings_at(grid, at)[1]
            yield at


def _are_names(said: Sequence[str]) -> bool:
    """Say whether most of these are headings to the letter, as no row of a plan is."""
    known = {name for column in COLUMNS for name in names_of(column, ACTION)}
    told = [normal(each) for each in said if each]
    return sum(each in known for each in told) >= MOSTLY * len(told)


def goes_on(before: Sequence[SheetRow], rows: Sequence[SheetRow]) -> bool:
    """Say whether a table of a document goes on with the one before it."""
    first, own = _heading_row(Grid("", before)), _heading_row(Grid("", rows))
    if own is None:
        return first is not None and len(rows[0].cells) == len(before[0].cells)
    return first is not None and _names(rows[own]) == _names(before[first])


def is_headed(rows: Sequence[SheetRow]) -> bool:
    """Say whether rows have headings of a plan above them."""
    return _most_headings("", rows) is not None


def is_card(rows: Sequence[SheetRow]) -> bool:
    """Say whether rows are one action's card: its headings one below the other, each with words."""
    if len(rows) < NEW_TABLE or any(len(row.cells) != NEEDED for row in rows):
        return False
    said = [words(row.cells[0]) for row in rows]
    found = named(said, [NOTHING] * len(said), ACTION)
    is_headed = len(named(_names(rows[0]), [NOTHING] * NEEDED, ACTION)) == NEEDED
    most = sum(name in found for name in ("title", "owner", "due", "status", "measure", "rag"))
    return "title" in found and most >= NEW_TABLE and not is_headed


def _names(row: SheetRow) -> tuple[str, ...]:
    return tuple(" ".join(words(cell).split()) for cell in row.cells)


def is_row_of_plan(row: SheetRow) -> bool:
    """Say whether a row has a date or a person beside other words."""
    return has_date_or_person(row.cells) and filled(row) > NEEDED


def layout_of(table: SheetTable, kind: str = "") -> Layout:
    """Guess what a table's rows are (unless `kind` says it) and which column is which field."""
    looks = _looks(table)
    known = kind or _kind(table, looks)
    marks = marked_columns(table) if known == ACTION else {}
    chosen = choose(besides(table.headings, marks), looks, known)
    columns = dict(chosen.columns)
    if "links" in columns and not any(
        _names_references(c) or (known != ACTION and is_number(c))
        for c in _filled_in(table, columns["links"])
    ):
        del columns["links"]
    if known not in {ACTION, "kloe", ""} and "theme" not in columns:
        # The line of enquiry that stands in words beside each finding.
        free = [at for at, name in enumerate(table.headings) if kind_of_sheet(name) == "kloe"]
        free = [at for at in free if at not in columns.values()]
        columns |= {"theme": free[0]} if free else {}
    # What is said in words counts, and marks only where nothing is.
    marks = {name: at for name, at in marks.items() if not _says(name, columns, looks)}
    questions = tuple(one for one in chosen.questions if one.field not in marks)
    also = {**chosen.also, **{name: at[1:] for name, at in marks.items()}}
    columns |= {name: at[0] for name, at in marks.items()}
    return Layout(table, known, columns, also, questions)


def _says(name: str, columns: Columns, looks: Sequence[Look]) -> bool:
    """Say whether a field has a column in which something stands that is no long text."""
    look = looks[columns[name]] if name in columns else NOTHING
    return bool(look.filled) and look["text"] < MOSTLY


def _looks(table: SheetTable) -> list[Look]:
    # A banner or the heading of a section fills one cell, and says nothing of its column.
    rows = [row for row in above_key(table.rows) if not row.is_wide and filled(row) > 1]
    rows = [row for row in rows if not TOTAL.fullmatch(_names(row)[0])] or rows
    # Nor does a line in which a comma has moved every cell.
    rows = [row for row in rows if row.given <= max(table.width, len(table.headings))] or rows
    rows = rows or list(table.rows)
    return [look_of([row.cells[at] for row in rows]) for at in range(len(table.headings))]


def _kind(table: SheetTable, looks: Sequence[Look]) -> str:
    """Return what the rows are: actions where they have owners or dates, whatever the name says."""
    by_name = kind_of_sheet(table.name)
    if by_name != ACTION:
        found = choose(table.headings, looks, ACTION).columns
        heading = table.headings[found["title"]] if "title" in found else ""
        is_named = not by_name or normal(heading) in names_of(BY_NAME["title"], ACTION)
        if heading and is_named and {"owner", "due"} <= found.keys():
            return ACTION
    return by_name or _kind_by_headings(table, looks)


def _kind_by_headings(table: SheetTable, looks: Sequence[Look]) -> str:
    found = named(table.headings, looks, "")
    if found.keys() & {"owner", "due", "status", "measure"}:
        return ACTION
    return FINDING if "kind" in found else ""


def _filled_in(table: SheetTable, at: int) -> list[Cell]:
    return [row.cells[at] for row in table.rows if row.cells[at] != ""]


def references_in(text: str) -> list[str]:
    """Return the references that a cell names outright, or nothing where it says anything else."""
    parts = [part.strip() for part in re.split(r"[;,\n]| and ", text) if part.strip()]
    is_named = all(REFERENCES.fullmatch(part) for part in parts)
    return parts if is_named else []


def _names_references(cell: Cell) -> bool:
    # "31b" alone is a paragraph; a reference has letters before its figures.
    return any(part[:1].isalpha() or part[:1] == "#" for part in references_in(words(cell)))
