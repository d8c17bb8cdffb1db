"""Seals what was written since: a short job, so that no writer ever waits for another's link."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    Connection,
    Integer,
    Select,
    String,
    column,
    func,
    insert,
    select,
    table,
    text,
)
from sqlalchemy.orm import Session

from db.among import is_one_of
from db.chain.hashes import BEGINNING, Sealed, digest_of, hash_of
from db.models.base import UtcDateTime
from db.models.sealed import SEALED
from db.session import in_parts

AT_ONCE: Final = 1000
# How far before the last row that was sealed one is looked for that was committed after it.
LOOK_BACK: Final = 10_000
# Not the model: a migration seals too, whatever the model has become by then.
LINK: Final = table(
    "link",
    column("number", Integer),
    column("at", UtcDateTime),
    column("table_name", String),
    column("row_id", Integer),
    column("salt", String),
    column("digest", String),
    column("hash", String),
    column("erased_by_id", Integer),
)
Work = Session | Connection


@dataclass(frozen=True)
class Head:
    """The last link: its number, when it was made, and the hash that everything before is in."""

    number: int = 0
    at: datetime | None = None
    hash: str = BEGINNING


def head(work: Work) -> Head:
    """Return the last link of the history."""
    query = select(LINK.c.number, LINK.c.at, LINK.c.hash).order_by(LINK.c.number.desc()).limit(1)
    row = work.execute(query).first()
    return Head(row.number, row.at, row.hash) if row else Head()


def is_behind(work: Work) -> bool:
    """Say whether anything was written that is not sealed yet."""
    return any(work.execute(_new_rows(work, name).limit(1)).first() is not None for name in SEALED)


def waiting(work: Work) -> int:
    """Return how many rows are not sealed yet."""
    rows = (_new_rows(work, name).order_by(None).subquery() for name in SEALED)
    return sum(work.execute(select(func.count()).select_from(each)).scalar() or 0 for each in rows)


def seal(work: Work, at: datetime, tables: Collection[str] = tuple(SEALED)) -> Head:
    """Seal what was written since the last time, table by table in the order of its numbers."""
    _wait_for_turn(work)
    last = head(work)
    for name in tables:
        query = _new_rows(work, name).limit(AT_ONCE)
        rows = work.execute(query).mappings().all()
        while rows:
            last = _add(work, name, rows, last, at)
            beyond = SEALED[name].c.id > rows[-1]["id"]
            rows = work.execute(query.where(beyond)).mappings().all()
    return last


def seal_again(work: Work, at: datetime, rows: Mapping[str, Collection[int]]) -> None:
    """Seal what is left of rows of which something was erased."""
    _wait_for_turn(work)
    last = head(work)
    for name, ids in rows.items():
        for some in in_parts(sorted(ids)):
            query = select(SEALED[name]).where(is_one_of(SEALED[name].c.id, some))
            left = work.execute(query.order_by(SEALED[name].c.id)).mappings().all()
            last = _add(work, name, left, last, at)


def unsealed(name: str) -> Select[Any]:
    """Return a query for the rows of a table that no link seals, by id."""
    rows = SEALED[name]
    sealed = select(LINK.c.number).where(
        LINK.c.table_name == name, LINK.c.row_id == rows.c.id, LINK.c.salt.is_not(None)
    )
    return select(rows).where(~sealed.exists()).order_by(rows.c.id)


def _new_rows(work: Work, name: str) -> Select[Any]:
    sealed = (LINK.c.table_name == name, LINK.c.salt.is_not(None))
    last = select(func.max(LINK.c.row_id)).where(*sealed)
    since = (work.execute(last).scalar() or 0) - LOOK_BACK
    return unsealed(name).where(SEALED[name].c.id > since)


def _add(
    work: Work, name: str, rows: Sequence[Mapping[Any, Any]], last: Head, at: datetime
) -> Head:
    links = []
    for row in rows:
        salt = secrets.token_hex(16)
        sealed = Sealed(last.number + 1, at, name, row["id"])
        digest = digest_of(salt, {**row})
        last = Head(sealed.number, at, hash_of(sealed, digest, last.hash))
        links.append(
            {
                "number": sealed.number,
                "at": at,
                "table_name": name,
                "row_id": sealed.row,
                "salt": salt,
                "digest": digest,
                "hash": last.hash,
            }
        )
    if links:
        work.execute(insert(LINK), links)
    return last


def _wait_for_turn(work: Work) -> None:
    """Let one seal at a time; on SQLite there is one writer as it is."""
    bound = work.get_bind() if isinstance(work, Session) else work
    if bound.dialect.name == "postgresql":
        work.execute(text("LOCK TABLE link IN SHARE ROW EXCLUSIVE MODE"))
