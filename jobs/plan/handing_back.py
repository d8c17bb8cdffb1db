"""Writes the rows that were not imported to a file, as the plan has them, with the reasons."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from jobs.plan.importing import Preview
from jobs.plan.problems import BackWords, HandedBack, Why
from jobs.plan.tables import Cell
from jobs.plan.workbooks import add_sheet, empty_workbook, put_row, saved

WIDTH: Final = 28


def handed_back(shown: Preview, worded: Callable[[Why], str], told: BackWords) -> bytes:
    """Return an Excel file: a sheet for each table that has rows which were not imported."""
    sheets = []
    for number, layout in enumerate(shown.book.layouts):
        named = enumerate(layout.table.headings, start=1)
        headings = [name or told.column.format(at=at) for at, name in named]
        rows: list[list[Cell]] = []
        for one in (each for each in shown.back if each.table == number):
            hidden = {layout.columns[name] for name in one.hides if name in layout.columns}
            cells = _cells(one, len(headings), hidden, told.taken_out)
            rows.append([*cells, " ".join(map(worded, one.reasons)), one.row.place])
        if rows:
            sheets.append(BackSheet(layout.table.name, headings, rows))
    return workbook_of(sheets, told)


@dataclass(frozen=True)
class BackSheet:
    """A sheet that is handed back: each row is followed by why it was not taken, and where."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def workbook_of(sheets: Iterable[BackSheet], told: BackWords) -> bytes:
    """Return an Excel file of sheets that are handed back."""
    book = empty_workbook()
    for each in sheets:
        headings = [*each.headings, told.why, told.where]
        sheet = add_sheet(book, each.name, headings, [WIDTH] * len(headings))
        for at, row in enumerate(each.rows, start=2):
            put_row(sheet, at, row)
    return saved(book)


def _cells(one: HandedBack, width: int, hidden: set[int], taken_out: str) -> Iterator[Cell]:
    for at in range(width):
        cell = one.row.cells[at] if at < len(one.row.cells) else ""
        yield taken_out if at in hidden and cell != "" else cell
