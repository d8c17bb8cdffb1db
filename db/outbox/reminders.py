"""Which open actions may be due for a chase, and which chases people have heard."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, exists, insert, or_, select
from sqlalchemy.orm import Session

from db import council_events
from db.among import is_one_of
from db.context import ChangeContext
from db.models import Absence, Action, CouncilEventKind, Person, ReminderSent, Snooze
from db.models.action import OPEN_STATUSES

Concerns = Callable[[int | None, int | None], bool]  # of an owner and a deputy


@dataclass(frozen=True)
class OpenAction:
    """What the chasing policy asks of an open action with a due date."""

    id: int
    owner_id: int | None
    due_on: date
    known_since: date | None
    deputy_id: int | None = None
    register: str = ""


@dataclass(frozen=True)
class Heard:
    """One step about one due date of an action, as one person hears it."""

    action_id: int
    due_on: date
    step: str
    person_id: int


@dataclass(frozen=True)
class Snoozed:
    """Until when a person has put off hearing of an action; on that day they hear of it again."""

    person_id: int
    action_id: int
    until: date


def roster(session: Session) -> Sequence[Person]:
    """Return everybody, by id; keep them, and walking up a line asks the database nothing."""
    return session.scalars(select(Person).order_by(Person.id)).all()


def open_until(
    session: Session, latest: date, owners: Iterable[int], concerns: Concerns
) -> list[OpenAction]:
    """Return what is open, due on `latest` or before and `concerns` anybody, soonest first.

    `owners` is whoever may own anything: what concerns nobody is not read.
    """
    theirs = [one for one in owners if concerns(one, None)]
    which = or_(is_one_of(Action.owner_id, theirs), Action.deputy_id.is_not(None))
    if concerns(None, None):
        which = or_(which, Action.owner_id.is_(None))
    return _open(session, Action.due_on <= latest, which, concerns=concerns)


def due_while_away(session: Session, first: date) -> list[OpenAction]:
    """Return the open actions due on `first` or after, on a day on which their owner is away."""
    away = exists().where(
        Absence.person_id == Action.owner_id,
        ~Absence.can_finish,
        Absence.first_on <= Action.due_on,
        Absence.last_on >= Action.due_on,
        Absence.last_on >= first,
    )
    return _open(session, Action.due_on >= first, away)


def snoozes(session: Session) -> list[Snoozed]:
    """Return what people have put off hearing of, of what is open and has a due date."""
    query = select(Snooze).join(Action, Action.id == Snooze.action_id)
    rows = session.scalars(query.where(Action.status.in_(OPEN_STATUSES)))
    return [Snoozed(row.person_id, row.action_id, row.until) for row in rows]


def numbered(session: Session, numbers: Collection[int]) -> list[OpenAction]:
    """Return those of these actions that are open and have a due date, soonest first."""
    return _open(session, is_one_of(Action.id, numbers)) if numbers else []


def _open(
    session: Session, *which: ColumnElement[bool], concerns: Concerns = lambda _, __: True
) -> list[OpenAction]:
    columns = (
        Action.id,
        Action.owner_id,
        Action.due_on,
        Action.due_known_since,
        Action.deputy_id,
        Action.register,
    )
    waiting = select(*columns).where(Action.status.in_(OPEN_STATUSES), *which)
    rows = session.execute(waiting.order_by(Action.due_on, Action.id))
    return [
        OpenAction(number, owner, due, known_since, deputy, register)
        for number, owner, due, known_since, deputy, register in rows
        if due is not None and concerns(owner, deputy)
    ]


_HEARD = (ReminderSent.action_id, ReminderSent.due_on, ReminderSent.step, ReminderSent.person_id)


def heard_of(session: Session, numbers: Collection[int]) -> frozenset[Heard]:
    """Return everything that people have heard of these actions."""
    query = select(*_HEARD).where(is_one_of(ReminderSent.action_id, numbers))
    return frozenset(Heard(*row) for row in (session.execute(query) if numbers else ()))


def record(session: Session, message_id: int, chases: Iterable[Heard]) -> None:
    """Write down what somebody hears in a message."""
    rows = [{**vars(chase), "message_id": message_id} for chase in chases]
    if rows:
        session.execute(insert(ReminderSent), rows)


def snooze(ctx: ChangeContext, action_id: int, until: date) -> None:
    """Keep quiet to whoever asks about one action until a day; a later wish takes the place."""
    ctx.session.merge(Snooze(person_id=ctx.person.id, action_id=action_id, until=until))
    council_events.did(ctx, CouncilEventKind.HEARS, "later", {"action": action_id, "until": until})
    ctx.session.flush()


def snoozed_until(session: Session, person_id: int, numbers: Collection[int]) -> Mapping[int, date]:
    """Return until when somebody has put off hearing of these actions, by action."""
    mine = (Snooze.person_id == person_id, is_one_of(Snooze.action_id, numbers))
    rows = session.scalars(select(Snooze).where(*mine))
    return {row.action_id: row.until for row in rows}


def wake(session: Session, person_id: int, numbers: Collection[int]) -> None:
    """Forget that somebody put these actions off."""
    mine = select(Snooze).where(Snooze.person_id == person_id, is_one_of(Snooze.action_id, numbers))
    for row in session.scalars(mine):
        session.delete(row)
    session.flush()


def forget_snoozes(session: Session, before: date) -> None:
    """Delete what was put off until before that day: nobody waits to hear of it any more."""
    for row in session.scalars(select(Snooze).where(Snooze.until < before)):
        session.delete(row)
