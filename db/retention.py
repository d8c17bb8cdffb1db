"""How long things are kept, and what is due to be erased."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, delete, func, select
from sqlalchemy.orm import Session

from db.among import is_one_of
from db.chain.erasing import erasing, keep
from db.chain.standing import ROWS, named, rows_of
from db.context import WorkContext
from db.days import day_of
from db.errors import RefusedError
from db.history import Changes
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
from db.people.forgetting import forget, held_open, is_forgotten, left_before
from db.session import Database

A_MONTH: Final = timedelta(days=30.5)
AT_ONCE: Final = 2_000  # messages in one unit of work


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
    """What of one class is older than its period: how many rows, since when, and who cannot be.

    Of people, `closed` of the rows are those of whom the roster says nothing, counted from the day
    on which their Slack account was closed; `undated` is whose account is closed, and on which day
    they left nobody knows.
    """

    kind: ErasedKind
    months: int
    rows: int
    held: int = 0
    closed: int = 0
    undated: int = 0


def due(session: Session, periods: Periods, now: datetime) -> Sequence[DueForErasure]:
    """Return what each class holds that is older than its period."""
    return [
        DueForErasure(kind, months, *count(session, too_old_before(now, months)))
        for kind, (months, count, _) in _classes(periods).items()
        if months
    ]


def erase_all(
    database: Database, periods: Periods, now: datetime, by: str = ""
) -> Sequence[DueForErasure]:
    """Erase all that is due, in units of work that hold up nobody for long, and return it.

    `by` is the account on the server under which somebody asked for that.
    """
    with database.read() as session:
        found = due(session, periods, now)
    most = max((each.rows for each in found), default=0)
    for _ in range(1 + most // AT_ONCE):
        with database.begin() as session:
            erase(WorkContext(session, None, now, by=by), periods)
    return found


def erase(ctx: WorkContext, periods: Periods) -> Sequence[DueForErasure]:
    """Erase what is due, write down how much it was, and return it.

    Of the messages it is the oldest `AT_ONCE`: more would hold up whoever writes.
    """
    if periods.hold:
        raise RefusedError("retention.hold")
    found = due(ctx.session, periods, ctx.now)
    for months, _, away in _classes(periods).values():
        if months:
            away(ctx, too_old_before(ctx.now, months))
    return found


Count = Callable[[Session, datetime], tuple[int, ...]]  # the numbers of `DueForErasure`
Away = Callable[[WorkContext, datetime], None]


def _classes(periods: Periods) -> Mapping[ErasedKind, tuple[int, Count, Away]]:
    return {
        ErasedKind.MESSAGES: (periods.messages, _old_messages, _delete_messages),
        ErasedKind.ABSENCES: (periods.absences, _old_absences, _delete_absences),
        ErasedKind.LEAVER: (periods.leavers, _old_leavers, _forget_leavers),
    }


def too_old_before(now: datetime, months: int) -> datetime:
    """Return the time before which what is kept for so many months is too old."""
    return now - months * A_MONTH


def _count(session: Session, table: type[Message | Absence], old: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(table).where(old)) or 0


def _old_messages(session: Session, before: datetime) -> tuple[int, ...]:
    return (_count(session, Message, Message.done_at < before),)


def _delete_messages(ctx: WorkContext, before: datetime) -> None:
    ctx.session.execute(delete(Forecast).where(Forecast.settled_on < day_of(ctx.session, before)))
    some = select(Message.id).where(Message.done_at < before).order_by(Message.id).limit(AT_ONCE)
    old = ctx.session.scalars(some).all()
    for step in (ReminderSent, AuditChase):
        ctx.session.execute(delete(step).where(is_one_of(step.message_id, old)))
    _note(ctx, ErasedKind.MESSAGES, len(_deleted(ctx, Message, is_one_of(Message.id, old))))


def _old_absences(session: Session, before: datetime) -> tuple[int, ...]:
    return (_count(session, Absence, Absence.last_on < day_of(session, before)),)


def _delete_absences(ctx: WorkContext, before: datetime) -> None:
    day = day_of(ctx.session, before)
    with erasing(ctx, ErasedKind.ABSENCES) as erased:
        gone = _deleted(ctx, Absence, Absence.last_on < day)
        events = list(_of_old_absences(ctx.session, day, gone))
        erased.note(CouncilEvent.__tablename__, events)
        erased.count = len(gone) + len(events)


def _of_old_absences(session: Session, before: date, gone: Collection[int]) -> Iterator[int]:
    """Empty the events that tell of days away that are over as long, and yield their numbers.

    What such an event tells of other days stays in it: `verify` compares them with it. Of days
    that were taken back nothing stays, and the number that was theirs may be another's by now.
    """
    kinds = (CouncilEventKind.AWAY, CouncilEventKind.BACK, CouncilEventKind.ACCEPTED)
    told = select(CouncilEvent).where(CouncilEvent.kind.in_(kinds)).order_by(CouncilEvent.id)
    events = session.scalars(told).all()
    erased = {named(Absence.__tablename__, number) for number in gone}
    ended = {
        name: event.id
        for event in events
        for name, row in rows_of(event.changes).items()
        if row is None
    }
    for event in events:
        rows = rows_of(event.changes)
        is_over = str(event.changes.get("last_on", [None, "9999"])[1]) < before.isoformat()
        if is_over or rows.keys() & erased:
            others = {
                name: row
                for name, row in rows.items()
                if row and name not in erased and event.id > ended.get(name, 0)
            }
            event.changes = _kept_beside(event) | ({ROWS: [None, others]} if others else {})
            yield event.id


def _kept_beside(event: CouncilEvent) -> Changes:
    """Return what stays of an event from which days away go: who accepted what, and why."""
    is_kept = event.kind == CouncilEventKind.ACCEPTED
    return {name: one for name, one in event.changes.items() if is_kept and name != ROWS}


def _deleted(
    ctx: WorkContext, table: type[Message | Absence], old: ColumnElement[bool]
) -> Sequence[int]:
    return ctx.session.scalars(delete(table).where(old).returning(table.id)).all()


def _note(ctx: WorkContext, kind: ErasedKind, rows: int) -> None:
    if rows:
        keep(ctx, Erasure(at=ctx.now, kind=kind, rows=rows))


def _leavers(session: Session, which: ColumnElement[bool]) -> Sequence[Person]:
    found = session.scalars(select(Person).where(which).order_by(Person.id))
    return [person for person in found if not is_forgotten(person)]


def _old_leavers(session: Session, before: datetime) -> tuple[int, ...]:
    leavers = _leavers(session, left_before(day_of(session, before)))
    due = [person for person in leavers if not held_open(session, person)]
    gone = _leavers(session, and_(Person.left_slack, Person.ends_on.is_(None)))
    undated = [one for one in gone if one.on_roster or one.left_slack_on is None]
    closed = sum(person.ends_on is None for person in due)
    return len(due), len(leavers) - len(due), closed, len(undated)


def _forget_leavers(ctx: WorkContext, before: datetime) -> None:
    for person in _leavers(ctx.session, left_before(day_of(ctx.session, before))):
        if not held_open(ctx.session, person):
            forget(ctx, person)
