"""How long things are kept, and what is due to be erased."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from db.chain.erasing import erasing
from db.context import WorkContext
from db.errors import RefusedError
from db.models import (
    Absence,
    AuditChase,
    CouncilEvent,
    CouncilEventKind,
    Erasure,
    Forecast,
    Message,
    Person,
    ReminderSent,
)
from db.models.erasure import ErasedKind
from db.people.forgetting import forget, held_open, is_forgotten

A_MONTH: Final = timedelta(days=30.5)


@dataclass(frozen=True)
class Periods:
    """For how many months each class of rows is kept; 0 keeps it for good.

    While there is a legal hold nothing is erased.
    """

    messages: int = 0
    absences: int = 0
    leavers: int = 0
    hold: bool = False


@dataclass(frozen=True)
class DueForErasure:
    """What of one class is older than its period: how many rows, since when, and who cannot be."""

    kind: ErasedKind
    months: int
    rows: int
    held: int = 0


def due(session: Session, periods: Periods, now: datetime) -> Sequence[DueForErasure]:
    """Return what each class holds that is older than its period."""
    return [
        DueForErasure(kind, months, *count(session, _before(now, months)))
        for kind, (months, count, _) in _classes(periods).items()
        if months
    ]


def erase(ctx: WorkContext, periods: Periods) -> Sequence[DueForErasure]:
    """Erase what is due, write down how much it was, and return it."""
    if periods.hold:
        raise RefusedError("retention.hold")
    found = due(ctx.session, periods, ctx.now)
    for months, _, away in _classes(periods).values():
        if months:
            away(ctx, _before(ctx.now, months))
    return found


Count = Callable[[Session, datetime], tuple[int, int]]
Away = Callable[[WorkContext, datetime], None]


def _classes(periods: Periods) -> Mapping[ErasedKind, tuple[int, Count, Away]]:
    return {
        ErasedKind.MESSAGES: (periods.messages, _old_messages, _delete_messages),
        ErasedKind.ABSENCES: (periods.absences, _old_absences, _delete_absences),
        ErasedKind.LEAVER: (periods.leavers, _old_leavers, _forget_leavers),
    }


def _before(now: datetime, months: int) -> datetime:
    return now - months * A_MONTH


def _count(session: Session, table: type[Message | Absence], old: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(table).where(old)) or 0


def _old_messages(session: Session, before: datetime) -> tuple[int, int]:
    return _count(session, Message, Message.done_at < before), 0


def _delete_messages(ctx: WorkContext, before: datetime) -> None:
    ctx.session.execute(delete(Forecast).where(Forecast.settled_on < before.date()))
    old = select(Message.id).where(Message.done_at < before)
    for step in (ReminderSent, AuditChase):
        ctx.session.execute(delete(step).where(step.message_id.in_(old)))
    _note(ctx, ErasedKind.MESSAGES, _deleted(ctx, Message, Message.done_at < before))


def _old_absences(session: Session, before: datetime) -> tuple[int, int]:
    return _count(session, Absence, Absence.last_on < before.date()), 0


def _delete_absences(ctx: WorkContext, before: datetime) -> None:
    with erasing(ctx, ErasedKind.ABSENCES) as erased:
        erased.count = _deleted(ctx, Absence, Absence.last_on < before.date())
        events = _of_old_absences(ctx.session, before.date())
        for event in events:
            event.changes = {}
        erased.note(CouncilEvent.__tablename__, [event.id for event in events])
        erased.count += len(events)


def _of_old_absences(session: Session, before: date) -> Sequence[CouncilEvent]:
    """Return the events that tell of days away that are over as long."""
    kinds = (CouncilEventKind.AWAY, CouncilEventKind.BACK)
    events = session.scalars(select(CouncilEvent).where(CouncilEvent.kind.in_(kinds)))
    ended = [(one, str(one.changes.get("last_on", [None, "9999"])[1])) for one in events]
    return [one for one, last in ended if last < before.isoformat()]


def _deleted(ctx: WorkContext, table: type[Message | Absence], old: ColumnElement[bool]) -> int:
    gone = ctx.session.execute(delete(table).where(old).returning(table.id))
    return len(gone.all())


def _note(ctx: WorkContext, kind: ErasedKind, rows: int) -> None:
    if rows:
        ctx.session.add(Erasure(at=ctx.now, kind=kind, rows=rows))


def _leavers(session: Session, before: date) -> Sequence[Person]:
    found = session.scalars(select(Person).where(Person.ends_on < before).order_by(Person.id))
    return [person for person in found if not is_forgotten(person)]


def _old_leavers(session: Session, before: datetime) -> tuple[int, int]:
    leavers = _leavers(session, before.date())
    held = sum(held_open(session, person) > 0 for person in leavers)
    return len(leavers) - held, held


def _forget_leavers(ctx: WorkContext, before: datetime) -> None:
    for person in _leavers(ctx.session, before.date()):
        if not held_open(ctx.session, person):
            forget(ctx, person)
