"""Carries out what every command writes: worked out once, and handed to the driver as it stands.

To find a statement in SQLAlchemy's cache and to make its values ready each time takes ten times as
long as the database takes to carry it out.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Column, Connection, CursorResult, Delete, Dialect, Insert, Select, Update
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.schema import ScalarElementColumnDefault

Statement = Insert | Update | Delete | Select[Any]
Row = Mapping[str, object]
_Maker = Callable[[Any], object]


def connection_of(session: Session) -> Connection:
    """Return on what a unit of work is carried out; a session looks through its states each time.

    A savepoint is begun by the session alone.
    """
    known: Connection | None = session.info.get(_CONNECTION)
    if known is None or known.closed or session.in_nested_transaction():
        known = session.info[_CONNECTION] = session.connection()
    return known


_CONNECTION: Final = "prepared: the connection of this unit of work"


def run(session: Session, statement: Statement, *rows: Row) -> CursorResult[Any]:
    """Carry out a statement with the values of a row, by their names, or an insert of several.

    It is known by itself: it must be the same object each time. What it returns comes as the driver
    gives it, so it is asked for numbers or text.
    """
    connection = connection_of(session)
    dialect, names = connection.dialect, tuple(rows[0])
    key = (dialect.name, dialect.driver, statement, names)
    ready = _known.get(key)
    if ready is None:
        ready = _known[key] = _made_ready(dialect, statement, names)
    return connection.exec_driver_sql(ready.text, [ready.values(row) for row in rows])


@dataclass(frozen=True)
class _Ready:
    """A statement as one kind of database reads it, and its parameters in their order.

    `usual` is what each of them is where nothing is given; `given` says at which place what is
    given stands, by what name, and what the driver takes of it.
    """

    text: str
    usual: Sequence[object]
    given: Sequence[tuple[int, str, _Maker | None]]
    names: Sequence[str] | None  # of the parameters, where they do not go by their order

    def values(self, row: Row) -> tuple[object, ...] | dict[str, object]:
        made = [*self.usual]
        for place, name, make in self.given:
            made[place] = make(row[name]) if make else row[name]
        return tuple(made) if self.names is None else dict(zip(self.names, made, strict=True))


_known: Final[dict[tuple[str, str, Statement, tuple[str, ...]], _Ready]] = {}


def _made_ready(dialect: Dialect, statement: Statement, names: Sequence[str]) -> _Ready:
    compiled = statement.compile(dialect=dialect, column_keys=names)
    assert isinstance(compiled, SQLCompiler)
    left_out = {column.key: _usual(column) for column in compiled.insert_prefetch}
    in_order = compiled.positiontup
    usual: list[object] = []
    given: list[tuple[int, str, _Maker | None]] = []
    for place, called in enumerate(compiled.binds if in_order is None else in_order):
        bind = compiled.binds[called]
        make: _Maker | None = bind.type.dialect_impl(dialect).bind_processor(dialect)
        if bind.key in names:
            given.append((place, bind.key, make))
            usual.append(None)
        else:
            fixed = left_out.get(bind.key, bind.effective_value)
            usual.append(make(fixed) if make else fixed)
    called_so = [*compiled.binds] if in_order is None else None
    return _Ready(compiled.string, usual, given, called_so)


def _usual(column: Column[Any]) -> object:
    """Return what a column is given where nothing else is said."""
    if not isinstance(column.default, ScalarElementColumnDefault):
        raise TypeError(f"{column} must be given")
    return column.default.arg
