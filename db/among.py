"""The condition that a column is one of many keys: one parameter of a statement, however many.

A list of parameters has an end (65,535 on PostgreSQL, 32,766 or 250,000 on SQLite as it was built).
And the other way round, a column of very many rows as one list.
"""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Dialect,
    Integer,
    Text,
    TypeDecorator,
    bindparam,
    literal,
    types,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


def is_one_of(
    column: ColumnElement[Any] | InstrumentedAttribute[Any],
    keys: Collection[Any] | None = None,
    given: str | None = None,
) -> ColumnElement[bool]:
    """Return the condition that a column of numbers or of text is one of these keys.

    Instead of keys there may be the name by which they are `given` when it is executed.
    """
    kind = _Keys(isinstance(column.type, Integer))
    return _IsOneOf(column, bindparam(given, keys, type_=kind))


def is_among(
    column: ColumnElement[Any] | InstrumentedAttribute[Any], fixed: Collection[str]
) -> ColumnElement[bool]:
    """Return the condition that a column is one of a few words that are the same each time.

    Each is a parameter of its own: a list would be written out anew whenever it is asked.
    """
    return column.in_([literal(each, column.type) for each in sorted(fixed)])


class _Keys(TypeDecorator[Collection[Any]]):
    """Keys as one parameter: an array on PostgreSQL, JSON on SQLite."""

    impl = Text
    cache_ok = True

    def __init__(self, are_numbers: bool) -> None:
        super().__init__()
        self.are_numbers = are_numbers

    def load_dialect_impl(self, dialect: Dialect) -> types.TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(Text())
        return dialect.type_descriptor(
            types.ARRAY(types.BigInteger() if self.are_numbers else Text())
        )

    def process_bind_param(self, value: Collection[Any] | None, dialect: Dialect) -> Any:  # noqa: ANN401  (as the driver takes it)
        keys = list(value or ())
        return json.dumps(keys) if dialect.name == "sqlite" else keys


class _IsOneOf(FunctionElement[bool]):
    # Its type is left open: SQLite would be asked whether a boolean is 1, and then use no index.
    inherit_cache = True


@compiles(_IsOneOf)
def _written(element: _IsOneOf, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    column, keys = (compiler.process(one, **options) for one in element.clauses)
    if compiler.dialect.name == "sqlite":
        return f"{column} IN (SELECT value FROM json_each({keys}))"
    return f"{column} = ANY ({keys})"


class as_list(FunctionElement[list[Any]]):  # noqa: N801  (used as SQL's own functions are)
    """A column of all the rows in one list; dates as they are written, 2026-11-23.

    All the lists of a statement have its rows in one order. Without any row it is None or empty.
    """

    type = JSON()
    inherit_cache = True


@compiles(as_list)
def _as_list(element: as_list, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    name = "json_group_array" if compiler.dialect.name == "sqlite" else "json_agg"
    return f"{name}({compiler.process(element.clauses, **options)})"
