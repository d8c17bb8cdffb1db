"""Tells what is written into rows, whoever writes it, so that `verify` can compare them.

It listens to every session of an open database: with each flush goes a row of `standing`, which is
sealed as an event is. It tells of a new row all, of one that was there what changed, and of one
that is gone that it is. What was forged in a column stays unlike, whatever else is changed later.

What says who somebody is, and whom a draw would pair, stands there as a digest alone, under a key
in the row itself. Whenever such a value changes, it gets another key, so that nobody can find out
by trying what it was before: that is how it is forgotten. Each has a key of its own, so that
nothing is told anew of the others, of which one may be forged; a live audit has one for all.
"""

import hashlib
import hmac
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any, Final

from sqlalchemy import Connection, Float, Table, event, insert, inspect, select
from sqlalchemy.orm import PassiveFlag, Session, class_mapper, sessionmaker
from sqlalchemy.orm.attributes import get_history

from db.among import is_one_of
from db.chain.hashes import canonical
from db.chain.standing import TOLD_IN_EVENTS, Stands, add, columns_of, last_said, named, note
from db.history import told
from db.models import Base, Standing
from db.models.base import new_seal_key
from db.models.history_guard import GUARDED

Values = Mapping[str, Any]
AT_ONCE: Final = 1000  # rows of which one row of `standing` tells
KEY: Final = "seal_key"
AFTER: Final = "after event"
# What the bot notes for itself, and why nothing tells of it.
NOTES: Final[Mapping[str, str]] = {
    "open_door": "it is empty whenever nobody erases, and `verify` says so if it is not",
    "message": "what is to be posted, and what was: no figure counts it; one that is deleted, or "
    "said to have been posted, is a message that does not come",
    "card": "what a message shows: a false one is a message that is not rewritten",
    "card_item": "what a message shows: a false one is a message that is not rewritten",
    "chase": "which reminder a message told: a false one is a reminder that comes twice or never",
    "audit_chase": "which reminder a message told: a false one is one that comes twice or never",
    "home": "what somebody looks at in their own App Home, which is drawn anew when it is opened",
    "seen": "which requests were carried out: a false one is one that is not, or is done twice",
    "forecast": "what the bot worked out of the history by itself, and can work out again",
    "month_ago": "what the bot works out of the history by itself, anew each day",
    "plan_answer": "what a word in a file means: shown before anything is imported",
    "plan_shape": "the order of a file, for the export: its rows stand in tables that are compared",
    "plan_draft": "what somebody is choosing: shown before anything is imported",
}
# Columns of other tables that are such notes.
OWN_NOTES: Final[Mapping[str, frozenset[str]]] = {
    "person": frozenset({"opened"}),
    "subscription": frozenset({"last_on", "last_told"}),
}
# These are compared with what events tell of them.
_BY_EVENTS: Final = frozenset({*GUARDED, *TOLD_IN_EVENTS, "action"})
# Of these a change brings another key.
FORGOTTEN: Final[Mapping[str, tuple[str, ...]]] = {
    "person": ("name", "email", "slack_id"),
    "audit_round": ("request", "plan"),
}
_STANDING: Final = Base.metadata.tables[Standing.__tablename__]


def _watched(table: Table) -> tuple[str, ...]:
    notes = OWN_NOTES.get(table.name, frozenset()) | keys_in(table.columns.keys())
    return tuple(one.name for one in table.columns if not one.primary_key and one.name not in notes)


def key_of(column: str, row: Container[str]) -> str:
    """Return which column of a row, given by its columns, holds the key of a column's digests."""
    own = f"{column}_{KEY}"
    return own if own in row else KEY


def keys_in(columns: Iterable[str]) -> frozenset[str]:
    """Return which columns hold the keys of digests."""
    return frozenset(name for name in columns if name.endswith(KEY))


# By table, the columns besides its key of which every change is told.
WATCHED: Final[Mapping[str, tuple[str, ...]]] = {
    name: _watched(table)
    for name, table in Base.metadata.tables.items()
    if name not in _BY_EVENTS and name not in NOTES
}
# By table, of which columns it is told what was written into them: here, or in events.
TOLD: Final[Mapping[str, Collection[str]]] = {
    **WATCHED,
    **{name: columns_of(table) for name, table in TOLD_IN_EVENTS.items()},
}
# Who was to be audited by whom is told of no draft that was taken away: its key goes with it.
DIGESTED: Final = {**FORGOTTEN, "live_audit": WATCHED["live_audit"]}


def listen(sessions: sessionmaker[Session]) -> None:
    """Tell of whatever a session made here writes."""
    event.listen(sessions, "before_flush", _with_other_keys)
    event.listen(sessions, "after_flush", _tell)
    event.listen(sessions, "after_flush", _note)


def stands(table: Table, columns: Iterable[str], row: Values) -> dict[str, Any]:
    """Return what is told of some columns of a row, given by the names of its columns."""
    hidden = DIGESTED.get(table.name, ())
    return {
        name: _digest(table, name, row) if name in hidden else _plain(table, name, row)
        for name in columns
    }


def last_told(connection: Connection) -> Stands:
    """Return what was last told of each row, column by column, here or in events."""
    said = last_said(connection)
    for rows in connection.scalars(select(_STANDING.c.rows).order_by(_STANDING.c.id)):
        add(said, rows)
    return said


@dataclass(frozen=True)
class AtFirst:
    """What was told of an action as it stood, which is compared with its events since."""

    values: Values  # of an upgrade's without what is empty; nothing of one that is gone
    after: int  # the last event that there was

    @property
    def is_there(self) -> bool:
        """Say whether there was such an action then."""
        return self.values.keys() > {AFTER}


def at_first(said: Stands) -> Mapping[int, AtFirst]:
    """Return what was told of actions as they stood, by number: `said` is all that is told."""
    return {
        int(name.partition(" ")[2]): AtFirst(values, values[AFTER])
        for name, values in said.items()
        if name.startswith("action ") and values
    }


def standing(connection: Connection) -> Iterator[tuple[Table, str, Values]]:
    """Yield each row of which is told, as it is now: its table, its key and what it holds."""
    for name, columns in TOLD.items():
        table = Base.metadata.tables[name]
        keys = table.primary_key.columns.keys()
        for row in connection.execute(select(table).order_by(*table.primary_key)).mappings():
            yield table, _key(row[one] for one in keys), stands(table, columns, {**row})


def _tell(session: Session, _: object) -> None:
    """Write down what a flush has just written."""
    # One that was deleted and made again is there.
    told: Stands = {_name(row): None for row in session.deleted if row.__tablename__ in WATCHED}
    written: dict[Base, Collection[str]] = {
        row: _changed(row, WATCHED[row.__tablename__])
        for row in (*session.new, *session.dirty)
        if row.__tablename__ in WATCHED
    }
    stored = _as_they_stand(session, written)
    for row, changed in written.items():
        if changed or inspect(row).key is None:
            names, table = _names(type(row)), Base.metadata.tables[row.__tablename__]
            asked = {*changed, *keys_in(names)}
            values = stored.get(_name(row)) or {one: getattr(row, names[one]) for one in asked}
            told[_name(row)] = stands(table, changed, values)
    if told:
        session.connection().execute(insert(_STANDING), list(in_rows(told)))


def _note(session: Session, _: object) -> None:
    """Note what an event is still to tell of."""
    for row in (*session.new, *session.dirty):
        if row.__tablename__ in TOLD_IN_EVENTS:
            note(row, _changed(row, TOLD[row.__tablename__]))


def in_rows(told: Stands) -> Iterator[dict[str, Stands]]:
    """Yield the rows of `standing` that tell this."""
    parts = iter(told.items())
    while part := dict(islice(parts, AT_ONCE)):
        yield {"rows": part}


def _changed(row: Base, told: Collection[str]) -> Collection[str]:
    """Return which columns of those that are told of a row were written: of a new one, all."""
    name, names = row.__tablename__, _names(type(row))
    is_new, hidden = inspect(row).key is None, DIGESTED.get(name, ())
    changed = {column for column in told if is_new or _is_set(row, names[column])}
    # Under another key a digest is told anew.
    return changed | {one for one in hidden if _is_set(row, names[key_of(one, names)])}


def _as_they_stand(
    session: Session, written: Mapping[Base, Collection[str]]
) -> Mapping[str, Values]:
    """Return the rows of which digests are told again, as the database has them now.

    What was read of them before, their key too, may be older than what another bot wrote since.
    """
    asked: dict[Table, list[int]] = {}
    for row, changed in written.items():
        if inspect(row).key is not None and {*DIGESTED.get(row.__tablename__, ())} & {*changed}:
            (number,) = class_mapper(type(row)).primary_key_from_instance(row)
            asked.setdefault(Base.metadata.tables[row.__tablename__], []).append(number)
    return {
        named(table.name, found["id"]): {**found}
        for table, numbers in asked.items()
        for found in session.connection()
        .execute(select(table).where(is_one_of(table.c.id, numbers)))
        .mappings()
    }


def _with_other_keys(session: Session, *_: object) -> None:
    for row in session.dirty:
        for name in FORGOTTEN.get(row.__tablename__, ()):
            if _is_set(row, name):
                setattr(row, key_of(name, row.__table__.columns), new_seal_key())


def _is_set(row: Base, name: str) -> bool:
    """Say whether an attribute of a row was given another value than it had."""
    return bool(get_history(row, name, PassiveFlag.PASSIVE_NO_INITIALIZE).added)


@cache
def _names(model: type[Base]) -> Mapping[str, str]:
    """Return by which attribute a model has each column."""
    return {one.columns[0].name: one.key for one in class_mapper(model).column_attrs}


def _name(row: Base) -> str:
    return named(row.__tablename__, _key(class_mapper(type(row)).primary_key_from_instance(row)))


def _key(parts: Iterable[Any]) -> str:
    return " ".join(map(str, parts))


def _digest(table: Table, name: str, row: Values) -> str | None:
    if row[name] is None:
        return None
    key, said = row[key_of(name, row)] or "", canonical({name: _plain(table, name, row)})
    return hmac.new(key.encode(), said.encode(), hashlib.sha256).hexdigest()


def _plain(table: Table, name: str, row: Values) -> object:
    value = row[name]
    return (
        float(value) if isinstance(table.c[name].type, Float) and value is not None else told(value)
    )
