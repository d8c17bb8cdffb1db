"""Reads what every request asks for as objects, by a statement that is the same each time.

A session works out anew how each column gets into an object whenever it reads one, which takes
several times as long as the database takes to find it. Here that is worked out once.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar, TypeVarTuple, cast

from sqlalchemy import Row, Select
from sqlalchemy.engine.interfaces import Compiled
from sqlalchemy.orm import DeclarativeBase, Mapper, Session, class_mapper
from sqlalchemy.orm.attributes import instance_state

from db.anew import ANEW
from db.prepared import connection_of

Of = TypeVar("Of", bound=DeclarativeBase)
Parts = TypeVarTuple("Parts")
Given = Mapping[str, object]
_Row = Row[*tuple[Any, ...]]
_Read = Callable[[Session, _Row], object]
_Identity = tuple[type[Any], tuple[Any, ...], Any | None]  # by which a session knows an object
_Values = Given | Iterable[tuple[str, object]]


def rows(
    session: Session, statement: Select[*Parts], given: Given, *, anew: bool = False
) -> Sequence[tuple[*Parts]]:
    """Return the rows of a statement as the session would; what it knows stays as it knows it.

    `anew`, that is as it stands now. The statement is the same object each time, without options.
    """
    if session.autoflush:
        session.flush()
    asked = _asked(statement)
    found = connection_of(session).execute(asked.columns, given, execution_options=asked.kept).all()
    known = session.identity_map
    if anew and any(model.identity(row) in known for row in found for model in asked.models):
        return session.execute(statement, given, execution_options=ANEW).all()
    return [
        cast("tuple[*Parts]", tuple(part(session, row) for part in asked.parts)) for row in found
    ]


def objects(session: Session, statement: Select[Of], given: Given) -> list[Of]:
    """Return what a statement for one model finds."""
    return [found for (found,) in rows(session, statement, given)]


def made(session: Session, model: type[Of], values: Given) -> Of:
    """Return a row that is there, given by all its columns, as if the session had read it."""
    mapper = class_mapper(model)
    (key,) = mapper.primary_key
    identity = mapper.identity_key_from_primary_key((values[key.name],))
    return _made(session, mapper, identity, values)


def _made(session: Session, mapper: Mapper[Of], identity: _Identity, values: _Values) -> Of:
    found: Of = mapper.class_manager.new_instance()
    state = instance_state(found)
    state.dict.update(values)
    state.key, state.session_id = identity, session.hash_key
    session.identity_map.add(state)
    return found


class _Compiled(dict[Any, Compiled]):
    """How one statement is written for each kind of database, found without reading all of it."""

    def get(self, key: Any, default: Any = None) -> Any:  # noqa: ANN401  (SQLAlchemy's own)
        return super().get((key[0].name, key[0].driver), default)

    def __setitem__(self, key: Any, compiled: Compiled) -> None:  # noqa: ANN401
        super().__setitem__((key[0].name, key[0].driver), compiled)


@dataclass(frozen=True)
class _Model:
    """Where in a row the columns of a model stand, by the names of its attributes."""

    mapper: Mapper[Any]
    names: Sequence[str]
    first: int
    key: int

    def identity(self, row: _Row) -> _Identity:
        return self.mapper.identity_key_from_primary_key((row[self.key],))

    def read(self, session: Session, row: _Row) -> object:
        """Return it as the session knows it, or as the row tells."""
        identity = self.identity(row)
        known = session.identity_map.get(identity)
        if known is not None:
            return known
        values = row[self.first : self.first + len(self.names)]
        return _made(session, self.mapper, identity, zip(self.names, values, strict=True))


@dataclass(frozen=True)
class _Asked:
    """A statement for columns alone, and what reads each part of its rows."""

    columns: Select[*tuple[Any, ...]]
    parts: Sequence[_Read]
    models: Sequence[_Model]
    kept: Mapping[str, Any] = field(default_factory=lambda: {"compiled_cache": _Compiled()})


@cache
def _asked(statement: Select[*tuple[Any, ...]]) -> _Asked:
    columns: list[Any] = []
    parts: list[_Read] = []
    models: list[_Model] = []
    for part in statement.column_descriptions:
        asked, first = part["expr"], len(columns)
        if not isinstance(asked, type):
            columns.append(asked)
            parts.append(_column(first))
            continue
        mapper: Mapper[Any] = class_mapper(asked)
        names = mapper.column_attrs.keys()
        (key,) = mapper.primary_key
        models.append(_Model(mapper, names, first, first + names.index(key.name)))
        columns += [getattr(asked, name) for name in names]
        parts.append(models[-1].read)
    return _Asked(statement.with_only_columns(*columns), parts, models)


def _column(at: int) -> _Read:
    return lambda _, row: row[at]
