"""What somebody did last, whatever it was about: an action, a live audit, leave, a measure."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from sqlalchemy import select

from db.actions.operations import UNDO_FOR
from db.context import ChangeContext
from db.models import AuditEvent, CouncilEvent, CouncilEventKind, Event, MeasureEvent
from db.models.audit import SHOWN_NOWHERE
from db.models.learning import LearningEvent

Done = Event | AuditEvent | LearningEvent | MeasureEvent | CouncilEvent
# In this order where one unit of work wrote several: what an audit led to is undone with it.
_TABLES: Final[tuple[type[Done], ...]] = (
    AuditEvent,
    Event,
    LearningEvent,
    MeasureEvent,
    CouncilEvent,
)
PUT_RIGHT_FOR: Final = timedelta(minutes=10)
_ONLY_LOOKED: Final = (CouncilEventKind.EXPORTED, CouncilEventKind.LOOKED)


def last_done(ctx: ChangeContext) -> Sequence[Done]:
    """Return what this person last did at once, newest first; nothing after its minute.

    Several are of one kind, as with `done 12 13`.
    """
    return _latest(ctx, UNDO_FOR)


def just_done(ctx: ChangeContext) -> Done | None:
    """Return what this person last did if it was one thing, and within minutes.

    Whoever puts it right has had its answer, looked at it, and typed.
    """
    latest = _latest(ctx, PUT_RIGHT_FOR)
    return latest[0] if len(latest) == 1 else None


def _latest(ctx: ChangeContext, within: timedelta) -> Sequence[Done]:
    found = [rows for table in _TABLES if (rows := _last_of(ctx, table, within))]
    return max(found, key=lambda rows: rows[0].at, default=[])


def _last_of(ctx: ChangeContext, table: type[Done], within: timedelta) -> Sequence[Done]:
    query = select(table).where(table.person_id == ctx.person.id, table.at >= ctx.now - within)
    if table is CouncilEvent:
        query = query.where(CouncilEvent.kind.not_in(_ONLY_LOOKED))
    if table is AuditEvent:
        query = query.where(AuditEvent.kind.not_in(SHOWN_NOWHERE))
    rows: Sequence[Done] = ctx.session.scalars(query.order_by(table.id.desc())).all()  # type: ignore[assignment]  # of that table
    return [row for row in rows if (row.at, row.kind) == (rows[0].at, rows[0].kind)]
