"""The one way in which something is erased from the history: it leaves a mark, and the chain whole.

The link stays, with its digest; its salt goes, so that nobody can guess what stood there. What is
left of the row is sealed again, and the erasure, which names the links, is sealed like any event.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, Row, delete, insert, select, update
from sqlalchemy.orm import Session

from db.among import is_one_of
from db.chain.sealing import LINK, seal_again
from db.context import WorkContext
from db.council_events import BY, record
from db.history import Changes
from db.models.chain import OpenDoor
from db.models.council import CouncilEvent, CouncilEventKind
from db.models.erasure import ErasedKind, Erasure
from db.models.people import Person
from db.models.sealed import SEALED

MARK: Final = "[removed]"  # in the place of words
ERASURE: Final = "erasure"


@dataclass
class Erased:
    """What a block has erased: how many texts or rows in all, and which rows of the history."""

    kind: ErasedKind
    person_id: int | None = None
    count: int = 0
    rows: dict[str, set[int]] = field(default_factory=dict)
    event: CouncilEvent | None = None  # once it is done, where somebody at the server did it

    def note(self, table: str, rows: Iterable[int]) -> None:
        """Note which rows were changed or deleted; what is sealed has to be sealed again."""
        if table in SEALED:
            self.rows.setdefault(table, set()).update(rows)


@contextmanager
def erasing(
    ctx: WorkContext, kind: ErasedKind, *, person_id: int | None = None
) -> Iterator[Erased]:
    """Let the block change or delete what is sealed; write down what was erased, if anything."""
    session, erased = ctx.session, Erased(kind, person_id)
    session.flush()
    # One at a time: whoever comes next waits for this row to be gone.
    session.execute(insert(OpenDoor).values(id=1))
    yield erased
    session.flush()
    if erased.count or any(erased.rows.values()):
        _mark(ctx, erased)
    session.execute(delete(OpenDoor))


def _mark(ctx: WorkContext, erased: Erased) -> None:
    session = ctx.session
    links = list(_links(session, erased))
    numbers = sorted(number for number, _, _ in links)
    erasure = Erasure(
        at=ctx.now, kind=erased.kind, rows=erased.count, person_id=erased.person_id, links=numbers
    )
    erased.event = keep(ctx, erasure)
    unsalted = update(LINK).where(is_one_of(LINK.c.number, numbers))
    session.execute(unsalted.values(salt=None, erased_by_id=erasure.id))
    sealed: dict[str, set[int]] = {}
    for _, name, row in links:
        sealed.setdefault(name, set()).add(row)
    seal_again(session, ctx.now, sealed)  # the others wait for their turn, like any that are new


def keep(ctx: WorkContext, erasure: Erasure) -> CouncilEvent | None:
    """Write down an erasure; return the event that says who did it, if it was at the server."""
    ctx.session.add(erasure)
    ctx.session.flush()
    if not ctx.by:
        return None
    about = ctx.session.get(Person, erasure.person_id) if erasure.person_id else None
    what: Changes = {"what": [None, erasure.kind], ERASURE: [None, erasure.id]}
    return record(ctx, CouncilEventKind.ERASED, what, about=about)


@dataclass(frozen=True)
class Logged:
    """One erasure; `by` is the account on the server, where it was done there."""

    at: datetime
    kind: str
    rows: int
    person_id: int | None
    by: str


def logged(connection: Connection) -> Sequence[Logged]:
    """Return all that was ever erased, the first of it first."""
    log, events = SEALED[Erasure.__tablename__], SEALED[CouncilEvent.__tablename__]
    told = select(events.c.changes).where(events.c.kind == CouncilEventKind.ERASED)
    by = {said[ERASURE][1]: said[BY][1] for said in connection.scalars(told)}
    rows = connection.execute(select(log).order_by(log.c.id))
    return [Logged(row.at, row.kind, row.rows, row.person_id, by.get(row.id, "")) for row in rows]


def _links(session: Session, erased: Erased) -> Iterator[Row[int, str, int]]:
    """Yield the links that still seal what was erased, each with its row."""
    for name, ids in erased.rows.items():
        query = select(LINK.c.number, LINK.c.table_name, LINK.c.row_id).where(
            LINK.c.table_name == name, is_one_of(LINK.c.row_id, ids), LINK.c.salt.is_not(None)
        )
        yield from session.execute(query)
