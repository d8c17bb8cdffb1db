"""Writes the rows of a roster that were not imported to a file, with the reasons beside each."""

import io
from collections.abc import Callable

from openpyxl import Workbook

from jobs.people.roster_problems import Problem
from jobs.people.roster_result import Roster
from jobs.plan.handing_back import put_row, sheet_name
from jobs.plan.problems import BackWords


def handed_back(roster: Roster, worded: Callable[[Problem], str], told: BackWords) -> bytes:
    """Return an Excel file: a sheet for each of the roster's that has rows to be put right."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name in dict.fromkeys(one.sheet for one in roster.back):
        rows = [one for one in roster.back if one.sheet == name]
        sheet = book.create_sheet(sheet_name(book, name or "Roster"))
        put_row(sheet, 1, [*rows[0].headings, told.why, told.where])
        for at, one in enumerate(rows, start=2):
            cells = [*one.cells, *[""] * (len(one.headings) - len(one.cells))]
            why = " ".join(map(worded, one.reasons))
            put_row(sheet, at, [*cells[: len(one.headings)], why, str(one.line)])
        sheet.freeze_panes = "A2"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
