"""What is told of rows goes once they say something else: with whoever, or whatever, is erased.

`verify` compares rows with what was told of them last. What was told before stands in no table any
more, and would be left here in clear.
"""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from db.chain.erasing import Erased
from db.chain.sealing import AT_ONCE
from db.chain.standing import Stands
from db.models import Base, Standing

_STANDING: Final = Base.metadata.tables[Standing.__tablename__]
_Later = dict[str, set[str] | None]  # by row: which columns are told later; none: all of it


def let_go(session: Session, erased: Erased) -> None:
    """Leave of what is told only what was told last, in a block that erases."""
    session.flush()
    for number, kept in list(_shortened(session)):
        one = _STANDING.c.id == number
        if kept:
            session.execute(update(_STANDING).where(one).values(rows=kept))
        else:
            session.execute(delete(_STANDING).where(one))
        erased.note(_STANDING.name, [number])


def _shortened(session: Session) -> Iterator[tuple[int, Stands]]:
    later: _Later = {}
    told = select(_STANDING.c.id, _STANDING.c.rows).order_by(_STANDING.c.id.desc())
    for number, rows in session.execute(told.execution_options(yield_per=AT_ONCE)):
        kept = dict(_last_told(rows, later))
        if kept != rows:
            yield number, kept


def _last_told(rows: Stands, later: _Later) -> Iterator[tuple[str, dict[str, object] | None]]:
    """Yield what of some rows nothing later tells, and note that it is told."""
    for name, values in rows.items():
        is_last, columns = name not in later, later.get(name, set())
        if columns is None:
            continue
        left = values and {one: values[one] for one in values if one not in columns}
        later[name] = None if values is None else columns | values.keys()
        if left or is_last:
            yield name, left
