"""What somebody says of a roster before it is read: which column is what, and what a row has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from db.errors import RefusedError
from jobs.people import roster_columns as fields
from jobs.people.roster_files import RosterSheet, Row
from jobs.people.roster_tables import LOOKED_AT, RosterTable

NOTHING: Final = "nothing"
_NAMED: Final = {column.name.lower(): column for column in (*fields.HELPERS, *fields.FIELDS)}
_TOGETHER: Final[Mapping[fields.Column, tuple[fields.Column, ...]]] = {
    fields.MANAGER: (fields.MANAGER, fields.MANAGER_FIRST, fields.MANAGER_LAST)
}


@dataclass(frozen=True)
class RowChoice:
    """What a row has: of whom, by their address or the line, in which field, and what."""

    who: str
    column: fields.Column
    value: str


@dataclass(frozen=True)
class RosterChoices:
    """Columns by their headings, each with the field that it is or none; and rows put right."""

    columns: Mapping[str, fields.Column | None] = field(default_factory=dict)
    rows: tuple[RowChoice, ...] = ()


def choices_of(columns: Sequence[str], rows: Sequence[str]) -> RosterChoices:
    """Read "Reports to=line manager", "Chief=nothing" and "4: line manager=a@council.example"."""
    return RosterChoices(dict(map(_column_choice, columns)), tuple(map(_row_choice, rows)))


def _column_choice(said: str) -> tuple[str, fields.Column | None]:
    heading, _, name = (part.strip().lower() for part in said.rpartition("="))
    return heading, None if name == NOTHING else _field(name, said)


def _row_choice(said: str) -> RowChoice:
    who, _, change = (part.strip() for part in said.partition(":"))
    field, is_said, value = (part.strip() for part in change.partition("="))
    if not (who and field and is_said):
        raise RefusedError("roster.unclear_row", said=said)
    return RowChoice(who.lower(), _field(field.lower(), said), value)


def _field(name: str, said: str) -> fields.Column:
    if name not in _NAMED:
        raise RefusedError("roster.no_such_field", said=said, fields=list(_NAMED))
    return _NAMED[name]


def with_columns(sheets: Sequence[RosterSheet], choices: RosterChoices) -> list[RosterSheet]:
    """Return sheets in which the columns that were chosen go by the names of their fields."""
    if not choices.columns:
        return list(sheets)
    heads = [_named_row(sheet.rows, choices.columns) for sheet in sheets]
    found = {text.lower() for sheet in sheets for _, row in sheet.rows[:LOOKED_AT] for text in row}
    for heading in choices.columns.keys() - found:
        raise RefusedError("roster.no_such_column", heading=heading)
    return [replace(sheet, rows=rows) for sheet, rows in zip(sheets, heads, strict=True)]


def _named_row(rows: Sequence[Row], columns: Mapping[str, fields.Column | None]) -> tuple[Row, ...]:
    """Return rows with the chosen headings renamed, in the first row that has one of them."""
    for at, (line, row) in enumerate(rows[:LOOKED_AT]):
        if any(text.lower() in columns for text in row):
            return (*rows[:at], (line, [_name(text, columns) for text in row]), *rows[at + 1 :])
    return tuple(rows)


def _name(text: str, columns: Mapping[str, fields.Column | None]) -> str:
    if text.lower() not in columns:
        return text
    column = columns[text.lower()]
    return column.name if column else ""


def with_rows(tables: Sequence[RosterTable], choices: RosterChoices) -> list[RosterTable]:
    """Return tables in which the rows that were put right have what was said of them."""
    made = list(tables)
    for choice in choices.rows:
        places = [
            (number, at)
            for number, table in enumerate(made)
            for at, (line, row) in enumerate(table.rows)
            if choice.who in {str(line), _address(table, row)}
        ]
        if len(places) != 1:
            raise RefusedError("roster.not_one_row", who=choice.who, count=len(places))
        ((number, at),) = places
        made[number] = _put(made[number], at, choice)
    return made


def _address(table: RosterTable, row: Sequence[str]) -> str:
    at = table.at(fields.EMAIL)
    return row[at].strip().lower() if at is not None and at < len(row) else ""


def _put(table: RosterTable, at: int, choice: RowChoice) -> RosterTable:
    """Put a value into a row; the other columns for the same field say nothing any more."""
    places = [
        place
        for column in _TOGETHER.get(choice.column, (choice.column,))
        for place in table.all_of(column)
    ]
    if not places or table.at(choice.column) is None:
        raise RefusedError("roster.no_such_column", heading=choice.column.name)
    line, row = table.rows[at]
    cells = [*row, *[""] * (table.width - len(row))]
    for place in places:
        cells[place] = ""
    cells[places[0]] = choice.value
    return replace(table, rows=(*table.rows[:at], (line, cells), *table.rows[at + 1 :]))
