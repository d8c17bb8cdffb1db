"""Whether the history is what was sealed: every link, every row, and what an anchor remembers.

It only looks. What it finds is kinds and facts; `bot` has the words.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum, auto
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from db.among import is_one_of
from db.chain.hashes import Sealed, digest_of, hash_of
from db.chain.sealing import AT_ONCE, LINK, Head, unsealed
from db.models import history_guard
from db.models.chain import OpenDoor
from db.models.sealed import SEALED

SHORTEST_ANCHOR: Final = 16
# Between when something happens and when it is sealed there may be a long import, or two clocks.
LATE: Final = timedelta(hours=1)


_Rows = Mapping[tuple[str, int], Mapping[str, Any]]


class FaultKind(StrEnum):
    """What can be wrong with the history."""

    NUMBER = auto()  # a link is missing, or there is one too many
    HASH = auto()  # a link is not what follows from the one before
    GONE = auto()  # a link's row is not there
    CHANGED = auto()  # a link's row says something else
    TWICE = auto()  # two links seal the same row
    ERASED = auto()  # a link says that its row was erased, and no erasure says so
    LATE = auto()  # a row is older than what was sealed before it came
    GUARD = auto()  # a trigger is missing
    DOOR = auto()  # the way round the triggers stands open
    ANCHOR = auto()  # no link has the hash that was written down


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: at which link, of which table and row, or what is missing."""

    kind: FaultKind
    link: int | None = None
    table: str = ""
    row: int | None = None
    what: str = ""
    at: datetime | None = None


@dataclass
class HistoryChecked:
    """What was looked at and found; `anchored` is the link that the anchor names."""

    head: Head = field(default_factory=Head)
    faults: list[Fault] = field(default_factory=list)
    waiting: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    erasures: int = 0
    erased_links: int = 0
    anchored: Head | None = None


def check(connection: Connection, anchor: str = "") -> HistoryChecked:
    """Check everything; the connection must see the database as it is at one moment.

    The first fault is the first broken link, where one is.
    """
    return _Check(connection).run(anchor.strip().lower())


class _Check:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._found = HistoryChecked()
        self._living: dict[str, set[int]] = defaultdict(set)
        self._known: dict[str, set[int]] = defaultdict(set)
        self._batch: datetime | None = None  # when the seal before this one was made
        self._erasures = self._read_erasures()

    def run(self, anchor: str) -> HistoryChecked:
        found = self._found
        for links in self._links():
            rows = self._rows(links)
            for link in links:
                found.faults += self._link(link, rows)
                if anchor and link.hash.startswith(anchor):
                    found.anchored = found.head
        if anchor and (found.anchored is None or len(anchor) < SHORTEST_ANCHOR):
            found.faults.append(Fault(FaultKind.ANCHOR, what=anchor))
        found.rows = {name: len(ids) for name, ids in self._living.items()}
        found.erasures = len(self._erasures)
        found.faults += [*self._unsealed(), *self._unguarded()]
        return found

    def _links(self) -> Iterator[Sequence[Row[Any]]]:
        query = select(LINK).order_by(LINK.c.number)
        with self._connection.execute(query.execution_options(yield_per=AT_ONCE)) as links:
            yield from links.partitions()

    def _rows(self, links: Sequence[Row[Any]]) -> _Rows:
        wanted: dict[str, list[int]] = defaultdict(list)
        for link in links:
            if link.salt is not None and link.table_name in SEALED:
                wanted[link.table_name].append(link.row_id)
        return {
            (name, row["id"]): {**row}
            for name, ids in wanted.items()
            for row in self._connection.execute(
                select(SEALED[name]).where(is_one_of(SEALED[name].c.id, ids))
            ).mappings()
        }

    def _link(self, link: Row[Any], rows: _Rows) -> Iterator[Fault]:
        found, last = self._found, self._found.head
        if last.at != link.at:
            self._batch = last.at
        found.head = Head(link.number, link.at, link.hash)
        found.erased_links += link.salt is None
        kinds = [*_broken(link, last), *self._unlike(link, rows)]
        self._known[link.table_name].add(link.row_id)
        for kind in kinds:
            yield Fault(kind, link.number, link.table_name, link.row_id, at=link.at)

    def _unlike(self, link: Row[Any], rows: _Rows) -> Iterator[FaultKind]:
        """Yield how a link's row is not as it was sealed."""
        row, living = rows.get((link.table_name, link.row_id)), self._living[link.table_name]
        if link.salt is None:
            if link.number not in self._erasures.get(link.erased_by_id, ()):
                yield FaultKind.ERASED
        elif link.erased_by_id is not None:
            yield FaultKind.ERASED
        elif row is None:
            yield FaultKind.GONE
        elif not _fits(link, row):
            yield FaultKind.CHANGED
        elif link.row_id in living:
            yield FaultKind.TWICE
        else:
            living.add(link.row_id)
            if _is_older(row, self._batch) and link.row_id not in self._known[link.table_name]:
                yield FaultKind.LATE

    def _unsealed(self) -> Iterator[Fault]:
        """Yield the rows that came behind the history's back, and count those that wait."""
        last = self._found.head.at
        for name in SEALED:
            for row in self._connection.execute(unsealed(name)).mappings():
                if row["id"] in self._living[name]:
                    continue
                # A number that was an erased row's may be a new row's: on SQLite they come again.
                if _is_older({**row}, last):
                    yield Fault(FaultKind.LATE, table=name, row=row["id"], at=row.get("at"))
                else:
                    self._found.waiting += 1

    def _unguarded(self) -> Iterator[Fault]:
        for name in history_guard.missing(self._connection):
            yield Fault(FaultKind.GUARD, what=name)
        if self._connection.execute(select(OpenDoor.id)).first() is not None:
            yield Fault(FaultKind.DOOR)

    def _read_erasures(self) -> Mapping[int, frozenset[int]]:
        table = SEALED["erasure"]
        rows = self._connection.execute(select(table.c.id, table.c.links))
        return {row.id: frozenset(row.links or ()) for row in rows}


def _broken(link: Row[Any], last: Head) -> Iterator[FaultKind]:
    """Yield how a link does not follow from the one before."""
    if link.number != last.number + 1:
        yield FaultKind.NUMBER
    sealed = Sealed(link.number, link.at, link.table_name, link.row_id)
    if hash_of(sealed, link.digest, last.hash) != link.hash:
        yield FaultKind.HASH


def _is_older(row: Mapping[str, Any], than: datetime | None) -> bool:
    """Say whether a row says that it is from before a time; one of `standing` says no time."""
    return than is not None and "at" in row and row["at"] < than - LATE


def _fits(link: Row[Any], row: Mapping[str, Any]) -> bool:
    try:
        return bool(digest_of(link.salt, row) == link.digest)
    except ValueError:  # a salt that is none
        return False
