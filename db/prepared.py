"""Carries out what every command writes: worked out once, and handed to the driver as it stands.

To find a statement in SQLAlchemy's cache and to make its values ready each time takes ten times as
long as the database takes to carry it out.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import BindParameter, Column, CursorResult, Delete, Dialect, Insert, Select, Update
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.schema import ScalarElementColumnDefault

Statement = Insert | Update | Delete | Select[Any]
Row = Mapping[str, object]
_Maker = Callable[[Any], object]


def run(session: Session, statement: Statement, *rows: Row) -> CursorResult[Any]:
    """Carry out a statement with the values of a row, by their names, or an insert of several.

    It is known by itself: it must be the same object each time. What it returns comes as the driver
    gives it, so it is asked for numbers or text.
    """
    connection = session.connection()
    dialect, names = connection.dialect, tuple(rows[0])
    key = (dialect.name, dialect.driver, statement, names)
    ready = _known.get(key)
    if ready is None:
        ready = _known[key] = _made_ready(dialect, statement, names)
    return connection.exec_driver_sql(ready.text, [ready.values(row) for row in rows])


@dataclass(frozen=True)
class _Value:
    """One parameter of a statement: by what name it is given, or what it always is."""

    called: str  # in the statement
    given_as: str | None
    fixed: object
    make: _Maker | None  # what the driver takes of what is given

    def of(self, row: Row) -> object:
        if self.given_as is None:
            return self.fixed
        given = row[self.given_as]
        return given if self.make is None else self.make(given)


@dataclass(frozen=True)
class _Ready:
    """A statement as one kind of database reads it, and its parameters in their order."""

    text: str
    parameters: Sequence[_Value]
    is_in_order: bool  # they are given by their order, not by their names

    def values(self, row: Row) -> tuple[object, ...] | dict[str, object]:
        if self.is_in_order:
            return tuple([one.of(row) for one in self.parameters])
        return {one.called: one.of(row) for one in self.parameters}


_known: Final[dict[tuple[str, str, Statement, tuple[str, ...]], _Ready]] = {}


def _made_ready(dialect: Dialect, statement: Statement, names: Sequence[str]) -> _Ready:
    compiled = statement.compile(dialect=dialect, column_keys=names)
    assert isinstance(compiled, SQLCompiler)
    usual = {column.key: _usual(column) for column in compiled.insert_prefetch}
    in_order = compiled.positiontup
    parameters = [
        _value(dialect, called, compiled.binds[called], names, usual)
        for called in (compiled.binds if in_order is None else in_order)
    ]
    return _Ready(compiled.string, parameters, in_order is not None)


def _value(
    dialect: Dialect, called: str, bind: BindParameter[Any], names: Sequence[str], usual: Row
) -> _Value:
    make: _Maker | None = bind.type.dialect_impl(dialect).bind_processor(dialect)
    if bind.key in names:
        return _Value(called, bind.key, None, make)
    fixed = usual.get(bind.key, bind.effective_value)
    return _Value(called, None, make(fixed) if make else fixed, None)


def _usual(column: Column[Any]) -> object:
    """Return what a column is given where nothing else is said."""
    if not isinstance(column.default, ScalarElementColumnDefault):
        raise TypeError(f"{column} must be given")
    return column.default.arg
