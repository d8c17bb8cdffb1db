"""Writes the rows of a roster that were not imported to a file, with the reasons beside each."""

from collections.abc import Callable

from jobs.people.roster_result import Problem, Roster
from jobs.plan.handing_back import BackSheet, workbook_of
from jobs.plan.problems import BackWords


def handed_back(roster: Roster, worded: Callable[[Problem], str], told: BackWords) -> bytes:
    """Return an Excel file: a sheet for each of the roster's that has rows to be put right."""
    sheets = []
    for name in dict.fromkeys(one.sheet for one in roster.back):
        back = [one for one in roster.back if one.sheet == name]
        rows = [
            [
                *[*one.cells, *[""] * (len(one.headings) - len(one.cells))][: len(one.headings)],
                " ".join(map(worded, one.reasons)),
                str(one.line),
            ]
            for one in back
        ]
        sheets.append(BackSheet(name or "Roster", back[0].headings, rows))
    return workbook_of(sheets, told)
