"""The words of what is wrong with a roster, and of where it stands."""

from collections.abc import Mapping
from datetime import date, time
from typing import Final

from jobs.people.roster_result import Facts, PassedRow, Problem
from jobs.plan.problems import CellProblemError


def problem_words(problem: Problem) -> str:
    """Return what is wrong and where: "line 3, end: “soon” is not a date."."""
    place = place_words(problem.sheet, problem.line)
    return f"{place}, {reason_words(problem)}" if problem.column else f"{place}: {_said(problem)}"


def reason_words(problem: Problem) -> str:
    """Return what is wrong, as it stands beside its row."""
    return f"{problem.column}: {_said(problem)}" if problem.column else _said(problem)


def place_words(sheet: str, line: int) -> str:
    """Return where a row stands."""
    return f"sheet “{sheet}”, row {line}" if sheet else f"line {line}"


def passed_words(row: PassedRow) -> str:
    """Return which row is passed over, or from where on a sheet is not read."""
    if row.and_below:
        return f"sheet “{row.sheet}”, all below row {row.line:,}"
    return place_words(row.sheet, row.line)


def error_words(error: CellProblemError) -> str:
    """Return what is wrong with a cell alone."""
    return _worded(error.kind, error.facts)


def _said(problem: Problem) -> str:
    said = _worded(problem.kind, problem.facts)
    ends = "" if said.endswith(".") else "."
    return f"{said}{ends} Write it like this: {problem.example}" if problem.example else said


def _worded(kind: str, facts: Facts) -> str:
    where = place_words(str(facts["sheet"]), int(str(facts["line"]))) if "line" in facts else ""
    told = {name: _spelt(name, value) for name, value in facts.items()}
    return WORDS[kind].format(where=where, **told)


def _spelt(name: str, value: object) -> object:
    if isinstance(value, CellProblemError):
        return error_words(value)
    if isinstance(value, list):
        return BETWEEN[name].join(f"“{one}”" if name == "named" else str(one) for one in value)
    if isinstance(value, date):
        return value.isoformat()
    if name == "text":
        return " ".join(str(value).split())
    return f"{value:%H:%M}" if isinstance(value, time) else value


BETWEEN: Final = {"way": " → ", "emails": " and ", "named": " and ", "known": ", "}
WORDS: Final[Mapping[str, str]] = {
    "empty": "is empty",
    "personal": "looks like it holds personal data, such as a number or an address: take it out",
    "formula": "holds a formula whose result is not in the file; open it in Excel and save it",
    "no_email": "“{text}” is not an e-mail address",
    "too_long": "has {length} characters; there is room for {most}",
    "no_weekday": "“{text}” is not a day of the week",
    "ends_first": "“{text}” ends before it starts",
    "no_hours": "“{text}” is not a pair of times",
    "no_time": "“{text}” is not a time",
    "no_date": "“{text}” is not a date",
    "no_such_day": "“{text}” is not in the calendar",
    "before_start": "{ends} is before the start, {starts}",
    "not_after": "{ends} is not after {starts}",
    "has_left": "“{text}” is said of them: give the day on which they left",
    "own_deputy": "nobody is their own deputy",
    "there_already": "“{text}” is on {where} already",
    "there_too": "“{text}” is on {where} too",
    "two_managers": ("{named} are two people: say which, or leave out the column that is wrong"),
    "circle": "the line goes round in a circle ({way})",
    "no_such_number": "nobody here has the number “{text}”",
    "nobodys_email": "nobody has the e-mail “{text}”",
    "nobody": "nobody here is called “{text}”, and it is not an e-mail address",
    "several": "“{text}” could be {emails}; write the e-mail address",
    "other_length": (
        "This row has {cells} cells and the first has {width}; put a cell that has a comma in it "
        'between quotes: "Team Manager, Permanence"'
    ),
    "column_missing": "This column is missing",
    "column_twice": "This is the column {column} once more: leave one of them out.",
    "no_columns": "No row here names the columns of a roster; they are {known}",
    "file_empty": "The file is empty.",
    "too_large": "This file has more than {most} MB.",
    "old_excel": "This is an old Excel file (save it as .xlsx, or as CSV).",
    "no_table": "This is not an Excel or CSV file ({why}).",
    "excel_broken": "This Excel file cannot be read ({why}).",
    "unpacks_to": "it unpacks to more than {most} MB",
    "too_many_rows": "it has more than {most:,} rows",
}
